"""Policies to be repaired, one idea each. The folder is what the search comes to: `repaired`, `none` or `fine`.

A line `# repair: P` names the property, and each line `# edit: …` an edit that must be among the repairs found. Every
repair is written to a file, and that file is checked as a user would.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rspverify.check.options import CheckOptions
from rspverify.check.repair.repair import repair
from rspverify.check.repair.results import Repair
from rspverify.check.repair.search import Limits
from rspverify.check.repair.workshop import load_all
from rspverify.check.results import CheckResult, Meeting, Result
from rspverify.check.run import run_checks
from rspverify.policy.load import load

CORPUS = Path(__file__).parent / "corpus" / "repair"
FILES = sorted(CORPUS.glob("*/*.rsp"))


def shown(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_folder_is_what_the_search_comes_to(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    (name,) = re.findall(r"^# repair: (.*)$", text, re.MULTILINE)
    found = repair([load_all(str(path))], name, None, CheckOptions(), Limits())
    assert found.state == path.parent.name, found
    assert bool(found.found) == (found.state == "repaired")
    edits = {"; ".join(one.edits) for one in found.found}
    assert set(re.findall(r"^# edit: (.*)$", text, re.MULTILINE)) <= edits
    before = _as_expected(path)
    for number, one in enumerate(found.found):
        after = _as_expected(_written(one, path, tmp_path / f"{number}.rsp"))
        assert all(after[check] for check in before if before[check]), one.edits
        assert all(met for check, met in after.items() if check[0] == name), one.edits


def _written(one: Repair, path: Path, place: Path) -> Path:
    (text,) = one.texts.values()
    assert text.text != path.read_text(encoding="utf-8")
    place.write_text(text.text, encoding="utf-8")
    return place


def _as_expected(path: Path) -> dict[tuple[str, str], bool]:
    return {_name(result): _met(result) for result in run_checks(load(path), CheckOptions())}


def _name(result: Result) -> tuple[str, str]:
    return (result.property, result.conditions) if isinstance(result, CheckResult) else (result.name, "")


def _met(result: Result) -> bool:
    return result.meeting is Meeting.MET if isinstance(result, CheckResult) else result.succeeded


def test_half_of_the_files_have_no_repair() -> None:
    repaired = [path for path in FILES if path.parent.name == "repaired"]
    assert len(repaired) >= 4 and len(FILES) - len(repaired) >= 4


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_first_line_names_the_idea(path: Path) -> None:
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    assert first.startswith("# ") and first.endswith(".")
    assert len(rest) <= 25
