"""The laws of stories: nothing can be left out of one, and one made larger shrinks to a story that costs no more.

Steps, members and facts are left out here by other means than the passes', and the reference semantics judges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generate.choices import Choices
from generate.project import draw
from generate.runs import HOURS
from hypothesis import given
from profiles import FACTOR, examples, seeds
from verdicts import results

from rspverify.check.confirm import Evidence, confirm
from rspverify.check.phrases import default_value
from rspverify.check.shrink.cost import Cost, cost
from rspverify.check.shrink.draft import Draft, Setting, draft_of, stepped
from rspverify.check.shrink.shrink import shrunk
from rspverify.policy.claims import Conditions, Project, Property
from rspverify.policy.sorts import DurationSort, IntSort, Sort, TimeSort
from rspverify.semantics.run import places, values_of
from rspverify.semantics.steps import acts
from rspverify.trace.values import Act, Place, Trace, Universe, Value, Wait


@dataclass(frozen=True)
class Told:
    """A story of a check: its trace, and what it is a story of."""

    text: str
    project: Project
    conditions: Conditions
    asked: Property
    trace: Trace

    @property
    def setting(self) -> Setting:
        return Setting.of(self.project, self.conditions)

    def confirmed(self, trace: Trace | None) -> Evidence | None:
        found = None if trace is None else confirm(self.project, self.conditions, self.asked, trace)
        return found if isinstance(found, Evidence) else None

    def cost(self, evidence: Evidence) -> Cost:
        return cost(self.project.world, evidence, self.asked.variables)


def stories(seed: int) -> Iterator[Told]:
    """The stories of the checks of a random project, under each combination of readings."""
    drawn = draw(seed)
    for check, result in zip(drawn.project.checks, results(drawn.project), strict=True):
        rows = [row.story for row in result.table] or [result.story]
        for story in filter(None, rows):
            asked = drawn.project.properties[check.property]
            yield Told(drawn.text, drawn.project, check.conditions, asked, story.trace)


# ---------------------------------------------------------------- nothing can be left out


@given(seeds)
@examples(150)
def test_nothing_can_be_left_out(seed: int) -> None:
    for told in stories(seed):
        found = told.confirmed(told.trace)
        assert found is not None
        assert shrunk(told.project, told.conditions, told.asked, found).trace == told.trace, told.text
        for what, draft in less(told):
            assert told.confirmed(stepped(told.setting, draft)) is None, f"{what}\n{told.trace}\n{told.text}"


def less(told: Told) -> Iterator[tuple[str, Draft]]:
    """The story without a step, without a member, with a default; and what was left out."""
    draft, world = draft_of(told.setting, told.trace), told.project.world
    for i, step in enumerate(draft.steps):
        steps, changed = list(draft.steps), list(draft.changed)
        del steps[i], changed[i]
        yield f"without {step}", replace(draft, steps=tuple(steps), changed=tuple(changed))
    for name, members in draft.universe.members.items():
        for member in members[len(world.entities[name].individuals) :]:
            if len(members) > 1:
                yield f"without {member}", without(draft, name, member)
    for place, found in draft.first.items():
        default = default_value(draft.universe, world.facts[place[0]].sort)
        if found != default:
            yield f"with {default} at {place}", replace(draft, first={**draft.first, place: default})


def without(draft: Draft, entity: str, member: str) -> Draft:
    others = tuple(each for each in draft.universe.members[entity] if each != member)

    def rest(facts: Mapping[Place, Value]) -> dict[Place, Value]:
        return {
            place: others[0] if found == member else found for place, found in facts.items() if member not in place[1]
        }

    acting = [i for i, step in enumerate(draft.steps) if not isinstance(step, Act) or member not in step.arguments]
    return replace(
        draft,
        universe=Universe({**draft.universe.members, entity: others}),
        first=rest(draft.first),
        steps=tuple(draft.steps[i] for i in acting),
        changed=tuple(rest(draft.changed[i]) for i in acting),
    )


# ---------------------------------------------------------------- larger stories shrink


def test_a_larger_story_shrinks_to_one_that_costs_no_more() -> None:
    """Nearly always: of many stories, a few end where only two changes at once would lead further."""
    grown, costlier, longer_ones = 0, [], []
    for seed in range(120 * FACTOR):
        for told in stories(seed):
            first = told.confirmed(told.trace)
            assert first is not None
            for number in range(3):
                larger = enlarged(Choices(3 * seed + number), told, first)
                again = shrunk(told.project, told.conditions, told.asked, larger)
                grown += larger.trace != first.trace
                steps_and_members, before = (told.cost(one)[0][:2] for one in (again, first))
                if steps_and_members > before:
                    longer_ones.append(seed)
                if told.cost(again) > told.cost(first):
                    costlier.append(seed)
    assert grown >= 120
    assert len(costlier) <= grown * 0.02, costlier
    assert len(longer_ones) <= grown * 0.005, longer_ones


def enlarged(choices: Choices, told: Told, evidence: Evidence, tries: int = 12) -> Evidence:
    """The story with steps, members, facts and hours more, as many as still are confirmed."""
    for _ in range(tries):
        draft = draft_of(told.setting, evidence.trace)
        more = choices.one((longer, with_a_member, with_a_fact, with_hours, with_a_change))(choices, told, draft)
        found = told.confirmed(stepped(told.setting, more))
        if found is not None:
            evidence = found
    return evidence


def longer(choices: Choices, told: Told, draft: Draft) -> Draft:
    at = choices.number(0, len(draft.steps))
    happening = list(acts(told.project.world, draft.universe))
    step = choices.one(happening) if happening and choices.chance(60) else Wait(choices.one(HOURS))
    steps, changed = list(draft.steps), list(draft.changed)
    steps.insert(at, step)
    changed.insert(at, {})
    return replace(draft, steps=tuple(steps), changed=tuple(changed))


def with_a_member(choices: Choices, told: Told, draft: Draft) -> Draft:
    """One member more, of whom everything is as it is by default, or as it may be."""
    name = choices.one(list(draft.universe.members))
    everybody = draft.universe.members[name]
    universe = Universe({**draft.universe.members, name: (*everybody, f"more_{name}_{len(everybody)}")})
    first: dict[Place, Value] = {}
    for place in places(told.project.world, universe):
        sort = told.project.world.facts[place[0]].sort
        plain = default_value(universe, sort)
        first[place] = draft.first.get(place, choices.one(some(universe, sort)) if choices.chance(30) else plain)
    return replace(draft, universe=universe, first=first)


def with_a_fact(choices: Choices, told: Told, draft: Draft) -> Draft:
    if not draft.first:
        return draft
    place = choices.one(list(draft.first))
    found = choices.one(some(draft.universe, told.project.world.facts[place[0]].sort))
    return replace(draft, first={**draft.first, place: found})


def with_hours(choices: Choices, told: Told, draft: Draft) -> Draft:
    more = choices.one(HOURS)
    return replace(
        draft, steps=tuple(Wait(step.hours + more) if isinstance(step, Wait) else step for step in draft.steps)
    )


def with_a_change(choices: Choices, told: Told, draft: Draft) -> Draft:
    loose = [place for place in draft.first if told.project.world.facts[place[0]].kind == "varying"]
    if not loose or not draft.steps:
        return draft
    at, place = choices.number(0, len(draft.steps) - 1), choices.one(loose)
    found = choices.one(some(draft.universe, told.project.world.facts[place[0]].sort))
    changed = list(draft.changed)
    changed[at] = {**changed[at], place: found}
    return replace(draft, changed=tuple(changed))


def some(universe: Universe, sort: Sort) -> tuple[Value, ...]:
    match sort:
        case TimeSort() | DurationSort() | IntSort(low=None):
            return (0, 1, 2, -1)
        case _:
            return values_of(universe, sort)
