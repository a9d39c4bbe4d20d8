"""What policies say, as formulas: only what can ask for members is kept.

The shape is that of the encoding (`encode.norms`, `encode.duties`), so that what is told of these formulas is true of
what a solver sees. Whether acts have happened, and when, are questions without quantifiers: an order asks for nothing
beyond its conditions. The arguments of a step are constants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rspverify.policy import expressions as ir
from rspverify.policy.alternation.formulas import Rule
from rspverify.policy.alternation.graph import Origin
from rspverify.policy.alternation.junctions import From, Item
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
from rspverify.policy.sorts import BOOL, Sort
from rspverify.policy.vocabulary import Action

Given = tuple[ir.Expr | None, ...]
"""Arguments of an act; None where any will do."""

FALSE = ir.Truth(False)


@dataclass(frozen=True)
class Fit:
    """A clause fitted to an act: `bound` variables, `equations`, the `values` of the clause's variables, and the
    `arguments` of the act with every position filled."""

    bound: tuple[ir.Variable, ...]
    equations: tuple[ir.Expr, ...]
    values: dict[ir.Variable, ir.Expr]
    arguments: tuple[ir.Expr, ...]


def constants(action: Action) -> tuple[ir.Expr, ...]:
    """The arguments of a step."""
    return tuple(ir.Individual(f"{p.name} of {action.name}", p.sort) for p in action.parameters)


class NormFormulas:
    """The norms of some policies. `named`: those that the check is under."""

    def __init__(self, policies: Mapping[str, Policy], named: Sequence[str], actions: Mapping[str, Action]) -> None:
        self._policies = policies
        self._named = named
        self._actions = actions
        self._rules: dict[str, tuple[Rule, ...]] = {}
        self._conditions: dict[tuple[str, str], ir.Expr] = {}
        self._overriders: dict[tuple[str, str], list[Clause]] = {}
        self._about: dict[tuple[str, str], list[tuple[Clause, ir.Happening]]] = {}
        self._fresh = 0
        for policy in policies.values():
            for clause in policy.clauses.values():
                for name in clause.overrides:
                    self._overriders.setdefault((policy.name, name), []).append(clause)
                for act in clause.judged:
                    self._about.setdefault((policy.name, act.action), []).append((clause, act))

    # ---------------------------------------------------------------- clauses

    def _bound(self, policy: Policy, sort: Sort, agent: ir.Expr) -> ir.Expr:
        for bound in policy.bounds:
            if bound.sort == sort:
                return From(_of_policy(policy), _called((bound.variable,), (agent,), bound.condition))
        return FALSE

    def _in_force(self, policy: Policy) -> ir.Expr:
        return From(_of_policy(policy), policy.in_force)

    def _stands(self, policy: Policy, clause: Clause) -> ir.Expr:
        agent = clause.agent
        sort = agent.variable.sort if isinstance(agent, ir.Var) else agent.sort
        return ir.And((self._bound(policy, sort, agent), self._in_force(policy)))

    def _own_conditions(self, clause: Clause) -> ir.Expr:
        parts = [clause.when, ir.Not(clause.unless)]
        if isinstance(clause.norm, Permission | SolePermission) and clause.norm.provided is not None:
            parts.append(clause.norm.provided)
        return ir.And(tuple(parts))

    def _applies(self, policy: Policy, clause: Clause) -> ir.Expr:
        """Over the clause's variables."""
        key = (policy.name, clause.name)
        if key not in self._conditions:
            stands = self._stands(policy, clause)
            sole = isinstance(clause.norm, SolePermission)
            applies = stands if sole else ir.And((stands, self._own_conditions(clause)))
            self._conditions[key] = From(of_clause(policy, clause), applies)
        return self._conditions[key]

    # ---------------------------------------------------------------- defeat

    def _new(self, name: str, sort: Sort) -> ir.Variable:
        """A variable that is nowhere else."""
        self._fresh += 1
        return ir.Variable(f"{name.partition(chr(39))[0]}'any {self._fresh}", sort)

    def _filled(self, act: ir.Happening, given: Given) -> tuple[tuple[ir.Variable, ...], tuple[ir.Expr, ...]]:
        """New variables for the arguments that are not given, and all arguments."""
        parameters = self._actions[act.action].parameters
        missing = tuple(self._new(p.name, p.sort) for p, e in zip(parameters, given, strict=True) if e is None)
        rest = iter(missing)
        return missing, tuple(ir.Var(next(rest)) if one is None else one for one in given)

    def _fits(self, clause: Clause, act: ir.Happening, given: Given) -> Fit:
        missing, arguments = self._filled(act, given)
        values: dict[ir.Variable, ir.Expr] = {}
        equations: list[ir.Expr] = []
        for wanted, argument in zip(act.arguments, arguments, strict=True):
            if isinstance(wanted, ir.Var) and wanted.variable not in values:
                values[wanted.variable] = argument
            elif wanted is not None:
                known = values[wanted.variable] if isinstance(wanted, ir.Var) else wanted
                equations.append(ir.Equal(known, argument))
        others = {v: self._new(v.name, v.sort) for v in clause.variables if v not in values}
        values |= {v: ir.Var(new) for v, new in others.items()}
        return Fit((*missing, *others.values()), tuple(equations), values, arguments)

    def _defeated(self, policy: Policy, clause: Clause, action: str, given: Given) -> ir.Expr:
        """That an overriding clause, itself undefeated, applies to some such act."""
        reasons = []
        for overrider in self._overriders.get((policy.name, clause.name), ()):
            for act in overrider.judged:
                if act.action == action:
                    fit = self._fits(overrider, act, given)
                    counts = (*fit.equations, self._counts(policy, overrider, act, fit))
                    reasons.append(From(of_clause(policy, overrider), _some(fit.bound, ir.And(counts))))
        return ir.Or(tuple(reasons))

    def _counts(self, policy: Policy, clause: Clause, act: ir.Happening, fit: Fit) -> ir.Expr:
        values = tuple(fit.values[v] for v in clause.variables)
        match clause.norm:
            case Duty():
                return ir.FactOf(_open(policy, clause), values, BOOL)
            case RecurringDuty():
                return _called(clause.variables, values, self._recurring(policy, clause))
            case _:
                applies = _called(clause.variables, values, self._applies(policy, clause))
                open_still = ir.Not(_met(clause, fit.values, fit.arguments))
                return ir.And((applies, open_still, ir.Not(self._defeated(policy, clause, act.action, fit.arguments))))

    def _duty_defeated(self, policy: Policy, clause: Clause) -> ir.Expr:
        return ir.And(tuple(self._defeated(policy, clause, act.action, act.arguments) for act in clause.judged))

    def _recurring(self, policy: Policy, clause: Clause) -> ir.Expr:
        """That a recurring duty is in force, over the clause's variables."""
        return ir.And((self._applies(policy, clause), ir.Not(self._duty_defeated(policy, clause))))

    # ---------------------------------------------------------------- acts

    def forbidden(
        self, policy: Policy, action: str, arguments: tuple[ir.Expr, ...], except_for: frozenset[str] = frozenset()
    ) -> ir.Expr:
        """That the policy forbids its agent the act; `except_for`: clauses whose prohibition does not count."""
        declared = self._actions[action]
        if declared.agent is None:
            return FALSE
        found = self._reasons(policy, action, arguments, False, except_for)
        if policy.otherwise == "forbidden":
            agent = declared.agent
            one = agent if isinstance(agent, ir.Individual) else arguments[declared.parameters.index(agent)]
            sort = agent.sort
            allowed = ir.Or(tuple(self._reasons(policy, action, arguments, True, frozenset())))
            found.append(ir.And((self._bound(policy, sort, one), self._in_force(policy), ir.Not(allowed))))
        return ir.Or(tuple(found))

    def _reasons(
        self, policy: Policy, action: str, arguments: tuple[ir.Expr, ...], permitting: bool, except_for: frozenset[str]
    ) -> list[ir.Expr]:
        found: list[ir.Expr] = []
        for clause, act in self._about.get((policy.name, action), ()):
            half = self._half(policy, clause, permitting)
            if half is None or clause.name in except_for:
                continue
            fit = self._fits(clause, act, arguments)
            values = tuple(fit.values[v] for v in clause.variables)
            beaten = self._defeated(policy, clause, action, fit.arguments)
            body = ir.And((*fit.equations, _called(clause.variables, values, half), ir.Not(beaten)))
            found.append(From(of_clause(policy, clause), _some(fit.bound, body)))
        return found

    def _half(self, policy: Policy, clause: Clause, permitting: bool) -> ir.Expr | None:
        match clause.norm:
            case SolePermission():
                own = self._own_conditions(clause)
                return ir.And((self._stands(policy, clause), own if permitting else ir.Not(own)))
            case Permission():
                return self._applies(policy, clause) if permitting else None
            case Prohibition() | Order():
                return None if permitting else self._applies(policy, clause)
            case Duty() | RecurringDuty() | Exemption():
                return None

    def conflict(self, policy: Policy, action: str, arguments: tuple[ir.Expr, ...]) -> ir.Expr:
        """That the act is forbidden, and expressly permitted by more than a sole permission."""
        soles = frozenset(c.name for c in policy.clauses.values() if isinstance(c.norm, SolePermission))
        forbids = ir.Or(tuple(self._reasons(policy, action, arguments, False, frozenset())))
        permits = ir.Or(tuple(self._reasons(policy, action, arguments, True, soles)))
        return ir.And((forbids, permits))

    def addressed(self, policy: Policy, action: str, arguments: tuple[ir.Expr, ...]) -> ir.Expr:
        """That some clause other than an exemption applies to the act."""
        found = []
        for clause, act in self._about.get((policy.name, action), ()):
            if not isinstance(clause.norm, Exemption):
                fit = self._fits(clause, act, arguments)
                values = tuple(fit.values[v] for v in clause.variables)
                open_still = ir.Not(_met(clause, fit.values, fit.arguments))
                applies = _called(clause.variables, values, self._applies(policy, clause))
                body = ir.And((*fit.equations, applies, open_still))
                found.append(From(of_clause(policy, clause), _some(fit.bound, body)))
        return ir.Or(tuple(found))

    # ---------------------------------------------------------------- duties and breaches

    def standing(self, policy: Policy, clause: Clause) -> ir.Expr:
        """That a duty applies undefeated, over the clause's variables."""
        return From(of_clause(policy, clause), self._recurring(policy, clause))

    def stuck(
        self,
        policy: Policy,
        clause: Clause,
        under: Sequence[Policy],
        possible: Callable[[Action, tuple[ir.Expr, ...]], ir.Expr],
    ) -> ir.Expr:
        """That somebody's duty is owed, and no act that fulfils it is possible and permitted by all these policies."""
        ways = []
        for act in clause.norm.acts:
            missing, arguments = self._filled(act, act.arguments)
            allowed = (ir.Not(self.forbidden(one, act.action, arguments)) for one in under)
            ways.append(_some(missing, ir.And((*allowed, possible(self._actions[act.action], arguments)))))
        body = ir.And((self.breached(policy, clause), ir.Not(ir.Or(tuple(ways)))))
        return From(of_clause(policy, clause), _some(clause.variables, body))

    def rules(self, symbol: str) -> tuple[Rule, ...]:
        """What the monitor of a duty is after a step; nothing for other symbols."""
        return self._rules.get(symbol, ())

    def watch(self, policy: Policy) -> Iterator[tuple[Clause, ir.Expr]]:
        """The duties of a policy with what their monitors are at first, as closed formulas; their rules are then
        known."""
        for clause in policy.clauses.values():
            match clause.norm:
                case Duty():
                    yield clause, self._watched(policy, clause, clause.norm)
                case RecurringDuty():
                    in_force = Rule(
                        clause.variables, From(of_clause(policy, clause), self._recurring(policy, clause)), True
                    )
                    self._rules[_since(policy, clause)] = (in_force,)
                    yield clause, ir.Truth(True)
                case _:
                    pass

    def _watched(self, policy: Policy, clause: Clause, norm: Duty) -> ir.Expr:
        """A duty opens in its condition, for the members of its occurrence if it has one. What closes it decides also
        since when it is open, and so counts both ways."""
        defeated = self._duty_defeated(policy, clause)
        applies = self._applies(policy, clause)
        closing = ir.Or((defeated, ir.Not(self._in_force(policy)), *((ir.Not(applies),) if norm.lasting else ())))
        condition = ir.And((applies, ir.Not(defeated)))
        origin = of_clause(policy, clause)
        opens = ir.Or(tuple(ir.And((self.happens(trigger), condition)) for trigger in norm.triggers))
        self._rules[_open(policy, clause)] = (
            Rule(clause.variables, From(origin, closing), True),
            Rule(clause.variables, From(origin, opens if norm.triggers else condition), not norm.triggers),
        )
        if norm.triggers:
            return ir.Truth(True)
        atom = ir.FactOf(_open(policy, clause), tuple(ir.Var(v) for v in clause.variables), BOOL)
        return _every(clause.variables, ir.Iff(atom, condition))

    def happens(self, occurrence: ir.Occurrence) -> ir.Expr:
        """That a step is one."""
        match occurrence:
            case ir.Happening(action, arguments):
                pairs = zip(arguments, constants(self._actions[action]), strict=True)
                return ir.And(tuple(ir.Equal(mine, its) for mine, its in pairs if mine is not None))
            case ir.Breaching():
                return self.breach(occurrence)
            case ir.Waiting():
                return ir.Truth(True)

    def breach(self, occurrence: ir.Breaching) -> ir.Expr:
        """That a step breaches a clause for these values of its variables."""
        policy = self._policies[occurrence.policy]
        clause = policy.clauses[occurrence.clause]
        known = {v: e for v, e in zip(clause.variables, occurrence.arguments, strict=True) if e is not None}
        missing = tuple(v for v in clause.variables if v not in known)
        broken = _some(missing, self.breached(policy, clause))
        return From(of_clause(policy, clause), _called(tuple(known), tuple(known.values()), broken))

    def breached(self, policy: Policy, clause: Clause) -> ir.Expr:
        """That a step breaches a clause, over its variables."""
        places = tuple(ir.Var(v) for v in clause.variables)
        match clause.norm:
            case Duty(deadline=deadline):
                return FALSE if deadline is None else ir.FactOf(_open(policy, clause), places, BOOL)
            case RecurringDuty():
                since = ir.FactOf(_since(policy, clause), places, BOOL)
                return ir.And((self._recurring(policy, clause), since))
            case _:
                half = self._half(policy, clause, False)
                found = []
                for act in clause.judged if half is not None else ():
                    steps = constants(self._actions[act.action])
                    beaten = self._defeated(policy, clause, act.action, steps)
                    found.append(ir.And((self.happens(act), half or FALSE, ir.Not(beaten))))
                return ir.Or(tuple(found))

    def breaches(self, policy: Policy, except_for: frozenset[str]) -> Iterator[Item]:
        """That nobody's duty is breached by a wait; `except_for`: clauses that do not count."""
        for clause in policy.clauses.values():
            if isinstance(clause.norm, Duty | RecurringDuty) and clause.name not in except_for:
                yield _some(clause.variables, self.breached(policy, clause)), -1, of_clause(policy, clause)

    # ---------------------------------------------------------------- atoms

    def atom(self, atom: ir.NormOfAct | ir.NormOfClause) -> ir.Expr:
        """`forbidden`, `permitted`, `required ACT`; `applies`, `defeated P.c(..)`."""
        if isinstance(atom, ir.NormOfClause):
            return self._clause_atom(atom)
        asked = [self._policies[name] for name in (self._named if atom.policy is None else (atom.policy,))]
        if atom.status == "required":
            return ir.Or(tuple(self._required(policy, atom.act) for policy in asked))
        arguments = tuple(one for one in atom.act.arguments if one is not None)
        forbidden = ir.Or(tuple(self.forbidden(policy, atom.act.action, arguments) for policy in asked))
        return forbidden if atom.status == "forbidden" else ir.Not(forbidden)

    def _required(self, policy: Policy, act: ir.Happening) -> ir.Expr:
        found = []
        for clause, mine in self._about.get((policy.name, act.action), ()):
            if isinstance(clause.norm, Duty | RecurringDuty):
                fit = self._fits(clause, mine, act.arguments)
                counts = ir.And((*fit.equations, self._counts(policy, clause, mine, fit)))
                found.append(From(of_clause(policy, clause), _some(fit.bound, counts)))
        return ir.Or(tuple(found))

    def _clause_atom(self, atom: ir.NormOfClause) -> ir.Expr:
        policy = self._policies[atom.policy]
        clause = policy.clauses[atom.clause]
        values = dict(zip(clause.variables, atom.arguments, strict=True))
        applies, defeated = [], []
        for act in clause.judged:
            given = tuple(values[e.variable] if isinstance(e, ir.Var) else e for e in act.arguments)
            defeated.append(self._defeated(policy, clause, act.action, given))
            missing, arguments = self._filled(act, given)
            met = _met(clause, values, arguments)
            own = _called(clause.variables, atom.arguments, self._applies(policy, clause))
            applies.append(_some(missing, ir.And((own, ir.Not(met)))))
        return ir.Or(tuple(applies)) if atom.status == "applies" else ir.And(tuple(defeated))


def _met(clause: Clause, values: Mapping[ir.Variable, ir.Expr], arguments: tuple[ir.Expr, ...]) -> ir.Expr:
    """That the earlier act of an order has happened, for the values of the clause's variables; with `each`, since the
    later act with these `arguments`."""
    match clause.norm:
        case Order(acts=acts, each=each):
            earlier = [values[e.variable] for act in acts for e in act.arguments if isinstance(e, ir.Var)]
            return ir.FactOf(f"order {clause.name} is met", (*earlier, *(arguments if each else ())), BOOL)
        case _:
            return FALSE


def of_clause(policy: Policy, clause: Clause) -> Origin:
    """Inherited clauses are those of the policy that they were written in."""
    return Origin("clause", f"{clause.origin}.{clause.name}", clause.span)


def _of_policy(policy: Policy) -> Origin:
    return Origin("policy", policy.name, policy.span)


def _open(policy: Policy, clause: Clause) -> str:
    return f"duty {policy.name}.{clause.name} is open"


def _since(policy: Policy, clause: Clause) -> str:
    return f"duty {policy.name}.{clause.name} is in force since"


def _called(parameters: tuple[ir.Variable, ...], arguments: tuple[ir.Expr, ...], body: ir.Expr) -> ir.Expr:
    return ir.DefineOf("", parameters, arguments, body, BOOL)


def _some(variables: tuple[ir.Variable, ...], body: ir.Expr) -> ir.Expr:
    return ir.Quantified("some", 1, variables, None, body) if variables else body


def _every(variables: tuple[ir.Variable, ...], body: ir.Expr) -> ir.Expr:
    return ir.Quantified("every", 0, variables, None, body) if variables else body
