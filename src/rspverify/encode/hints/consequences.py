"""What acts leave behind: effects and the acts that are their only source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rspverify.encode.hints.history import acts
from rspverify.encode.hints.shapes import closed, conjuncts
from rspverify.encode.monitors import Monitor
from rspverify.encode.symbols import NOW
from rspverify.encode.system import Encoding
from rspverify.encode.variables import free_variables
from rspverify.logic import build
from rspverify.logic.substitute import Closure, replace_symbols
from rspverify.logic.terms import Term
from rspverify.policy import expressions as ir
from rspverify.policy.vocabulary import Effect


def effects(encoding: Encoding) -> Iterator[Term]:
    """A fact that only acts make true is true if and only if one of them happened; facts that nothing undoes stay."""
    happened: dict[str, list[tuple[tuple[bool, ...], Monitor]]] = {}
    for action, mask, monitor in acts(encoding):
        happened.setdefault(action, []).append((mask, monitor))
    written: dict[tuple[str, bool], list[Term | None]] = {}
    for step in encoding.steps.values():
        if step.action is None:
            continue
        for effect in step.action.effects:
            if not isinstance(effect.value, ir.Truth):
                yield from _assigned(encoding, effect, step.action.parameters, happened.get(step.action.name, []))
                continue
            for mask, monitor in happened.get(step.action.name, []):
                link = _link(encoding, effect, step.action.parameters, mask, monitor)
                if link is not None:
                    yield link
            written.setdefault((effect.fact, effect.value.value), []).append(
                _source(encoding, effect, step.action.parameters, happened.get(step.action.name, []))
            )
    for (fact, value), sources in written.items():
        if all(source is not None for source in sources):
            symbol = encoding.symbols.facts[fact]
            formals = tuple(build.var(f"@{i}", sort) for i, sort in enumerate(symbol.arguments))
            some = build.disj(source for source in sources if source is not None)
            held = build.apply(symbol, formals)
            yield closed(formals, build.implies(held if value else build.negate(held), some))


def _link(
    encoding: Encoding,
    effect: Effect,
    parameters: tuple[ir.Variable, ...],
    mask: tuple[bool, ...],
    monitor: Monitor,
) -> Term | None:
    """`once act(..)` implies the effect, where the act's given arguments determine the place."""
    places = iter(monitor.formals)
    env = {p: next(places) for p, here in zip(parameters, mask, strict=True) if here}
    if not _determined(effect, env):
        return None
    arguments = [encoding.formulas.compile(a, env) for a in effect.arguments]
    assert isinstance(effect.value, ir.Truth)
    fact = build.apply(encoding.symbols.facts[effect.fact], arguments)
    return closed(
        monitor.formals, build.implies(monitor.at(monitor.formals), fact if effect.value.value else build.negate(fact))
    )


def given(encoding: Encoding, action: str, arguments: Sequence[Term | None]) -> Iterator[Term]:
    """The facts that an act with these arguments makes true, as far as the arguments say of whom."""
    for step in encoding.steps.values():
        if step.action is None or step.action.name != action:
            continue
        env = {p: t for p, t in zip(step.action.parameters, arguments, strict=True) if t is not None}
        for effect in step.action.effects:
            if effect.value == ir.Truth(True) and not effect.spread and _determined(effect, env):
                places = [encoding.formulas.compile(a, env) for a in effect.arguments]
                yield build.apply(encoding.symbols.facts[effect.fact], places)


def _determined(effect: Effect, env: Mapping[ir.Variable, Term]) -> bool:
    """Whether the values tell which place the effect writes to."""
    return all(
        isinstance(a, ir.Individual | ir.EnumValue | ir.Num) or (isinstance(a, ir.Var) and a.variable in env)
        for a in effect.arguments
    )


def _source(
    encoding: Encoding,
    effect: Effect,
    parameters: tuple[ir.Variable, ...],
    monitors: list[tuple[tuple[bool, ...], Monitor]],
) -> Term | None:
    """That an act happened which makes the fact true at its place `@0, @1, …`; None if no monitor says so."""
    symbol = encoding.symbols.facts[effect.fact]
    formals = tuple(build.var(f"@{i}", sort) for i, sort in enumerate(symbol.arguments))
    determined: dict[ir.Variable, Term] = {}
    for argument, formal in zip(effect.arguments, formals, strict=True):
        if isinstance(argument, ir.Var):
            determined[argument.variable] = formal
    for mask, monitor in sorted(monitors, key=lambda pair: -sum(pair[0])):
        given = [p for p, here in zip(parameters, mask, strict=True) if here]
        missing = [
            build.var(f"{p.name}:s", t.sort) for p, t in zip(given, monitor.formals, strict=True) if p not in determined
        ]
        filler = iter(missing)
        terms = [determined[p] if p in determined else next(filler) for p in given]
        return build.exists(missing, monitor.at(terms))
    return None


def initials(encoding: Encoding) -> Iterator[Term]:
    """What holds at first may stay."""
    for formula in encoding.world.initially:
        term = encoding.formulas.compile(formula, {})
        yield from conjuncts(term)


def _assigned(
    encoding: Encoding,
    effect: Effect,
    parameters: tuple[ir.Variable, ...],
    monitors: list[tuple[tuple[bool, ...], Monitor]],
) -> Iterator[Term]:
    """After the latest such act the fact has the value that it gave, if that depends on the moment only."""
    for mask, monitor in monitors:
        given = iter(monitor.formals)
        env = {p: next(given) for p, here in zip(parameters, mask, strict=True) if here}
        latest = encoding.monitors.known(("latest", ("act", effect_action(encoding, effect), mask)))
        arguments = [a.variable for a in effect.arguments if isinstance(a, ir.Var)]
        if effect.value is None or latest is None or len(arguments) != len(effect.arguments):
            continue
        if effect.spread or not {*arguments, *free_variables([effect.value])} <= set(env):
            continue
        value = encoding.formulas.compile(effect.value, env)
        if all(symbol.rigid or symbol == NOW for symbol in value.symbols):
            moment = Closure((), latest.at(monitor.formals))
            then = replace_symbols(value, {NOW: moment})
            place = build.apply(encoding.symbols.facts[effect.fact], [env[v] for v in arguments])
            yield closed(monitor.formals, build.implies(monitor.at(monitor.formals), build.equal(place, then)))


def effect_action(encoding: Encoding, effect: Effect) -> str:
    """The name of the act that an effect belongs to."""
    return next(
        step.action.name
        for step in encoding.steps.values()
        if step.action is not None and effect in step.action.effects
    )
