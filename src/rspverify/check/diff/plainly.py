"""What is plain from the texts of two policies, so that no engine is asked."""

from __future__ import annotations

from rspverify.check.diff.atoms import concerned
from rspverify.check.diff.duty_pairs import text_of
from rspverify.policy.norms import Duty, Order, Policy, Prohibition, RecurringDuty, SolePermission


def may_forbid(policy: Policy, action: str) -> bool:
    """Whether anything in the policy can forbid such acts."""
    kinds = (Prohibition, Order, SolePermission)
    return policy.otherwise == "forbidden" or any(isinstance(one.norm, kinds) for one in concerned(policy, action))


def say_the_same(old: Policy, new: Policy, action: str) -> bool:
    """Whether all clauses on which the verdict on such acts hangs are the same, word by word but for variables.
    Not told of clauses that an open duty overrides: it hangs on more whether that is open."""
    mine, theirs = concerned(old, action), concerned(new, action)
    if old.otherwise != new.otherwise or any(isinstance(c.norm, Duty | RecurringDuty) for c in (*mine, *theirs)):
        return False
    return text_of(old, mine) == text_of(new, theirs)
