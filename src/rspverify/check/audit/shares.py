"""How much the exceptions of a prohibition open, as an exact count.

What: the conditions of a prohibition (or an order) and of its exceptions: `when`, `unless`, those of the clauses that
override it and of what overrides these, taken apart at `and`, `or` and `not`; words stay whole. Counted are the
combinations of their truth values that can be: in some state that the axioms allow, reachable or not, under some
reading of the open words, for an act, possible or not, of an agent who is bound, while the policy is in force. Of
these: in how many the `when` of the prohibition holds, and in how many of those an exception takes it away.
Why: a number by which two drafts can be compared. It counts cases, and does not weigh them: how often a case comes up,
or how bad it is, no count tells.
Formula: the truth assignments to the conditions that are satisfiable together with the axioms.
Example: `l must not train(l, m) when risky(m) and leads(l) unless published(l, m)` covers 2 of 8 cases and opens 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rspverify.check.audit.asking import Audited
from rspverify.check.audit.finding import Share
from rspverify.check.audit.lens import Lens, both, conjunction, lens, negated
from rspverify.check.audit.plain import parts_of
from rspverify.check.audit.saying import text
from rspverify.check.claims.question import ask
from rspverify.check.diff.atoms import leaves
from rspverify.check.sanity import NO_CONDITIONS
from rspverify.encode.system import encode
from rspverify.logic import build
from rspverify.logic.smtlib import Declarations
from rspverify.logic.terms import Term
from rspverify.policy.claims import NeverState, Property
from rspverify.policy.conditions import binds
from rspverify.policy.expressions import And, Expr, IfElse, Iff, Implies, Individual, Not, Or, Truth, Var
from rspverify.policy.norms import (
    Clause,
    Duty,
    Exemption,
    Order,
    Permission,
    Policy,
    Prohibition,
    RecurringDuty,
    SolePermission,
)
from rspverify.policy.replacing import replaced
from rspverify.solver.port import Budget, Limits, Sat, Solver, Unknown, Unsat
from rspverify.solver.z3_adapter import z3_solver

MOST = 12
"""So many conditions are counted at most: each one more doubles the combinations."""


class _NotCounted(Exception):
    """There is no count; the message says why."""


@dataclass(frozen=True)
class _Counts:
    cases: int = 0
    covered: int = 0
    opened: int = 0

    def plus(self, covered: bool, opened: bool) -> _Counts:
        return _Counts(self.cases + 1, self.covered + covered, self.opened + (covered and opened))


def shares(audited: Audited) -> Iterator[Share]:
    """Each prohibition and order of the policy; of one about several acts, each act."""
    for clause in audited.policy.clauses.values():
        if isinstance(clause.norm, Prohibition | Order):
            for part in parts_of(audited.plain, clause):
                yield _share(audited, clause, part)


def _share(audited: Audited, clause: Clause, part: Clause) -> Share:
    view = lens(audited.project.world, audited.plain, part)
    name = clause.name if part.name == clause.name else f"{clause.name} ({view.action})"
    atoms: list[Expr] = []
    counts, reason = _Counts(), ""
    try:
        when = both(view.fits, _part(view, part.when))
        opened = _either(_part(view, part.unless), _defeat(audited, view))
        atoms = list(dict.fromkeys((*leaves(when), *leaves(opened))))
        if len(atoms) > MOST:
            raise _NotCounted(f"there are {len(atoms)} conditions, and at most {MOST} are counted")
        counts = _counted(audited, view, when, opened, atoms)
    except _NotCounted as reached:
        reason = str(reached)
    return Share(
        audited.policy.name,
        name,
        tuple(text(atom) for atom in atoms),
        counts.cases,
        counts.covered,
        counts.opened,
        clause.span,
        reason,
    )


# ---------------------------------------------------------------- the formulas


def _defeat(audited: Audited, view: Lens) -> Expr:
    """That some clause which overrides this one applies to the act, and is not defeated itself."""
    found: Expr = Truth(False)
    for other in audited.plain.clauses.values():
        if view.clause.name in other.overrides:
            found = _either(found, _overrides(audited, view, other))
    return found


def _overrides(audited: Audited, view: Lens, other: Clause) -> Expr:
    match other.norm:
        case Duty() | RecurringDuty() | Exemption():
            raise _NotCounted(f"the duty `{other.name}` overrides it while it is owed, which is no condition")
        case Prohibition() | Permission() | SolePermission() | Order():
            if other.judged[0].action != view.action:
                return Truth(False)
            over = lens(audited.project.world, audited.plain, other)
    stands = over.fits
    match other.norm:
        case Order():
            stands = over.applies
        case Prohibition() | Permission():
            stands = both(stands, _part(over, other.when), negated(_part(over, other.unless)), _provided(over))
        case SolePermission():
            pass  # one of its halves is always active
    return both(stands, negated(_defeat(audited, over)))


def _provided(view: Lens) -> Expr:
    norm = view.clause.norm
    return _part(view, norm.provided) if isinstance(norm, Permission) and norm.provided is not None else Truth(True)


def _part(view: Lens, formula: Expr) -> Expr:
    """A condition of a clause, about the act; its own words stay as they are written."""
    return replaced(formula, lambda one: view.values.get(one.variable, one) if isinstance(one, Var) else one)


def _either(one: Expr, other: Expr) -> Expr:
    if Truth(True) in (one, other):
        return Truth(True)
    kept = tuple(part for part in (one, other) if part != Truth(False))
    return kept[0] if len(kept) == 1 else Or(kept) if kept else Truth(False)


# ---------------------------------------------------------------- the count


def _counted(audited: Audited, view: Lens, when: Expr, opened: Expr, atoms: list[Expr]) -> _Counts:
    encoding = encode(audited.project, NO_CONDITIONS)
    asked = ask(encoding, Property("", "", view.parameters, NeverState(Truth(True)), audited.policy.span))
    stated = asked.formula(conjunction((_bound(audited.policy, view), audited.policy.in_force)))
    terms = [asked.formula(atom) for atom in atoms]
    system = encoding.system(complying=False)
    limits = Limits(rlimit=audited.options.rlimit, timeout=audited.options.timeout)
    declared = Declarations(system.sorts, system.enums, (*system.symbols, *asked.constants.values()))
    solver = z3_solver(declared, Budget(limits))
    for term in (system.background, system.constraint, asked.limits(), stated):
        solver.add(term)
    counts = _Counts()
    for values in _consistent(solver, terms, ()):
        truths = dict(zip(atoms, values, strict=True))
        counts = counts.plus(_true(when, truths), _true(opened, truths))
    return counts


def _bound(policy: Policy, view: Lens) -> Expr:
    match view.clause.agent:
        case Var(variable):
            return binds(policy, variable.sort, view.values[variable])
        case Individual(sort=sort) as one:
            return binds(policy, sort, one)


def _consistent(solver: Solver, terms: list[Term], chosen: tuple[bool, ...]) -> Iterator[tuple[bool, ...]]:
    """The truth values of all terms that can be together; those that begin with `chosen`."""
    match solver.check():
        case Unsat():
            return
        case Unknown(reason):
            raise _NotCounted(f"whether some of the conditions can be together could not be told ({reason})")
        case Sat():
            pass
    if len(chosen) == len(terms):
        yield chosen
        return
    term = terms[len(chosen)]
    for value in (True, False):
        solver.push()
        solver.add(term if value else build.negate(term))
        yield from _consistent(solver, terms, (*chosen, value))
        solver.pop()


def _true(formula: Expr, truths: dict[Expr, bool]) -> bool:
    """The value of a formula under values of its leaves."""
    match formula:
        case Truth(value):
            return value
        case Not(operand):
            return not _true(operand, truths)
        case And(operands):
            return all(_true(operand, truths) for operand in operands)
        case Or(operands):
            return any(_true(operand, truths) for operand in operands)
        case Implies(left, right):
            return not _true(left, truths) or _true(right, truths)
        case Iff(left, right):
            return _true(left, truths) == _true(right, truths)
        case IfElse(condition, then, otherwise) if formula not in truths:
            return _true(then if _true(condition, truths) else otherwise, truths)
        case _:
            return truths[formula]
