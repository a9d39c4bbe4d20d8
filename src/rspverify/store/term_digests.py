"""Digests of questions to the engines: of terms, and of the frozen data that holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum

from rspverify.logic.terms import LogicSort, Symbol, Term
from rspverify.store.hashing import blake2b


class Digests:
    """Digests that are the same in every process. Each term is looked at once, however often it is a part."""

    def __init__(self) -> None:
        self._terms: dict[Term, bytes] = {}
        self._names: dict[Symbol | LogicSort, bytes] = {}

    def of(self, data: object) -> bytes:
        """Of plain values, terms, sequences, mappings, sets and dataclasses of these. Raises `TypeError` for others."""
        match data:
            case Term():
                return self._term(data)
            case Symbol() | LogicSort():
                return self._name(data)
            case None | bool() | int() | str() | bytes() | Enum():
                return _joined(type(data).__name__, [repr(data).encode("utf-8", "surrogatepass")])
            case Mapping():
                return _joined("mapping", [self.of(part) for pair in data.items() for part in pair])
            case AbstractSet():
                return _joined("set", sorted(self.of(part) for part in data))
            case Sequence():
                return _joined("sequence", [self.of(part) for part in data])
            case _ if is_dataclass(data):
                return _joined(type(data).__name__, [self.of(getattr(data, field.name)) for field in fields(data)])
            case _:
                raise TypeError(f"{type(data).__name__} has no digest")

    def _term(self, root: Term) -> bytes:
        done = self._terms
        stack = [root]
        while stack:
            term = stack[-1]
            if term in done:
                stack.pop()
                continue
            missing = [part for part in _parts(term) if part not in done]
            if missing:
                stack.extend(missing)
                continue
            stack.pop()
            done[term] = _joined(term.op, [self._payload(term), self._name(term.sort), *(done[a] for a in term.args)])
        return done[root]

    def _payload(self, term: Term) -> bytes:
        if isinstance(term.payload, tuple):
            return _joined("variables", [self._terms[variable] for variable in term.payload])
        return self.of(term.payload)

    def _name(self, name: Symbol | LogicSort) -> bytes:
        found = self._names.get(name)
        if found is None:
            match name:
                case Symbol():
                    sorts = [self._name(sort) for sort in (*name.arguments, name.sort)]
                    found = _joined("symbol", [self.of(name.name), self.of(name.rigid), *sorts])
                case LogicSort():
                    found = _joined("sort", [self.of(name.name), *map(self.of, name.values)])
            self._names[name] = found
        return found


def _parts(term: Term) -> tuple[Term, ...]:
    return (*term.payload, *term.args) if isinstance(term.payload, tuple) else term.args


def _joined(kind: str, parts: Sequence[bytes]) -> bytes:
    found = blake2b(f"{kind}\0{len(parts)}\0".encode(), digest_size=32)
    for part in parts:
        found.update(b"%d\0" % len(part))
        found.update(part)
    return found.digest()
