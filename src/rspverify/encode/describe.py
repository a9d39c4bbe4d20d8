"""Terms in something like the language of policies, for people who read what a proof rests on.

Where the language itself can say it, it is said so; the rest (moments that are remembered, open duties, symbols that no
text declares) has words of its own.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from rspverify.encode.formula_text import COMPARISON, OR, SUM, FormulaText, Said, Scope, Unsayable
from rspverify.encode.lemma_numbers import hours_text
from rspverify.encode.lemma_text import LemmaText
from rspverify.encode.monitors import Monitor
from rspverify.encode.symbols import NOW
from rspverify.encode.system import Encoding
from rspverify.encode.two_runs import OTHER
from rspverify.logic import build
from rspverify.logic.terms import BOOL, INT, Symbol, Term


def describe(term: Term, encoding: Encoding | None = None) -> str:
    """One line; bound variables by short names, different from all other names. With the `encoding`, what monitors
    remember is put into words."""
    scope = Scope({variable: str(variable.payload) for variable in term.free})
    names = [*scope.names.values(), *(symbol.name for symbol in term.symbols)]
    text = _Plain(names) if encoding is None else _Worded(encoding, names)
    return (text.formula if term.sort == BOOL else text.value)(term, scope).text


class _Plain(FormulaText):
    """Symbols by their names."""

    def formula(self, term: Term, scope: Scope) -> Said:
        return Said(term.op) if term.op in ("true", "false") else super().formula(term, scope)

    def applied(self, term: Term, scope: Scope) -> Said:
        return self.call(term.payload.name, term.args, scope)

    def ordered(self, op: str, left: Term, right: Term, scope: Scope) -> Said:
        return _compared(self, op, left, right, scope)


class _Worded(LemmaText):
    """Symbols by what they mean."""

    def __init__(self, encoding: Encoding, names: Sequence[str]) -> None:
        super().__init__(encoding)
        self._taken |= frozenset(names)
        self._duties: dict[Symbol, str] = {}
        for (policy, clause), pending in encoding.norms.duties.known().items():
            # Duties that open and close alike are remembered once, whatever their deadlines.
            alike = self._duties.get(pending.open.symbol)
            name = f"{policy}.{clause}"
            self._duties[pending.open.symbol] = name if alike is None else f"{alike} and {name}"
        self._openings = {pending.since.symbol: pending for pending in encoding.monitors.pendings}
        self._asked = {symbol: word for word, symbol in encoding.symbols.words.items()}

    def formula(self, term: Term, scope: Scope) -> Said:
        return Said(term.op) if term.op in ("true", "false") else super().formula(term, scope)

    def applied(self, term: Term, scope: Scope) -> Said:
        symbol = term.payload
        if symbol.name.endswith(OTHER):
            mine = build.apply(replace(symbol, name=symbol.name.removesuffix(OTHER)), term.args)
            said = self.applied(mine, scope)
            return Said(f"{said.text} in the other run", min(said.level, COMPARISON))
        if symbol in self.pendings:
            return Said(f"{self.duty(symbol, term.args, scope)} is open", OR)
        if symbol in self._asked:
            return Said(f"the reading of {self._asked[symbol]}")
        try:
            return super().applied(term, scope)
        except Unsayable:
            return self._otherwise(symbol, term.args, scope)

    def duty(self, symbol: Symbol, arguments: Sequence[Term], scope: Scope) -> str:
        """The duty (or what a claim waits for) whose being open the symbol remembers."""
        name = self._duties.get(symbol)
        about = ", ".join(self.value(arg, scope).text for arg in arguments)
        called = "what the claim waits for" if name is None else f"the duty {name}"
        return f"{called}({about})" if about else called

    def _otherwise(self, symbol: Symbol, arguments: Sequence[Term], scope: Scope) -> Said:
        """What the language cannot say."""
        if symbol in self._openings:
            return Said(f"the opening of {self.duty(self._openings[symbol].open.symbol, arguments, scope)}")
        if symbol not in self.keys:
            return self.call(symbol.name, arguments, scope)
        key, monitor = self.keys[symbol]
        match key:
            case (("latest" | "earliest") as which, pattern):
                return Said(f"the {which} {self.occurrence(pattern, arguments, scope).text}")
            case _:
                return self._by_name(monitor, key, arguments, scope)

    def _by_name(self, monitor: Monitor, key: Hashable, arguments: Sequence[Term], scope: Scope) -> Said:
        try:
            return self.remembered(key, monitor, arguments, scope)
        except Unsayable:
            return self.call(monitor.symbol.name, arguments, scope)

    def ordered(self, op: str, left: Term, right: Term, scope: Scope) -> Said:
        try:
            return super().ordered(op, left, right, scope)
        except Unsayable:
            timed = any(symbol == NOW or symbol in self.keys for symbol in left.symbols | right.symbols)
            return _compared(self, op, left, right, scope, hours=timed)

    def limits(self, term: Term, variable: Term) -> str:
        try:
            return super().limits(term, variable)
        except Unsayable:
            return "int" if variable.sort == INT else variable.sort.name


def _compared(text: FormulaText, op: str, left: Term, right: Term, scope: Scope, *, hours: bool = False) -> Said:
    """A comparison as it stands; what is taken away on one side stands on the other. `hours`: its numbers are lengths
    of time, but for one that stands alone, which is a moment."""
    sides = []
    for mine, other in ((left, right), (right, left)):
        added = [part for part in _sum(mine) if not _negative(part)]
        added += [build.times(-1, part) for part in _sum(other) if _negative(part)]
        lengths = hours and len(added) > 1
        said = (
            hours_text(part.payload)
            if lengths and part.op == "int" and part.payload >= 0
            else text.value(part, scope).at(SUM)
            for part in added
        )
        sides.append(" + ".join(said) or "0")
    return Said(f"{sides[0]} {op} {sides[1]}", COMPARISON)


def _sum(term: Term) -> tuple[Term, ...]:
    return tuple(part for arg in term.args for part in _sum(arg)) if term.op == "+" else (term,)


def _negative(term: Term) -> bool:
    return term.op == "*" and term.args[0].payload < 0
