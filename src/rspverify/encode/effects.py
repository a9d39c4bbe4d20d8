"""Effects as closures: what each fact is after a step, over the state before it."""

from __future__ import annotations

from dataclasses import dataclass, field

from rspverify.encode.formulas import Formulas
from rspverify.encode.symbols import Symbols, in_range, logic_sort
from rspverify.encode.variables import bind
from rspverify.logic import build
from rspverify.logic.substitute import Closure, replace_variables
from rspverify.logic.terms import Symbol, Term
from rspverify.policy import expressions as ir
from rspverify.policy.vocabulary import Action, Effect, Fact


@dataclass(frozen=True)
class Write:
    """One effect at the place `formals` of its fact: it writes there if `hit`; `value` None leaves the value open.
    `spread`: variables that `hit` and `value` may still speak of (for some values of them the effect writes)."""

    effect: Effect
    spread: tuple[Term, ...]
    hit: Term
    value: Term | None


@dataclass
class Changes:
    """What a step does to the facts. `fresh`: symbols for values left open, `of`: the fact of each; `linked`:
    conditions on them."""

    closures: dict[Symbol, Closure] = field(default_factory=dict)
    fresh: list[Symbol] = field(default_factory=list)
    of: list[Symbol] = field(default_factory=list)
    linked: list[Term] = field(default_factory=list)


def place(fact: Fact) -> tuple[Term, ...]:
    """The formal arguments at which a fact's closure is given."""
    return tuple(build.var(f"@{i}", logic_sort(p.sort)) for i, p in enumerate(fact.parameters))


def writes(action: Action, effect: Effect, arguments: tuple[Term, ...], formulas: Formulas, fact: Fact) -> Write:
    """An effect of an act with these arguments, seen from a place of its fact. Spread variables that are arguments of
    the effect are solved for."""
    formals = place(fact)
    environment = dict(zip(action.parameters, arguments, strict=True))
    solved: dict[ir.Variable, Term] = {}
    for argument, formal in zip(effect.arguments, formals, strict=True):
        if isinstance(argument, ir.Var) and argument.variable in effect.spread and argument.variable not in solved:
            solved[argument.variable] = formal
    rest, inside = bind([v for v in effect.spread if v not in solved], environment | solved)
    equations = [
        build.equal(formulas.compile(argument, inside), formal)
        for argument, formal in zip(effect.arguments, formals, strict=True)
    ]
    limits = [in_range(v.sort, inside[v]) for v in effect.spread]
    hit = build.conj([*equations, *limits, formulas.compile(effect.condition, inside)])
    value = None if effect.value is None else formulas.compile(effect.value, inside)
    return Write(effect, rest, hit, value)


def changes(step_name: str, action: Action | None, arguments: tuple[Term, ...], formulas: Formulas) -> Changes:
    """The facts after a step; facts without a closure stay."""
    symbols = formulas.symbols
    found = Changes()
    for name, fact in symbols.world.facts.items():
        if fact.kind == "varying":
            formals = place(fact)
            found.closures[symbols.facts[name]] = Closure(formals, _open_value(found, symbols, step_name, fact))
        elif action is not None:
            mine = [
                writes(action, effect, arguments, formulas, fact) for effect in action.effects if effect.fact == name
            ]
            if mine:
                found.closures[symbols.facts[name]] = _written(found, symbols, step_name, fact, mine)
    return found


def _open_value(found: Changes, symbols: Symbols, step_name: str, fact: Fact) -> Term:
    """A fresh symbol of the fact's shape, at its place. What varies by nobody's doing has one for all kinds of steps:
    what two kinds of steps do alike is one term."""
    model = symbols.facts[fact.name]
    if fact.kind == "varying":
        fresh = Symbol(f"{fact.name} afterwards", model.arguments, model.sort)
        found.fresh.append(fresh)
        found.of.append(model)
        return build.apply(fresh, place(fact))
    number = sum(1 for s in found.fresh if s.name.startswith(f"{fact.name} after {step_name}"))
    suffix = f" ({number + 1})" if number else ""
    fresh = Symbol(f"{fact.name} after {step_name}{suffix}", model.arguments, model.sort)
    found.fresh.append(fresh)
    found.of.append(model)
    return build.apply(fresh, place(fact))


def _written(found: Changes, symbols: Symbols, step_name: str, fact: Fact, mine: list[Write]) -> Closure:
    formals = place(fact)
    symbol = symbols.facts[fact.name]
    result = build.apply(symbol, formals)
    for write in mine:
        hit = build.exists(write.spread, write.hit)
        value = write.value
        if value is None:
            value = _open_value(found, symbols, step_name, fact)
        elif any(v in value.free for v in write.spread):
            # The value depends on which member spreads it: a fresh symbol that equals each such value. Two different
            # values at one place are an error of the policy, found before (see `conflicts`).
            value = _open_value(found, symbols, step_name, fact)
            linked = build.implies(write.hit, build.equal(value, write.value or value))
            bound = {f: build.var(f"{f.payload}!", f.sort) for f in formals}
            found.linked.append(build.forall([*bound.values(), *write.spread], replace_variables(linked, bound)))
        result = build.ite(hit, value, result)
    return Closure(formals, result)


def conflict(action: Action, arguments: tuple[Term, ...], formulas: Formulas) -> Term:
    """That two effects of an act write different values to one place; FALSE where that cannot be."""
    found = []
    for name, fact in formulas.symbols.world.facts.items():
        mine = [writes(action, e, arguments, formulas, fact) for e in action.effects if e.fact == name]
        for i, first in enumerate(mine):
            for second in mine[i:]:
                found.append(_differ(fact, first, second, same=first is second))
    return build.disj(found)


def _differ(fact: Fact, first: Write, second: Write, same: bool) -> Term:
    """`changes` beside a value at one place also conflicts: the value would be open and not open."""
    if same and not first.spread:
        return build.FALSE
    if first.value is None and second.value is None:
        return build.FALSE
    copies = {v: build.var(f"{v.payload}!!", v.sort) for v in second.spread}
    other_hit = replace_variables(second.hit, copies)
    other_value = None if second.value is None else replace_variables(second.value, copies)
    if first.value is None or other_value is None:
        different = build.TRUE
    else:
        different = build.negate(build.equal(first.value, other_value))
    everything = [*place(fact), *first.spread, *copies.values()]
    return build.exists(everything, build.conj([first.hit, other_hit, different]))
