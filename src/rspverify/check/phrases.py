"""Facts, acts and formulas of a run in the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable

from rspverify.check.words import is_one, length_text, moment_text, value_text
from rspverify.policy import wording
from rspverify.policy.expressions import (
    DefineOf,
    EnumValue,
    Equal,
    Expr,
    FactOf,
    Happening,
    Individual,
    NormOfAct,
    Occurs,
    TermOf,
    Var,
    Variable,
)
from rspverify.policy.sorts import BoolSort, EntitySort, EnumSort, IntSort, Sort, TimeSort
from rspverify.policy.vocabulary import Fact, World
from rspverify.semantics.evaluate import value
from rspverify.semantics.reasons import Reason
from rspverify.semantics.run import Environment, Run
from rspverify.trace.values import Act, Place, Step, Universe, Value, Wait


def step_phrase(world: World, step: Step) -> str:
    """`anthropic trains model_1`; `31 days pass`."""
    match step:
        case Act(action, arguments):
            declared = world.actions[action]
            shown = {p.shown: str(a) for p, a in zip(declared.parameters, arguments, strict=True)}
            return wording.fill(declared.wording, shown)
        case Wait(0):
            return "things change by nobody's doing, and no time passes"
        case Wait(hours):
            return f"{length_text(hours)} {'passes' if is_one(hours) else 'pass'}"


def fact_phrase(world: World, place: Place, found: Value) -> str:
    """A fact with its value; of a predicate that is false, that it is not so."""
    fact = world.facts[place[0]]
    shown = {p.shown: str(a) for p, a in zip(fact.parameters, place[1], strict=True)}
    text = wording.fill(fact.wording, shown, _value(fact, found))
    if isinstance(fact.sort, BoolSort):
        return text if found else denied(text)
    return text


def denied(text: str) -> str:
    return f"it is not so that {text}"


def _value(fact: Fact, found: Value) -> str:
    if isinstance(fact.sort, TimeSort):
        return moment_text(int(found))
    return str(found) if isinstance(fact.sort, EntitySort) else value_text(found)


def default_value(universe: Universe, sort: Sort) -> Value:
    """The value that a story need not mention: false, zero, the first."""
    match sort:
        case BoolSort():
            return False
        case EnumSort(values=values):
            return values[0]
        case IntSort(low=low) if low is not None and low > 0:
            return low
        case IntSort(high=high) if high is not None and high < 0:
            return high
        case _:
            named = getattr(sort, "name", None)
            return universe.members[named][0] if named is not None else 0


def formula_phrase(run: Run, reason: Reason) -> str:
    """An atomic formula with its truth, in words where it is a fact or a word, else as it is written."""
    formula, index, environment = reason.formula, reason.index, reason.environment
    match formula:
        case FactOf(fact, arguments):
            found = tuple(value(run, a, index, environment) for a in arguments)
            text = fact_phrase(run.world, (fact, found), reason.truth)
        case DefineOf(name, parameters, arguments) | TermOf(name, parameters, arguments):
            declared = run.world.terms[name] if isinstance(formula, TermOf) else run.world.defines[name]
            shown = {
                p.shown: str(value(run, a, index, environment)) for p, a in zip(parameters, arguments, strict=True)
            }
            text = wording.fill(declared.wording, shown)
            text = text if reason.truth else denied(text)
        case NormOfAct(status, act, policy):
            doing = _act_phrase(run, act, index, environment)
            by = f" by {policy}" if policy is not None else ""
            text = f"{'' if reason.truth else 'not '}{status}{by}: {doing}"
        case Occurs(Happening() as act):
            text = _act_phrase(run, act, index, environment)
            text = text if reason.truth else denied(text)
        case _:
            text = written(formula, environment)
            text = text if reason.truth else denied(text)
    return text if index == run.last else f"{text} ({_when(run, index)})"


def _act_phrase(run: Run, act: Happening, index: int, environment: Environment) -> str:
    """An act in its own wording; `any` where its arguments are left open."""
    declared = run.world.actions[act.action]
    shown = {
        p.shown: "any" if a is None else str(value(run, a, index, environment))
        for p, a in zip(declared.parameters, act.arguments, strict=True)
    }
    return wording.fill(declared.wording, shown)


def telling(found: Iterable[Reason]) -> list[Reason]:
    """Reasons without comparisons of names, which tell a reader nothing."""
    plain = (Var, Individual, EnumValue)
    return [
        reason
        for reason in found
        if not (
            isinstance(reason.formula, Equal)
            and isinstance(reason.formula.left, plain)
            and isinstance(reason.formula.right, plain)
        )
    ]


def _when(run: Run, index: int) -> str:
    return "at first" if index == 0 else f"after step {index}"


def written(formula: Expr, environment: Environment) -> str:
    """A formula as its author wrote it, with what its variables stand for."""
    text = " ".join(formula.span.text.split())
    named = {Variable(name, BoolSort()).shown: found for name, found in environment.items()}
    used = [f"{name} is {found}" for name, found in named.items() if _mentions(text, name) and name != str(found)]
    return f"`{text}`" + (f" where {' and '.join(used)}" if used else "")


def _mentions(text: str, name: str) -> bool:
    words = "".join(c if c.isalnum() or c == "_" else " " for c in text).split()
    return name in words
