"""Z3 as a solver for sessions of queries and for single scripts.

Queries are always asked above one `push`: that is Z3's incremental core; without it each query would run through the
strategy for single scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rspverify.logic import smtlib
from rspverify.logic.smtlib import Declarations
from rspverify.logic.terms import Symbol, Term
from rspverify.solver.port import Answer, Budget, NoValues, Unknown, Unsat, Value
from rspverify.solver.z3_console import Console

_TOKEN = re.compile(r'\|[^|]*\||"[^"]*"|[()]|[^\s()|"]+')


def z3_solver(declarations: Declarations, budget: Budget) -> Z3Session:
    """A `SolverFactory`."""
    return Z3Session(declarations, budget)


def z3_script(script: str, budget: Budget) -> Answer:
    """A `ScriptSolver`: one script in a context of its own."""
    console = Console(budget)
    return console.ask("(push)\n" + script, None)


class Z3Session:
    """One `Solver` session."""

    def __init__(self, declarations: Declarations, budget: Budget) -> None:
        self._console = Console(budget)
        self._definer = smtlib.Definer("!d")
        self._texts: dict[Term, str] = {}
        self._levels: list[int] = []
        self._pending = [
            "(set-option :produce-unsat-cores true)",
            "(set-option :model.completion true)",
            *smtlib.declaration_lines(declarations),
            "(push)",
        ]

    def declare(self, symbols: Iterable[Symbol]) -> None:
        self._pending.extend(smtlib.symbol_line(symbol) for symbol in symbols)

    def add(self, term: Term) -> None:
        definitions, text = self._definer.text(term)
        self._pending.extend((*definitions, f"(assert {text})"))

    def push(self) -> None:
        self._levels.append(len(self._definer))
        self._pending.append("(push)")

    def pop(self) -> None:
        self._definer.forget(self._levels.pop())
        self._pending.append("(pop)")

    def check(self, assumptions: Sequence[Term] = (), *, rlimit: int | None = None) -> Answer:
        names = {self._literal(assumption): assumption for assumption in assumptions}
        self._pending.append(f"(check-sat-assuming ({' '.join(names)}))")
        query = "\n".join(self._pending)
        self._pending = []
        answer = self._console.ask(query, rlimit)
        if isinstance(answer, Unsat) and names:
            core = self._console.tell("(get-unsat-core)").strip()[1:-1]
            if self._console.failure is not None:
                return Unknown(self._console.failure)
            parts = {smtlib_name(part) for part in _parts(core)}
            return Unsat(tuple(assumption for name, assumption in names.items() if smtlib_name(name) in parts))
        return answer

    def _literal(self, term: Term) -> str:
        atom = term.args[0] if term.op == "not" else term
        if atom.op != "apply" or atom.args:
            raise ValueError("an assumption is a Boolean constant or its negation")
        return self._text(term)

    def _text(self, term: Term) -> str:
        """The term by itself, without the definitions of `add`; kept, since assumptions and values are asked again."""
        found = self._texts.get(term)
        if found is None:
            found = self._texts[term] = smtlib.text(term)
        return found

    def values(self, terms: Sequence[Term]) -> tuple[Value, ...]:
        found = self._evaluated(terms)
        if self._console.failure is not None:
            raise NoValues(self._console.failure)
        try:
            return tuple(_value(term, text) for term, text in zip(terms, found, strict=True))
        except (KeyError, ValueError) as error:
            raise NoValues(f"Z3 gave no value: {error}") from error

    def surely_false(self, formulas: Sequence[Term]) -> tuple[bool, ...]:
        found = self._evaluated(formulas)
        return tuple(text == "false" for text in found) if len(found) == len(formulas) else (False,) * len(formulas)

    def _evaluated(self, terms: Sequence[Term]) -> list[str]:
        """Z3's `eval` prints the value alone, where `get-value` would print each term again."""
        return _parts(self._console.tell("".join(f"(eval {self._text(t)} :completion true)" for t in terms)))


def smtlib_name(text: str) -> str:
    """The name without its bars: Z3 prints `|x|` as `x`."""
    return text.replace("|", "")


def _parts(text: str) -> list[str]:
    """The s-expressions that the text lists."""
    found: list[str] = []
    depth, start = 0, 0
    for token in _TOKEN.finditer(text):
        if depth == 0:
            start = token.start()
        if token.group() == "(":
            depth += 1
        elif token.group() == ")":
            depth -= 1
        if depth == 0:
            found.append(text[start : token.end()])
    return found


def _value(term: Term, text: str) -> Value:
    if term.sort.values:
        names = {smtlib_name(smtlib.enum_text(term.sort, value)): value for value in term.sort.values}
        return names[smtlib_name(text)]
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text[0] != "(" else -int(text[2:-1])
