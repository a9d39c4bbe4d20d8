"""The table of specs/README.md: its column of verdicts is made from the checks (`python -m tests.repository.specs_table`)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from rspverify.check.words import conditions_text
from rspverify.policy.claims import Check
from rspverify.policy.load import load
from tests.repository.places import ROOT

SPECS = ROOT / "specs"
PAGE = SPECS / "README.md"
ROW = re.compile(r"\| \[`(?P<property>\w+)`\]\((?P<file>rsp/\w+\.rsp)\) \|")
"""How the row of a property begins; four cells follow: what it says, who says it, the verdicts, and why."""


@cache
def checks(file: str) -> dict[str, list[Check]]:
    """The checks of a file, by property, in order."""
    found: dict[str, list[Check]] = {}
    for check in load(SPECS / file).checks:
        found.setdefault(check.property, []).append(check)
    return found


def verdicts(file: str, name: str) -> str:
    """What is expected of a property under each of its conditions; what all of them assume comes last, once."""
    runs = checks(file)[name]
    shared = set[str].intersection(*(set(run.conditions.assuming) for run in runs))
    told = []
    for run in runs:
        own = tuple(assumed for assumed in run.conditions.assuming if assumed not in shared)
        conditions = conditions_text(replace(run.conditions, assuming=own)).removeprefix("under ")
        told.append(f"{conditions}: **{run.expected}**" if conditions else f"**{run.expected}**")
    given = [assumed for assumed in runs[0].conditions.assuming if assumed in shared]
    return "; ".join(told) + (f" (all assuming {', '.join(given)})" if given else "")


def filled(page: str) -> str:
    """The page with the verdicts of today in its table."""
    return "\n".join(_row(line) for line in page.split("\n"))


def _row(line: str) -> str:
    found = ROW.match(line)
    if found is None:
        return line
    cells = line.split(" | ")
    cells[3] = verdicts(found["file"], found["property"])
    return " | ".join(cells)


def asked() -> set[tuple[str, str]]:
    """Each property of specs/rsp that is checked, with its file."""
    files = [str(Path("rsp") / path.name) for path in sorted((SPECS / "rsp").glob("properties_*.rsp"))]
    return {(file, name) for file in files for name in checks(file)}


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
