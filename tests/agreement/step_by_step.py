"""Everything that the encoding says about a run, against what the reference semantics says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from concrete import Concrete
from generate.choices import Choices
from generate.runs import HOURS, random_run

from rspverify.check.claims.question import Question, Unsupported
from rspverify.check.claims.select import question
from rspverify.encode.steps import Step as Kind
from rspverify.encode.system import Encoding, encode
from rspverify.encode.variables import bind
from rspverify.logic.terms import Term
from rspverify.policy.claims import Check, Conditions, Project, Property, TraceClaim
from rspverify.policy.expressions import Expr, Happening, NormOfAct, NormOfClause, Var, Variable
from rspverify.policy.norms import Clause, Duty, Permission, Policy, RecurringDuty
from rspverify.semantics import comply, duties, norms
from rspverify.semantics.claims import judge_at
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import ConflictingEffects, Environment, Run, environments
from rspverify.semantics.steps import acts, broken_axiom, misplaced, misstep, outcome
from rspverify.trace.values import Act, State, Step, Wait


@dataclass(frozen=True)
class Disagreement:
    """What was asked, in which state, and both answers."""

    asked: str
    index: int
    environment: Environment
    semantics: object
    encoding: object


@dataclass(frozen=True)
class _Compiled:
    """A formula over variables of its own."""

    term: Term
    variables: tuple[Variable, ...]
    places: tuple[Term, ...]


class Comparison:
    """One check of a project, encoded; runs are compared with it."""

    def __init__(self, project: Project, check: Check) -> None:
        self.project = project
        self.conditions = check.conditions
        self.encoding: Encoding = encode(project, check.conditions)
        self._properties = {name: p for name, p in project.properties.items() if isinstance(p.claim, TraceClaim)}
        self._questions: dict[str, Question] = {}
        asked = {c.property for c in project.checks if c.conditions.policies == check.conditions.policies}
        for name, prop in self._properties.items():
            if name in asked:
                try:
                    self._questions[name] = question(self.encoding, prop, prop.claim)  # type: ignore[arg-type]
                except Unsupported:
                    continue
        self._clauses = list(self._compiled_clauses())
        self._acts = list(self._compiled_acts())
        self._breaches = {
            (policy, clause.name, kind.name): self._breach(policy, clause, kind)
            for policy, clause in self._all_clauses()
            for kind in self.encoding.steps.values()
        }
        self.system = self.encoding.system()

    def _all_clauses(self) -> Iterator[tuple[str, Clause]]:
        for name, policy in self.project.policies.items():
            for clause in policy.clauses.values():
                yield name, clause

    def _compile(self, expr: Expr, variables: tuple[Variable, ...]) -> _Compiled:
        places, local = bind(variables, {})
        return _Compiled(self.encoding.formulas.compile(expr, local), variables, places)

    def _compiled_clauses(self) -> Iterator[tuple[str, str, str, _Compiled]]:
        """Each clause's status: applies, defeated, and of duties whether it is open."""
        for policy, clause in self._all_clauses():
            given = tuple(Var(v) for v in clause.variables)
            for status in ("applies", "defeated"):
                atom = NormOfClause(status, policy, clause.name, given)
                yield policy, clause.name, status, self._compile(atom, clause.variables)
            places, local = bind(clause.variables, {})
            resolved = self._policy(policy)
            if isinstance(clause.norm, Duty):
                term = self.encoding.norms.duties.open(resolved, clause, local)
                yield policy, clause.name, "owed", _Compiled(term, clause.variables, places)
                due = self.encoding.norms.duties.deadline(resolved, clause, local)
                if due is not None:
                    yield policy, clause.name, "due", _Compiled(due, clause.variables, places)
            elif isinstance(clause.norm, RecurringDuty):
                term = self.encoding.norms.duties.in_force(resolved, clause, local)
                yield policy, clause.name, "owed", _Compiled(term, clause.variables, places)

    def _compiled_acts(self) -> Iterator[tuple[NormOfAct, _Compiled]]:
        """What each policy says of each act: is it forbidden, is it required."""
        for policy in self.project.policies:
            for action in self.project.world.actions.values():
                if action.agent is None:
                    continue
                act = Happening(action.name, tuple(Var(p) for p in action.parameters))
                forbidden = NormOfAct("forbidden", act, policy)
                required = NormOfAct("required", act, policy)
                some = NormOfAct("required", Happening(action.name, (None,) * len(act.arguments)), policy)
                for atom in (forbidden, required, some):
                    yield atom, self._compile(atom, action.parameters)

    def _policy(self, name: str) -> Policy:
        return self.encoding.norms.policies[name]

    def _breach(self, policy: str, clause: Clause, kind: Kind) -> _Compiled:
        places, _ = bind(clause.variables, {})
        return _Compiled(self.encoding.norms.breach(kind, policy, clause.name, places), clause.variables, places)

    # ---------------------------------------------------------------- one run

    def along(self, run: Run, choices: Choices) -> Iterator[Disagreement]:
        """Each difference in the states and steps of the run, and at what could follow it."""
        concrete = Concrete(self.encoding, self.system, run)
        for i in range(run.last + 1):
            yield from self._state(run, concrete, i)
        for i in range(run.last):
            step = run.trace.steps[i]
            yield from self._step(run, concrete, i, step)
            legal = misstep(run, i) is None
            if concrete.admits(step, i) != legal:
                yield Disagreement("the step can happen", i, {}, legal, not legal)
            yield from self._claims(run, concrete, i + 1)
        yield from self._claims(run, concrete, 0)
        for longer in self._attempts(run, choices):
            last = longer.last - 1
            ahead = Concrete(self.encoding, self.system, longer)
            step = longer.trace.steps[last]
            yield from self._step(longer, ahead, last, step)
            legal = misstep(longer, last) is None and self._allowed(longer, last + 1)
            told = ahead.admits(step, last) and ahead.value(self.system.constraint, last + 1) is True
            if told != legal:
                yield Disagreement(f"the step {step} can happen", last, {}, legal, told)

    def _attempts(self, run: Run, choices: Choices) -> Iterator[Run]:
        """The run with each act and wait after it, possible or not, to what its effects say; sometimes to less."""
        now = run.trace.states[-1]
        every: list[Step] = [*acts(run.world, run.universe), *map(Wait, HOURS)]
        for step in every:
            facts = dict(now.facts)
            if isinstance(step, Act):
                try:
                    does = outcome(run, step, run.last)
                except ConflictingEffects:
                    continue
                if any(place not in facts for place in does.written):
                    continue
                facts |= does.written
            if facts and choices.chance(30):
                place, other = choices.one(list(facts)), choices.one(list(facts))
                if run.world.facts[place[0]].sort == run.world.facts[other[0]].sort:
                    facts[place] = facts[other]
                elif isinstance(facts[place], bool):
                    facts[place] = not facts[place]
            state = State(now.time + (step.hours if isinstance(step, Wait) else 0), facts)
            if misplaced(run.world, run.universe, state) is None:
                yield run.then(step, state)

    # ---------------------------------------------------------------- one state

    def _state(self, run: Run, concrete: Concrete, i: int) -> Iterator[Disagreement]:
        legal = self._allowed(run, i)
        told = concrete.value(self.system.constraint, i)
        if told != legal:
            yield Disagreement("the state is allowed", i, {}, legal, told)
        for policy, clause, status, compiled in self._clauses:
            for env in environments(run.universe, compiled.variables):
                found = self._told(concrete, compiled, i, env)
                wanted = self._wanted(run, policy, clause, status, i, env)
                if wanted is not None and wanted != found:
                    yield Disagreement(f"{status} {policy}.{clause}", i, env, wanted, found)
        for atom, compiled in self._acts:
            for env in environments(run.universe, compiled.variables):
                wanted, found = norms.act_atom(run, atom, i, env), self._told(concrete, compiled, i, env)
                if wanted != found:
                    yield Disagreement(f"{atom.status} {atom.act.action} by {atom.policy}", i, env, wanted, found)

    def _allowed(self, run: Run, i: int) -> bool:
        assumed = (self.project.world.assumptions[name].formula for name in self.conditions.assuming)
        return broken_axiom(run, i) is None and all(holds(run, formula, i, {}) for formula in assumed)

    def _told(
        self, concrete: Concrete, compiled: _Compiled, i: int, env: Environment, step: Step | None = None
    ) -> object:
        given = {
            place: concrete.number(v.sort, env[v.name])
            for v, place in zip(compiled.variables, compiled.places, strict=True)
        }
        return concrete.value(compiled.term, i, given, step)

    def _wanted(self, run: Run, policy: str, clause: str, status: str, i: int, env: Environment) -> object:
        resolved, found = run.policies[policy], run.policies[policy].clauses[clause]
        match status:
            case "owed":
                return duties.owed(run, resolved, found, env, i)
            case "due":
                return duties.due(run, resolved, found, env, i)
            case _:
                given = tuple(Var(v) for v in found.variables)
                return norms.clause_atom(run, NormOfClause(status, policy, clause, given), i, env)  # type: ignore[arg-type]

    # ---------------------------------------------------------------- one step

    def _step(self, run: Run, concrete: Concrete, i: int, step: Step) -> Iterator[Disagreement]:
        keeps = not comply.offences_at(run, i, self.conditions.tolerated)
        told = concrete.complies(step, i)
        if told != keeps:
            yield Disagreement(f"{step} complies", i, {}, keeps, told)
        kind = concrete.step_name(step)
        for policy, clause in self._all_clauses():
            if isinstance(clause.norm, Permission):
                continue
            compiled = self._breaches[policy, clause.name, kind]
            for env in environments(run.universe, clause.variables):
                wanted = duties.breached(run, run.policies[policy], clause, env, i)
                found = self._told(concrete, compiled, i, env, step)
                if wanted != found:
                    yield Disagreement(f"{step} breaches {policy}.{clause.name}", i, env, wanted, found)

    # ---------------------------------------------------------------- claims

    def _claims(self, run: Run, concrete: Concrete, moment: int) -> Iterator[Disagreement]:
        """The goals of the project's properties, at a state and the step that led to it."""
        for name, asking in self._questions.items():
            prop = self._properties[name]
            keeps = moment == 0 or not comply.offences_at(run, moment - 1, self.conditions.tolerated)
            stated = asking.goal.state.op != "false"
            wanted = judge_at(run, prop, moment) is not None and (stated or keeps)
            found = any(
                self._reached(concrete, asking, prop, env, run, moment)
                for env in environments(run.universe, prop.variables)
            )
            if wanted != found:
                yield Disagreement(f"property {name}", moment, {}, wanted, found)

    def _reached(
        self, concrete: Concrete, asking: Question, prop: Property, env: Environment, run: Run, moment: int
    ) -> bool:
        constants = {asking.constants[v]: concrete.number(v.sort, env[v.name]) for v in prop.variables}
        if concrete.value(asking.goal.state, moment, constants=constants) is True:
            return True
        if moment == 0:
            return False
        step = run.trace.steps[moment - 1]
        return any(
            bad.transition == concrete.step_name(step)
            and concrete.value(bad.condition, moment - 1, step=step, constants=constants) is True
            for bad in asking.goal.steps
        )


def disagreements(project: Project, choices: Choices, runs: int, steps: int) -> Iterator[Disagreement]:
    """Random runs under the project's checks, compared in every state and step."""
    for check in project.checks:
        comparison = Comparison(project, check)
        for _ in range(runs):
            run = random_run(choices, project, _free(check.conditions), steps)
            if run is not None:
                yield from comparison.along(run, choices)


def _free(conditions: Conditions) -> Conditions:
    return replace(conditions, tolerated=())
