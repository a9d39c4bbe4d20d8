"""Findings: whom they concern, and how they are told."""

from __future__ import annotations

from resolving import project

from rspverify.policy.alternation.fragment import outside_fragment

WORLD = """
entity Lab
entity Model
fact owner(m: Model): Lab
fact trained(l: Lab, m: Model)
fact rival(r: Lab, l: Lab)
action train(l: Lab, m: Model) by l requires owner(m) = l then trained(l, m)
"""
BUSY = "every l: Lab | some m: Model | trained(l, m)"


def test_nothing_to_say() -> None:
    assert outside_fragment(project(WORLD)) == ()


def test_a_cycle_of_the_world_concerns_every_check() -> None:
    loaded = project(WORLD + f"axiom busy: {BUSY} property s: never trained(l, m) check s")
    (finding,) = outside_fragment(loaded)
    assert finding.cycle.sorts == ("Lab", "Model")
    assert finding.properties == () and not finding.hypothesis
    assert outside_fragment(loaded, loaded.checks[0])[0].sentence == finding.sentence
    assert finding.sentence == (
        "for every Lab there must be some Model, and for every Model some Lab: the solver may look for ever larger "
        "worlds and give no answer (axiom `busy` asks for some Model for every Lab; `owner` gives a Lab for each Model)"
    )


def test_a_cycle_of_some_checks_names_them() -> None:
    text = f"assume busy: {BUSY} property s: never trained(l, m) property t: never owner(m) != owner(m) "
    loaded = project(WORLD + text + "check t check s assuming busy")
    (finding,) = outside_fragment(loaded)
    assert finding.properties == ("s",)
    assert outside_fragment(loaded, loaded.checks[0]) == ()
    assert len(outside_fragment(loaded, loaded.checks[1])) == 1
    together = project(WORLD + text + "check s assuming busy check t assuming busy")
    assert [one.properties for one in outside_fragment(together)] == [()]


def test_arcs_of_different_checks_make_no_cycle() -> None:
    world = WORLD.replace("fact owner(m: Model): Lab", "").replace("requires owner(m) = l", "")
    text = (
        f"assume one: {BUSY} assume two: every m: Model | some l: Lab | trained(l, m) property s: never trained(l, m) "
    )
    assert outside_fragment(project(world + text + "check s assuming one check s assuming two")) == ()
    assert len(outside_fragment(project(world + text + "check s assuming one assuming two"))) == 1


def test_all_reasons_are_told() -> None:
    text = "axiom one: {} axiom two: {} lemma three: {} property s: never trained(l, m) check s"
    (finding,) = outside_fragment(project(WORLD + text.replace("{}", BUSY)))
    assert "axiom `one`, axiom `two` and lemma `three` ask for some Model for every Lab" in finding.sentence


def test_an_induction_hypothesis_is_said_to_be_one() -> None:
    loaded = project(WORLD + "property s: always some r: Lab | rival(r, l) check s")
    (finding,) = outside_fragment(loaded)
    assert finding.hypothesis
    assert finding.sentence.startswith("for every Lab there must be some Lab, maybe a new one each time: ")
    assert finding.sentence.endswith(
        "(property `s` asks for some Lab for every Lab, only where the property is its own induction hypothesis)"
    )
    stated = project(
        WORLD + "lemma a: every l: Lab | some r: Lab | rival(r, l) property s: always some r: Lab | rival(r, l) check s"
    )
    assert [one.hypothesis for one in outside_fragment(stated)] == [False]


def test_inherited_clauses_are_those_of_the_policy_that_wrote_them() -> None:
    text = "policy p binds l: Lab { clause c: l must train(l, m) within 3 days after train(l, m) while some r: Lab | rival(r, l) } "
    loaded = project(WORLD + text + "policy q amends p { } property s: never trained(l, m) check s under q")
    assert "clause `p.c` asks for some Lab for every Lab" in outside_fragment(loaded)[0].sentence
