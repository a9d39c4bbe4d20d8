"""RSP422: a condition is gone: a conjunct of `when` or `while`, or what a policy is in force while."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.mutate.faults.dropped import dropped
from rspverify.check.mutate.ground import Fault, Ground
from rspverify.syntax.printer import print_expression

CODE = "RSP422"


def faults(ground: Ground) -> Iterator[Fault]:
    policy = ground.about.declaration
    if policy.in_force is not None:
        said = f"`{policy.name.text}` is in force whether or not `{print_expression(policy.in_force)}`"
        yield ground.of_head(said, replace(policy, in_force=None))
    for clause in ground.clauses:
        yield from dropped(ground, clause, "when")
        yield from dropped(ground, clause, "while")
