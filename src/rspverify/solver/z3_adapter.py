"""Z3, spoken to in SMT-LIB text through `Z3_eval_smtlib2_string`.

Measured (z3-solver 5.4.1, one core; 20 axioms, 200 small queries): this costs 0.08 ms for a push, assertion, query and
pop, `ParserContext` with `SimpleSolver` 0.12 ms; a session from nothing 2.4 ms against 5.8 ms. Each session has a
context of its own, so that `rlimit` counts the same every time. Queries are always asked above one `push`: that is
Z3's incremental core; without it each query would run through the strategy for single scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from rspverify.logic import smtlib
from rspverify.logic.smtlib import Declarations
from rspverify.logic.terms import Symbol, Term
from rspverify.solver.port import Answer, Budget, NoValues, Sat, Unknown, Unsat, Value

_MEMORY_MEGABYTES = 2048
_QUERY_LIMIT = "the limit for one query is reached"
_TOKEN = re.compile(r'\|[^|]*\||"[^"]*"|[()]|[^\s()|"]+')


def z3_solver(declarations: Declarations, budget: Budget) -> Z3Session:
    """A `SolverFactory`."""
    return Z3Session(declarations, budget)


def z3_script(script: str, budget: Budget) -> Answer:
    """A `ScriptSolver`: one script in a context of its own."""
    console = _Console(budget)
    return console.ask("(push)\n" + script, None)


class _Console:
    """Text in, text out; counts what is spent."""

    def __init__(self, budget: Budget) -> None:
        import z3  # type: ignore[import-untyped]
        from z3 import z3core

        z3.set_param("memory_max_size", _MEMORY_MEGABYTES)
        self._errors: type[Exception] = z3.Z3Exception
        self._evaluate = z3core.Z3_eval_smtlib2_string
        self._context: Any = z3.Context()
        self._budget = budget
        self._counted = 0
        self._limits: tuple[int, int] = (0, 0)
        self.failure: str | None = None

    def tell(self, commands: str) -> str:
        """The answer to the commands; after a failure nothing is asked any more."""
        if self.failure is None:
            try:
                return str(self._evaluate(self._context.ref(), commands))
            except self._errors as error:
                self.failure = _QUERY_LIMIT if "canceled" in str(error) else f"Z3 failed: {error}"
            except UnicodeDecodeError as error:
                self.failure = f"Z3 answered in no known letters: {error}"
        return ""

    def ask(self, query: str, rlimit: int | None) -> Answer:
        """The answer to a text that ends in one query, within the budget."""
        stopped = self._budget.exhausted()
        if stopped is not None:
            return Unknown(stopped)
        reply = self.tell(f"{self._limit_options(rlimit)}{query}\n(get-info :rlimit)").split()
        if self.failure is not None:
            return self._stopped(0, self.failure)
        counted = int(reply[-1].rstrip(")"))
        spent, self._counted = counted - self._counted, counted
        self._budget.spend(spent)
        match reply[0]:
            case "sat":
                return Sat()
            case "unsat":
                return Unsat()
            case _:
                return self._stopped(spent, self._budget.exhausted() or self._reason())

    def _stopped(self, spent: int, reason: str) -> Unknown:
        """What a query that was stopped was allowed is spent all the same: Z3 counts less where it stops early."""
        if reason == _QUERY_LIMIT:
            self._budget.spend(max(self._limits[0] - spent, 0))
        return Unknown(self._budget.exhausted() or reason)

    def _limit_options(self, rlimit: int | None) -> str:
        left = self._budget.seconds_left()
        limits = (self._budget.query_rlimit(rlimit), 0 if left is None else max(int(left * 1000), 1))
        if limits == self._limits:
            return ""
        self._limits = limits
        return f"(set-option :rlimit {limits[0]})(set-option :timeout {limits[1] or 4294967295})"

    def _reason(self) -> str:
        found = re.search(r'"(.*)"', self.tell("(get-info :reason-unknown)"))
        reason = found.group(1) if found else "no reason given"
        return _QUERY_LIMIT if "canceled" in reason or "resource" in reason else reason


class Z3Session:
    """One `Solver` session."""

    def __init__(self, declarations: Declarations, budget: Budget) -> None:
        self._console = _Console(budget)
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
