"""Hash-consed, solver-free terms of many-sorted first-order logic with integers and enumerations.

Terms are built by the functions in `build`, which simplify; equal terms are one object, so `is` compares them and
memo tables may be keyed by them. The table that makes them so is weak and invisible: it changes no result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary


@dataclass(frozen=True)
class LogicSort:
    """`Bool`, `Int`, an uninterpreted sort (no `values`) or an enumeration (`values` not empty)."""

    name: str
    values: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.name)  # terms are looked up by it all the time, and a text remembers its hash

    def __repr__(self) -> str:
        return self.name


BOOL = LogicSort("Bool")
INT = LogicSort("Int")


@dataclass(frozen=True)
class Symbol:
    """A function, predicate or (without `arguments`) constant. `rigid` symbols have one meaning in the whole run."""

    name: str
    arguments: tuple[LogicSort, ...]
    sort: LogicSort
    rigid: bool = False

    def __hash__(self) -> int:
        return hash(self.name)  # as for a sort


class Term:
    """One node. `op` is one of

    `true false int enum` (with `payload`), `var` (payload: name), `apply` (payload: `Symbol`), `not and or = ite < <= +
    *` (for `*` the first argument is an `int`), `forall exists` (payload: tuple of `var` terms; one argument).
    `free`: the variables free in it. Build with `rspverify.logic.build`, never directly.
    """

    __slots__ = ("__weakref__", "_hashed", "args", "free", "op", "payload", "sort", "symbols")

    op: str
    args: tuple[Term, ...]
    payload: Any
    sort: LogicSort
    free: frozenset[Term]
    symbols: frozenset[Symbol]
    _hashed: int

    def __hash__(self) -> int:
        return self._hashed

    def __eq__(self, other: object) -> bool:
        return self is other

    def __repr__(self) -> str:
        from rspverify.logic.smtlib import term_text

        return term_text(self)

    def __reduce__(self) -> Any:
        return (make, (self.op, self.args, self.payload, self.sort))


_interned: WeakValueDictionary[Any, Term] = WeakValueDictionary()
_NONE: frozenset[Any] = frozenset()


def make(op: str, args: tuple[Term, ...], payload: Any, sort: LogicSort) -> Term:
    """The one term with these parts; no simplification."""
    key = (op, args, payload, sort)
    found = _interned.get(key)
    if found is not None:
        return found
    term = object.__new__(Term)
    term.op, term.args, term.payload, term.sort = op, args, payload, sort
    term._hashed = hash((op, tuple(map(id, args)), payload, sort))
    free: frozenset[Term] = _NONE
    symbols: frozenset[Symbol] = _NONE
    for arg in args:
        free |= arg.free
        symbols |= arg.symbols
    if op == "var":
        free = frozenset((term,))
    elif op in ("forall", "exists"):
        free -= frozenset(payload)
    elif op == "apply":
        symbols |= {payload}
    term.free, term.symbols = free, symbols
    _interned[key] = term
    return term
