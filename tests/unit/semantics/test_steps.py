"""language.md 2: effects, what can happen, and the states that a run can begin with."""

from __future__ import annotations

import pytest
from stories import WORLD, Story, act, begin, conditions, project

from rspverify.semantics.enumerate import Bounds, all_lengths, runs
from rspverify.semantics.run import ConflictingEffects, LimitReached, Run
from rspverify.semantics.search import solutions
from rspverify.semantics.starts import starts
from rspverify.semantics.steps import Candidates, misstep, possible, successors, why_impossible
from rspverify.trace.values import State, Step, Trace, Universe, Wait


def world(more: str, *given: str, **values: str | int) -> Story:
    return begin(WORLD + more, *given, **values)


# ---------------------------------------------------------------- effects


def test_all_effects_read_the_state_before_the_step() -> None:
    story = world(
        "action swap(l: Lab) by l then best(a) becomes best(b), best(b) becomes best(a)\n"
        "action flip(l: Lab) by l then not ready(l) when ready(l), ready(l) when not ready(l)",
        "ready(a)",
        best="n",
    ).do("swap(a)", "flip(a)", "flip(b)")
    assert [story.fact(f) for f in ("best(a)", "best(b)", "ready(a)", "ready(b)")] == ["m", "n", False, True]


def test_all_else_stays() -> None:
    before = world("", "trained(b, m)", "mood(a)").run
    after = begin(WORLD, "trained(b, m)", "mood(a)").do("train(a, m)").run
    changed = {p for p, v in after.trace.states[1].facts.items() if v != before.trace.states[0].facts[p]}
    assert changed == {("trained", ("a", "m"))}


def test_effects_for_every() -> None:
    story = world("action clear(l: Lab) by l then not trained(l, x) for every x: Model where dangerous(x)")
    story = story.do("find_danger(a, m)", "train(a, m)", "train(a, n)", "train(b, m)", "clear(a)")
    trained = [story.fact(f) for f in ("trained(a, m)", "trained(a, n)", "trained(b, m)")]
    assert trained == [False, True, True]


def test_effects_of_also() -> None:
    story = world("also train(k, y) then budget(k) becomes budget(k) + 1").do("train(b, m)")
    assert story.fact("budget(b)") == 1 and story.fact("trained(b, m)") is True


def test_two_effects_on_one_place_must_agree() -> None:
    text = "action both(x: Model, y: Model) by a then dangerous(x), not dangerous(y)\n"
    text += "action same(x: Model, y: Model) by a then dangerous(x), dangerous(y)"
    assert world(text).do("both(m, n)", "same(m, m)").fact("dangerous(m)") is True
    with pytest.raises(ConflictingEffects, match="both"):
        world(text).do("both(m, m)")


def test_changes_leaves_a_place_open() -> None:
    story = world("action stir(l: Lab) by l then best(l) changes")
    found = [state.facts["best", ("a",)] for state in successors(story.run, act("stir(a)"), Candidates())]
    moods = 4
    assert sorted(map(str, found)) == ["m"] * moods + ["n"] * moods


# ---------------------------------------------------------------- what can happen


def test_requires_may_speak_of_the_past() -> None:
    story = world("action ship(l: Lab) by l requires once review(l)")
    assert not possible(story.run, act("ship(a)"), 0)
    story = story.do("review(a)")
    assert possible(story.run, act("ship(a)"), 1) and not possible(story.run, act("ship(a)"), 0)
    assert not possible(story.run, act("ship(b)"), 1)


def test_a_number_stays_in_its_range() -> None:
    story = world("also review(l) then budget(l) becomes budget(l) + 1").do("review(a)", "review(a)", "review(a)")
    assert story.fact("budget(a)") == 3
    assert not possible(story.run, act("review(a)"), 3) and possible(story.run, act("review(b)"), 3)
    assert why_impossible(story.run, act("review(a)")) == "`budget(a)` would become 4, which is out of range"


def test_a_step_that_breaks_an_axiom_cannot_happen() -> None:
    story = world("axiom careful: every l: Lab | at most one x: Model | trained(l, x)").do("train(a, m)")
    assert not possible(story.run, act("train(a, n)"), 1) and possible(story.run, act("train(b, n)"), 1)
    assert why_impossible(story.run, act("train(a, n)")) == "it would break the axiom `careful`"


def test_varying_facts_move_along_where_an_axiom_asks_for_it() -> None:
    story = world("axiom glad: every l: Lab | trained(l, m) implies mood(l)").do("train(a, m)")
    assert story.fact("mood(a)") is True and story.fact("mood(b)") is False


def test_a_wait_can_be_impossible() -> None:
    story = world("axiom end: now <= 2 hours + covered\nfact covered: time")
    assert next(successors(story.run, Wait(2), Candidates()), None) is not None
    assert next(successors(story.run, Wait(3), Candidates()), None) is None


# ---------------------------------------------------------------- is a given step one


def after(story: Story, step: Step, **changed: object) -> Run:
    """The run as some engine may tell it: nothing changes but what is said."""
    facts = dict(story.run.trace.states[-1].facts)
    for name, found in changed.items():
        facts[name, ("a",)] = found  # type: ignore[assignment]
    hours = step.hours if isinstance(step, Wait) else 0
    return story.run.then(step, State(story.run.time(story.run.last) + hours, facts))


def test_misstep() -> None:
    story = world("")
    assert misstep(after(story, Wait(3)), 0) is None
    assert misstep(after(story, Wait(3), mood=True), 0) is None
    assert misstep(after(story, act("prepare(a)"), ready=True), 0) is None
    assert misstep(after(story, act("prepare(a)")), 0) == "`ready(a)` should become True and is False"
    assert misstep(after(story, Wait(3), ready=True), 0) == "`ready(a)` changes from False to True by nobody's doing"
    assert misstep(after(story, Wait(3), big=True), 0) == "`big(a)` changes from False to True by nobody's doing"
    assert misstep(after(story, Wait(-3)), 0) == "time cannot go back"
    assert misstep(after(story, act("prepare(zoe)")), 0) == "`zoe` cannot be the `l` of `prepare`"
    assert misstep(after(story, act("dance(a)")), 0) == "there is no act `dance(a)`"
    late = story.run.then(act("review(a)"), State(1, story.run.trace.states[0].facts))
    assert misstep(late, 0) == "the time after it is 1 and should be 0"


# ---------------------------------------------------------------- how runs begin


TINY = """
entity Lab
fact p(l: Lab)
fact q: int 1..3
"""


def first_states(text: str, members: tuple[str, ...]) -> list[dict[object, object]]:
    found = project(text)
    all_starts = starts(found.world, {}, (), Universe({"Lab": members}), {}, {}, {}, Candidates())
    return [dict(run.trace.states[0].facts) for run in all_starts]


def test_all_first_states_in_order() -> None:
    assert len(first_states(TINY, ("x", "y"))) == 4 * 3
    found = first_states(TINY + "initially some l: Lab | p(l)\naxiom few: q < 2 or no l: Lab | p(l)", ("x", "y"))
    assert found == [
        {("p", ("x",)): False, ("p", ("y",)): True, ("q", ()): 1},
        {("p", ("x",)): True, ("p", ("y",)): False, ("q", ()): 1},
        {("p", ("x",)): True, ("p", ("y",)): True, ("q", ()): 1},
    ]


def test_no_first_state() -> None:
    assert first_states(TINY + "initially q = 1\naxiom no: q = 2", ("x",)) == []


def test_the_search_skips_what_has_no_part_in_a_failure() -> None:
    places = [(f"f{n:02}", ()) for n in range(40)]
    text = "\n".join(f"fact {name}" for name, _ in places) + "\ninitially f00 iff f39\ninitially f39"
    found = project(text)
    run = Run.of(found.world, {}, (), Trace(Universe({}), {}, {}, (State(0, {}),)))
    choices = [(place, lambda: (False, True)) for place in places]
    first = next(solutions(run, choices, found.world.initially, tries=1_000))
    assert [name for (name, _), true in first.items() if true] == ["f00", "f39"]
    with pytest.raises(LimitReached):
        next(solutions(run, choices, found.world.initially, tries=10))


# ---------------------------------------------------------------- enumeration, counted by hand


def count(text: str, depth: int, members: tuple[str, ...] = ("x",), hours: tuple[int, ...] = (1,)) -> int:
    found = project(text)
    bounds = Bounds(depth, hours)
    return sum(1 for _ in runs(found.world, {}, (), Universe({"Lab": members}), {}, bounds))


def test_runs_are_counted() -> None:
    toggle = "entity Lab\nfact p(l: Lab)\naction on(l: Lab) by l requires not p(l) then p(l)\n"
    assert count(toggle, 0) == 2
    # from p: a wait alone; from not p: `on` or a wait
    assert count(toggle, 1) == 2 + (1 + 2)
    assert count(toggle, 2) == 2 + 3 + (1 + (1 + 2))
    assert count(toggle + "initially no l: Lab | p(l)", 1, ("x", "y")) == 1 + (2 + 1)
    assert count(toggle, 1, hours=(0, 1, 24)) == 2 + (3 + 4)


def test_lengths_that_the_texts_leave_open_are_all_tried() -> None:
    text = "entity Lab\naction go(l: Lab) by l\nduration open\nduration slow\nduration known = 3 days\n"
    text += "duration read { reading day: 1 day  reading week: 1 week }\n"
    world = project(text).world
    assert list(all_lengths(world, (1, 24))) == [{"open": one, "slow": two} for one in (1, 24) for two in (1, 24)]
    universe = Universe({"Lab": ("x",)})
    found = {
        tuple(run.trace.durations.items())
        for run in runs(world, {}, (), universe, {}, Bounds(0, (1,), lengths=(1, 24)))
    }
    assert len(found) == 4


def test_varying_facts_double_the_runs() -> None:
    text = "entity Lab\nvarying fact p(l: Lab)\naction nod(l: Lab) by l\n"
    assert count(text, 1) == 2 + 2 * 2 * 2
    assert count(text + "axiom one: some l: Lab | p(l)", 1, ("x", "y")) == 3 + 3 * 3 * 3


def test_each_run_is_one_and_complies_with_no_policy() -> None:
    found = project("entity Lab\nvarying fact p(l: Lab)\nfact f: int 0..2\naction up(l: Lab) by l then f becomes f + 1")
    bounds = Bounds(2, (0, 5))
    assert conditions().policies == ()
    for run in runs(found.world, {}, (), Universe({"Lab": ("x",)}), {}, bounds):
        assert all(misstep(run, i) is None for i in range(run.last))
