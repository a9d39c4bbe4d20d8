"""Policies: `resolve_policies` makes each policy of the project from its clauses after amendment.

First `Signatures(names, elaborator, problems)` says what all clauses are about; conditions, and claims too, are read
by `elaborator.with_clauses(signatures)`, which is the elaborator that `resolve_policies` takes.
"""

from __future__ import annotations

from dataclasses import replace

from rspverify.policy import wording
from rspverify.policy.elaborate import Elaborator
from rspverify.policy.expressions import Equal, Expr, Individual, Or, Truth, Var
from rspverify.policy.norms import Bound, Clause, Policy
from rspverify.policy.problems import Problems
from rspverify.policy.resolve_norms_accepted import accepted
from rspverify.policy.resolve_norms_amend import BindsText, InForceText, PolicyText
from rspverify.policy.resolve_norms_clauses import resolve_clause
from rspverify.policy.resolve_norms_overrides import check_overrides
from rspverify.policy.resolve_norms_signatures import ClauseKey, Signatures
from rspverify.policy.sort_rules import describe, unknown
from rspverify.policy.sorts import EntitySort
from rspverify.source.diagnostics import Label
from rspverify.syntax.norms import Acceptance, Binding


def resolve_policies(signatures: Signatures, elaborator: Elaborator, problems: Problems) -> dict[str, Policy]:
    """Every policy under its full name, in order of declaration. Clauses with a recorded problem are left out."""
    resolver = _Policies(signatures, elaborator, problems)
    return {name: resolver.policy(text) for name, text in signatures.texts.items()}


class _Policies:
    def __init__(self, signatures: Signatures, elaborator: Elaborator, problems: Problems) -> None:
        self._signatures = signatures
        self._el = elaborator
        self._problems = problems
        self._clauses: dict[ClauseKey, Clause | None] = {}
        self._bounds: dict[str, tuple[Bound, ...]] = {}
        self._in_force: dict[str, Expr] = {}

    def policy(self, text: PolicyText) -> Policy:
        clauses: dict[str, Clause] = {}
        for name, one in text.clauses.items():
            key = (one.origin, name)
            if key not in self._clauses:
                self._clauses[key] = resolve_clause(one, self._signatures, self._el, self._problems)
            clause = self._clauses[key]
            if clause is not None:
                clauses[name] = clause
        check_overrides(text, clauses, self._problems)
        spoken = text.syntax.wording
        return Policy(
            name=text.name,
            wording=wording.plain(text.name) if spoken is None else spoken,
            source=text.source,
            amends=text.amends,
            bounds=self._bound(text, clauses),
            in_force=Truth(True) if text.in_force is None else self._in_force_of(text.in_force),
            otherwise=text.otherwise,
            clauses=clauses,
            span=text.syntax.span,
            accepts=accepted((item for item in text.syntax.items if isinstance(item, Acceptance)), self._problems),
        )

    def _in_force_of(self, text: InForceText) -> Expr:
        key = f"{text.home.path}:{text.formula.span.start}"
        if key not in self._in_force:
            scope = self._el.scope(text.home, "`in force while`")
            self._in_force[key] = self._el.formula(text.formula, scope)
        return self._in_force[key]

    # ------------------------------------------------------------ who is bound

    def _bound(self, text: PolicyText, clauses: dict[str, Clause]) -> tuple[Bound, ...]:
        if text.binds is None:
            return self._named(clauses)
        key = f"{text.binds.home.path}:{text.binds.policy.span.start}"
        if key not in self._bounds:
            self._bounds[key] = self._declared(text.binds)
        bounds = self._bounds[key]
        before = None if text.amends is None else self._signatures.texts[text.amends].binds
        if text.syntax.binds is not None and before is not None and before is not text.binds:
            self._same_entities(text, bounds, before)
        return bounds

    def _named(self, clauses: dict[str, Clause]) -> tuple[Bound, ...]:
        """Without `binds`: the individuals that the clauses name."""
        found: dict[EntitySort, dict[str, Individual]] = {}
        for clause in clauses.values():
            if isinstance(clause.agent, Individual) and isinstance(clause.agent.sort, EntitySort):
                found.setdefault(clause.agent.sort, {}).setdefault(clause.agent.name, clause.agent)
        bounds = []
        for sort, agents in found.items():
            variable = self._el.fresh.variable("agent", sort)
            is_one = tuple(Equal(Var(variable, span=one.span), one, span=one.span) for one in agents.values())
            bounds.append(Bound(sort, variable, Or(is_one)))
        return tuple(bounds)

    def _declared(self, text: BindsText) -> tuple[Bound, ...]:
        scope = replace(self._el.scope(text.home, "the `where` of `binds`"), past=False, fixed_only=True)
        names: dict[str, Binding] = {}
        entities: dict[EntitySort, Binding] = {}
        bounds = []
        for one in text.bindings:
            shown = one.variable.name.text
            sort = self._el.type_sort(one.variable.type, text.home)
            self._el.check_variable(one.variable.name, scope)
            if shown in names:
                self._twice("RSP254", f"policy `{text.policy.text}` binds two variables `{shown}`", one, names[shown])
            names.setdefault(shown, one)
            if unknown(sort):
                continue
            if not isinstance(sort, EntitySort):
                self._problems.add(
                    "RSP254",
                    f"a policy binds members of an entity, and `{shown}` would be {describe(sort)}",
                    one.variable.type.span,
                )
                continue
            if sort in entities:
                self._twice("RSP254", f"policy `{text.policy.text}` binds `{sort.name}` twice", one, entities[sort])
                continue
            entities[sort] = one
            variable = scope.fresh(shown, sort)
            condition = (
                Truth(True) if one.where is None else self._el.formula(one.where, scope.with_variables((variable,)))
            )
            bounds.append(Bound(sort, variable, condition))
        return tuple(bounds)

    def _twice(self, code: str, message: str, one: Binding, first: Binding) -> None:
        self._problems.add(
            code,
            message,
            one.variable.name.span,
            labels=(Label(first.variable.name.span, "the first one"),),
            help="at most one variable for each entity; join the conditions with `or`",
        )

    def _same_entities(self, text: PolicyText, bounds: tuple[Bound, ...], before: BindsText) -> None:
        now = {bound.sort for bound in bounds}
        then = {self._el.type_sort(one.variable.type, before.home) for one in before.bindings}
        if now == then or unknown(*then) or len(now) < len(text.syntax.binds or ()):
            return
        listed = ", ".join(f"`{sort.name}`" for sort in sorted(then, key=str) if isinstance(sort, EntitySort))
        self._problems.add(
            "RSP255",
            f"policy `{text.name}` binds other entities than `{text.amends}`, which it amends",
            text.syntax.name.span,
            labels=(Label(before.policy.span, f"binds {listed or 'nobody'}"),),
            help="an amendment may change which members are bound, not of which entities; write a policy of its own",
        )
