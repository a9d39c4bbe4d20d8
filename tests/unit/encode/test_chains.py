"""Chains of duties: which duties are links, with what rest, at which places. Each text is one claim, `after train(l, m),
publish(l, m) within 9 days`, under one policy."""

from __future__ import annotations

from encoded import WORLD, encoded

from rspverify.encode.describe import describe
from rspverify.encode.duties import Pending
from rspverify.encode.hints.chains import chains
from rspverify.encode.variables import bind
from rspverify.logic import build
from rspverify.logic.terms import Term
from rspverify.policy.expressions import Happening, Var, Variable
from rspverify.policy.sorts import EntitySort

MORE = """
action look(l: Lab, m: Model) by l
action inspect(o: Office, l: Lab, m: Model) by o
entity Office
"""
HELD = "every l: Lab, m: Model | claim pending(l, m) implies "


def candidate(clauses: str, binds: str = "l: Lab") -> Term:
    """The candidate for the claim under a policy with these clauses."""
    encoding = encoded(f"policy p binds {binds} {{ {clauses} }}", world=WORLD + MORE)
    lab, model = Variable("l", EntitySort("Lab")), Variable("m", EntitySort("Model"))
    _, env = bind((lab, model), {})
    places = (Var(lab), Var(model))
    waiting = Pending(
        encoding.formulas,
        [Happening("train", places)],
        [Happening("publish", places)],
        build.TRUE,
        build.FALSE,
        env,
        "claim pending",
    )
    encoding.system()
    (found,) = chains(encoding, [(waiting, build.integer(9 * 24))], ())
    return found


def owed(clause: str, *hours: int) -> str:
    total = " + ".join(str(each) for each in hours)
    return f"duty {clause}(l, m) and duty {clause} since(l, m) + {total} <= claim pending since(l, m) + 216"


LOOK = "clause look: l must look(l, m) within 5 days after train(l, m) "
TELL = "clause tell: l must publish(l, m) within 4 days after look(l, m) "


def test_the_duty_itself() -> None:
    found = candidate("clause tell: l must publish(l, m) within 4 days after train(l, m) when dangerous(m)")
    assert describe(found) == HELD + owed("tell", 96)


def test_two_duties() -> None:
    assert describe(candidate(LOOK + TELL)) == HELD + f"{owed('tell', 96)} or {owed('look', 120, 96)}"


def test_three_duties() -> None:
    found = candidate(
        "clause first: l must review(l) within 1 day after train(l, any)"
        " clause look: l must look(l, m) within 5 days after review(l) when dangerous(m)" + TELL
    )
    assert "duty first(l) and duty first since(l) + 24 + 216 <=" in describe(found)


def test_a_duty_that_leads_elsewhere_is_no_link() -> None:
    found = candidate(LOOK + TELL + "clause other: l must review(l) within 1 day after look(l, any)")
    assert "other" not in describe(found)


def test_without_a_chain_nothing_can_be_waited_for() -> None:
    assert describe(candidate(LOOK)) == "every l: Lab, m: Model | not claim pending(l, m)"


def test_a_duty_without_a_deadline_is_no_link() -> None:
    assert describe(candidate(LOOK + "clause tell: l must publish(l, m) when trained(l, m)")).endswith(
        "not claim pending(l, m)"
    )


def test_each_of_two_acts_must_lead_on() -> None:
    both = "clause look: l must look(l, m) or train(l, m) within 5 days after train(l, m) "
    assert "look" not in describe(candidate(both + TELL))
    found = describe(candidate(both + TELL + "clause soon: l must publish(l, m) within 2 days after train(l, m)"))
    assert "duty look since(l, m) + 120 + 96 <=" in found and "duty look since(l, m) + 120 + 48 <=" in found


def test_one_of_two_duties_that_one_act_opens_is_enough() -> None:
    found = describe(candidate(LOOK + TELL + "clause late: l must publish(l, m) within 8 days after look(l, m)"))
    assert "+ 120 + 96 <= claim pending since(l, m) + 216 or duty look since" in found


def test_a_recurring_duty_can_begin_a_chain() -> None:
    found = describe(candidate("clause look: l must look(l, m) every 5 days while trained(l, m) " + TELL))
    assert "look in force since(l, m) + 120 + 96 <=" in found
    assert "once look(l, m) implies latest look(l, m) + 120 + 96 <=" in found


def test_places_that_an_act_rules_out_make_no_link() -> None:
    found = candidate(LOOK + "clause tell: anthropic must publish(anthropic, m) within 4 days after look(anthropic, m)")
    assert describe(found) == "every l: Lab, m: Model | not claim pending(l, m)"


def test_a_duty_of_every_member_of_another_entity() -> None:
    found = describe(
        candidate(
            "clause look: o must inspect(o, x, m) within 5 days after train(x, m)"
            " clause tell: l must publish(l, m) within 4 days after inspect(any, l, m)",
            "l: Lab, o: Office",
        )
    )
    assert found.startswith("every l: Lab, m: Model, o: Office | ")
    assert "duty look(l, m, o)" in found
