"""Duties as monitors: open since when, in force since when, breached by which wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rspverify.encode.formulas import Formulas, happening_pattern
from rspverify.encode.monitors import canonical_parts
from rspverify.encode.steps import Step
from rspverify.encode.symbols import NOW_TERM, in_range
from rspverify.encode.variables import Environment, bind
from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.terms import BOOL, INT, Term
from rspverify.policy import expressions as ir
from rspverify.policy.norms import Clause, Duty, Policy, RecurringDuty

if TYPE_CHECKING:
    from rspverify.encode.norms import Norms


class Pending:
    """What a duty (or a claim `after OCC, ACT within D`) waits for, compiled over variables of its own.

    `variables` stand for the instance; a monitor pair `open`, `since` is found by the rest, so that equal ones are one.
    """

    def __init__(
        self,
        formulas: Formulas,
        triggers: Sequence[ir.Occurrence],
        acts: Sequence[ir.Happening],
        condition: Term,
        closing: Term,
        env: Environment,
        title: str,
    ) -> None:
        """`condition`: what must hold to open it, `closing`: what closes it without fulfilment; both over the terms in
        `env`, which are distinct variables. Without `triggers` it opens where `condition` becomes true."""
        self._formulas = formulas
        patterns = [formulas.pattern(trigger, env) for trigger in triggers]
        wanted = [(act.action, formulas.arguments(act.arguments, env)) for act in acts]
        parts: list[Term | None] = [term for _, terms in patterns for term in terms]
        for _, terms in wanted:
            parts.extend(terms)
        parts += [condition, closing]
        self.order, canonical = canonical_parts(parts)
        kept = [term for term in canonical_parts(self.order)[1] if term is not None]
        formals = tuple(kept)
        rest = iter(canonical)
        self.triggers = [(pattern, _present(next(rest) for _ in terms)) for pattern, terms in patterns]
        self.acts = [(action, tuple(next(rest) for _ in terms)) for action, terms in wanted]
        self.condition, self.closing = _present(rest)
        self._triggered = bool(triggers)
        key = (
            "pending",
            tuple((pattern.key, terms) for pattern, terms in self.triggers),
            tuple(self.acts),
            self.condition,
            self.closing,
        )
        self.open = formulas.monitors.get(
            key,
            title,
            formals,
            BOOL,
            lambda: build.FALSE if self._triggered else self.condition,
            lambda own, step: build.either(self._kept(own, step), self._opens(step)),
        )
        formulas.monitors.pendings.append(self)
        own_open = self.open.at(formals)
        self.since = formulas.monitors.get(
            ("since when", key),
            f"{title} since",
            formals,
            INT,
            lambda: build.integer(0),
            lambda own, step: build.ite(self._kept(own_open, step), own, step.now_after),
        )

    def terms(self) -> list[Term]:
        """All terms that it is made of."""
        found = [term for _, terms in self.triggers for term in terms]
        found += [term for _, terms in self.acts for term in terms if term is not None]
        return [*found, self.condition]

    def _kept(self, own: Term, step: Step) -> Term:
        fulfilled = build.disj(step.matches(action, terms) for action, terms in self.acts)
        return build.conj([own, build.negate(fulfilled), build.negate(step.post(self.closing))])

    def _opens(self, step: Step) -> Term:
        holds = step.post(self.condition)
        if not self._triggered:
            return build.both(holds, build.negate(self.condition))
        happens = build.disj(
            pattern.match(step, tuple(step.post(term) for term in terms)) for pattern, terms in self.triggers
        )
        return build.both(happens, holds)

    def overdue(self, step: Step, deadline: Term, env_terms: Sequence[Term]) -> Term:
        """That the wait `step` begins at or before the deadline and ends after it, while this is open, for the
        instance whose `order` terms are `env_terms`."""
        due = build.add(self.since.at(tuple(env_terms)), deadline)
        return build.conj([self.open.at(tuple(env_terms)), passes(step, due)])


def passes(step: Step, due: Term) -> Term:
    """That a wait begins at or before a moment and ends after it."""
    if not step.lasts:
        return build.FALSE
    return build.both(build.at_most(NOW_TERM, due), build.less(due, step.now_after))


def _present(terms: Iterable[Term | None]) -> tuple[Term, ...]:
    return tuple(term for term in terms if term is not None)


class Duties:
    """The duties of the policies of one check."""

    def __init__(self, formulas: Formulas, norms: Norms) -> None:
        self._formulas = formulas
        self._norms = norms
        self._pending: dict[tuple[str, str], tuple[Pending, dict[ir.Variable, Term]]] = {}

    def known(self) -> dict[tuple[str, str], Pending]:
        """The monitors of the duties that were asked for so far, by policy and clause."""
        return {name: pending for name, (pending, _) in self._pending.items()}

    def forget(self) -> None:
        """The duties whose monitors are no longer there."""
        there = {id(pending) for pending in self._formulas.monitors.pendings}
        self._pending = {name: found for name, found in self._pending.items() if id(found[0]) in there}

    def pending(self, policy: Policy, clause: Clause) -> tuple[Pending, dict[ir.Variable, Term]]:
        """The monitors of a duty, and the variables over which they were compiled."""
        key = (policy.name, clause.name)
        if key not in self._pending:
            norm = clause.norm
            assert isinstance(norm, Duty)
            local = self.local(clause)
            defeated = self._norms.duty_defeated(policy, clause, local)
            applies = build.both(self._norms.stands(policy, clause, local), self._norms.conditions(clause, local))
            closing = [defeated, build.negate(self._norms.in_force(policy))]
            if norm.lasting:
                closing.append(build.negate(applies))
            condition = build.both(applies, build.negate(defeated))
            title = f"duty {clause.name}"
            self._pending[key] = (
                Pending(self._formulas, norm.triggers, norm.acts, condition, build.disj(closing), local, title),
                local,
            )
        return self._pending[key]

    def local(self, clause: Clause) -> dict[ir.Variable, Term]:
        """Variable terms for the clause's variables."""
        return dict(zip(clause.variables, bind(clause.variables, {})[0], strict=True))

    def open(self, policy: Policy, clause: Clause, env: Environment) -> Term:
        """That the duty is open for these values of its variables."""
        pending, local = self.pending(policy, clause)
        return _for(pending.open.at(pending.order), local, env)

    def deadline(self, policy: Policy, clause: Clause, env: Environment) -> Term | None:
        """When the duty falls due, if it is open and has a deadline."""
        assert isinstance(clause.norm, Duty)
        if clause.norm.deadline is None:
            return None
        pending, local = self.pending(policy, clause)
        since = _for(pending.since.at(pending.order), local, env)
        return build.add(since, self._formulas.compile(clause.norm.deadline, env))

    def in_force(self, policy: Policy, clause: Clause, env: Environment) -> Term:
        """That a recurring duty is in force: it applies undefeated."""
        applies = build.both(self._norms.stands(policy, clause, env), self._norms.conditions(clause, env))
        return build.both(applies, build.negate(self._norms.duty_defeated(policy, clause, env)))

    def _in_force_since(self, policy: Policy, clause: Clause, env: Environment) -> Term:
        local = self.local(clause)
        condition = self.in_force(policy, clause, local)
        order, (canonical,) = canonical_parts([condition])
        assert canonical is not None
        formals = _present(canonical_parts(order)[1])
        monitor = self._formulas.monitors.get(
            ("in force since", canonical),
            f"{clause.name} in force since",
            formals,
            INT,
            lambda: build.integer(0),
            lambda own, step: build.ite(canonical, own, step.now_after),
        )
        return _for(monitor.at(order), local, env)

    def breach(self, step: Step, policy: Policy, clause: Clause, env: Environment) -> Term:
        """That the step is a wait which passes the duty's deadline."""
        if not step.lasts:
            return build.FALSE
        if isinstance(clause.norm, RecurringDuty):
            return self._recurring_breach(step, policy, clause, clause.norm, env)
        due = self.deadline(policy, clause, env)
        if due is None:
            return build.FALSE
        return build.both(self.open(policy, clause, env), passes(step, due))

    def _recurring_breach(
        self, step: Step, policy: Policy, clause: Clause, norm: RecurringDuty, env: Environment
    ) -> Term:
        """Due is the period after the later of the latest act and the moment since which it is in force."""
        dues = self.recurring_dues(policy, clause, norm, env)
        begins = build.disj(build.both(there, build.at_most(NOW_TERM, due)) for there, due in dues)
        ends = build.conj(build.implies(there, build.less(due, step.now_after)) for there, due in dues)
        return build.conj([self.in_force(policy, clause, env), begins, ends])

    def recurring_dues(
        self, policy: Policy, clause: Clause, norm: RecurringDuty, env: Environment
    ) -> list[tuple[Term, Term]]:
        """The moments the latest of which is when a recurring duty falls due, each with whether it counts."""
        period = self._formulas.compile(norm.period, env)
        starts = [(build.TRUE, self._in_force_since(policy, clause, env))]
        for act in norm.acts:
            terms = self._formulas.arguments(act.arguments, env)
            pattern = happening_pattern(act.action, terms)
            given = _present(terms)
            monitors = self._formulas.monitors
            starts.append((monitors.happened(pattern, given), monitors.latest(pattern, given)))
        return [(there, build.add(moment, period)) for there, moment in starts]

    def breaches(self, step: Step, policy: Policy, except_for: frozenset[str]) -> Iterator[tuple[str, Term]]:
        """Each duty of the policy other than these, with the formula that the step breaches it."""
        for clause in policy.clauses.values():
            if isinstance(clause.norm, Duty | RecurringDuty) and clause.name not in except_for:
                bound, env = bind(clause.variables, {})
                limits = [in_range(v.sort, env[v]) for v in clause.variables]
                yield clause.name, build.exists(bound, build.conj([*limits, self.breach(step, policy, clause, env)]))

    def required(self, policy: Policy, action: str, given: tuple[Term | None, ...], env: Environment) -> Term:
        """That a duty is open (a recurring one: in force) that such an act would fulfil."""
        found = []
        for clause in policy.clauses.values():
            if not isinstance(clause.norm, Duty | RecurringDuty):
                continue
            for act in clause.norm.acts:
                if act.action == action:
                    fit = self._norms.fits(clause, act, given, env)
                    if isinstance(clause.norm, Duty):
                        open_now = self.open(policy, clause, fit.env)
                    else:
                        open_now = self.in_force(policy, clause, fit.env)
                    found.append(build.exists(fit.bound, build.both(fit.condition, open_now)))
        return build.disj(found)


def _for(term: Term, local: Environment, env: Environment) -> Term:
    """A term over the local variables, for the values in `env`."""
    return replace_variables(term, {local[v]: env[v] for v in local})
