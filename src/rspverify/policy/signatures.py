"""What each declaration is about: its parameters and its sort, resolved when it is first met, and remembered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rspverify.policy import wording as words_of
from rspverify.policy.elaborate_values import hours
from rspverify.policy.expressions import Individual, Variable
from rspverify.policy.measure import Measure
from rspverify.policy.names import Declared, article, is_snake
from rspverify.policy.scope import FreshNames, Scope
from rspverify.policy.sort_rules import UNKNOWN, describe, unknown
from rspverify.policy.sorts import BOOL, EntitySort, EnumSort, Sort
from rspverify.policy.vocabulary import Define, Duration, Fact, Term
from rspverify.source.diagnostics import Label
from rspverify.source.spans import Span
from rspverify.syntax.declarations import (
    ActionDeclaration,
    DefineDeclaration,
    DurationDeclaration,
    EnumDeclaration,
    FactDeclaration,
    IndividualDeclaration,
    TermDeclaration,
)
from rspverify.syntax.expressions import Identifier

if TYPE_CHECKING:
    from rspverify.policy.elaborate import Elaborator


@dataclass(frozen=True)
class ActionSignature:
    """An action (`agent` is one of `parameters`, or an individual) or event (`agent` None), without what it does."""

    name: str
    parameters: tuple[Variable, ...]
    agent: Variable | Individual | None
    public: bool
    wording: str
    span: Span = field(compare=False, repr=False)


@dataclass
class Known:
    """What was resolved so far. `words` holds defines and terms (None: in a cycle), once they have been looked at."""

    fresh: FreshNames
    enums: dict[str, EnumSort] = field(default_factory=dict)
    individuals: dict[str, Sort] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    actions: dict[str, ActionSignature] = field(default_factory=dict)
    durations: dict[str, Duration] = field(default_factory=dict)
    word_scopes: dict[str, tuple[tuple[Variable, ...], Scope]] = field(default_factory=dict)
    words: dict[str, Define | Term | None] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    words_begun: bool = False


def named_sort(el: Elaborator, declared: Declared) -> Sort:
    """The sort of an entity or an enum."""
    return EntitySort(declared.name) if declared.kind == "entity" else enum_sort(el, declared)


def enum_sort(el: Elaborator, declared: Declared) -> EnumSort:
    """The sort of an enum, or of the enum that a value belongs to."""
    written = declared.syntax
    assert isinstance(written, EnumDeclaration)
    name = el.names.full(written.name, declared.home)
    if name not in el.known.enums:
        values = tuple(el.names.full(value, declared.home) for value in written.values)
        el.known.enums[name] = EnumSort(name, values, written.ordered)
    return el.known.enums[name]


def individual_sort(el: Elaborator, declared: Declared) -> Sort:
    """The entity that an individual belongs to."""
    if declared.name not in el.known.individuals:
        written = declared.syntax
        assert isinstance(written, IndividualDeclaration)
        entity = el.entity(written.entity, declared.home)
        el.known.individuals[declared.name] = UNKNOWN if entity is None else entity
    return el.known.individuals[declared.name]


def fact(el: Elaborator, declared: Declared) -> Fact:
    """A fact with its parameters and its sort."""
    found = el.known.facts.get(declared.name)
    if found is None:
        found = el.known.facts[declared.name] = _fact(el, declared)
    return found


def _fact(el: Elaborator, declared: Declared) -> Fact:
    written = declared.syntax
    assert isinstance(written, FactDeclaration)
    parameters, _ = el.declare(written.parameters, el.scope(declared.home, f"the fact `{declared.name}`"))
    sort = BOOL if written.type is None else el.type_sort(written.type, declared.home)
    belief = written.keyword == "belief"
    modifiers = written.modifiers
    if "fixed" in modifiers and ("varying" in modifiers or belief):
        what = "a belief varies" if belief else "`varying` facts change at any time"
        el.problems.add("RSP223", f"`{declared.name}` cannot be fixed: {what}", declared.span, help="leave `fixed` out")
    if belief:
        _check_belief(el, declared, parameters, "public" in modifiers)
    valued = sort != BOOL
    return Fact(
        declared.name,
        parameters,
        sort,
        "varying" if belief or "varying" in modifiers else "fixed" if "fixed" in modifiers else "plain",
        "public" in modifiers,
        belief,
        worded(el, declared, written.wording, parameters, valued=valued),
        written.span,
    )


def _check_belief(el: Elaborator, declared: Declared, parameters: tuple[Variable, ...], public: bool) -> None:
    if public:
        el.problems.add(
            "RSP224",
            f"the belief `{declared.name}` cannot be public: nobody sees what another believes",
            declared.span,
            help="declare a public fact for what is said about it",
        )
    if not parameters or not (unknown(parameters[0].sort) or isinstance(parameters[0].sort, EntitySort)):
        el.problems.add(
            "RSP225",
            f"the belief `{declared.name}` has nobody who holds it",
            declared.span,
            help="its first parameter is the believer, of an entity",
        )


def action(el: Elaborator, declared: Declared) -> ActionSignature:
    """What an action or event is about."""
    found = el.known.actions.get(declared.name)
    if found is None:
        found = el.known.actions[declared.name] = _action(el, declared)
    return found


def _action(el: Elaborator, declared: Declared) -> ActionSignature:
    written = declared.syntax
    assert isinstance(written, ActionDeclaration)
    parameters, _ = el.declare(written.parameters, el.scope(declared.home, f"`{declared.name}`"))
    agent = None if written.agent is None else _agent(el, declared, written.agent, parameters)
    spoken = worded(el, declared, written.wording, parameters)
    return ActionSignature(declared.name, parameters, agent, written.public, spoken, written.span)


def _agent(
    el: Elaborator, declared: Declared, by: Identifier, parameters: tuple[Variable, ...]
) -> Variable | Individual | None:
    for parameter in parameters:
        if parameter.shown == by.text:
            if not unknown(parameter.sort) and not isinstance(parameter.sort, EntitySort):
                el.problems.add(
                    "RSP227", f"`{by.text}` is {describe(parameter.sort)}, which cannot act", by.span,
                    help="the agent is a member of an entity",
                )  # fmt: skip
            return parameter
    found = el.names.find(by.text, declared.home)
    if found is not None and found.kind == "individual":
        return Individual(found.name, individual_sort(el, found), span=by.span)
    what = "neither a parameter nor an individual" if found is None else f"{article(found.kind)}, which cannot act"
    listed = ", ".join(f"`{parameter.shown}`" for parameter in parameters)
    el.problems.add(
        "RSP227", f"`{by.text}` is {what}", by.span, help=f"the parameters are {listed}" if listed else None
    )
    return None


def duration(el: Elaborator, declared: Declared) -> Duration:
    """A duration: its length, its readings, or neither."""
    found = el.known.durations.get(declared.name)
    if found is None:
        written = declared.syntax
        assert isinstance(written, DurationDeclaration)
        check_readings(el, (reading.name for reading in written.readings))
        length = None if written.length is None else hours(written.length.amount, written.length.unit)
        readings = tuple((r.name.text, hours(r.length.amount, r.length.unit)) for r in written.readings)
        spoken = words_of.plain(declared.name) if written.wording is None else written.wording
        found = el.known.durations[declared.name] = Duration(declared.name, spoken, length, readings, written.span)
    return found


def word_scope(el: Elaborator, declared: Declared) -> tuple[tuple[Variable, ...], Scope]:
    """The parameters of a define or term, and the scope of its body."""
    found = el.known.word_scopes.get(declared.name)
    if found is None:
        written = declared.syntax
        assert isinstance(written, DefineDeclaration | TermDeclaration)
        scope = el.scope(declared.home, f"the {declared.kind} `{declared.name}`")
        found = el.known.word_scopes[declared.name] = el.declare(written.parameters, scope, counted=False)
    return found


def word_parameters(el: Elaborator, declared: Declared) -> tuple[Variable, ...]:
    """The parameters of a define or term."""
    return word_scope(el, declared)[0]


def action_parameters(el: Elaborator, declared: Declared) -> tuple[Variable, ...]:
    """The parameters of an action or event."""
    return action(el, declared).parameters


def worded(
    el: Elaborator, declared: Declared, written: str | None, parameters: tuple[Variable, ...], *, valued: bool = False
) -> str:
    """The wording of a declaration, or its name as words; places that name nothing are a problem."""
    names = [parameter.shown for parameter in parameters]
    if written is None:
        return words_of.default(declared.name, names, valued=valued)
    for place in words_of.unknown_places(written, names, valued=valued):
        known = [f"`{{{name}}}`" for name in (*names, *(["value"] if valued else []))]
        el.problems.add(
            "RSP232",
            f"the wording of `{declared.name}` names `{{{place}}}`, which is not one of its parameters",
            declared.span,
            help="it can name " + ", ".join(known) if known else "it has no parameters that it could name",
        )
    return written


def check_readings(el: Elaborator, names: Iterable[Identifier]) -> None:
    """Records readings of one word that have the same name, or a name of the wrong case."""
    seen: dict[str, Identifier] = {}
    for name in names:
        if not is_snake(name.text):
            el.problems.add("RSP202", f"the reading `{name.text}` is not written in snake_case", name.span)
        if name.text in seen:
            el.problems.add(
                "RSP201",
                f"there are two readings `{name.text}`",
                name.span,
                labels=(Label(seen[name.text].span, "the first one"),),
            )
        seen.setdefault(name.text, name)


def check_variable(el: Elaborator, name: Identifier, scope: Scope) -> None:
    """Records a problem if a new variable cannot have this name here."""
    text = name.text
    if not is_snake(text):
        el.problems.add("RSP202", f"the variable `{text}` is not written in snake_case", name.span)
    declared = el.names.find(text, scope.home)
    if declared is not None:
        el.problems.add(
            "RSP213",
            f"the variable `{text}` has the name of {article(declared.kind)}",
            name.span,
            labels=(Label(declared.span, f"`{text}` is declared here"),),
            help="choose another name for the variable",
        )
    elif scope.variable(text) is not None:
        el.problems.add(
            "RSP213",
            f"there is already a variable `{text}` here",
            name.span,
            help="choose another name for one of the two",
        )
