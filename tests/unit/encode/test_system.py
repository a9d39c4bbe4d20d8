"""A whole system: states, steps, what is possible and what complies."""

from __future__ import annotations

from encoded import can_be, conditions, constants, encoded, project

from rspverify.encode.describe import describe
from rspverify.encode.steps import MOMENT, WAIT
from rspverify.encode.system import encode
from rspverify.logic import build
from rspverify.logic.system import Goal
from rspverify.logic.wellformed import require_wellformed
from rspverify.policy.claims import Always, Conditions, Tolerated

POLICY = """
policy p binds l: Lab {
  clause c: l must not train(l, m) when dangerous(m)
  clause d: l must not train(l, m) when big(l)
}
"""


def test_it_is_well_formed() -> None:
    system = encoded(POLICY).system()
    require_wellformed(system, Goal(build.FALSE))
    assert [transition.name for transition in system.transitions] == [
        "train",
        "publish",
        "review",
        "incident",
        WAIT,
        MOMENT,
    ]


def test_what_was_compiled_since_a_mark_can_be_forgotten() -> None:
    found = project(f"{POLICY}\nproperty one: always once train(l, m)\nproperty two: always once publish(l, m)")
    encoding = encode(found, conditions("p"))

    def compile_(name: str) -> None:
        claim = found.properties[name].claim
        assert isinstance(claim, Always)
        encoding.formulas.compile(claim.formula, constants(found.properties[name].variables))

    compile_("one")
    mark, known = encoding.mark(), list(encoding.monitors.all())
    compile_("two")
    assert len(list(encoding.monitors.all())) == len(known) + 1
    encoding.back_to(mark)
    assert list(encoding.monitors.all()) == known and encoding.mark() == mark


def test_what_does_not_change_has_no_update() -> None:
    system = encoded(
        "", world="entity Lab\nfact f(l: Lab)\naction go(l: Lab) by l then f(l)\naction rest(l: Lab) by l\n"
    ).system()
    updates = {transition.name: {s.name for s in transition.updates} for transition in system.transitions}
    assert updates == {"go": {"f"}, "rest": set(), WAIT: {"now"}, MOMENT: set()}


def test_varying_facts_are_open_after_every_step() -> None:
    for transition in encoded().system().transitions:
        assert any(symbol.name == "rival" for symbol in transition.updates)
        assert [symbol.name for symbol in transition.fresh] == ["rival afterwards"]


def test_the_first_state() -> None:
    system = encoded("initially no l: Lab, m: Model | trained(l, m)").system()
    assert "now = 0" in describe(system.initial) or "0 = now" in describe(system.initial)
    assert "trained" in describe(system.initial)


def test_numbers_stay_in_their_range() -> None:
    encoding = encoded()
    system = encoding.system()
    lab = build.apply(encoding.symbols.individuals["openai"])
    budget = build.apply(encoding.symbols.facts["budget"], (lab,))
    assert not can_be(system, system.constraint, build.less(build.integer(9), budget))
    assert can_be(system, system.constraint, build.equal(budget, build.integer(9)))


def test_a_step_requires_what_it_says_and_arguments_in_range() -> None:
    encoding = encoded("action spend(l: Lab, n: int 1..3) by l requires big(l)")
    step, system = encoding.step("spend"), encoding.system()
    lab, number = step.arguments
    big = build.apply(encoding.symbols.facts["big"], (lab,))
    assert not can_be(system, encoding.possible(step), build.negate(big))
    assert not can_be(system, encoding.possible(step), build.less(build.integer(3), number))


def test_assumptions_count_only_where_they_are_made() -> None:
    found = project("assume calm: every m: Model | not dangerous(m)")
    assert "dangerous" not in describe(encode(found, conditions()).system().constraint)
    assert "dangerous" in describe(encode(found, conditions(assuming=("calm",))).system().constraint)


def test_a_run_that_need_not_comply() -> None:
    system = encoded(POLICY).system(complying=False)
    assert {transition.complies for transition in system.transitions} == {build.TRUE}


def test_what_is_tolerated_does_not_count() -> None:
    found = project(POLICY)

    def complies(*tolerated: Tolerated) -> str:
        encoding = encode(found, Conditions(("p",), (), (), (), tolerated, None))
        return describe(encoding.complies(encoding.step("train")))

    assert "dangerous" in complies() and "big" in complies()
    assert "dangerous" not in complies(Tolerated("p", "c")) and "big" in complies(Tolerated("p", "c"))
    assert complies(Tolerated("p", None)) == "true"
