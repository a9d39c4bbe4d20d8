"""RSP433: what no clause speaks of is forbidden, not permitted, or permitted, not forbidden."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.mutate.ground import Fault, Ground
from rspverify.check.repair.workshop import Splice
from rspverify.source.spans import Span
from rspverify.syntax.norms import Otherwise

CODE = "RSP433"


def faults(ground: Ground) -> Iterator[Fault]:
    """Of a policy that says it itself, or amends none."""
    policy = ground.about.declaration
    own = [item for item in policy.items if isinstance(item, Otherwise)]
    for item in own:
        new = "forbidden" if item.status == "permitted" else "permitted"
        yield Fault("", _said(policy.name.text, new), (Splice(item.span, f"otherwise {new}"),))
    if not own and policy.amends is None and policy.items:
        first = policy.items[0].span
        text = f"otherwise forbidden\n{' ' * (first.column - 1)}"
        yield Fault(
            "", _said(policy.name.text, "forbidden"), (Splice(Span(first.file, first.start, first.start), text),)
        )


def _said(policy: str, new: str) -> str:
    old = "permitted" if new == "forbidden" else "forbidden"
    return f"`{policy}` says `otherwise {new}`, not `otherwise {old}`"
