"""A finite universe, the same over scalars, and over Booleans and numbers only: the goal is reached in as many steps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from generate.project import draw
from goals import asked, tools
from hypothesis import given
from known import finite
from laws_of_scalars import scalars_differ, spacer_contradicts
from profiles import examples, seeds

from rspverify.logic.slice import cone
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.wellformed import require_wellformed
from rspverify.proof.outcome import InScope, Refuted
from rspverify.proof.scope import finite_scope, sizes_up_to
from rspverify.proof.search import search

DEPTH = 2


@given(seeds)
@examples(12)
def test_scalars_say_the_same(seed: int) -> None:
    for text, system, goal in universes(seed):
        found = list(scalars_differ(system, goal, DEPTH))
        assert not found, f"{found}\n{text}"


@given(seeds)
@examples(12)
def test_spacer_and_others_do_not_contradict_each_other(seed: int) -> None:
    for text, system, goal in universes(seed):
        require_wellformed(system, goal)
        found = list(spacer_contradicts(system, goal, DEPTH))
        assert not found, f"{found}\n{text}"


def universes(seed: int) -> Iterator[tuple[str, TransitionSystem, Goal]]:
    """A question of a random project over a few universes."""
    drawn = draw(seed)
    question = asked(drawn.project, drawn.project.checks[0])
    if question is not None:
        system = cone(question.system, question.goal).system
        for sizes in islice(sizes_up_to(system.sorts, 2), 3):
            yield f"{sizes}\n{drawn.text}", *finite(system, question.goal, sizes)


@given(seeds)
@examples(12)
def test_finite_scope_contradicts_no_run(seed: int) -> None:
    """What is claimed for some sizes is true of the shortest run with such sizes; a run that is found is the shortest."""
    drawn = draw(seed)
    question = asked(drawn.project, drawn.project.checks[0])
    if question is None:
        return
    system = cone(question.system, question.goal).system
    scope = finite_scope(system, question.goal, tools(10_000_000), most=2, depth=DEPTH)
    run = search(system, question.goal, tools(), max_depth=DEPTH)
    if isinstance(run, Refuted) and isinstance(scope, InScope):
        for claimed in scope.scopes:
            inside = all(size <= claimed.sizes[sort] for sort, size in run.run.sizes.items())
            assert not inside or (claimed.depth is not None and claimed.depth < len(run.run.steps)), drawn.text
    if isinstance(run, Refuted) and isinstance(scope, Refuted) and run.run.minimal:
        assert len(run.run.steps) <= len(scope.run.steps), drawn.text


def test_some_goals_are_answered_in_scope() -> None:
    outcomes: set[type] = set()
    for seed in range(8):
        drawn = draw(seed)
        question = asked(drawn.project, drawn.project.checks[0])
        if question is not None:
            system = cone(question.system, question.goal).system
            outcomes.add(type(finite_scope(system, question.goal, tools(10_000_000), most=2, depth=DEPTH)))
    assert {InScope, Refuted} <= outcomes
