"""Terms as SMT-LIB 2.6 text.

Names come from what people wrote, so each kind of name has its own first letter (sort `%Lab`, enumeration value
`%Level/low`, symbol `$trained`, variable `?l`, shared subterm `!3`): no name meets another kind's, a keyword's or a
theory's. A shared subterm is bound by `let` in the outermost scope that binds its variables, so the text is as small
as the term is in memory, and the walk keeps its own stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol, Term

_SIMPLE = re.compile(r"[A-Za-z0-9~!@$%&*_+=<>.?/-]+\Z")
_UNSAFE = re.compile(r"[^ -~]|[|\\^/]")
_LONG = 4000
"""Texts longer than this are bound by `let` also where they are used once: joining them again costs their length."""


@dataclass(frozen=True)
class Declarations:
    """What a script may speak of."""

    sorts: tuple[LogicSort, ...] = ()
    enums: tuple[LogicSort, ...] = ()
    symbols: tuple[Symbol, ...] = ()


def quoted(kind: str, *names: str) -> str:
    """One SMT-LIB symbol for the names; different names give different symbols."""
    text = kind + "/".join(_UNSAFE.sub(lambda found: f"^{ord(found.group()):x}^", name) for name in names)
    return text if _SIMPLE.match(text) else f"|{text}|"


def sort_text(sort: LogicSort) -> str:
    return sort.name if sort in (BOOL, INT) else quoted("%", sort.name)


def symbol_text(symbol: Symbol) -> str:
    return quoted("$", symbol.name)


def enum_text(sort: LogicSort, value: str) -> str:
    return quoted("%", sort.name, value)


def declaration_lines(declarations: Declarations) -> list[str]:
    """The commands that declare; raises ValueError where two things have one name."""
    lines = [f"(declare-sort {sort_text(sort)} 0)" for sort in declarations.sorts]
    for sort in declarations.enums:
        values = " ".join(f"({enum_text(sort, value)})" for value in sort.values)
        lines.append(f"(declare-datatypes (({sort_text(sort)} 0)) (({values})))")
    lines.extend(symbol_line(symbol) for symbol in declarations.symbols)
    if len(set(lines)) < len(lines) or len({s.name for s in declarations.symbols}) < len(declarations.symbols):
        names = [sort.name for sort in (*declarations.sorts, *declarations.enums)]
        names.extend(symbol.name for symbol in declarations.symbols)
        raise ValueError(f"declared twice: {sorted(n for n in set(names) if names.count(n) > 1)}")
    return lines


def symbol_line(symbol: Symbol) -> str:
    arguments = " ".join(map(sort_text, symbol.arguments))
    return f"(declare-fun {symbol_text(symbol)} ({arguments}) {sort_text(symbol.sort)})"


def script(declarations: Declarations, assertions: Iterable[Term]) -> str:
    """A whole script: its answer is `unsat` where no structure satisfies all assertions."""
    lines = ["(set-logic ALL)", *declaration_lines(declarations)]
    lines.extend(f"(assert {text(term)})" for term in assertions)
    return "\n".join([*lines, "(check-sat)", ""])


def term_text(term: Term) -> str:
    """The term as one s-expression."""
    return text(term)


def text(term: Term, known: Mapping[Term, str] | None = None) -> str:
    """The term as one s-expression; `known` are closed terms that already have a name."""
    return _Printer(known or {}).scope(term, term.free)


def _compound(term: Term) -> bool:
    return bool(term.args) and term.op != "not"


def _leaf(term: Term) -> str:
    match term.op:
        case "apply":
            return symbol_text(term.payload)
        case "var":
            return quoted("?", term.payload)
        case "int":
            return str(term.payload) if term.payload >= 0 else f"(- {-term.payload})"
        case "enum":
            return enum_text(term.sort, term.payload)
        case _:
            return term.op


class Definer:
    """Terms as text for a session that remembers: closed subterms that are shared become `define-fun`s."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._known: dict[Term, str] = {}
        self._printer = _Printer(self._known)

    def __len__(self) -> int:
        """How many definitions there are."""
        return len(self._known)

    def forget(self, kept: int) -> None:
        """Only the first so many definitions stay."""
        for term in list(self._known)[kept:]:
            del self._known[term]

    def text(self, root: Term) -> tuple[list[str], str]:
        """The commands that define what is new, and the closed term's text over all that is defined."""
        return self._printer.defined(root, self._known, self._prefix)


class _Printer:
    """Prints one scope after another: the top, then below it the body of each quantifier."""

    def __init__(self, known: Mapping[Term, str]) -> None:
        self._known = known
        self._let: dict[Term, str] = {}
        self._count = 0
        self._heads: dict[object, str] = {}

    def members(self, roots: Sequence[Term], bound: frozenset[Term]) -> tuple[list[Term], dict[Term, int]]:
        """The subterms whose variables are all `bound`, each after its parts, and how often each is a part."""
        order: list[Term] = []
        parents: dict[Term, int] = {}
        stack: list[tuple[Term, bool]] = [(root, False) for root in reversed(roots)]
        while stack:
            term, left = stack.pop()
            if left:
                if term.free <= bound:
                    order.append(term)
                continue
            parents[term] = parents.get(term, 0) + 1
            if parents[term] > 1:
                continue
            if term in self._known or term in self._let:
                order.append(term)
                continue
            stack.append((term, True))
            if term.op in ("forall", "exists") and not bound.isdisjoint(term.payload):
                continue
            stack.extend((arg, False) for arg in reversed(term.args))
        return order, parents

    def scope(self, root: Term, bound: frozenset[Term]) -> str:
        order, parents = self.members((root,), bound)
        named: list[Term] = []
        layers: list[list[str]] = []
        height: dict[Term, int] = {}
        texts: dict[Term, str] = {}
        for term in order:
            name = self._known.get(term) or self._let.get(term)
            if name is not None:
                texts[term], height[term] = name, 0
                continue
            written = self._node(term, texts, bound)
            height[term] = self._height(term, height, bound)
            if term is not root and _compound(term) and (parents[term] > 1 or len(written) > _LONG):
                self._count += 1
                name = f"!{self._count}"
                while len(layers) <= height[term]:
                    layers.append([])
                layers[height[term]].append(f"({name} {written})")
                self._let[term] = name
                named.append(term)
                written, height[term] = name, height[term] + 1
            texts[term] = written
        for term in named:
            del self._let[term]
        opening = "".join(f"(let ({' '.join(layer)}) " for layer in layers)
        return f"{opening}{texts[root]}{')' * len(layers)}"

    def defined(self, root: Term, known: dict[Term, str], prefix: str) -> tuple[list[str], str]:
        """As `scope` for a closed term, with definitions in place of `let`; they are added to `known`."""
        closed: frozenset[Term] = frozenset()
        order, parents = self.members((root,), closed)
        texts: dict[Term, str] = {}
        lines: list[str] = []
        for term in order:
            written = known.get(term)
            if written is None:
                written = self._node(term, texts, closed)
                if term is not root and _compound(term) and (parents[term] > 1 or len(written) > _LONG):
                    name = f"{prefix}{len(known)}"
                    lines.append(f"(define-fun {name} () {sort_text(term.sort)} {written})")
                    known[term] = written = name
            texts[term] = written
        return lines, texts[root]

    def _node(self, term: Term, texts: Mapping[Term, str], bound: frozenset[Term]) -> str:
        if term.op in ("forall", "exists"):
            variables = " ".join(f"({_leaf(v)} {sort_text(v.sort)})" for v in term.payload)
            hidden = {t: self._let.pop(t) for t in list(self._let) if not t.free.isdisjoint(term.payload)}
            body = self.scope(term.args[0], bound | frozenset(term.payload))
            self._let.update(hidden)
            return f"({term.op} ({variables}) {body})"
        key = term.payload if term.op == "apply" else term.op if term.args else term
        head = self._heads.get(key)
        if head is None:
            head = self._heads[key] = _leaf(term)
        return f"({head} {' '.join([texts[arg] for arg in term.args])})" if term.args else head

    def _height(self, term: Term, height: Mapping[Term, int], bound: frozenset[Term]) -> int:
        """How many layers of `let` the term's text needs around it."""
        if term.op not in ("forall", "exists"):
            return max((height[arg] for arg in term.args), default=0)
        highest, seen, stack = 0, {term}, list(term.args)
        while stack:
            part = stack.pop()
            if part in seen:
                continue
            seen.add(part)
            if part in height:
                highest = max(highest, height[part])
            else:
                stack.extend(part.args)
        return highest
