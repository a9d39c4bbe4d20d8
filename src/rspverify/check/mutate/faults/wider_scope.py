"""RSP432: the policy binds more agents than it should: the `where` of its head is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.mutate.ground import Fault, Ground
from rspverify.syntax.printer import print_expression

CODE = "RSP432"


def faults(ground: Ground) -> Iterator[Fault]:
    policy = ground.about.declaration
    for one in policy.binds or ():
        if one.where is None:
            continue
        variable = one.variable
        said = (
            f"`{policy.name.text}` binds every `{variable.name.text}`, not only `where {print_expression(one.where)}`"
        )
        binds = tuple(replace(each, where=None) if each is one else each for each in policy.binds or ())
        yield ground.of_head(said, replace(policy, binds=binds))
