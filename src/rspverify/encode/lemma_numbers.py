"""Comparisons of numbers, moments and lengths of time as the language allows them.

A comparison is brought into the form `positive parts < negative parts`: numbers with numbers, lengths with lengths, one
moment (and lengths) with another. There is no name for a moment as such, so `now >= 0` cannot be said.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from rspverify.encode.formula_text import ATOM, COMPARISON, Said, Unsayable
from rspverify.logic.terms import INT, Term

Kind = Literal["number", "moment", "length"]
Named = Callable[[Term], tuple[str, Kind]]
"""The text and kind of a term that is no sum. Raises `Unsayable`."""


def compared(op: str, left: Term, right: Term, named: Named) -> Said:
    """`left op right` in the language. Raises `Unsayable`."""
    amounts: dict[Term, int] = {}
    constant = _add(left, 1, amounts) + _add(right, -1, amounts)
    counted = [(*named(term), amount) for term, amount in amounts.items() if amount]
    kinds = {kind for _, kind, _ in counted}
    if "moment" in kinds:
        moments = sorted(amount for _, kind, amount in counted if kind == "moment")
        if moments != [-1, 1] or "number" in kinds:
            raise Unsayable("a moment beside something that is none")
    elif len(kinds) > 1:
        raise Unsayable("numbers beside lengths of time")
    counted.sort(key=lambda one: one[1] != "moment")
    sides = [[_multiple(sign * amount, text) for text, _, amount in counted if sign * amount > 0] for sign in (1, -1)]
    said = hours_text(abs(constant)) if kinds & {"moment", "length"} else str(abs(constant))
    if constant or not all(sides):
        sides[0 if constant > 0 or (constant == 0 and not sides[0]) else 1].append(said)
    if not all(sides):
        zero = hours_text(0) if kinds & {"moment", "length"} else "0"
        sides = [side or [zero] for side in sides]
    return Said(f"{' + '.join(sides[0])} {op} {' + '.join(sides[1])}", COMPARISON)


def _multiple(amount: int, text: str) -> str:
    return text if amount == 1 else f"{amount} * {text}"


def _add(term: Term, factor: int, amounts: dict[Term, int]) -> int:
    """Adds `factor` times the term to the amounts; returns its constant part."""
    match term.op:
        case "int":
            return factor * int(term.payload)
        case "+":
            return sum(_add(arg, factor, amounts) for arg in term.args)
        case "*":
            return _add(term.args[1], factor * int(term.args[0].payload), amounts)
        case _:
            amounts[term] = amounts.get(term, 0) + factor
            return 0


def hours_text(hours: int) -> str:
    """A length as it is written: `3 days`, `5 hours`."""
    amount, unit = (hours // 24, "day") if hours and hours % 24 == 0 else (hours, "hour")
    return f"{amount} {unit}{'' if amount == 1 else 's'}"


def ranked(left: Term, right: Term, value: Callable[[Term], Said]) -> tuple[str, str] | None:
    """The two sides where positions in an ordered enumeration are compared; None if they are not."""
    one, other = unranked(left), unranked(right)
    if one is None and other is None:
        return None
    sort = (one or other or left).sort
    texts = []
    for term, found in ((left, one), (right, other)):
        if found is not None and found.sort == sort:
            texts.append(value(found).at(ATOM))
        elif term.op == "int" and 0 <= term.payload < len(sort.values):
            texts.append(sort.values[term.payload])
        else:
            raise Unsayable("the position of a value")
    return texts[0], texts[1]


def unranked(term: Term) -> Term | None:
    """The term of an ordered enumeration whose position `term` is (see `Formulas`), if it is one."""
    subject: Term | None = None
    position, rest = 0, term
    while rest.op == "ite" and rest.sort == INT:
        condition, then, rest = rest.args
        if condition.op != "=" or condition.args[1].op != "enum" or then.op != "int" or then.payload != position:
            return None
        if (
            subject not in (None, condition.args[0])
            or condition.args[1].payload != condition.args[1].sort.values[position]
        ):
            return None
        subject = condition.args[0]
        position += 1
    if subject is None or rest.op != "int" or rest.payload != position or position != len(subject.sort.values) - 1:
        return None
    return subject
