from __future__ import annotations

from auditing import audits, findings
from telling import told, wrong

HALT = "l must not train(l, m) when dangerous(m)"


def test_an_accepted_finding_is_listed_with_its_reason_and_does_not_count() -> None:
    text = f'policy p binds l: Lab {{ clause halt: accept RSP410 "we judge it" {HALT} }}'
    (policy,) = audits(text, "RSP410").values()
    (finding,) = policy.findings
    assert finding.accepted is not None and finding.accepted.reason == "we judge it"
    assert finding.accepted.span.text == 'accept RSP410 "we judge it"'
    assert policy.open == ()


def test_a_policy_accepts_what_is_about_all_of_it() -> None:
    text = f'policy p binds l: Lab {{ accept RSP402 "the rest is free" clause halt: {HALT} }}'
    (finding,) = findings(text, "RSP402")
    assert finding.accepted is not None and finding.clauses == ()


def test_another_code_is_not_accepted() -> None:
    text = f'policy p binds l: Lab {{ accept RSP401 "none" clause halt: {HALT} }}'
    (finding,) = findings(text, "RSP402")
    assert finding.accepted is None


def test_an_inherited_clause_keeps_its_acceptance_and_is_stale_only_where_it_is_written() -> None:
    text = f"""
      policy p binds l: Lab {{
        clause halt: accept RSP410 "we judge it" accept RSP404 "once dead" {HALT}
      }}
      policy q amends p {{ clause more: l must not review(l) }}
    """
    found = audits(text, "RSP410", "RSP413")
    assert [one.code for one in found["p"].findings] == ["RSP410", "RSP413"]
    assert [one.code for one in found["q"].findings] == ["RSP410"]
    assert found["q"].findings[0].accepted is not None
    assert [one.code for one in found["p"].open] == ["RSP413"]


def test_an_acceptance_is_not_stale_if_its_code_is_ignored() -> None:
    from rspverify.check.audit.every import audit
    from rspverify.check.audit.options import AuditOptions

    text = f'policy p binds l: Lab {{ clause halt: accept RSP404 "once dead" {HALT} }}'
    assert audit(told(text), AuditOptions(select=("RSP413",))).findings != ()
    assert audit(told(text), AuditOptions(select=("RSP413",), ignore=("RSP404",))).findings == ()


def test_what_is_accepted_is_a_finding_once_with_a_reason() -> None:
    def codes(accepted: str) -> list[str]:
        return [one.code for one in wrong(f"policy p binds l: Lab {{ clause halt: {accepted} {HALT} }}")]

    assert codes('accept RSP410 "why"') == []
    assert codes('accept RSP413 "why"') == ["RSP269"]
    assert codes('accept RSP999 "why"') == ["RSP269"]
    assert codes('accept RSP410 " "') == ["RSP269"]
    assert codes('accept RSP410 "why" accept RSP410 "again"') == ["RSP269"]


def test_an_acceptance_changes_no_meaning() -> None:
    one = told(f"policy p binds l: Lab {{ clause halt: {HALT} }}").policies["p"]
    other = told(f'policy p binds l: Lab {{ clause halt: accept RSP410 "why" {HALT} }}').policies["p"]
    assert one == other
