"""Candidates for invariants: each kind is there, closed, and with words; whether they hold is not their business."""

from __future__ import annotations

import pytest
from encoded import compiled, encoded

from rspverify.encode.describe import describe
from rspverify.encode.hints.candidates import hints, in_words
from rspverify.encode.hints.history import masks, orders
from rspverify.encode.hints.obligations import histories
from rspverify.encode.hints.shapes import closed, conjuncts, instances
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.terms import BOOL, LogicSort, Symbol

LAB = LogicSort("Lab")


def words(encoding: Encoding) -> set[str]:
    encoding.system()
    found = hints(encoding)
    return {in_words(name, term) for name, term in (*found.first, *found.more)}


def test_candidates_are_closed_formulas() -> None:
    encoding, _ = compiled(
        "once train(l, m)", "policy p binds l: Lab { clause c: l must publish(l, m) within 1 day after train(l, m) }"
    )
    system = encoding.system()
    found = hints(encoding).given_to(system)
    assert found.hints and found.more_hints
    for _, term in (*found.hints, *found.more_hints):
        assert term.sort == BOOL and not term.free


@pytest.mark.parametrize(
    ("formula", "text", "hint"),
    [
        ("once train(l, m)", "", "every l: Lab, m: Model | once train(l, m) implies trained(l, m)"),
        (
            "once train(l, m) or once train(l, any)",
            "",
            "every l: Lab, m: Model | once train(l, m) implies once train(_, any)(l)",
        ),
        ("within 1 day after train(l, m)", "", "every l: Lab, m: Model | latest train(l, m) <= now"),
        ("once dangerous(m)", "", "every m: Model | earlier(m) implies dangerous(m)"),
        ("big(l)", "initially no m: Model | dangerous(m)", "every m: Model | not dangerous(m)"),
    ],
)
def test_a_candidate(formula: str, text: str, hint: str) -> None:
    encoding, _ = compiled(formula, text)
    assert hint in words(encoding)


def test_what_an_order_and_a_duty_remember_beside_what_happened() -> None:
    order = "policy p binds l: Lab { clause o: l must review(l) at least 2 days before each publish(l, m) }"
    encoding, _ = compiled("once review(l) or more than 2 days after review(l)", order)
    encoding.system()
    seen = "every l: Lab, m: Model | not publish(l, m) since review(l) implies once review(l)"
    assert [describe(term, encoding) for term in orders(encoding)] == [
        seen,
        f"{seen} and the earliest review(l) <= first review since publish(l, m)",
    ]
    duty = "policy p binds l: Lab { clause d: l must publish(l, m) within 2 days after train(l, m) }"
    times = "within 1 day after train(l, m) or more than 2 days after train(l, m)"
    encoding, _ = compiled(f"once publish(l, m) or {times}", duty)
    encoding.system()
    found = [describe(term, encoding).removeprefix("every l: Lab, m: Model | ") for term in histories(encoding)]
    waiting, opened = "once train(l, m) and not once publish(l, m)", "the opening of the duty p.d(l, m)"
    assert found == [
        f"{waiting} implies the duty p.d(l, m) is open",
        f"{waiting} implies (the duty p.d(l, m) is open) and {opened} <= the earliest train(l, m)",
        f"the duty p.d(l, m) is open implies the earliest train(l, m) <= {opened}",
        f"the duty p.d(l, m) is open implies {opened} <= the latest train(l, m)",
    ]


def test_what_was_written_last_stands() -> None:
    """If it hangs on the moment only, and the act tells where it is written."""
    written = "action file(l: Lab, r: Lab) by l then filed(l) becomes now, spread(x) becomes now for every x: Lab"
    encoding, _ = compiled(
        "within 1 day after file(l, r) or within 1 day after file(any, r)",
        f"fact filed(l: Lab): time\nfact spread(l: Lab): time\n{written}",
    )
    found = words(encoding)
    said = "every l: Lab, l2: Lab | once file(l, l2) implies filed(l) = latest file(l, l2)"
    assert {one for one in found if "filed(" in one and "latest file" in one} == {said}


def test_what_is_said_of_all_is_also_said_of_whom_the_claim_names() -> None:
    encoding, asked = compiled("once train(anthropic, m)")
    encoding.system()
    special = "every m: Model | once train(anthropic, m) implies trained(anthropic, m)"
    assert special in {describe(term, encoding) for _, term in hints(encoding, (), (asked,)).more}
    assert special not in {describe(term, encoding) for _, term in hints(encoding).more}


def test_an_open_duty_is_not_overdue() -> None:
    encoding = encoded("policy p binds l: Lab { clause c: l must publish(l, m) within 1 day after train(l, m) }")
    assert any("duty c(l, m) implies now <= " in each for each in words(encoding))


def test_an_act_with_given_arguments_beside_the_same_act_with_any() -> None:
    every_way = " or ".join(f"once train({arguments})" for arguments in ("l, m", "l, any", "any, m", "any, any"))
    moments = "within 1 day after train(l, m) or more than 2 days after train(l, m)"
    encoding, _ = compiled(f"{every_way} or {moments}")
    assert [describe(term, encoding) for term in masks(encoding)] == [
        "every l: Lab, m: Model | once train(l, m) implies once train(l, any)",
        "every l: Lab | once train(l, any) implies (some m: Model | once train(l, m))",
        "every l: Lab, m: Model | once train(l, m) implies once train(any, m)",
        "every m: Model | once train(any, m) implies (some l: Lab | once train(l, m))",
        "every l: Lab, m: Model | once train(l, m) implies once train(any, any)",
        "once train(any, any) implies (some l: Lab, m: Model | once train(l, m))",
        "every l: Lab | once train(l, any) implies once train(any, any)",
        "once train(any, any) implies (some l: Lab | once train(l, any))",
        "every m: Model | once train(any, m) implies once train(any, any)",
        "once train(any, any) implies (some m: Model | once train(any, m))",
        "every l: Lab, m: Model | once train(l, m) implies the earliest train(l, m) <= the latest train(l, m)",
    ]
    found = {term for _, term in hints(encoding).first}
    assert found >= set(masks(encoding)), "none of them is lost on the way"


LEASE = """
fact held(l: Lab, m: Model)
event lend(l: Lab, m: Model) then held(l, m)
action give_back(l: Lab, m: Model) by l then not held(l, m)
policy p binds l: Lab { clause c: l must give_back(l, m) within 1 day after lend(l, m) }
"""


def test_what_is_given_is_owed_back() -> None:
    encoding, _ = compiled("within 1 day after lend(any, m)", LEASE)
    found = words(encoding)
    assert "every l: Lab, m: Model | held(l, m) implies duty c(l, m)" in found
    assert "every l: Lab, m: Model | duty c(l, m) implies once lend(any, _)(m)" in found
    assert "every l: Lab, m: Model | duty c(l, m) implies duty c since(l, m) <= latest lend(any, _)(m)" in found


def test_conjuncts_are_as_small_as_can_be() -> None:
    x = build.var("x", LAB)
    f, g = (build.apply(Symbol(name, (LAB,), BOOL), (x,)) for name in "fg")
    whole = build.negate(build.exists((x,), build.either(f, g)))
    assert set(conjuncts(whole)) == {build.forall((x,), build.negate(f)), build.forall((x,), build.negate(g))}


def test_closed_renames_the_formals() -> None:
    formal = build.var("#0", LAB)
    assert not closed((formal,), build.apply(Symbol("f", (LAB,), BOOL), (formal,))).free


def test_instances_are_few_and_of_the_right_sorts() -> None:
    encoding, _ = compiled("once train(l, m)")
    (monitor,) = encoding.monitors.all()
    labs = tuple(build.var(name, LAB) for name in "xyz")
    model = build.var("m", LogicSort("Model"))
    assert len(instances(monitor, (*labs, model))) == 3
    assert instances(monitor, labs) == []
