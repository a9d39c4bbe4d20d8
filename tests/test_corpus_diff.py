"""Pairs of small policies, `old` and `new`: the folder says what the new one is against the old one.

Comments say the rest: `# newly permitted: ACT: one condition; another` for each case (and no others), `# duty: CLAUSE
KIND .. CHANGE` for each duty that is not the same, `# readings: WORD=READING` for the combinations in which the cases occur."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rspverify.check.diff.policies import diff
from rspverify.check.diff.results import Change, PolicyDiff
from rspverify.check.options import CheckOptions
from rspverify.policy.load import load

CORPUS = Path(__file__).parent / "corpus" / "diff"
FOLDERS = ("equal", "laxer", "stricter", "incomparable")
FILES = sorted(path for folder in FOLDERS for path in (CORPUS / folder).glob("*.rsp"))


def compared(path: Path, old: str = "old", new: str = "new") -> PolicyDiff:
    return diff(load(path), old, new, CheckOptions())


def said(path: Path, beginning: str) -> set[str]:
    """What comments of a file say after these words."""
    return set(re.findall(rf"^# {beginning}: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_folder_is_the_change(path: Path) -> None:
    found = compared(path)
    assert not found.fault and not found.diagnostics and not found.undetermined
    assert found.change.value == path.parent.name
    for way in ("permitted", "forbidden"):
        cases = {
            ": ".join([act.action, *(["; ".join(case.conditions)] if case.conditions else [])])
            for act in found.acts
            for case in getattr(act, way).cases
        }
        assert cases == said(path, f"newly {way}")
    duties = {" ".join([duty.new or duty.old, *duty.kinds, duty.change.value]) for duty in found.duties if duty.kinds}
    assert duties == said(path, "duty")
    readings = {
        " ".join(f"{word}={reading}" for word, reading in one)
        for act in found.acts
        for case in (*act.permitted.cases, *act.forbidden.cases)
        for one in case.readings
    }
    assert readings == said(path, "readings")


@pytest.mark.parametrize("path", [p for p in FILES if p.parent.name != "equal"], ids=lambda path: path.stem)
def test_the_other_way_round(path: Path) -> None:
    """What is laxer one way is stricter the other."""
    turned = {Change.LAXER: Change.STRICTER, Change.STRICTER: Change.LAXER, Change.INCOMPARABLE: Change.INCOMPARABLE}
    assert compared(path, "new", "old").change is turned[Change(path.parent.name)]


def test_half_of_them_have_no_difference_where_they_might() -> None:
    """At least eight files; for every few with a difference there is one without."""
    same = [path for path in FILES if path.parent.name == "equal"]
    assert len(FILES) >= 8 and len(same) >= 4
