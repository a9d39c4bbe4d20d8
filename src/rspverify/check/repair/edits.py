"""What may be changed in a clause, and what the clause then says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, assert_never, cast

from rspverify.check.repair.formulas import joined, negated, parts, replaced, same
from rspverify.source.spans import NOWHERE, Span
from rspverify.syntax.expressions import DurationExpression, Expression, Identifier
from rspverify.syntax.norms import ClauseDeclaration, Duty, Norm, Order, RecurringDuty
from rspverify.syntax.print_norms import deadline_text
from rspverify.syntax.printer import print_clause, print_expression

Slot = Literal["when", "while", "unless", "provided"]
SLOTS: tuple[Slot, ...] = ("when", "while", "unless", "provided")
_ASKED: tuple[Slot, ...] = ("when", "while", "provided")
_FIELDS: dict[Slot, str] = {"when": "when", "while": "while_", "unless": "unless", "provided": "provided"}
_WORDS: dict[Slot, str] = {"when": "condition", "while": "condition", "unless": "exception", "provided": "proviso"}
_INDEFINITE = {"condition": "a condition", "exception": "an exception", "proviso": "a proviso"}
Deadline = DurationExpression | Literal["at once"]


@dataclass(frozen=True)
class Drop:
    """One conjunct of a condition or a proviso, or one of several exceptions, is taken away."""

    clause: str
    slot: Slot
    part: Expression


@dataclass(frozen=True)
class Add:
    """One more conjunct (of `unless`: one more exception), or the first."""

    clause: str
    slot: Slot
    part: Expression


@dataclass(frozen=True)
class Narrow:
    """Exceptions count only where `part` is so too."""

    clause: str
    part: Expression


@dataclass(frozen=True)
class Exchange:
    """A belief is replaced by what it is about, wherever the clause has it."""

    clause: str
    old: Expression
    new: Expression


@dataclass(frozen=True)
class SetDeadline:
    """The deadline of a duty, the period of a recurring one, the time that an order asks for."""

    clause: str
    deadline: Deadline


@dataclass(frozen=True)
class DropOverride:
    clause: str
    other: str


@dataclass(frozen=True)
class AddOverride:
    clause: str
    other: str


@dataclass(frozen=True)
class AddClause:
    """A clause that was missing; `clause` is its name."""

    clause: str
    declaration: ClauseDeclaration


Edit = Drop | Add | Narrow | Exchange | SetDeadline | DropOverride | AddOverride | AddClause


def cost(edits: tuple[Edit, ...]) -> int:
    """How large a change is; a new clause is the last resort."""
    return sum(3 if isinstance(edit, AddClause) else 1 for edit in edits)


def edited(clause: ClauseDeclaration, edit: Edit) -> ClauseDeclaration | None:
    """What a clause says after an edit of it; None where the edit does not fit it (any more)."""
    norm = clause.norm
    match edit:
        case Drop(_, slot, part):
            changed = _without(norm, slot, part)
        case Add(_, slot, part):
            changed = _with(norm, slot, part)
        case Narrow(_, part):
            changed = _narrowed(norm, part)
        case Exchange(_, old, new):
            changed = _exchanged(norm, old, new)
        case SetDeadline(_, deadline):
            changed = _due(norm, deadline)
        case DropOverride(_, other):
            kept = tuple(one for one in clause.overrides if one.text != other)
            return replace(clause, overrides=kept) if len(kept) < len(clause.overrides) else None
        case AddOverride(_, other):
            if any(one.text == other for one in clause.overrides):
                return None
            return replace(clause, overrides=(*clause.overrides, Identifier(NOWHERE, other)))
        case AddClause():
            return None
        case _:
            assert_never(edit)
    return None if changed is None or changed == norm else replace(clause, norm=in_order(changed))


def formula(norm: Norm, slot: Slot) -> Expression | None:
    """What stands after `when`, `while`, `unless` or `provided`."""
    return cast("Expression | None", getattr(norm, _FIELDS[slot], None))


def has(norm: Norm, slot: Slot) -> bool:
    """Whether such a condition may stand in such a norm at all."""
    return hasattr(norm, _FIELDS[slot])


def due(norm: Norm) -> Deadline | None:
    match norm:
        case Duty(deadline=deadline):
            return deadline
        case RecurringDuty(period=period):
            return period
        case Order(at_least=at_least):
            return at_least
        case _:
            return None


def with_formula(norm: Norm, slot: Slot, value: Expression | None) -> Norm:
    """The norm with another formula (or none) after `when`, `while`, `unless` or `provided`."""
    changed: dict[str, Any] = {_FIELDS[slot]: value}
    return replace(norm, **changed)


def _operator(slot: Slot) -> Literal["and", "or"]:
    return "or" if slot == "unless" else "and"


def _without(norm: Norm, slot: Slot, part: Expression) -> Norm | None:
    there = parts(formula(norm, slot), _operator(slot))
    kept = [one for one in there if not same(one, part)]
    return with_formula(norm, slot, joined(kept, _operator(slot))) if len(kept) < len(there) else None


def _with(norm: Norm, slot: Slot, part: Expression) -> Norm | None:
    if not has(norm, slot) or any(same(one, part) for one in parts(formula(norm, slot), _operator(slot))):
        return None
    # What would keep the clause from ever applying is no condition of it, and no exception.
    never = part if slot == "unless" else negated(part)
    if any(same(one, never) for other in _ASKED for one in parts(formula(norm, other), "and")):
        return None
    return with_formula(norm, slot, joined([*parts(formula(norm, slot), _operator(slot)), part], _operator(slot)))


def _narrowed(norm: Norm, part: Expression) -> Norm | None:
    unless = formula(norm, "unless")
    exceptions = parts(unless, "or")
    # To ask for what is an exception by itself would leave that one only; to ask for its opposite would drop it.
    one_of_them = any(same(one, part) or same(one, negated(part)) for one in exceptions)
    if unless is None or one_of_them or any(same(one, part) for one in parts(unless, "and")):
        return None
    # What the clause asks for anyway makes no difference, and its opposite would drop the exception.
    asked = [one for slot in _ASKED for one in parts(formula(norm, slot), "and")]
    if any(same(one, part) or same(one, negated(part)) for one in asked):
        return None
    return with_formula(norm, "unless", joined([unless, part], "and"))


def _exchanged(norm: Norm, old: Expression, new: Expression) -> Norm:
    for slot in SLOTS:
        there = formula(norm, slot)
        if there is not None:
            norm = with_formula(norm, slot, replaced(there, old, new))
    return norm


def _due(norm: Norm, deadline: Deadline) -> Norm | None:
    match norm:
        case Duty():
            return replace(norm, deadline=deadline)
        case RecurringDuty() if deadline != "at once":
            return replace(norm, period=deadline)
        case Order(at_least=at_least) if at_least is not None and deadline != "at once":
            return replace(norm, at_least=deadline)
        case _:
            return None


def in_order(norm: Norm) -> Norm:
    """The conditions in the order in which they are usually written; the printer goes by their places."""
    for number, slot in enumerate(SLOTS):
        there = formula(norm, slot)
        if there is not None:
            norm = with_formula(norm, slot, replace(there, span=Span(NOWHERE.file, number, number)))
    return norm


# ---------------------------------------------------------------- in words


def said(edit: Edit, before: ClauseDeclaration | None) -> str:
    """An edit as an instruction. `before`: the clause as it was."""
    name = edit.clause
    match edit:
        case Drop(_, slot, part):
            return f"in `{name}`, drop the {_WORDS[slot]} `{print_expression(part)}`"
        case Add(_, slot, part):
            return f"in `{name}`, add {_INDEFINITE[_WORDS[slot]]}: `{slot} {print_expression(part)}`"
        case Narrow(_, part):
            return f"in `{name}`, let the exception count only where `{print_expression(part)}`"
        case Exchange(_, old, new):
            return f"in `{name}`, say `{print_expression(new)}` instead of the belief `{print_expression(old)}`"
        case SetDeadline(_, deadline):
            now = None if before is None else due(before.norm)
            instead = f" instead of `{_length(before, now)}`" if before is not None and now is not None else ""
            return f"in `{name}`, say `{_length(before, deadline)}`{instead}"
        case DropOverride(_, other):
            return f"`{name}` no longer overrides `{other}`"
        case AddOverride(_, other):
            return f"`{name}` overrides `{other}`"
        case AddClause(_, declaration):
            return f"add the clause `{' '.join(print_clause(declaration).split())}`"
        case _:
            assert_never(edit)


def _length(clause: ClauseDeclaration | None, deadline: Deadline) -> str:
    text = deadline_text(deadline)
    match None if clause is None else clause.norm:
        case RecurringDuty():
            return text.replace("within", "every", 1)
        case Order():
            return text.replace("within", "at least", 1)
        case _:
            return text
