"""Whom one policy binds and the other does not."""

from __future__ import annotations

from rspverify.check.diff.acts import where
from rspverify.check.diff.ask import Asking, Finding
from rspverify.check.diff.results import BindingChange
from rspverify.check.diff.subject import bound_condition
from rspverify.policy.claims import NeverState
from rspverify.policy.conditions import binds
from rspverify.policy.expressions import And, Not, Var, Variable
from rspverify.policy.norms import Policy
from rspverify.policy.sorts import EntitySort
from rspverify.policy.substitute import canonical


def binding_changes(asking: Asking, old: Policy, new: Policy) -> tuple[BindingChange, ...]:
    """The entities of which the policies do not bind the same members. Raises `Fault`."""
    found = []
    for sort in dict.fromkeys(bound.sort for policy in (old, new) for bound in policy.bounds):
        if _condition(old, sort) == _condition(new, sort):
            continue
        released, added = _bound_alone(asking, sort, old, new), _bound_alone(asking, sort, new, old)
        if released.none and added.none:
            continue
        details = [
            f"{policy.name} alone binds {name}"
            for policy, finding in ((old, released), (new, added))
            for name in _example(finding)
        ]
        reason = next((one.reason for one in (released, added) if where(one) == "unknown"), "")
        found.append(BindingChange(sort.name, where(released), where(added), tuple(details), reason))
    return tuple(found)


def _condition(policy: Policy, sort: EntitySort) -> object:
    return canonical(bound_condition(policy, sort, Var(Variable("who", sort))))


def _bound_alone(asking: Asking, sort: EntitySort, policy: Policy, other: Policy) -> Finding:
    who = Variable("who'bound", sort)
    alone = And((binds(policy, sort, Var(who)), Not(binds(other, sort, Var(who)))))
    return asking.ask((who,), NeverState(alone))


def _example(finding: Finding) -> list[str]:
    return [
        f"{name}, for one" for _, shown in finding.shown[:1] for name in shown.evidence.confirmed.environment.values()
    ]
