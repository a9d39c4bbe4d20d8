"""The value of an expression in a state of a run (language.md 2, "Formulas", "The past").

Everything is read in state `i` of the run under `env`, but for what the operators of the past say.
"""

from __future__ import annotations

from rspverify.policy.expressions import (
    AlwaysSoFar,
    And,
    Arithmetic,
    DefineOf,
    DurationRef,
    Elapsed,
    EnumValue,
    Equal,
    Expr,
    FactOf,
    Hours,
    IfElse,
    Iff,
    Implies,
    Individual,
    Less,
    NormOfAct,
    NormOfClause,
    Not,
    Now,
    Num,
    Occurs,
    Once,
    Or,
    Previously,
    Quantified,
    Since,
    TermOf,
    Truth,
    Var,
    Variable,
)
from rspverify.policy.sorts import EnumSort
from rspverify.semantics import norms, occurrences
from rspverify.semantics.run import Environment, LengthUnknown, OutsideRange, Run, environments, key_of
from rspverify.trace.values import Value


def holds(run: Run, formula: Expr, i: int, env: Environment) -> bool:
    """Whether a formula is true in state i."""
    return value(run, formula, i, env) is True


def number(run: Run, expr: Expr, i: int, env: Environment) -> int:
    """The value of a number, a moment or a duration."""
    found = value(run, expr, i, env)
    assert isinstance(found, int)
    return found


def value(run: Run, expr: Expr, i: int, env: Environment) -> Value:
    """The value of an expression in state i. Raises `SemanticsError` where it has none."""
    match expr:
        case Var(variable):
            return env[variable.name]
        case Individual(name=name) | EnumValue(name=name):
            return name
        case Num(amount) | Truth(amount) | Hours(amount):
            return amount
        case DurationRef(name):
            return length(run, name)
        case Now():
            return run.time(i)
        case Arithmetic(operator, left, right):
            return _calculated(operator, number(run, left, i, env), number(run, right, i, env))
        case FactOf(fact, arguments):
            return _fact(run, fact, tuple(value(run, argument, i, env) for argument in arguments), i)
        case IfElse(condition, then, otherwise):
            return value(run, then if holds(run, condition, i, env) else otherwise, i, env)
        case Not(operand):
            return not holds(run, operand, i, env)
        case And(operands):
            return all(holds(run, operand, i, env) for operand in operands)
        case Or(operands):
            return any(holds(run, operand, i, env) for operand in operands)
        case Implies(left, right):
            return not holds(run, left, i, env) or holds(run, right, i, env)
        case Iff(left, right):
            return holds(run, left, i, env) == holds(run, right, i, env)
        case Equal(left, right):
            return value(run, left, i, env) == value(run, right, i, env)
        case Less(left, right, or_equal):
            low, high = _rank(run, left, i, env), _rank(run, right, i, env)
            return low <= high if or_equal else low < high
        case _:
            key = (id(expr), key_of(env))
            _, found = run.remembered(i, key, lambda: (expr, _looked_up(run, expr, i, env)))
            return found


def _looked_up(run: Run, expr: Expr, i: int, env: Environment) -> Value:
    """`value` of what is worth remembering."""
    match expr:
        case DefineOf(_, parameters, arguments, body):
            return value(run, body, i, bindings(run, parameters, arguments, i, env))
        case TermOf(name, parameters, arguments, bodies):
            body = dict(bodies)[run.trace.readings[name]]
            return value(run, body, i, bindings(run, parameters, arguments, i, env))
        case Quantified():
            return _quantified(run, expr, i, env)
        case Occurs(occurrence):
            return i > 0 and occurrences.matches(run, occurrence, i - 1, i, env)
        case Once(operand):
            return any(holds(run, operand, j, env) for j in range(i + 1))
        case Previously(operand):
            return i > 0 and holds(run, operand, i - 1, env)
        case AlwaysSoFar(operand):
            return all(holds(run, operand, j, env) for j in range(i + 1))
        case Since(hold, start):
            return any(
                holds(run, start, j, env) and all(holds(run, hold, k, env) for k in range(j + 1, i + 1))
                for j in range(i + 1)
            )
        case Elapsed(bound, duration, occurrence):
            span = number(run, duration, i, env)
            ago = [run.time(i) - moment for moment in occurrences.times(run, occurrence, i, env)]
            return any(_so_long(bound, hours, span) for hours in ago)
        case NormOfAct() as atom:
            return norms.act_atom(run, atom, i, env)
        case NormOfClause() as atom:
            return norms.clause_atom(run, atom, i, env)
        case _:
            raise AssertionError(f"no expression of the language: {type(expr).__name__}")


def length(run: Run, duration: str) -> int:
    """The hours of a declared duration in this run. Raises `LengthUnknown`."""
    declared = run.world.durations[duration]
    if declared.hours is not None:
        return declared.hours
    if declared.readings:
        return dict(declared.readings)[run.trace.readings[duration]]
    if duration not in run.trace.durations:
        raise LengthUnknown(f"the length of `{duration}` is needed and not given")
    return run.trace.durations[duration]


def _fact(run: Run, fact: str, arguments: tuple[Value, ...], i: int) -> Value:
    try:
        return run.trace.states[i].facts[fact, arguments]
    except KeyError:
        shown = ", ".join(str(argument) for argument in arguments)
        raise OutsideRange(f"there is no place `{fact}({shown})`") from None


def _calculated(operator: str, left: int, right: int) -> int:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case _:
            return left * right


def _rank(run: Run, expr: Expr, i: int, env: Environment) -> int:
    """What `<` compares: the number, or the place of the value in its ordered enum."""
    found = value(run, expr, i, env)
    if isinstance(found, int):
        return found
    sort = expr.variable.sort if isinstance(expr, Var) else getattr(expr, "sort", None)
    assert isinstance(sort, EnumSort)
    return sort.values.index(found)


def bindings(
    run: Run, parameters: tuple[Variable, ...], arguments: tuple[Expr, ...], i: int, env: Environment
) -> Environment:
    """A body sees its parameters alone, with the values that the arguments have where the expression stands."""
    return {p.name: value(run, argument, i, env) for p, argument in zip(parameters, arguments, strict=True)}


def _quantified(run: Run, expr: Quantified, i: int, env: Environment) -> bool:
    """Quantifiers speak of the members with `where`; the counting ones count combinations of values."""
    spoken_of = (
        inner
        for inner in ({**env, **binding} for binding in environments(run.universe, expr.variables))
        if expr.where is None or holds(run, expr.where, i, inner)
    )
    truths = (holds(run, expr.body, i, inner) for inner in spoken_of)
    match expr.quantifier:
        case "some":
            return any(truths)
        case "every":
            return all(truths)
        case "at least":
            return sum(truths) >= expr.count
        case "at most":
            return sum(truths) <= expr.count
        case "exactly":
            return sum(truths) == expr.count


def _so_long(bound: str, ago: int, span: int) -> bool:
    match bound:
        case "within":
            return ago <= span
        case "less than":
            return ago < span
        case "at least":
            return ago >= span
        case _:
            return ago > span
