"""Whether the reference semantics, which goes through all values one by one, can judge a run in reasonable time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from math import prod
from typing import Any

from rspverify.policy.claims import Project, Property
from rspverify.policy.expressions import Happening, Variable
from rspverify.policy.sorts import EntitySort, EnumSort, IntSort, Sort
from rspverify.policy.vocabulary import Fact
from rspverify.source.spans import Span
from rspverify.trace.values import Universe

MOST_COMBINATIONS = 20_000


def countable(project: Project, asked: Property, universe: Universe) -> bool:
    """Whether all combinations of values of the arguments of a fact, and of variables that stand together, are few."""
    return all(
        prod(_size(sort, universe) for sort in sorts) <= MOST_COMBINATIONS for sorts in _quantified(project, asked)
    )


def combinations(project: Project, asked: Property, universe: Universe) -> int:
    """How many of all these combinations there are: about how much work it is to judge one state."""
    return sum(prod(_size(sort, universe) for sort in sorts) for sorts in _quantified(project, asked))


def _size(sort: Sort, universe: Universe) -> int:
    match sort:
        case EntitySort(name):
            return len(universe.members[name])
        case EnumSort(values=values):
            return len(values)
        case IntSort(int(low), int(high)):
            return high - low + 1
        case _:
            return 2


def _quantified(project: Project, asked: Property) -> Iterator[list[Sort]]:
    """The sorts of variables that stand together, and of the arguments of a happening that are left open."""
    seen: set[int] = set()
    pending: list[Any] = [project.world, project.policies, asked]
    while pending:
        node = pending.pop()
        if id(node) in seen or isinstance(node, Span | str):
            continue
        seen.add(id(node))
        match node:
            case tuple() if node and isinstance(node[0], Variable):
                yield [variable.sort for variable in node if isinstance(variable, Variable)]
            case tuple():
                pending.extend(node)
            case dict():
                pending.extend(node.values())
            case Fact(parameters=parameters):
                pending.append(parameters)
            case Happening(action, arguments):
                parameters = project.world.actions[action].parameters
                yield [p.sort for p, a in zip(parameters, arguments, strict=True) if a is None]
                pending.append(arguments)
            case _ if is_dataclass(node):
                # Parameters of defines and actions have one value each time.
                pending.extend(getattr(node, field.name) for field in fields(node) if field.name != "parameters")
