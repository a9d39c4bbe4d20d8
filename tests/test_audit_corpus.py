"""The corpus of the audit: small policies, one idea each, in a folder for each finding: `found`, and `clean`, where it must
not be reported. In `found`, each line that ends in `# finding: RSPnnn` has that finding, and there are no others of its code.

Findings that are accepted do not count, but for those about acceptances themselves.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rspverify.check.audit import (
    acceptances,
    conflicts,
    dead_clauses,
    dead_ends,
    deciding_words,
    doomed,
    gaps,
    idle_provisos,
    private_hinges,
    redundant,
    shadowed,
    unneeded,
    vacuous_triggers,
)
from rspverify.check.audit.every import audit
from rspverify.check.audit.options import AuditOptions
from rspverify.policy.load import load
from rspverify.source.codes_audit import AUDIT

CORPUS = Path(__file__).parent / "corpus" / "audit"
FINDING = re.compile(r"# finding: (RSP\d{3})")
MODULES = (
    acceptances,
    conflicts,
    dead_clauses,
    dead_ends,
    deciding_words,
    doomed,
    gaps,
    idle_provisos,
    private_hinges,
    redundant,
    shadowed,
    unneeded,
    vacuous_triggers,
)
CODES: dict[str, str] = {one.__name__.rpartition(".")[2]: one.CODE for one in MODULES}


def files(side: str) -> list[Path]:
    return [path for path in sorted(CORPUS.rglob("*.rsp")) if path.parent.name == side]


def shown(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.parent.name}/{path.stem}"


def found(path: Path) -> list[tuple[int, str]]:
    """Where the findings of the folder stand, with their code."""
    code = CODES[path.parent.parent.name]
    result = audit(load(path), AuditOptions(select=(code,), shares=False))
    assert not result.diagnostics
    for policy in result.policies:
        assert not policy.untold, policy.untold
        for finding in policy.findings:
            by_search_or_checks = code in ("RSP412", "RSP413")
            assert finding.stories or finding.proofs or by_search_or_checks, "it is neither shown nor proved"
    return sorted((one.span.line, one.code) for policy in result.policies for one in policy.open)


@pytest.mark.parametrize("path", files("found"), ids=shown)
def test_findings_stand_where_they_are_expected(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = [(number, code) for number, line in enumerate(lines, 1) for code in FINDING.findall(line)]
    assert expected, "no finding is expected"
    assert {code for _, code in expected} == {CODES[path.parent.parent.name]}
    assert found(path) == sorted(expected)


@pytest.mark.parametrize("path", files("clean"), ids=shown)
def test_nothing_is_found_where_nothing_is_wrong(path: Path) -> None:
    assert not FINDING.search(path.read_text(encoding="utf-8"))
    assert found(path) == []


def test_each_finding_has_eight_files_and_half_of_them_are_clean() -> None:
    assert sorted(CODES.values()) == [entry.code for entry in AUDIT]
    for name in CODES:
        sides = {side: len(list((CORPUS / name / side).glob("*.rsp"))) for side in ("found", "clean")}
        assert min(sides.values()) >= 4, (name, sides)


@pytest.mark.parametrize("path", [*files("found"), *files("clean")], ids=shown)
def test_first_line_names_the_idea(path: Path) -> None:
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    assert first.startswith("# ") and first.endswith(".")
    assert len(rest) <= 25
