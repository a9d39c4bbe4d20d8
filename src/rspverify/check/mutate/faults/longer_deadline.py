"""RSP430: more time than the clause gives: the deadline of a duty, the period of a recurring one; for an order less
time before the act.

A length that is written is doubled; a name with readings stands for its longest, doubled; for one of unknown length
there are ten years instead; `at once` becomes a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rspverify.check.mutate.ground import Fault, Ground
from rspverify.check.repair.edits import Deadline, SetDeadline, due, edited
from rspverify.source.spans import NOWHERE
from rspverify.syntax.declarations import DurationDeclaration
from rspverify.syntax.expressions import Quantity
from rspverify.syntax.norms import Order
from rspverify.syntax.print_norms import deadline_text

CODE = "RSP430"

_HOURS = {"hour": 1, "day": 24, "week": 168, "month": 720, "year": 8760}


def faults(ground: Ground) -> Iterator[Fault]:
    declared = {one.name.text: one for one in ground.words.declarations if isinstance(one, DurationDeclaration)}
    for clause in ground.clauses:
        deadline = due(clause.norm)
        if deadline is None:
            continue
        name = clause.name.text
        if isinstance(clause.norm, Order):
            said = f"`{name}` asks for no time in between"
            yield ground.fault(clause, said, replace(clause.norm, at_least=None))
            continue
        longer = _longer(deadline, declared)
        after = edited(clause, SetDeadline(name, longer))
        if after is not None:
            said = f"`{name}` gives more time: `{_length(longer)}`, not `{_length(deadline)}`"
            yield ground.fault(clause, said, after.norm)


def _length(deadline: Deadline) -> str:
    return deadline_text(deadline).removeprefix("within ")


def _longer(deadline: Deadline, declared: Mapping[str, DurationDeclaration]) -> Quantity:
    if deadline == "at once":
        return Quantity(NOWHERE, 1, "day")
    if isinstance(deadline, Quantity):
        return replace(deadline, amount=2 * deadline.amount)
    named = declared.get(deadline.name)
    lengths = [] if named is None else [one.length for one in named.readings]
    lengths += [] if named is None or named.length is None else [named.length]
    if not lengths:
        return Quantity(NOWHERE, 10, "year")
    longest = max(lengths, key=lambda one: one.amount * _HOURS[one.unit])
    return replace(longest, amount=2 * longest.amount)
