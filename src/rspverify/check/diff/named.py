"""What options of a comparison name: policies, an act, readings, agents, assumptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from rspverify.policy.claims import BindingChoice, Conditions, Project
from rspverify.policy.conditions import words
from rspverify.policy.expressions import EnumValue, Expr, Happening, Individual, Num, Variable
from rspverify.policy.sorts import EntitySort, EnumSort, IntSort
from rspverify.policy.vocabulary import World
from rspverify.source.diagnostics import Diagnostic, SourceError

_ACT = re.compile(r"\s*([A-Za-z_][\w.]*)\s*(?:\((.*)\))?\s*", re.DOTALL)


def act_of(project: Project, text: str) -> Happening:
    """`train`, `train(acme, any)`: an act with constants for some of its arguments. Raises `SourceError`."""
    world = project.world
    read = _ACT.fullmatch(text)
    action = world.actions.get(read[1]) if read else None
    if read is None or action is None or action.agent is None:
        acts = [name for name, one in world.actions.items() if one.agent is not None]
        raise missing("act", read[1] if read else text, acts)
    if read[2] is None:
        return Happening(action.name, tuple(None for _ in action.parameters))
    given = [one.strip() for one in read[2].split(",")] if read[2].strip() else []
    if len(given) != len(action.parameters):
        message = f"`{action.name}` has {len(action.parameters)} arguments, and `{text}` gives {len(given)}"
        raise SourceError([Diagnostic("RSP160", message, help="write `any` for what is left open")])
    parameters = zip(given, action.parameters, strict=True)
    return Happening(action.name, tuple(_argument(world, one, parameter) for one, parameter in parameters))


def _argument(world: World, text: str, parameter: Variable) -> Expr | None:
    """A constant of the parameter's type; None for `any` and for names of variables."""
    if text == "any" or text == parameter.shown:
        return None
    known: Sequence[str] = ()
    match parameter.sort:
        case EntitySort(name) as sort:
            known = world.entities[name].individuals
            if text in known:
                return Individual(text, sort)
        case EnumSort(values=values) as enum:
            known = values
            if text in known:
                return EnumValue(text, enum)
        case IntSort() if re.fullmatch(r"-?[0-9]{1,18}", text):
            return Num(int(text))
        case _:
            pass
    raise missing(f"value for `{parameter.shown}`", text, known)


def policies_of(project: Project, *names: str) -> None:
    """Raises `SourceError` for the first name that no policy of the project has."""
    for name in names:
        if name not in project.policies:
            raise missing("policy", name, list(project.policies))


def conditions_of(
    project: Project, readings: Iterable[str], bindings: Iterable[str], assuming: Iterable[str], *policies: str
) -> Conditions:
    """The options as those of a check; `policies` are those that are compared. Raises `SourceError`."""
    chosen = tuple(_binding(project.world, text) for text in bindings)
    bound = {one.sort for name in policies for one in project.policies[name].bounds}
    for choice in chosen:
        if choice.sort not in bound:
            help = "a binding chooses among agents of the entities that a policy binds"
            message = f"none of the policies binds agents of `{choice.sort.name}`"
            raise SourceError([Diagnostic("RSP160", message, help=help)])
    return Conditions(
        (),
        tuple(_reading(project.world, text) for text in readings),
        chosen,
        tuple(_assumption(project.world, name) for name in assuming),
        (),
        None,
    )


def _reading(world: World, text: str) -> tuple[str, str]:
    word, equals, reading = (part.strip() for part in text.partition("="))
    if not equals:
        said = f"`{text}` says no reading"
        raise SourceError([Diagnostic("RSP160", said, help="write it as WORD=READING, as in `risky=by_plans`")])
    known = words(world)
    if word not in known:
        raise missing("word", word, list(known))
    if reading not in known[word]:
        raise missing(f"reading of `{word}`", reading, known[word])
    return word, reading


def _binding(world: World, text: str) -> BindingChoice:
    if text.startswith("every "):
        name = text.removeprefix("every ").strip()
        if name not in world.entities:
            raise missing("entity", name, list(world.entities))
        return BindingChoice(world.entities[name].sort, None)
    for entity in world.entities.values():
        if text in entity.individuals:
            return BindingChoice(entity.sort, (text,))
    raise missing("individual", text, [name for entity in world.entities.values() for name in entity.individuals])


def _assumption(world: World, name: str) -> str:
    if name not in world.assumptions:
        raise missing("assumption", name, list(world.assumptions))
    return name


def missing(kind: str, name: str, known: Sequence[str]) -> SourceError:
    """That there is nothing of this name, with what was perhaps meant."""
    close = get_close_matches(name, known, n=1)
    listed = ", ".join(f"`{one}`" for one in list(known)[:12])
    help = f"did you mean `{close[0]}`?" if close else f"there are {listed}" if listed else None
    return SourceError([Diagnostic("RSP160", f"there is no {kind} `{name}`", help=help)])
