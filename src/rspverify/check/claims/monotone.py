"""`more f(x, ..) [where φ] never unlocks ACT`, `… never adds duties`, `… never lifts duties`, and the same with `less`.

What: a state of a complying run, and the same with the present value of f raised at any number of the places, all else
and the past as it is, if axioms and assumptions allow it.
Why: whether losing a lead, a rival's recklessness, or more evidence can loosen what a policy asks.
Formula: unsatisfiable iff the claim holds: `reachable(s) and s' = s with more f and allowed(s') and forbidden(ACT, s)
and permitted(ACT, s')`; `adds duties`: an act turns from permitted to forbidden, or a duty applies undefeated that did
not; `lifts duties`: the reverse.
Example: `less lead(l) never unlocks train(l, m)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rspverify.check.claims.consistent import some_act
from rspverify.check.claims.question import Asked, Question
from rspverify.encode.raised import Raised
from rspverify.encode.symbols import in_range, logic_sort
from rspverify.encode.variables import bind, free_variables
from rspverify.logic import build
from rspverify.logic.substitute import Closure
from rspverify.logic.system import BadStep, Goal
from rspverify.logic.terms import Symbol, Term
from rspverify.policy.claims import Monotone
from rspverify.policy.expressions import Var
from rspverify.policy.norms import Duty, RecurringDuty


@dataclass(frozen=True)
class _Turn:
    """What must not turn from `before` in a state to `after` in the changed one; `limits`: about the constants."""

    before: Term
    after: Term
    limits: Term = build.TRUE


def monotone(asked: Asked, claim: Monotone) -> Question:
    encoding = asked.encoding
    constants: list[Symbol] = list(asked.constants.values())
    turns = list(_turns(asked, claim, constants))
    constraint = encoding.constraint()
    raised = Raised(encoding, claim.fact)
    ordered = raised.ordered(claim.direction == "more", _places(asked, claim, raised))
    presence = asked.agents(lambda step: build.disj(asked.bound(step, policy) for policy in asked.under))

    def turned(read: Callable[[Term], Term], changed: Callable[[Term], Term]) -> Term:
        """That something turns, with a way to read terms in the state and one to read them in the changed state."""
        some = build.disj(build.conj([read(t.before), changed(t.after), t.limits]) for t in turns)
        return build.conj([read(ordered), changed(constraint), some, asked.limits()])

    symbols = tuple(constants)
    if not raised.looked_at([term for turn in turns for term in (turn.before, turn.after)]):
        return Question(
            Goal(turned(lambda t: t, raised.now), (), symbols), False, (presence,), asked.constants, raised=raised
        )
    # A monitor looks at the present: it is told anew for the changed state, from the step that led there.
    steps = []
    for step in encoding.steps.values():
        kept = [part.term for part in encoding.keeps(step)]
        stated = (turned(step.post, lambda t, s=step: raised.after(s, t)), *kept)  # type: ignore[misc]
        steps.append(BadStep(step.name, build.conj(stated), stated))
    first = build.both(encoding.system().initial, turned(lambda t: t, raised.at_first))
    return Question(Goal(first, tuple(steps), symbols), False, (presence,), asked.constants, raised=raised)


def _places(asked: Asked, claim: Monotone, raised: Raised) -> Closure:
    """Where the fact may change: anywhere, or where the claim says, for some values of what the act does not fix."""
    variables = tuple(build.var(f"place {i}", sort) for i, sort in enumerate(raised.symbol.arguments))
    if claim.arguments is None:
        return Closure(variables, build.TRUE)
    fixed = free_variables([] if claim.act is None else [claim.act])
    env = {v: term for v, term in asked.env.items() if v in fixed}
    # What is plainly a name for an argument of the place is that argument; no member needs to be looked for.
    for argument, place in zip(claim.arguments, variables, strict=True):
        if isinstance(argument, Var) and argument.variable not in env:
            env[argument.variable] = place
    loose = [v for v in free_variables([*claim.arguments, claim.where]) if v not in env]
    bound, inside = bind(loose, env)
    compile_ = asked.encoding.formulas.compile
    equal = [build.equal(compile_(a, inside), v) for a, v in zip(claim.arguments, variables, strict=True)]
    limits = [in_range(v.sort, inside[v]) for v in loose]
    return Closure(variables, build.exists(bound, build.conj([*equal, *limits, compile_(claim.where, inside)])))


def _turns(asked: Asked, claim: Monotone, constants: list[Symbol]) -> Iterator[_Turn]:
    """All that must not turn; what it speaks of is added to `constants`."""
    if claim.act is not None:
        arguments, symbols, limits = asked.arguments(claim.act)
        constants += symbols
        turn = _turn(_forbidden(asked, claim.act.action, arguments), unlocks=claim.effect != "adds duties")
        yield _Turn(turn.before, turn.after, limits)
        if claim.effect == "unlocks":
            return
    else:
        for step, _ in asked.acts(()):
            arguments, own, limits = some_act(step)
            constants += own
            turn = _turn(_forbidden(asked, step.name, arguments), unlocks=claim.effect == "lifts duties")
            yield _Turn(turn.before, turn.after, limits)
    for policy in asked.under:
        for clause in policy.clauses.values():
            if not isinstance(clause.norm, Duty | RecurringDuty):
                continue
            mine = {
                v: Symbol(f"{v.name} of {policy.name}.{clause.name}", (), logic_sort(v.sort), rigid=True)
                for v in clause.variables
            }
            constants += mine.values()
            env = {v: build.apply(symbol) for v, symbol in mine.items()}
            stands = asked.encoding.norms.duties.in_force(policy, clause, env)
            limits = build.conj(in_range(v.sort, term) for v, term in env.items())
            absent = build.negate(stands)
            yield _Turn(stands, absent, limits) if claim.effect == "lifts duties" else _Turn(absent, stands, limits)


def _turn(forbidden: Term, unlocks: bool) -> _Turn:
    permitted = build.negate(forbidden)
    return _Turn(forbidden, permitted) if unlocks else _Turn(permitted, forbidden)


def _forbidden(asked: Asked, action: str, arguments: tuple[Term, ...]) -> Term:
    return build.disj(asked.encoding.norms.forbidden(policy, action, arguments) for policy in asked.under)
