"""The examples of docs/python.md run, one after another, in a folder with the files of the page, and type checkers know
what is in them."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

import rspverify as rv
from tests.repository.places import ROOT

PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
_FILE = re.compile(r"^```rsp (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in _FILE.findall(PAGE):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_examples_come_to_what_the_page_says(folder: Path) -> None:
    runner = doctest.DocTestRunner()
    told: list[str] = []
    names: dict[str, object] = {}
    for block in _EXAMPLE.finditer(PAGE):
        line = PAGE.count("\n", 0, block.start(1))
        test = doctest.DocTestParser().get_doctest(block[1], names, "docs/python.md", "docs/python.md", line)
        assert test.examples
        runner.run(test, out=told.append, clear_globs=False)
        names = test.globs
    assert runner.summarize(verbose=False).failed == 0, "".join(told)
    for name in ("load", "check", "exit_code", "diff", "audit", "repair"):
        assert f"rv.{name}(" in "".join(_EXAMPLE.findall(PAGE)), "each function has an example"


def test_examples_have_types(folder: Path) -> None:
    """As a user's type checker sees them: with the installed package and its `py.typed`."""
    parser = doctest.DocTestParser()
    lines = [one.source for block in _EXAMPLE.findall(PAGE) for one in parser.get_examples(block)]
    wrong = 'rv.check("no project")\n'
    (folder / "examples.py").write_text("".join(lines), encoding="utf-8")
    (folder / "wrong.py").write_text("import rspverify as rv\n" + wrong, encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "examples.py",
            "wrong.py",
        ],
        cwd=folder,
        env={"MYPYPATH": str(ROOT / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert [line for line in done.stdout.splitlines() if line.startswith("examples.py")] == []
    assert 'wrong.py:2: error: Argument 1 to "check" has incompatible type "str"; expected "Project"' in done.stdout


def test_page_lists_all_that_is_public() -> None:
    spoken = set(re.findall(r"`(?:rv\.)?(\w+)[`(]", PAGE))
    assert set(rv.__all__) - spoken == set()
