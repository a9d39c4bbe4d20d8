"""Which formulas lead from which sort to which: each kind of arc, each sign, and what makes none."""

from __future__ import annotations

import pytest
from resolving import project

from rspverify.policy.alternation.asked import arcs_of
from rspverify.policy.claims import Conditions, Tolerated

WORLD = """
entity Lab
entity Model
individual anthropic: Lab
enum Level { low < high }
fact trained(l: Lab, m: Model)
fact rival(r: Lab, l: Lab)
fact quiet(l: Lab)
fact open
fact level(l: Lab): Level
fact count(l: Lab): 0..5
action train(l: Lab, m: Model) by l then trained(l, m)
action report(l: Lab) by l
event noise
"""
SOME = "(some r: Lab | rival(r, l))"


def arcs(text: str, conditions: Conditions | None = None, hypotheses: bool = True) -> list[str]:
    """The arcs of a world with this in it, under all its policies if nothing else is said, and of its properties."""
    loaded = project(WORLD + text)
    found = arcs_of(
        loaded,
        conditions or Conditions(tuple(loaded.policies), (), (), (), (), None),
        list(loaded.properties.values()),
        hypotheses,
    )
    return sorted(f"{source}-{target}" for source, target in found)


def axiom(formula: str) -> list[str]:
    return arcs(f"axiom a: {formula}")


def clause(text: str, head: str = "binds l: Lab") -> list[str]:
    return arcs(f"policy p {head} {{ {text} }}")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("every l: Lab | some m: Model | trained(l, m)", ["Lab-Model"]),
        ("not (some l: Lab | every m: Model | trained(l, m))", ["Lab-Model"]),
        ("(some l: Lab | every m: Model | trained(l, m)) implies open", ["Lab-Model"]),
        ("every l: Lab | quiet(l) iff some m: Model | trained(l, m)", ["Lab-Model"]),
        ("every l: Lab | quiet(l) iff every m: Model | trained(l, m)", ["Lab-Model"]),
        ("every l: Lab | level(l) = (if (some m: Model | trained(l, m)) then low else high)", ["Lab-Model"]),
        ("every l: Lab | at least two m: Model | trained(l, m)", ["Lab-Model"]),
        ("every l: Lab | exactly one m: Model | trained(l, m)", ["Lab-Model"]),
        ("every l: Lab | not (at most one m: Model | trained(l, m))", ["Lab-Model"]),
        ("every l: Lab | not (no m: Model | trained(l, m))", ["Lab-Model"]),
        ("every l: Lab | some r: Lab | rival(r, l)", ["Lab-Lab"]),
        ("every l: Lab | some r: Lab where rival(r, l) | quiet(r)", ["Lab-Lab"]),
        ("every l: Lab | some r: Lab | (rival(r, l) and some m: Model | trained(r, m))", ["Lab-Lab", "Lab-Model"]),
    ],
)
def test_members_are_asked_for(formula: str, expected: list[str]) -> None:
    assert axiom(formula) == expected


@pytest.mark.parametrize(
    "formula",
    [
        "every l: Lab, m: Model | trained(l, m)",
        "every l: Lab | every m: Model | trained(l, m)",
        "some l: Lab | every m: Model | trained(l, m)",
        "some l: Lab | some m: Model | trained(l, m)",
        "not (every l: Lab | some m: Model | trained(l, m))",
        "every l: Lab | at most one m: Model | trained(l, m)",
        "every l: Lab | no m: Model | trained(l, m)",
        "every l: Lab | exactly 0 m: Model | trained(l, m)",
        "every l: Lab | at least 0 m: Model | trained(l, m)",
        "(some l: Lab | quiet(l)) iff (some l: Lab | trained(l, l2)) ".replace("trained(l, l2)", "rival(l, l)"),
        "every l: Lab | quiet(l) or some m: Model, r: Lab | trained(r, m)",
        "every l: Lab | some v: Level | level(l) = v",
        "every l: Lab | some n: 0..5 | count(l) = n",
        "every n: 0..5 | some l: Lab | count(l) = n",
        "every l: Lab | some r: Lab | r = l and quiet(r)",
        "every l: Lab where l = anthropic | some r: Lab | rival(r, l)",
        "every l: Lab | l != anthropic or some r: Lab | rival(r, l)",
        "every l: Lab | some r: Lab | quiet(anthropic)",
    ],
)
def test_nobody_is_asked_for(formula: str) -> None:
    assert axiom(formula) == []


def test_functions_lead_where_they_are_spoken_of() -> None:
    owner = "fact owner(m: Model): Lab "
    assert arcs(owner) == []
    assert arcs(owner + "axiom a: every m: Model | quiet(owner(m))") == ["Model-Lab"]
    assert arcs(owner + "action take(l: Lab, m: Model) by l requires owner(m) = l") == ["Model-Lab"]
    assert arcs("fact next(l: Lab): Lab axiom a: quiet(next(anthropic))") == ["Lab-Lab"]
    assert arcs("fact head: Lab fact at(v: Level): Lab axiom a: quiet(head) and quiet(at(low))") == []


def test_defines_and_words_are_read_for_what_they_are_said_of() -> None:
    define = f"define lonely(l: Lab) = not {SOME} "
    assert arcs(define + "axiom a: not lonely(anthropic)") == []
    assert arcs(define + "axiom a: every x: Lab | lonely(x)") == []
    assert arcs(define + "axiom a: every x: Lab | not lonely(x)") == ["Lab-Lab"]
    term = f"term big(l: Lab) {{ reading one: quiet(l) reading two: {SOME} }} axiom a: every x: Lab | big(x)"
    assert arcs(term) == ["Lab-Lab"]
    assert arcs(term, Conditions((), (("big", "one"),), (), (), (), None)) == []


def test_what_is_asserted_and_what_is_denied() -> None:
    asks, denies = f"every l: Lab | {SOME}", "some r: Lab | every l: Lab | rival(r, l)"
    assert arcs(f"initially {asks}") == ["Lab-Lab"]
    assert arcs(f"initially {denies}") == []
    assert arcs(f"assume a: {asks}") == []
    assert arcs(f"assume a: {asks}", Conditions((), (), (), ("a",), (), None)) == ["Lab-Lab"]
    assert arcs(f"lemma a: {asks}") == arcs(f"lemma a: {denies}") == ["Lab-Lab"]
    assert arcs(f"action go(l: Lab) by l requires {SOME}") == []
    assert arcs(f"action go(l: Lab) by l requires {asks.replace('l: Lab', 'x: Lab').replace(', l)', ', x)')}") == [
        "Lab-Lab"
    ]


def test_the_past_counts_as_what_it_remembers() -> None:
    for past in ("once {}", "previously {}", "always so far {}", "quiet(x) since {}", "{} since quiet(x)"):
        said = past.format("(some r: Lab | rival(r, x))")
        assert arcs(f"lemma a: every x: Lab | ({said})") == ["Lab-Lab"]
    assert arcs("lemma a: every l: Lab | once train(l, any) or within 3 days after train(any, any)") == []


def test_effects_count_for_the_members_that_the_fact_is_spoken_of_with() -> None:
    looks = "event survey then quiet(x) for every x: Lab where some r: Lab | rival(r, x) "
    assert arcs(looks) == []
    assert arcs(looks + "axiom a: quiet(anthropic)") == []
    assert arcs(looks + "axiom a: every l: Lab | quiet(l)") == ["Lab-Lab"]
    assert arcs(looks + "axiom a: every l: Lab | not quiet(l)") == [], "nobody may be a rival"
    assert arcs(looks.replace("then quiet", "then not quiet") + "axiom a: every l: Lab | not quiet(l)") == ["Lab-Lab"]
    assert arcs(looks.replace("quiet(x) for", "quiet(x) changes for") + "axiom a: every l: Lab | not quiet(l)") == [
        "Lab-Lab"
    ]
    own = "action look(l: Lab) by l then quiet(l) when every r: Lab | rival(r, l) axiom a: every l: Lab | quiet(l)"
    assert arcs(own) == []
    # What a fact is after two steps speaks of what it was after one.
    assert arcs(
        looks + "event copy then rival(x, x) when quiet(x) for every x: Lab axiom a: every l: Lab | rival(l, l)"
    )


def test_values_that_depend_on_who_spreads_them() -> None:
    fact = "fact head(m: Model): Lab "
    assert arcs(fact + "event coup then head(m) becomes l for every l: Lab for every m: Model where trained(l, m)") == [
        "Model-Lab"
    ]


def test_acts_that_are_forbidden_or_not() -> None:
    everybody = "(some r: Lab | every x: Lab | rival(r, x))"
    assert clause(f"clause c: l must not train(l, m) when {SOME}") == []
    assert clause(f"clause c: l must not train(l, m) when {everybody}") == ["Lab-Lab"]
    assert clause(f"clause c: l must not train(l, m) unless {everybody}") == []
    assert clause(f"clause c: l may train(l, m) when {everybody}") == []
    assert clause(f"otherwise forbidden clause c: l may train(l, m) when not {everybody}") == ["Lab-Lab"]
    assert clause(f"clause c: l may train(l, m) only when {everybody} unless {everybody}") == ["Lab-Lab"]
    overriding = f"clause c: l must not train(l, m) clause d overrides c: l may train(l, m) when not {everybody}"
    assert clause(overriding) == ["Lab-Lab"]
    assert clause(f"clause c: l must not train(l, m) when {everybody}", "in force while not open binds l: Lab")
    text = f"policy p binds l: Lab {{ clause c: l must not train(l, m) when {everybody} }}"
    broken = Tolerated("p", "c"), Tolerated("p", None)
    assert arcs(text, Conditions(("p",), (), (), (), (), None)) == ["Lab-Lab"]
    assert arcs(text, Conditions((), (), (), (), (), None)) == [], "nobody need keep it"
    assert [arcs(text, Conditions(("p",), (), (), (), (one,), None)) for one in broken] == [[], []]


def test_duties() -> None:
    after = "l must report(l) within 3 days after train(l, any)"
    assert clause(f"clause c: {after} when {SOME} unless {SOME}") == []
    assert clause(f"clause c: l must report(l) within 3 days when {SOME}") == ["Lab-Lab"]
    assert clause(f"clause c: l must report(l) while {SOME}") == ["Lab-Lab"]
    assert clause(f"clause c: l must report(l) every 3 days while {SOME}") == ["Lab-Lab"]
    assert clause(f"clause c: {after} while {SOME}") == ["Lab-Lab"], "it closes where the condition no longer holds"
    assert clause(f"clause c: {after} clause d overrides c: l need not report(l) when {SOME}") == ["Lab-Lab"]
    assert clause(f"clause c: {after} clause d: l must report(l) at once after breach of p.c(l)") == []


def test_claims() -> None:
    assert arcs(f"property s: never report(l) when {SOME}") == []
    assert arcs(f"property s: report(l) only when {SOME}") == []
    assert arcs("property s: never report(l) when every r: Lab | some x: Lab | rival(r, x)") == ["Lab-Lab"]
    assert arcs("property s: report(l) only when some r: Lab | every x: Lab | rival(r, x)") == ["Lab-Lab"]
    assert arcs("property s: report(l) only after noise when every r: Lab | some x: Lab | rival(r, x)") == ["Lab-Lab"]
    every_some = "every r: Lab | some m: Model | trained(r, m)"
    assert arcs(f"property s: after noise when {every_some}, report(l) within 3 days") == ["Lab-Model"]
    assert arcs(f"property s: possible {every_some}") == ["Lab-Model"]
    assert arcs(f"property s: never {every_some}", hypotheses=False) == ["Lab-Model"]


def test_a_claim_about_states_is_its_own_hypothesis() -> None:
    for claim in (f"always {SOME}", f"never not {SOME}", f"possible not {SOME}"):
        assert arcs(f"property s: {claim}") == ["Lab-Lab"]
        assert arcs(f"property s: {claim}", hypotheses=False) == []


def test_norms_in_formulas() -> None:
    policy = f"policy p binds l: Lab {{ clause c: l must not report(l) when {SOME} }} "
    assert arcs(policy + "property s: never every x: Lab | permitted report(x) by p") == []
    assert arcs(policy + "property s: never every x: Lab | forbidden report(x) by p") == ["Lab-Lab"]
    assert arcs(policy + "property s: never every x: Lab | applies p.c(x)") == ["Lab-Lab"]
    assert arcs(policy + "property s: never every x: Lab | once breach of p.c(x)") == []
    duty = "policy p binds l: Lab { clause c: l must train(l, m) within 3 days after train(l, m) } "
    assert arcs(duty + "property s: never every x: Lab | required train(x, any) by p") == ["Lab-Model"]
