"""What a run reaches of the goals of its policies, and how near it comes to each clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from rspverify.check.fuzzing.goals import applies_goal, atoms, conditions, defeat_goal, duty_goals, goals, truth_goals
from rspverify.check.fuzzing.nearness import nearness
from rspverify.check.fuzzing.results import Goal
from rspverify.policy.expressions import And, Expr, Not
from rspverify.policy.norms import Clause, Duty, Policy, RecurringDuty
from rspverify.semantics import duties, norms, occurrences
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import Environment, Run, SemanticsError, environments
from rspverify.trace.values import Act

_MEMBERS = 32
"""A clause is looked at for so many combinations of members in each state."""
_ACTS = 4
"""... and for so many acts that it leaves open."""


class Reached:
    """What one run, looked at state by state, has reached so far."""

    def __init__(self, policies: Iterable[Policy]) -> None:
        self._policies = tuple(policies)
        self._left = {
            (policy.name, name): {goal for goal in goals(policy) if goal.clause == name}
            for policy in self._policies
            for name in ("", *policy.clauses)
        }
        self.goals: set[Goal] = set()
        self.nearest: dict[str, float] = {}
        """How near the run came to the conditions of each clause, and to the end of each deadline; 1 is there."""

    def look(self, run: Run) -> None:
        """Takes in the last state of the run, and the step that led to it."""
        for policy in self._policies:
            try:
                if self._head(run, policy):
                    for clause in policy.clauses.values():
                        self._clause(run, policy, clause)
            except SemanticsError:
                continue  # a clause that has no meaning here reaches nothing; whoever judges the run says why

    def _reach(self, goal: Goal) -> None:
        self.goals.add(goal)
        self._left[goal.policy, goal.clause].discard(goal)

    def _head(self, run: Run, policy: Policy) -> bool:
        for atom in atoms(policy.in_force):
            self._truth(run, policy.name, "", "in force while", atom, {})
        return holds(run, policy.in_force, run.last, {})

    def _truth(self, run: Run, policy: str, clause: str, part: str, atom: Expr, env: Environment) -> None:
        is_true, is_false = truth_goals(policy, clause, part, atom)
        self._reach(is_true if holds(run, atom, run.last, env) else is_false)

    def _clause(self, run: Run, policy: Policy, clause: Clause) -> None:
        left = self._left[policy.name, clause.name]
        if not left:
            return
        parts = list(conditions(clause))
        wanted = And(tuple(Not(formula) if part == "unless" else formula for part, formula in parts))
        name = f"{policy.name}.{clause.name}"
        for env in islice(environments(run.universe, clause.variables), _MEMBERS):
            if not norms.binds(run, policy, norms.agent_in(clause, env)):
                continue
            for part, formula in parts:
                for atom in atoms(formula):
                    if left.intersection(truth_goals(policy.name, clause.name, part, atom)):
                        self._truth(run, policy.name, clause.name, part, atom, env)
            self._nearer(name, nearness(run, wanted, run.last, env) if parts else 1.0)
            self._in_force(run, policy, clause, env)
            if isinstance(clause.norm, Duty | RecurringDuty):
                self._duty(run, policy, clause, env)

    def _nearer(self, what: str, found: float) -> None:
        self.nearest[what] = max(found, self.nearest.get(what, 0.0))

    def _in_force(self, run: Run, policy: Policy, clause: Clause, env: Environment) -> None:
        """Whether the clause applies, and what defeats it."""
        for act in islice(_acts(run, clause, env), _ACTS):
            if not norms.applies(run, policy, clause, env, act, run.last):
                continue
            overriding = norms.overriders(policy, clause)
            by = [other for other in overriding if norms.defeats(run, policy, other, act, run.last)]
            for other in by:
                self._reach(defeat_goal(policy, clause, other))
            if not by:
                self._reach(applies_goal(policy, clause))

    def _duty(self, run: Run, policy: Policy, clause: Clause, env: Environment) -> None:
        i = run.last
        kinds = {goal.kind: goal for goal in duty_goals(policy, clause)}
        if i > 0 and duties.fulfils(run, clause, env, i - 1) and duties.owed(run, policy, clause, env, i - 1):
            self._reach(kinds["is fulfilled"])
        due = duties.due(run, policy, clause, env, i)
        if due is not None and due >= run.time(i):
            if due == run.time(i):
                self._reach(kinds["is in its last hour"])
            self._nearer(f"{policy.name}.{clause.name} due", 1 / (1 + due - run.time(i)))


def _acts(run: Run, clause: Clause, env: Environment) -> Iterator[Act]:
    for judged in clause.judged:
        yield from occurrences.acts(run, occurrences.pattern(run, judged, run.last, env))
