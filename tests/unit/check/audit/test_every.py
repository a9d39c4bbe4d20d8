from __future__ import annotations

from pathlib import Path

from auditing import audits, findings
from telling import told

from rspverify.api import Audit, AuditOptions, audit, load
from rspverify.check.options import CheckOptions
from tests.repository.places import ROOT

HALT = "l must not train(l, m) when dangerous(m)"


def codes(found: Audit) -> list[str]:
    return [finding.code for finding in found.findings]


def test_policies_of_used_files_are_audited_only_by_name(tmp_path: Path) -> None:
    (tmp_path / "law.rsp").write_text("entity Lab\naction train(l: Lab) by l\npolicy law binds l: Lab { }\n", "utf-8")
    (tmp_path / "own.rsp").write_text('use "law.rsp"\npolicy own amends law { }\n', "utf-8")
    project = load(tmp_path / "own.rsp", tmp_path)
    assert [policy.policy for policy in audit(project).policies] == ["own"]
    assert [policy.policy for policy in audit(project, AuditOptions(policies=("law",))).policies] == ["law"]


def test_select_and_ignore_choose_codes() -> None:
    project = told(f"policy p binds l: Lab {{ clause halt: {HALT} }}")
    assert set(codes(audit(project))) == {"RSP402", "RSP410"}
    assert codes(audit(project, AuditOptions(select=("RSP41",)))) == ["RSP410"]
    assert codes(audit(project, AuditOptions(ignore=("RSP41",)))) == ["RSP402"]


def test_what_never_counts_is_not_called_redundant_too() -> None:
    text = "policy p binds l: Lab { clause dead: l must not train(l, m) when level(m) = high and level(m) = low }"
    assert [one.code for one in findings(text, "RSP404", "RSP406")] == ["RSP404"]
    assert findings(text, "RSP406") == []


def test_contradictory_axioms_leave_nothing_to_audit() -> None:
    text = "axiom a: some l: Lab | founder(l) axiom b: no l: Lab | founder(l) policy p binds l: Lab { }"
    found = audit(told(text))
    assert found.policies == () and [one.code for one in found.diagnostics] == ["RSP501"]


def test_a_question_without_an_answer_is_no_finding_and_no_clean_bill() -> None:
    text = f"policy p binds l: Lab {{ clause halt: {HALT} clause go: l may train(l, m) when published(l, m) }}"
    starved = AuditOptions(CheckOptions(rlimit=1), select=("RSP401",))
    (policy,) = audit(told(text), starved).policies
    assert policy.findings == () and [one.code for one in policy.untold] == ["RSP401"]
    assert policy.untold[0].reason


def test_the_press_story() -> None:
    """What the critics say of version 3: the delay hangs on a private belief, and its price is not asked of all."""
    project = load(ROOT / "specs" / "news" / "version_3.rsp")
    options = AuditOptions(policies=("rsp_v3",), select=("RSP409", "RSP410"))
    (policy,) = audit(project, options).policies
    found = {(one.code, one.clauses, one.subject) for one in policy.findings}
    assert ("RSP409", ("proceed",), "") in found
    assert ("RSP410", ("delay",), "train expects_lead") in found
    hinge = next(one for one in policy.findings if one.subject == "train expects_lead")
    assert hinge.stories[0].beside is not None
    assert (policy.cases_covered, policy.cases_opened) == (4, 1)


def test_findings_name_the_clauses_of_the_text() -> None:
    text = f"policy p binds l: Lab {{ clause halt: {HALT} clause any_way: l may train(l, any) or publish(l, any) }}"
    (policy,) = audits(text, "RSP401").values()
    assert [one.clauses for one in policy.findings] == [("halt", "any_way")]
