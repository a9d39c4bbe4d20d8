"""Norm status as formulas over one state: what applies, what is defeated, what is forbidden, what is breached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rspverify.encode.duties import Duties
from rspverify.encode.formulas import Formulas, happening_pattern
from rspverify.encode.monitors import canonical_parts
from rspverify.encode.steps import Step
from rspverify.encode.symbols import NOW_TERM, in_range
from rspverify.encode.variables import Environment, bind
from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.system import Origin
from rspverify.logic.terms import BOOL, INT, Term
from rspverify.policy import expressions as ir
from rspverify.policy.claims import Tolerated
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
from rspverify.policy.sorts import Sort
from rspverify.policy.vocabulary import Action

Given = tuple[Term | None, ...]
"""Arguments of an act; None where any will do."""


@dataclass(frozen=True)
class Fit:
    """A clause's variables, bound so that one of its patterns fits an act: the existential `bound` variables, the
    `condition` that it fits, the `arguments` of the act with every position filled."""

    bound: tuple[Term, ...]
    condition: Term
    env: dict[ir.Variable, Term]
    arguments: tuple[Term, ...]


class Norms:
    """The norms of the policies of one check. `named`: the policies that the check names."""

    def __init__(
        self, formulas: Formulas, policies: dict[str, Policy], named: tuple[str, ...], actions: dict[str, Action]
    ) -> None:
        self._formulas = formulas
        self.policies = policies
        self._named = named
        self._actions = actions
        self.duties = Duties(formulas, self)

    # ---------------------------------------------------------------- clauses

    def clauses(self) -> Iterator[tuple[Policy, Clause]]:
        """The clauses of the policies that the check names."""
        for name in self._named:
            policy = self.policies[name]
            for clause in policy.clauses.values():
                yield policy, clause

    def bound(self, policy: Policy, agent: ir.Var | ir.Individual, env: Environment) -> Term:
        """That the policy binds this agent."""
        sort = agent.variable.sort if isinstance(agent, ir.Var) else agent.sort
        return self._bound_term(policy, sort, self._formulas.compile(agent, env))

    def _bound_term(self, policy: Policy, sort: Sort, agent: Term) -> Term:
        for bound in policy.bounds:
            if bound.sort == sort:
                return self._formulas.compile(bound.condition, {bound.variable: agent})
        return build.FALSE

    def in_force(self, policy: Policy) -> Term:
        return self._formulas.compile(policy.in_force, {})

    def stands(self, policy: Policy, clause: Clause, env: Environment) -> Term:
        """That the agent is bound and the policy in force, whatever the clause's own conditions."""
        return build.both(self.bound(policy, clause.agent, env), self.in_force(policy))

    def conditions(self, clause: Clause, env: Environment) -> Term:
        """`when` (`while`), not `unless`, and `provided`."""
        parts = [
            self._formulas.compile(clause.when, env),
            build.negate(self._formulas.compile(clause.unless, env)),
        ]
        if isinstance(clause.norm, Permission | SolePermission) and clause.norm.provided is not None:
            parts.append(self._formulas.compile(clause.norm.provided, env))
        return build.conj(parts)

    def applies(self, policy: Policy, clause: Clause, env: Environment, act: ir.Happening, given: Given) -> Term:
        """That the clause applies to the act `given` (for an order: that it still forbids it)."""
        stands = self.stands(policy, clause, env)
        if isinstance(clause.norm, SolePermission):
            return stands
        applies = build.both(stands, self.conditions(clause, env))
        if isinstance(clause.norm, Order):
            arguments = tuple(term for term in given if term is not None)
            return build.both(applies, build.negate(self._order_met(clause, clause.norm, act, env, arguments)))
        return applies

    def _order_met(
        self, clause: Clause, norm: Order, later: ir.Happening, env: Environment, arguments: tuple[Term, ...]
    ) -> Term:
        """That some earlier act has happened (long enough ago, since the last later act where it says `each`)."""
        moments = [self._since_last(clause, norm, later, env, arguments)] if norm.each else self._ever(norm, env)
        if norm.at_least is None:
            return build.disj(happened for happened, _ in moments)
        least = self._formulas.compile(norm.at_least, env)
        return build.disj(
            build.both(happened, build.at_most(build.add(moment, least), NOW_TERM)) for happened, moment in moments
        )

    def _ever(self, norm: Order, env: Environment) -> list[tuple[Term, Term]]:
        """Whether each of the earlier acts ever happened, and when first."""
        moments = []
        for act in norm.acts:
            terms = self._formulas.arguments(act.arguments, env)
            pattern = happening_pattern(act.action, terms)
            given = tuple(term for term in terms if term is not None)
            happened = self._formulas.monitors.happened(pattern, given)
            moment = self._formulas.monitors.earliest(pattern, given) if norm.at_least is not None else NOW_TERM
            moments.append((happened, moment))
        return moments

    def _since_last(
        self, clause: Clause, norm: Order, later: ir.Happening, env: Environment, arguments: tuple[Term, ...]
    ) -> tuple[Term, Term]:
        """Whether, and when first, an earlier act happened since the last `later(arguments)`: monitors over variables
        that stand for the clause's variables and for the arguments at `any`."""
        parameters = self._actions[later.action].parameters
        others = [
            ir.Variable(f"any {p.name}", p.sort) for p, a in zip(parameters, later.arguments, strict=True) if a is None
        ]
        terms, local = bind([*clause.variables, *others], {})
        filler = iter(others)
        later_terms = [local[next(filler)] if a is None else self._formulas.compile(a, local) for a in later.arguments]
        acts = [(act.action, self._formulas.arguments(act.arguments, local)) for act in norm.acts]
        order, canonical = canonical_parts([*later_terms, *(term for _, found in acts for term in found)])
        kept = tuple(term for term in canonical_parts(order)[1] if term is not None)
        rest = iter(canonical)
        wanted = tuple(next(rest) for _ in later_terms)
        renamed = tuple((action, tuple(next(rest) for _ in found)) for action, found in acts)
        key = ("each", later.action, wanted, renamed)
        title = f"{' or '.join(action for action, _ in acts)} since {later.action}"
        monitors = self._formulas.monitors

        def reset(step: Step) -> Term:
            return step.matches(later.action, wanted)

        def done(step: Step) -> Term:
            return build.disj(step.matches(action, found) for action, found in renamed)

        seen = monitors.get(
            key,
            title,
            kept,
            BOOL,
            lambda: build.FALSE,
            lambda own, step: build.both(build.negate(reset(step)), build.either(own, done(step))),
        )
        own_seen = seen.at(kept)
        moment = monitors.get(
            ("first", key),
            f"first {title}",
            kept,
            INT,
            lambda: build.integer(0),
            lambda own, step: build.ite(build.both(own_seen, build.negate(reset(step))), own, step.now_after),
        )
        values = {local[v]: env[v] for v in clause.variables}
        values |= {
            local[v]: t
            for v, t in zip(
                others, [t for t, a in zip(arguments, later.arguments, strict=True) if a is None], strict=True
            )
        }
        assert len(terms) == len(values)
        places = [replace_variables(term, values) for term in order]
        return seen.at(places), moment.at(places)

    # ---------------------------------------------------------------- defeat

    def fits(self, clause: Clause, act: ir.Happening, given: Given, env: Environment) -> Fit:
        """The clause's pattern `act` fitted to an act: variables of the pattern stand for the arguments; other
        variables, and arguments that are not given, are bound."""
        parameters = self._actions[act.action].parameters
        taken = dict(env) | {
            ir.Variable(f"given {p.name}", p.sort): t for p, t in zip(parameters, given, strict=True) if t is not None
        }
        missing = [ir.Variable(f"{p.name}?", p.sort) for p, t in zip(parameters, given, strict=True) if t is None]
        bound, taken = bind(missing, taken)
        limits = [in_range(v.sort, t) for v, t in zip(missing, bound, strict=True)]
        filler = iter(bound)
        arguments = tuple(next(filler) if term is None else term for term in given)
        values: dict[ir.Variable, Term] = {}
        equations: list[Term] = list(limits)
        for wanted, term in zip(act.arguments, arguments, strict=True):
            if wanted is None:
                continue
            if isinstance(wanted, ir.Var) and wanted.variable not in values:
                values[wanted.variable] = term
            else:
                equations.append(build.equal(self._formulas.compile(wanted, values), term))
        others, values = bind([v for v in clause.variables if v not in values], taken | values)
        return Fit((*bound, *others), build.conj(equations), values, arguments)

    def defeated(self, policy: Policy, clause: Clause, action: str, given: Given, env: Environment) -> Term:
        """That an overriding clause, itself undefeated, applies to some such act."""
        reasons = []
        for other in policy.clauses.values():
            if clause.name not in other.overrides:
                continue
            for act in other.judged:
                if act.action != action:
                    continue
                fit = self.fits(other, act, given, env)
                counts = self._counts(policy, other, fit, act)
                reasons.append(build.exists(fit.bound, build.both(fit.condition, counts)))
        return build.disj(reasons)

    def _counts(self, policy: Policy, clause: Clause, fit: Fit, act: ir.Happening) -> Term:
        """That a clause counts as an overrider: it applies undefeated; a duty is open, a recurring duty in force (one
        that is defeated in all its acts is neither)."""
        match clause.norm:
            case Duty():
                return self.duties.open(policy, clause, fit.env)
            case RecurringDuty():
                return self.duties.in_force(policy, clause, fit.env)
            case _:
                applies = self.applies(policy, clause, fit.env, act, fit.arguments)
                beaten = self.defeated(policy, clause, act.action, fit.arguments, fit.env)
                return build.both(applies, build.negate(beaten))

    def duty_defeated(self, policy: Policy, clause: Clause, env: Environment) -> Term:
        """A duty is defeated (or exempted) where each of its acts is."""
        return build.conj(
            self.defeated(policy, clause, act.action, self._formulas.arguments(act.arguments, env), env)
            for act in clause.judged
        )

    # ---------------------------------------------------------------- acts

    def agent_bound(self, policy: Policy, action: Action, arguments: tuple[Term, ...]) -> Term:
        match action.agent:
            case None:
                return build.FALSE
            case ir.Individual(name, sort):
                return self._bound_term(policy, sort, build.apply(self._formulas.symbols.individuals[name]))
            case ir.Variable() as variable:
                return self._bound_term(policy, variable.sort, arguments[action.parameters.index(variable)])

    def reasons(
        self, policy: Policy, action: str, arguments: tuple[Term, ...], permitting: bool
    ) -> Iterator[tuple[str, Term]]:
        """Each clause that may forbid (or permit) such an act, with the formula that it does, undefeated."""
        for clause in policy.clauses.values():
            for act in clause.judged:
                if act.action != action:
                    continue
                fit = self.fits(clause, act, arguments, {})
                half = self._half(policy, clause, fit, act, permitting)
                if half is None:
                    continue
                beaten = self.defeated(policy, clause, action, fit.arguments, fit.env)
                yield clause.name, build.exists(fit.bound, build.conj([fit.condition, half, build.negate(beaten)]))

    def _half(self, policy: Policy, clause: Clause, fit: Fit, act: ir.Happening, permitting: bool) -> Term | None:
        """That the clause forbids (permits) the act where it is not defeated; None if it is of another kind."""
        match clause.norm:
            case SolePermission():
                conditions = self.conditions(clause, fit.env)
                wanted = conditions if permitting else build.negate(conditions)
                return build.both(self.stands(policy, clause, fit.env), wanted)
            case Permission() if permitting:
                return self.applies(policy, clause, fit.env, act, fit.arguments)
            case Prohibition() | Order() if not permitting:
                return self.applies(policy, clause, fit.env, act, fit.arguments)
            case Permission() | Prohibition() | Order() | Duty() | RecurringDuty() | Exemption():
                return None

    def prohibitions(
        self, policy: Policy, action: str, arguments: tuple[Term, ...], except_for: frozenset[str] = frozenset()
    ) -> Iterator[tuple[Origin, Term]]:
        """What of the policy forbids its agent the act, with the formula that it does; `except_for`: clauses whose
        prohibition does not count."""
        declared = self._actions[action]
        if declared.agent is None:
            return
        for name, term in self.reasons(policy, action, arguments, False):
            if name not in except_for:
                yield Origin("clause", f"{policy.name}.{name}"), term
        if policy.otherwise == "forbidden":
            allowed = build.disj(term for _, term in self.reasons(policy, action, arguments, True))
            closed = [self.agent_bound(policy, declared, arguments), self.in_force(policy), build.negate(allowed)]
            yield Origin("rule", f"`otherwise forbidden` of {policy.name}"), build.conj(closed)

    def forbidden(self, policy: Policy, action: str, arguments: tuple[Term, ...]) -> Term:
        """That the policy forbids its agent the act."""
        return build.disj(term for _, term in self.prohibitions(policy, action, arguments))

    def keeps(
        self, step: Step, policies: Iterable[str], tolerated: tuple[Tolerated, ...]
    ) -> Iterator[tuple[Origin, Term]]:
        """That a step neither is a forbidden act nor breaches a duty, but for what is tolerated: rule by rule."""
        for name in policies:
            policy = self.policies[name]
            mine = [t for t in tolerated if t.policy == name]
            if any(t.clause is None for t in mine):
                continue
            broken = frozenset(t.clause for t in mine if t.clause is not None)
            if step.action is not None:
                for origin, term in self.prohibitions(policy, step.action.name, step.arguments, broken):
                    yield origin, build.negate(term)
            else:
                for clause, term in self.duties.breaches(step, policy, broken):
                    yield Origin("clause", f"{policy.name}.{clause}"), build.negate(term)

    # ---------------------------------------------------------------- breaches and atoms

    def breach(self, step: Step, policy_name: str, clause_name: str, given: Given) -> Term:
        """That the step breaches the clause for these values of its variables (None: for some)."""
        policy = self.policies[policy_name]
        clause = policy.clauses[clause_name]
        missing = [v for v, term in zip(clause.variables, given, strict=True) if term is None]
        known = {v: term for v, term in zip(clause.variables, given, strict=True) if term is not None}
        bound, env = bind(missing, known)
        limits = [in_range(v.sort, env[v]) for v in missing]
        match clause.norm:
            case Duty() | RecurringDuty():
                broken = self.duties.breach(step, policy, clause, env)
            case _ if step.action is None:
                return build.FALSE
            case _:
                broken = build.disj(
                    self._breaching_act(step, policy, clause, act, env)
                    for act in clause.judged
                    if act.action == step.action.name
                )
        return build.exists(bound, build.conj([*limits, broken]))

    def _breaching_act(
        self, step: Step, policy: Policy, clause: Clause, act: ir.Happening, env: dict[ir.Variable, Term]
    ) -> Term:
        fit = Fit((), build.TRUE, env, step.arguments)
        half = self._half(policy, clause, fit, act, permitting=False)
        if half is None:
            return build.FALSE
        fitting = step.matches(act.action, self._formulas.arguments(act.arguments, env))
        beaten = self.defeated(policy, clause, act.action, step.arguments, env)
        return build.conj([fitting, half, build.negate(beaten)])

    def _asked(self, policy: str | None) -> list[Policy]:
        return [self.policies[name] for name in (self._named if policy is None else (policy,))]

    def act_atom(self, atom: ir.NormOfAct, env: Environment) -> Term:
        """`forbidden ACT`, `permitted ACT`, `required ACT`."""
        given = self._formulas.arguments(atom.act.arguments, env)
        if atom.status == "required":
            return build.disj(self.duties.required(p, atom.act.action, given, env) for p in self._asked(atom.policy))
        arguments = tuple(term for term in given if term is not None)
        forbidden = build.disj(self.forbidden(p, atom.act.action, arguments) for p in self._asked(atom.policy))
        return forbidden if atom.status == "forbidden" else build.negate(forbidden)

    def clause_atom(self, atom: ir.NormOfClause, env: Environment) -> Term:
        """`applies P.c(..)`, `defeated P.c(..)`."""
        policy = self.policies[atom.policy]
        clause = policy.clauses[atom.clause]
        values = [self._formulas.compile(a, env) for a in atom.arguments]
        local = dict(zip(clause.variables, values, strict=True))
        found = []
        for act in clause.judged:
            given = self._formulas.arguments(act.arguments, local)
            if atom.status == "defeated":
                found.append(self.defeated(policy, clause, act.action, given, local))
            else:
                fit = self._some_act(act, given, local)
                found.append(
                    build.exists(
                        fit.bound, build.both(fit.condition, self.applies(policy, clause, local, act, fit.arguments))
                    )
                )
        return build.conj(found) if atom.status == "defeated" else build.disj(found)

    def filled(
        self, act: ir.Happening, given: Given, env: Environment
    ) -> tuple[tuple[Term, ...], Term, tuple[Term, ...]]:
        """An act with the positions of `any` filled: the variables that fill them, that they are in range, and all its
        arguments."""
        fit = self._some_act(act, given, env)
        return fit.bound, fit.condition, fit.arguments

    def _some_act(self, act: ir.Happening, given: Given, env: Environment) -> Fit:
        """The act with the positions of `any` filled by bound variables."""
        parameters = self._actions[act.action].parameters
        missing = [ir.Variable(f"{p.name}?", p.sort) for p, t in zip(parameters, given, strict=True) if t is None]
        bound, _ = bind(missing, env)
        limits = build.conj(in_range(v.sort, t) for v, t in zip(missing, bound, strict=True))
        filler = iter(bound)
        return Fit(bound, limits, dict(env), tuple(next(filler) if term is None else term for term in given))
