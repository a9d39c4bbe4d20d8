"""What policies say of an act as a whole: a conflict about it, no clause about it, a duty that nothing can fulfil."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.encode.steps import HOURS
from rspverify.encode.symbols import NOW_TERM
from rspverify.encode.system import Encoding
from rspverify.encode.variables import Environment
from rspverify.logic import build
from rspverify.logic.substitute import Closure, replace_symbols
from rspverify.logic.terms import Symbol, Term
from rspverify.policy.norms import Clause, Duty, Exemption, Permission, Policy, RecurringDuty

Arguments = tuple[Term, ...]


def conflict(encoding: Encoding, policy: Policy, action: str, arguments: Arguments) -> Term:
    """That a prohibition and a permission (other than a sole one, which gives way) of the act stand both."""
    norms = encoding.norms
    forbids = build.disj(term for _, term in norms.reasons(policy, action, arguments, permitting=False))
    permits = build.disj(
        term
        for name, term in norms.reasons(policy, action, arguments, permitting=True)
        if isinstance(policy.clauses[name].norm, Permission)
    )
    return build.both(forbids, permits)


def addressed(encoding: Encoding, policy: Policy, action: str, arguments: Arguments) -> Term:
    """That some clause other than an exemption applies to the act, defeated or not."""
    norms, found = encoding.norms, []
    for clause in policy.clauses.values():
        for act in clause.judged if not isinstance(clause.norm, Exemption) else ():
            if act.action == action:
                fit = norms.fits(clause, act, arguments, {})
                applies = norms.applies(policy, clause, fit.env, act, fit.arguments)
                found.append(build.exists(fit.bound, build.both(fit.condition, applies)))
    return build.disj(found)


def due_now(encoding: Encoding, policy: Policy, clause: Clause, env: Environment) -> Term:
    """That a duty for these values of its variables is owed, and falls due at the present moment."""
    norms = encoding.norms
    match clause.norm:
        case Duty():
            deadline = norms.duties.deadline(policy, clause, env)
            if deadline is None:
                return build.FALSE
            owed, due = norms.duties.open(policy, clause, env), build.equal(deadline, NOW_TERM)
        case RecurringDuty() as norm:
            dues = norms.duties.recurring_dues(policy, clause, norm, env)
            owed = norms.duties.in_force(policy, clause, env)
            some = build.disj(build.both(there, build.equal(due, NOW_TERM)) for there, due in dues)
            none_later = build.conj(build.implies(there, build.at_most(due, NOW_TERM)) for there, due in dues)
            due = build.both(some, none_later)
        case _:
            return build.FALSE
    return build.conj([norms.bound(policy, clause.agent, env), owed, due])


def unfulfillable(
    encoding: Encoding, clause: Clause, env: Environment, permitted: Sequence[Policy], constraint: Term
) -> Term:
    """That no act which fulfils the duty is possible and permitted by all these policies.

    An act counts as possible where it is so with everything that may vary staying as it is: where `exact` does not say
    otherwise, more states than the language means may be meant, never fewer.
    """
    found = []
    for act in clause.norm.acts:
        given = encoding.formulas.arguments(act.arguments, env)
        bound, limits, arguments = encoding.norms.filled(act, given, env)
        forbidden = build.disj(encoding.norms.forbidden(policy, act.action, arguments) for policy in permitted)
        can = build.conj([limits, feasible(encoding, act.action, arguments, constraint), build.negate(forbidden)])
        found.append(build.exists(bound, can))
    return build.negate(build.disj(found))


def feasible(encoding: Encoding, action: str, arguments: Arguments, constraint: Term) -> Term:
    """That the act is possible, and leads to a state that `constraint` allows if what is left open stays as it is."""
    step = encoding.step(action)
    values = {p: Closure((), t) for p, t in zip(step.parameters, arguments, strict=True)}
    reached = build.both(encoding.possible(step), step.post(constraint))
    present = {fresh: _present(fresh, symbol) for fresh, symbol in _open_values(encoding, action)}
    return replace_symbols(replace_symbols(reached, present), values)


def exact(encoding: Encoding, actions: Iterator[str], constraint: Term) -> bool:
    """Whether `feasible` says just when such an act is possible: no constraint after it speaks of a value left open."""
    for action in actions:
        step = encoding.step(action)
        fresh = {symbol for symbol, _ in _open_values(encoding, action)} | {HOURS}
        if not fresh.isdisjoint(build.both(encoding.possible(step), step.post(constraint)).symbols):
            return False
    return True


def _open_values(encoding: Encoding, action: str) -> Iterator[tuple[Symbol, Symbol]]:
    """The symbols for values that the act leaves open, each with the fact whose value it is."""
    for fact, fresh in encoding.open_values(action):
        yield fresh, fact


def _present(fresh: Symbol, fact: Symbol) -> Closure:
    variables = tuple(build.var(f"@{i}", sort) for i, sort in enumerate(fresh.arguments))
    return Closure(variables, build.apply(fact, variables))
