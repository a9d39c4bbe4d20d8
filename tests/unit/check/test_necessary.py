"""What becomes of a verdict without one rule."""

from __future__ import annotations

import time

from asked import project

from rspverify.check.compare import compared
from rspverify.check.necessary import Turn, turns
from rspverify.check.options import CheckOptions
from rspverify.check.results import Verdict
from rspverify.check.sanity import sane


def found(claim: str, options: str, text: str = "", rlimit: int = 50_000_000) -> dict[str, Turn]:
    """By kind, name and part of what is taken away."""
    asked = project(f"{text}\nproperty asked: {claim}\ncheck asked {options}\n")
    limits = CheckOptions(rlimit=rlimit)
    sanity = sane(asked, limits)
    result = compared(asked, asked.checks[0], limits, sanity, time.monotonic())
    told = turns(asked, asked.checks[0], result, limits, tuple(sanity.proved))
    return {f"{one.removal.kind} {one.removal.name} {one.removal.text}".strip(): one for one in told}


LAX = """
policy lax binds l: Lab {
  clause ban: l must not train(l, m) when dangerous(m) and big(l) unless published(l, m) or trained(l, m)
  clause leave overrides ban: l may train(l, m) when dangerous(m) provided published(l, m)
}
"""


def test_the_clause_that_a_proof_needs_turns_it_and_the_others_do_not() -> None:
    told = found("never train(l, m) when dangerous(m)", "under strict")
    ban = told["clause strict.ban"]
    assert (ban.outcome, ban.verdict) == ("turns", Verdict.VIOLATED)
    assert ban.story is not None and len(ban.story.steps) == 1
    assert told["clause strict.report"].outcome == "stays"
    assert told["condition strict.ban dangerous(m)"].outcome == "stays"


def test_two_clauses_that_do_the_same_do_not_turn_it_one_by_one() -> None:
    twice = """
policy twice binds l: Lab {
  clause one: l must not train(l, m) when dangerous(m)
  clause other: l must not train(l, m) when dangerous(m)
}
"""
    told = found("never train(l, m) when dangerous(m)", "under twice", twice)
    assert {told["clause twice.one"].outcome, told["clause twice.other"].outcome} == {"stays"}


def test_single_conditions_exceptions_and_provisos() -> None:
    told = found("never train(l, m) when dangerous(m) and not published(l, m)", "under lax", LAX)
    assert told["condition lax.ban big(l)"].outcome == "stays"  # training again needs no permission
    assert told["exception lax.ban trained(l, m)"].outcome == "stays"
    claim = "never train(l, m) when dangerous(m) and big(l) and not published(l, m) and not trained(l, m)"
    told = found(claim, "under lax", LAX)
    turned = {name for name, one in told.items() if one.outcome == "turns"}
    assert turned == {"clause lax.ban", "proviso lax.leave published(l, m)"}
    assert told["override lax.leave ban"].outcome == "stays"


def test_what_a_possibility_hangs_on() -> None:
    told = found("possible train(l, m) when dangerous(m) and big(l) and not trained(l, m)", "under lax", LAX)
    assert all(one.outcome == "stays" for one in told.values())  # either way of publishing will do
    closed = LAX.replace(" unless published(l, m) or trained(l, m)", "")
    told = found("possible train(l, m) when dangerous(m) and big(l)", "under lax", closed)
    assert told["clause lax.leave"].verdict is Verdict.IMPOSSIBLE
    assert told["override lax.leave ban"].verdict is Verdict.IMPOSSIBLE
    assert told["clause lax.ban"].outcome == "stays"


def test_axioms_and_assumptions_of_the_proof() -> None:
    text = "assume harmless: no m: Model | dangerous(m)\naxiom small: no l: Lab | big(l)"
    told = found("never train(l, m) when dangerous(m)", "under free assuming harmless", text)
    assert "axiom small" not in told
    assert (told["assumption harmless"].outcome, told["assumption harmless"].verdict) == ("turns", Verdict.VIOLATED)
    told = found("never train(l, m) when big(l)", "under free assuming harmless", text)
    assert told["axiom small"].verdict is Verdict.VIOLATED


def test_a_clause_of_which_something_else_speaks_is_not_taken_away() -> None:
    told = found("never breach of strict.report(l, m)".replace("never ", "never once "), "under strict")
    assert told["clause strict.report"].outcome == "spoken of"
    told = found("never train(l, m) when dangerous(m)", "under strict even if strict.ban is broken")
    assert told["clause strict.ban"].outcome == "spoken of"


def test_what_the_solver_cannot_tell_is_left_open() -> None:
    told = found("after train(l, m), publish(l, m) within 9 days", "under strict", rlimit=1)
    assert all(one.outcome != "turns" for one in told.values())
