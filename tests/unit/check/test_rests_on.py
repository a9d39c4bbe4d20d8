"""What a proof rests on, in the names of the policy."""

from __future__ import annotations

import pytest
from asked import results

from rspverify.check.results import RestsOn, Verdict


def rests(text: str) -> RestsOn:
    (found,) = results(text)
    assert found.verdict in (Verdict.HOLDS, Verdict.IMPOSSIBLE), found.reason
    assert found.proof is not None
    assert found.proof.rests_on is not None
    return found.proof.rests_on


def policy(clauses: str, head: str = "") -> str:
    return f"policy p binds l: Lab {{\n{head}\n{clauses}\n}}\n"


NEVER = "property asked: never train(l, m) when dangerous(m)\ncheck asked under p binding every Lab\n"
HALT = "clause halt: l must not train(l, m) when dangerous(m)"


@pytest.mark.parametrize(
    ("clauses", "needed", "meaning", "spare"),
    [
        (HALT, ("p.halt",), (), ()),
        (f"{HALT}\nclause other: l must not publish(l, m)", ("p.halt",), (), ("p.other",)),
        # a permission that gives way to the prohibition could go: the prohibition would only forbid more
        (
            "clause halt: l must not train(l, m)\nclause go overrides halt: l may train(l, m) when not dangerous(m)",
            ("p.halt",),
            (),
            ("p.go",),
        ),
        # what beats that permission could not: it lets the prohibition stand
        (
            "clause halt: l must not train(l, m)\n"
            "clause go overrides halt: l may train(l, m)\n"
            "clause stop overrides go: l must not train(l, m) when dangerous(m)\n",
            ("p.halt",),
            ("p.stop",),
            ("p.go",),
        ),
    ],
)
def test_clauses(clauses: str, needed: tuple[str, ...], meaning: tuple[str, ...], spare: tuple[str, ...]) -> None:
    found = rests(policy(clauses) + NEVER)
    assert (found.clauses, found.meaning, found.spare) == (needed, meaning, spare)
    assert found.minimal


def test_what_beats_a_permission_that_would_beat_the_needed_clause_has_meaning() -> None:
    """`stop` forbids nothing new, but without it `go` would defeat `halt`."""
    clauses = (
        "clause halt: l must not train(l, m)\n"
        "clause go overrides halt: l may train(l, m)\n"
        "clause stop overrides go: l must not train(l, m) when dangerous(m) and big(l)\n"
    )
    asked = "property asked: never train(l, m) when dangerous(m) and big(l)\ncheck asked under p binding every Lab\n"
    found = rests(policy(clauses) + asked)
    assert set(found.clauses) | set(found.meaning) >= {"p.stop"}


def test_clauses_that_the_property_asks_about() -> None:
    asked = "property asked: always (forbidden train(l, m) by p implies dangerous(m))\ncheck asked under p\n"
    found = rests(policy(HALT) + asked)
    assert (found.clauses, found.meaning, found.spare) == ((), ("p.halt",), ())


def test_a_closed_world() -> None:
    head = "otherwise forbidden"
    found = rests(policy("clause go: l may train(l, m) when not dangerous(m)", head) + NEVER)
    assert found.clauses == ("`otherwise forbidden` of p",)


def test_axioms_and_assumptions() -> None:
    safe = "axiom harmless: no m: Model | dangerous(m)\naxiom small: no l: Lab | big(l)\n"
    found = rests(f"{safe}property asked: always not dangerous(m)\ncheck asked\n")
    assert (found.axioms, found.assumptions) == (("harmless",), ())
    assumed = "assume harmless: no m: Model | dangerous(m)\n"
    found = rests(f"{assumed}property asked: always not dangerous(m)\ncheck asked assuming harmless\n")
    assert (found.axioms, found.assumptions) == ((), ("harmless",))


def test_what_acts_require_and_how_runs_begin() -> None:
    text = (
        "action grow(l: Lab) by l requires big(l) then big(l)\n"
        "initially no l: Lab | big(l)\n"
        "property asked: always not big(l)\ncheck asked\n"
    )
    found = rests(text)
    assert found.clauses == ()
    assert "`requires` of grow" in found.others
    assert any(other.startswith("`initially` in line") for other in found.others)


@pytest.mark.parametrize(
    ("clause", "claim"),
    [
        ("clause stop: l must not review(l) when alarm", "never review(l) when alarm"),
        ("clause stop: l must not review(l)", "never review(l)"),
    ],
)
def test_a_clause_that_says_just_what_the_claim_denies(clause: str, claim: str) -> None:
    """Claim and clause are one formula and its negation, which simplify to `false`: the clause is needed all the same."""
    text = f"fact alarm\naction review(l: Lab) by l\n{policy(clause)}property asked: {claim}\ncheck asked under p\n"
    found = rests(text)
    assert (found.clauses, found.spare) == (("p.stop",), ())


KEEPING = """
individual acme, zenith: Lab
policy law binds l: Lab where l = acme or l = zenith {
  clause tell: l must publish(l, m) within 1 day after train(l, m)
  clause big_ones: l must not train(l, m) when big(l)
}
policy promise binds l: Lab where l = acme { clause tell: l must publish(l, m) within 2 days after train(l, m) }
"""


@pytest.mark.parametrize("options", ["", "under law"])
def test_shares_of_policies_are_called_by_the_names_of_the_policies(options: str) -> None:
    """`keeping P keeps Q` is about those whom both bind; that is said, but no policy is invented for it."""
    (found,) = results(f"{KEEPING}property asked: keeping law keeps promise\ncheck asked {options}\n")
    assert found.verdict is Verdict.HOLDS and found.proof is not None and found.proof.rests_on is not None
    shown = found.proof.rests_on
    assert shown.clauses == ("law.tell",)
    assert shown.meaning == () and shown.spare == ("law.big_ones",)
    assert not any("for those" in invariant for invariant in found.proof.invariants)
    about_both = [one for one in found.proof.invariants if "promise.tell" in one]
    assert about_both and all(one.startswith("for agents whom both policies bind: ") for one in about_both)


def test_what_plainly_keeps_a_policy_is_named() -> None:
    """A step that keeps `law` cannot break `promise`: that is seen without a solver, and rests on `law` all the same."""
    (found,) = results(
        "policy law binds l: Lab { clause halt: l must not train(l, m) }\n"
        "policy promise binds l: Lab { clause halt: l must not train(l, m) when dangerous(m) }\n"
        "property asked: keeping law keeps promise\ncheck asked\n"
    )
    assert found.proof is not None and found.proof.rests_on is not None
    assert found.proof.rests_on.clauses == ("law.halt",)
