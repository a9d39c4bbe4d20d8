from __future__ import annotations

from telling import told

from rspverify.check.audit.every import audit
from rspverify.check.audit.finding import PolicyAudit, Share
from rspverify.check.audit.options import AuditOptions


def counted(clauses: str, more: str = "", head: str = "binds l: Lab") -> PolicyAudit:
    (policy,) = audit(told(f"{more} policy p {head} {{ {clauses} }}"), AuditOptions(ignore=("RSP4",))).policies
    return policy


def numbers(clauses: str, more: str = "", head: str = "binds l: Lab") -> list[tuple[int, int, int]]:
    found = counted(clauses, more, head).shares
    assert not any(share.reason for share in found)
    return [(share.cases, share.covered, share.opened) for share in found]


def only(clauses: str) -> Share:
    (share,) = counted(clauses).shares
    return share


HALT = "clause halt: l must not train(l, m) when dangerous(m)"


def test_a_prohibition_without_exceptions_opens_nothing() -> None:
    assert numbers(HALT) == [(2, 1, 0)]
    assert numbers("clause never: l must not train(l, m)") == [(1, 1, 0)]


def test_an_exception_of_its_own() -> None:
    assert numbers(f"{HALT} unless published(l, m)") == [(4, 2, 1)]
    assert numbers(f"{HALT} and rival_close(l) unless published(l, m) or founder(l)") == [(16, 4, 3)]


def test_a_permission_that_overrides_with_its_proviso() -> None:
    proceed = "clause go overrides halt: l may train(l, m) when rival_close(l) provided published(l, m)"
    assert numbers(f"{HALT} {proceed}") == [(8, 4, 1)]


def test_an_exception_to_an_exception() -> None:
    go = "clause go overrides halt: l may train(l, m) when rival_close(l)"
    back = "clause back overrides go: l must not train(l, m) when founder(l)"
    assert numbers(f"{HALT} {go} {back}") == [(8, 4, 1), (2, 1, 0)]


def test_combinations_that_cannot_be_do_not_count() -> None:
    axiom = "axiom known: every l: Lab, m: Model | dangerous(m) implies published(l, m)"
    assert numbers(f"{HALT} unless published(l, m)", axiom) == [(3, 1, 1)]


def test_values_of_one_fact_exclude_each_other() -> None:
    assert numbers("clause c: l must not train(l, m) when level(m) = high unless level(m) = low") == [(2, 1, 0)]


def test_whom_an_exception_is_about_is_a_condition_too() -> None:
    go = "clause go overrides halt: openai may train(openai, m)"
    assert numbers(f"{HALT} {go}") == [(4, 2, 1)]
    assert numbers(f"{HALT} {go}", head="binds l: Lab where l = openai") == [(2, 1, 1)]


def test_orders_count_and_each_act_counts_by_itself() -> None:
    order = "clause first: l must review(l) before train(l, m) when dangerous(m) unless published(l, m)"
    assert numbers(order) == [(4, 2, 1)]
    both = counted("clause both: l must not train(l, m) or publish(l, m) when dangerous(m)")
    assert [share.clause for share in both.shares] == ["both (train)", "both (publish)"]
    assert (both.cases_covered, both.cases_opened) == (2, 0)


def test_what_is_not_counted_says_why() -> None:
    many = " and ".join(f"level(m) = high or budget(l) = {n}" for n in range(10)) + " or covered(l) = now or founder(l)"
    many += " or rival_close(l)"
    assert "14 conditions" in only(f"clause c: l must not train(l, m) when {many}").reason
    duty = "clause must_go overrides halt: l must train(l, m) within 3 days after publish(l, m)"
    (share,) = counted(f"{HALT} {duty}").shares
    assert "`must_go`" in share.reason and (share.cases, share.covered, share.opened) == (0, 0, 0)
