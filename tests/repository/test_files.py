"""Sizes and names of files, and what is in the wheel."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from tests.repository.places import ROOT, SOURCE, modules

LONGEST = 450
NOT_USED = {
    "utils",
    "util",
    "helpers",
    "helper",
    "misc",
    "common",
    "core",
    "base",
    "manager",
    "handler",
    "data",
    "info",
    "impl",
}


def test_no_file_is_long() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_no_tests_in_source() -> None:
    assert [path for path in modules() if path.name.startswith("test_") or path.name == "conftest.py"] == []


def test_file_names_say_something() -> None:
    parts = {path: set(re.split(r"[_.]", path.stem)) for path in modules()}
    assert {str(path) for path, words in parts.items() if words & NOT_USED} == set()


def test_words_that_are_not_used() -> None:
    """A name that stands for success must say whose success (docs/architecture.md)."""
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in modules()
        for match in re.finditer(
            r"\b(?:def|class) (?:is_safe|ok|passed)\b|\bis_safe\s*[:=]", path.read_text(encoding="utf-8")
        )
    ]
    assert found == []


def test_wheel_holds_what_runs(tmp_path: Path) -> None:
    """The grammar, the schema and the mark of a typed package are in the wheel; tests are not."""
    from hatchling.builders.wheel import WheelBuilder

    [wheel] = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"rspverify/_grammar/rspverify.lark", "rspverify/py.typed", "rspverify/report/schema.json"} <= names
    assert {"rspverify/report/html/report.css", "rspverify/report/html/report.js"} <= names
    assert {f"rspverify/{path.relative_to(SOURCE)}" for path in modules()} <= names
    assert [name for name in names if re.search(r"(?:^|[/_])tests?(?:[/_.]|$)", name)] == []
    assert [name for name in names if not name.startswith("rspverify")] == []
    assert any(name.endswith("licenses/LICENSE") for name in names)
