"""The steps of a scenario: acts, waits, and what is expected on the way."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from rspverify.policy.claims import (
    Expect,
    ExpectBreached,
    ExpectOwes,
    JudgeAct,
    MeanwhileSet,
    Occur,
    ScenarioStep,
    WaitFor,
)
from rspverify.policy.elaborate import Elaborator
from rspverify.policy.expressions import Expr, Happening, Individual
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
from rspverify.policy.resolve_checks import is_open_norm
from rspverify.policy.resolve_norms_overrides import meet
from rspverify.policy.resolve_scenario_given import Givens
from rspverify.policy.scope import Scope
from rspverify.policy.sort_rules import sort_of, unknown
from rspverify.policy.walk import arguments_of, subexpressions
from rspverify.source.diagnostics import Label
from rspverify.syntax import claims as written
from rspverify.syntax.expressions import Identifier, Name
from rspverify.syntax.norms import Act

Step = (
    written.StepOf
    | written.WaitStep
    | written.Meanwhile
    | written.Judged
    | written.So
    | written.Owes
    | written.HasBreached
)


class Steps:
    """Resolves steps. `under` are the policies of the scenario; not `complete`: one of them has a recorded problem."""

    def __init__(
        self,
        el: Elaborator,
        scope: Scope,
        givens: Givens,
        policies: Mapping[str, Policy],
        under: tuple[str, ...],
        complete: bool,
    ) -> None:
        self._el = el
        self._scope = scope
        self._givens = givens
        self._policies = policies
        self._under = under
        self._complete = complete

    def step(self, step: Step) -> ScenarioStep | None:
        """The step; None if a problem with it is recorded."""
        match step:
            case written.StepOf():
                act = self._act(step.act)
                return None if act is None else Occur(act, step.span)
            case written.WaitStep():
                return WaitFor(self._el.duration(step.length, self._scope), step.span)
            case written.Meanwhile():
                return MeanwhileSet(self._givens.meanwhile(step), step.span)
            case written.Judged():
                return self._judged(step)
            case written.So():
                return self._so(step)
            case written.Owes() | written.HasBreached():
                return self._owes(step)

    def _act(self, e: Act) -> Happening | None:
        found = self._el.happening(e, self._scope, allow_any=False)
        if found is None:
            return None
        grounded = self._givens.ground_act(found)
        constant = [self._givens.constant(one) for one in arguments_of(grounded)]
        return grounded if all(constant) else None

    def _so(self, step: written.So) -> Expect:
        formula = self._givens.ground(self._el.formula(step.formula, self._scope))
        for part in subexpressions(formula):
            if is_open_norm(part) and not self._under and self._complete:
                self._el.problems.add(
                    "RSP284",
                    f"`{' '.join(part.span.text.split())}` does not say by which policy, and this scenario names none",
                    part.span,
                    help="write `scenario … under …`, or `by` and a policy",
                )
        return Expect(formula, step.span)

    # ------------------------------------------------------------ what policies say

    def _judged(self, step: written.Judged) -> JudgeAct | None:
        act = self._act(step.act)
        clause = None if step.clause is None else self._clause(step.clause)
        if not self._under:
            self._no_policies(step.act.span.text, step)
            return None
        if act is None:
            return None
        if self._el.names.declared[act.action].kind == "event":
            self._el.problems.add(
                "RSP271",
                f"`{act.action}` is an event, which no policy forbids or permits",
                step.act.span,
                labels=(Label(self._el.action(act.action).span, f"`{act.action}` is declared here"),),
                help="name an action",
            )
            return None
        permitted = step.status == "permitted"
        if step.clause is not None and clause is not None:
            one = self._policies[clause[0]].clauses.get(clause[1])
            if one is not None:
                self._can_say(one, act, permitted, step.clause)
        return JudgeAct(act, permitted, clause, step.span)

    def _can_say(self, clause: Clause, act: Happening, permitted: bool, place: Identifier) -> None:
        kinds = Permission | SolePermission if permitted else Prohibition | Order | SolePermission
        if not isinstance(clause.norm, kinds):
            verb = "permits" if permitted else "forbids"
            message = f"clause `{clause.name}` {verb} nothing"
        elif not any(meet(pattern, act) for pattern in clause.judged):
            message = f"clause `{clause.name}` is not about `{' '.join(act.span.text.split())}`"
        else:
            return
        self._el.problems.add("RSP296", message, place.span, labels=(Label(clause.span, "the clause"),))

    def _owes(self, step: written.Owes | written.HasBreached) -> ExpectOwes | ExpectBreached | None:
        clause = self._clause(step.clause)
        agent = self._agent(step.agent)
        if not self._under:
            self._no_policies(step.agent.text, step)
            return None
        if clause is None or agent is None:
            return None
        one = self._policies[clause[0]].clauses.get(clause[1])
        if one is None:
            return None
        owes = isinstance(step, written.Owes)
        if owes and not isinstance(one.norm, Duty | RecurringDuty):
            self._wrong(f"clause `{one.name}` is no duty: nobody owes it", one, step.clause)
        elif not owes and isinstance(one.norm, Permission | Exemption):
            self._wrong(f"clause `{one.name}` cannot be breached: it is a permission or an exemption", one, step.clause)
        elif sort_of(agent) != sort_of(one.agent) or (isinstance(one.agent, Individual) and one.agent != agent):
            self._wrong(f"clause `{one.name}` is not about `{step.agent.text}`", one, step.agent)
        kind = ExpectOwes if owes else ExpectBreached
        return kind(agent, clause[0], clause[1], step.span)

    def _wrong(self, message: str, clause: Clause, place: Identifier) -> None:
        self._el.problems.add("RSP296", message, place.span, labels=(Label(clause.span, "the clause"),))

    def _agent(self, identifier: Identifier) -> Expr | None:
        found = self._el.value(Name(identifier.span, identifier.text), self._scope, None)
        if unknown(sort_of(found)):
            return None
        grounded = self._givens.ground(found)
        return grounded if self._givens.constant(grounded) else None

    def _clause(self, identifier: Identifier) -> tuple[str, str] | None:
        """The clause of a policy of the scenario, by its name or by both names."""
        policy_text, _, clause = identifier.text.rpartition(".")
        among = self._under
        if policy_text:
            found = self._el.names.resolve(policy_text, identifier.span, ("policy",), self._scope.home)
            if found is None:
                return None
            if found.name not in self._under:
                if not self._under or not self._complete:
                    return None
                self._el.problems.add(
                    "RSP294",
                    f"this scenario is not under `{policy_text}`",
                    identifier.span,
                    help=f"it is under {', '.join(f'`{one}`' for one in self._under)}",
                )
                return None
            among = (found.name,)
        holders = [name for name in among if clause in self._written(name)]
        if len(holders) == 1:
            return holders[0], clause
        if holders:
            self._el.problems.add(
                "RSP294",
                f"`{clause}` is a clause of several policies of this scenario",
                identifier.span,
                help="write " + " or ".join(f"`{name}.{clause}`" for name in holders),
            )
        elif self._under and self._complete:
            known = [one for name in among for one in self._written(name)]
            near = get_close_matches(clause, known, n=1, cutoff=0.6)
            self._el.problems.add(
                "RSP294",
                f"no clause `{clause}` stands in {' or '.join(f'`{name}`' for name in among)}",
                identifier.span,
                help=f"did you mean `{near[0]}`?" if near else None,
            )
        return None

    def _written(self, policy: str) -> tuple[str, ...]:
        return () if self._el.clauses is None else self._el.clauses.clauses(policy)

    def _no_policies(self, text: str, step: Step) -> None:
        if not self._complete:
            return
        self._el.problems.add(
            "RSP284",
            f"what policies say of `{' '.join(text.split())}` is asked, and this scenario names none",
            step.span,
            help="write `scenario … under …`",
        )
