"""RSP426: the wrong modal verb: `may` for `must not`, `must not` for `may` and for `need not`, `may` for a `must`;
`may … when` for `may … only when`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.mutate.faults.hanging import permitting
from rspverify.check.mutate.ground import Fault, Ground
from rspverify.check.repair.formulas import joined
from rspverify.syntax.norms import Duty, Exemption, Norm, Order, Permission, Prohibition, RecurringDuty

CODE = "RSP426"


def faults(ground: Ground) -> Iterator[Fault]:
    for clause in ground.clauses:
        for said, norm in flipped(clause.norm):
            fault = ground.fault(clause, f"`{clause.name.text}` {said}", norm)
            if isinstance(norm, Permission):
                hanging = permitting(ground, clause.name.text)
                fault = replace(fault, said=fault.said + hanging.said, splices=(*fault.splices, *hanging.splices))
            yield fault


def flipped(norm: Norm) -> Iterator[tuple[str, Norm]]:
    """What a norm says with another modal verb, and which."""
    match norm:
        case Prohibition(span, agent, acts, when, unless):
            yield "says `may`, not `must not`", Permission(span, agent, acts, False, when, unless, None)
        case Permission(span, agent, acts, sole, when, unless, provided):
            if sole:
                yield "says `when`, not `only when`", replace(norm, sole=False)
                return
            given = joined([one for one in (when, provided) if one is not None], "and")
            yield "says `must not`, not `may`", Prohibition(span, agent, acts, given, unless)
        case Duty(span, agent, acts, when=when, while_=while_, unless=unless):
            yield "says `may`, not `must`", Permission(span, agent, acts, False, when or while_, unless, None)
        case RecurringDuty(span, agent, acts, while_=while_, unless=unless):
            yield "says `may`, not `must`", Permission(span, agent, acts, False, while_, unless, None)
        case Exemption(span, agent, acts, when, unless):
            yield "says `must not`, not `need not`", Prohibition(span, agent, acts, when, unless)
        case Order():
            return
