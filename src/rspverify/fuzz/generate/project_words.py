"""The vocabulary of a project, as the generator of random policies takes it."""

from __future__ import annotations

from collections import Counter

from rspverify.fuzz.generate.vocabulary import Action, Defined, Fact, Vocabulary
from rspverify.policy.claims import Project
from rspverify.policy.conditions import words
from rspverify.policy.expressions import (
    AlwaysSoFar,
    Elapsed,
    Expr,
    Individual,
    Occurs,
    Once,
    Previously,
    Since,
    Variable,
)
from rspverify.policy.sorts import BoolSort, DurationSort, EntitySort, EnumSort, IntSort, Sort, TimeSort
from rspverify.policy.vocabulary import Action as DeclaredAction
from rspverify.policy.walk import subexpressions

_PAST = (AlwaysSoFar, Elapsed, Occurs, Once, Previously, Since)
_LENGTHS = ("1 day", "1 week", "30 days", "90 days")


def words_of(project: Project) -> Vocabulary:
    """Raises nothing."""
    world = project.world
    return Vocabulary(
        entities=list(world.entities),
        enums={name: enum.sort.values for name, enum in world.enums.items()},
        ordered={name for name, enum in world.enums.items() if enum.sort.ordered},
        individuals={one: name for name, entity in world.entities.items() for one in entity.individuals},
        facts=[
            Fact(fact.name, _types(fact.parameters), type_text(fact.sort), "belief" if fact.belief else fact.kind)
            for fact in world.facts.values()
        ],
        actions=[Action(one.name, _types(one.parameters), _by(one)) for one in world.actions.values()],
        durations=list(world.durations),
        open_words={name: list(readings) for name, readings in words(world).items()},
        defined=[
            *(
                Defined(one.name, _types(one.parameters), _past(one.body))
                for one in world.defines.values()
                if isinstance(one.sort, BoolSort)
            ),
            *(
                Defined(one.name, _types(one.parameters), any(_past(reading.body) for reading in one.readings))
                for one in world.terms.values()
            ),
        ],
        lengths=_LENGTHS,
    )


def type_text(sort: Sort) -> str:
    """A type as the generator writes it."""
    match sort:
        case BoolSort():
            return "bool"
        case EntitySort(name) | EnumSort(name):
            return name
        case IntSort(int(low), int(high)):
            return f"{low}..{high}"
        case IntSort():
            return "int"
        case TimeSort() | DurationSort():
            return "time"


def agents(vocabulary: Vocabulary) -> list[str]:
    """The entities whose members act, those with most acts first."""
    counted: Counter[str] = Counter()
    for action in vocabulary.actions:
        match action.by:
            case int(place):
                counted[action.parameters[place]] += 1
            case str(name):
                counted[vocabulary.individuals[name]] += 1
    return [entity for entity, _ in counted.most_common()]


def _types(parameters: tuple[Variable, ...]) -> tuple[str, ...]:
    return tuple(type_text(one.sort) for one in parameters)


def _by(action: DeclaredAction) -> int | str | None:
    match action.agent:
        case None:
            return None
        case Individual(name):
            return name
        case agent:
            return action.parameters.index(agent)


def _past(body: Expr) -> bool:
    return any(isinstance(part, _PAST) for part in subexpressions(body))
