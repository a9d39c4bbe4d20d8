"""What comes out of bytes from a cache is data of ours, and nothing else."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from rspverify.check.results import Verdict
from rspverify.policy.load import load, read
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span
from rspverify.store.packing import Refused, packed, unpacked
from tests.repository.places import ROOT


class Evil:
    """What pickles are feared for."""

    def __init__(self, *call: object) -> None:
        self._call = call

    def __reduce__(self) -> object:
        return self._call[0], tuple(self._call[1:])


@pytest.mark.parametrize("name", ["news/pentagon.rsp", "protocols/leases.rsp", "rsp/scenarios_early.rsp"])
def test_a_project_comes_back(name: str) -> None:
    path = ROOT / "specs" / name
    files = tuple(one.home.file for one in read(path).files)
    project = load(path)
    again = unpacked(packed(project, files), files)
    assert again == project
    assert [check.span.line for check in again.checks] == [check.span.line for check in project.checks]


@pytest.mark.parametrize(
    "content",
    [
        pickle.dumps(Evil(os.system, "touch here")),
        pickle.dumps(Evil(eval, "open('here', 'w')")),
        pickle.dumps(Evil(getattr, Verdict, "mro")),
        pickle.dumps(Evil(load, "here")),
        pickle.dumps(Path("here")),
        pickle.dumps(Evil),
        b"cos\nsystem\n(S'touch here'\ntR.",
        b"crspverify.check.results\nexit_code\n.",
        b"crspverify.source.diagnostics\nSourceError\n.",
        b"crspverify.cli.write\nwrite\n(S'here'\nS'x'\ntR.",
        b"crspverify.check.results\nVerdict.__class__\n.",
        b"",
        b"\x80\x05",
        packed(("a", 1))[:-3],
    ],
)
def test_nothing_else_comes_out(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused):
        unpacked(content)
    assert list(tmp_path.iterdir()) == []


def test_texts_of_files_are_taken_from_the_files() -> None:
    file = SourceFile("a.rsp", "entity Lab\n")
    content = packed(Span(file, 0, 6), [file])
    assert b"entity" not in content
    assert unpacked(content, [SourceFile("a.rsp", "action go\n")]).text == "action"
    with pytest.raises(Refused):
        unpacked(content, [])
    with pytest.raises(Refused):
        packed(Span(SourceFile("b.rsp", ""), 0, 0), [file])


def test_what_is_nested_too_deeply_is_refused() -> None:
    deep: tuple[object, ...] = ()
    for _ in range(100_000):
        deep = (deep,)
    with pytest.raises(Refused):
        packed(deep)
    while deep:  # taken apart step by step: Python would do it all at once
        (deep,) = deep  # type: ignore[assignment]
