"""Whatever the engines say of a goal, they do not contradict each other; leaving out what cannot matter changes nothing."""

from __future__ import annotations

from itertools import islice

from concrete import Concrete
from generate.choices import Choices
from generate.project import draw
from generate.runs import random_run
from goals import asked, tools
from hypothesis import given
from known import Shortest, excludes
from profiles import examples, seeds

from rspverify.logic.slice import cone
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.proof.certificate import Confirmed, check_certificate
from rspverify.proof.houdini import houdini
from rspverify.proof.induction import Inductive, step
from rspverify.proof.outcome import Bounded, Outcome, Proved, Refuted
from rspverify.proof.portfolio import ENGINES, prove
from rspverify.proof.search import search
from rspverify.semantics.comply import complies
from rspverify.semantics.evaluate import holds
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_script

DEPTH = 3


def length(outcome: Outcome) -> int | None:
    return len(outcome.run.steps) if isinstance(outcome, Refuted) else None


def excluded(outcome: Outcome) -> int:
    """All runs of so many steps are excluded."""
    return DEPTH if isinstance(outcome, Proved) else outcome.depth if isinstance(outcome, Bounded) else -1


@given(seeds)
@examples(80)
def test_search_and_proof_do_not_contradict_each_other(seed: int) -> None:
    drawn = draw(seed)
    question = asked(drawn.project, drawn.project.checks[0])
    if question is None:
        return
    outcomes = [
        search(question.system, question.goal, tools(), max_depth=DEPTH),
        prove(question.system, question.goal, tools(), max_depth=DEPTH),
        _plain_induction(question.system, question.goal),
    ]
    shortest = min((found for found in map(length, outcomes) if found is not None), default=None)
    if shortest is not None:
        assert not any(isinstance(outcome, Proved) for outcome in outcomes), drawn.text
        assert not any(outcome == "inductive" for outcome in outcomes), drawn.text
        assert all(excluded(outcome) < shortest for outcome in outcomes if not isinstance(outcome, str)), drawn.text


def _plain_induction(system: TransitionSystem, goal: Goal) -> Outcome | str:
    """Induction on one step without any invariant, its base found by search alone."""
    base = search(system, goal, tools(), max_depth=0)
    if isinstance(base, Bounded) and isinstance(step(system, goal, 1, (), tools().solvers, tools().budget), Inductive):
        return "inductive"
    return base


@given(seeds)
@examples(60)
def test_engines_one_at_a_time_do_not_contradict_each_other(seed: int) -> None:
    """Whatever one engine excludes, no other reaches, and proofs are confirmed by their certificates."""
    drawn = draw(seed)
    question = asked(drawn.project, drawn.project.checks[0])
    if question is None:
        return
    sliced = cone(question.system, question.goal).system
    outcomes = {
        engine: prove(sliced, question.goal, tools(1_000_000), max_depth=DEPTH, engines=(engine,)) for engine in ENGINES
    }
    for engine, outcome in outcomes.items():
        if isinstance(outcome, Proved):
            again = check_certificate(outcome.certificate, sliced, question.goal, z3_script, Budget(Limits()))
            assert isinstance(again, Confirmed), f"{engine}: {again}\n{drawn.text}"
        if isinstance(outcome, Refuted):
            against = [other for other, said in outcomes.items() if excludes(said, Shortest.of(outcome))]
            assert not against, f"{engine} against {against}\n{drawn.text}"


@given(seeds)
@examples(80)
def test_leaving_out_what_cannot_matter_changes_nothing(seed: int) -> None:
    drawn = draw(seed)
    question = asked(drawn.project, drawn.project.checks[0])
    if question is None:
        return
    whole = prove(question.system, question.goal, tools(), max_depth=DEPTH)
    part = prove(cone(question.system, question.goal).system, question.goal, tools(), max_depth=DEPTH)
    told = {type(whole), type(part)}
    assert told != {Proved, Refuted}, drawn.text
    if isinstance(whole, Refuted) and isinstance(part, Refuted):
        assert length(whole) == length(part), drawn.text


@given(seeds)
@examples(80)
def test_what_houdini_keeps_holds_along_every_run(seed: int) -> None:
    """Invariants that were proved are true in the states of complying runs of the reference semantics."""
    drawn = draw(seed)
    check = drawn.project.checks[0]
    question = asked(drawn.project, check)
    if question is None:
        return
    system = question.system
    kept = houdini(system, system.hints, tools().solvers, tools().budget, rlimit=200_000).kept
    choices = Choices(seed)
    runs = (random_run(choices, drawn.project, check.conditions, steps=4) for _ in range(4))
    for run in islice((run for run in runs if run is not None), 4):
        assumed = [drawn.project.world.assumptions[name].formula for name in check.conditions.assuming]
        while run.last > 0 and not complies(run, check.conditions.tolerated):
            run = run.until(run.last - 1)
        if any(not holds(run, formula, i, {}) for formula in assumed for i in range(run.last + 1)):
            continue
        concrete = Concrete(question.encoding, system, run)
        for words, invariant in kept:
            for i in range(run.last + 1):
                assert concrete.value(invariant, i) is True, f"{words}\n{drawn.text}"
