"""Which runs a check speaks of: checks of the same runs are judged together, by the same random ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rspverify.policy.claims import Check, Conditions, Keeping, Project, Property
from rspverify.policy.conditions import complying_with, effective_policies, reading_combinations
from rspverify.policy.expressions import Expr
from rspverify.policy.norms import Policy
from rspverify.semantics import norms
from rspverify.semantics.comply import is_tolerated, offences, offences_at, offender
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import Run


@dataclass(frozen=True)
class Group:
    """Runs that comply with `conditions.policies` (but for what is tolerated) and keep the assumptions, and the checks
    that speak of them. `policies`: all of the project as these runs see them; `concerned`: those that the runs are
    under or that the claims compare. `keeping`: the pair of a claim `keeping P keeps Q`."""

    project: Project
    conditions: Conditions
    keeping: tuple[str, str] | None
    checks: tuple[Check, ...]

    @property
    def policies(self) -> dict[str, Policy]:
        return effective_policies(self.project, self.conditions)

    @property
    def concerned(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.conditions.policies, *self.conditions.compared)))

    @property
    def readings(self) -> list[dict[str, str]]:
        return reading_combinations(self.project.world, self.conditions)

    @property
    def assumed(self) -> tuple[Expr, ...]:
        """What holds in every state besides the axioms."""
        return tuple(self.project.world.assumptions[name].formula for name in self.conditions.assuming)

    def asked(self, check: Check) -> Property:
        return self.project.properties[check.property]

    def complies(self, run: Run) -> bool:
        """Whether the last step, of a run that complied up to it, complies and leads to what is assumed. Raises
        `SemanticsError`."""
        if not all(holds(run, formula, run.last, {}) for formula in self.assumed):
            return False
        if run.last == 0:
            return True
        step, tolerated = run.last - 1, self.conditions.tolerated
        if offences_at(run, step, tolerated):
            return False
        if self.keeping is None:
            return True
        kept, other = (run.policies[name] for name in self.keeping)
        return not any(
            not is_tolerated(offence, tolerated) and norms.binds(run, other, offender(run, offence))
            for offence in offences(run, kept, step)
        )


def groups(project: Project, checks: Sequence[Check]) -> tuple[Group, ...]:
    """The checks by the runs that they speak of, in the order of the file. A check that speaks of two kinds of runs is
    in two groups."""
    found: dict[object, Group] = {}
    for check in checks:
        claim = project.properties[check.property].claim
        keeping = (claim.policy, claim.other) if isinstance(claim, Keeping) else None
        for policies in complying_with(claim, check.conditions):
            conditions = replace(check.conditions, policies=policies, steps=None)
            key = (conditions, keeping)
            group = found.get(key, Group(project, conditions, keeping, ()))
            found[key] = replace(group, checks=(*group.checks, check))
    return tuple(found.values())
