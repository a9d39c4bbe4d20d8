"""The law of definitions that are read: Z3 means the same by the text as by the term that was read from it."""

from __future__ import annotations

from collections.abc import Iterator

from generate.choices import Choices
from known import budget

from rspverify.logic import build
from rspverify.logic.read_smtlib import Unreadable, read_definition
from rspverify.logic.smtlib import Declarations, declaration_lines, text
from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol
from rspverify.solver.port import Sat
from rspverify.solver.z3_adapter import z3_script

_SORTS = (INT, INT, BOOL, BOOL)
_PLACES = tuple(Symbol(f"place {number}", (), sort) for number, sort in enumerate(_SORTS))


def misread(choices: Choices) -> Iterator[str]:
    """A random definition as solvers print them, with names that hide others."""
    formal = {f"x!{number}": sort for number, sort in enumerate(_SORTS)}
    body = _Writing(choices).expression(BOOL, formal, 4)
    defined = f"(define-fun inv ({' '.join(f'({name} {sort.name})' for name, sort in formal.items())}) Bool {body})"
    places = [build.apply(symbol) for symbol in _PLACES]
    try:
        found = read_definition(defined, "inv", places)
    except Unreadable as failure:
        yield f"{defined}: {failure}"
        return
    script = [
        "(set-logic ALL)",
        *declaration_lines(Declarations((), (), _PLACES)),
        defined,
        f"(assert (not (= (inv {' '.join(map(text, places))}) {text(found)})))",
        "(check-sat)",
        "",
    ]
    if isinstance(z3_script("\n".join(script), budget()), Sat):
        yield f"{defined}: read as {found}"


class _Writing:
    def __init__(self, choices: Choices) -> None:
        self._choices = choices

    def expression(self, sort: LogicSort, names: dict[str, LogicSort], depth: int) -> str:
        choices = self._choices
        if depth == 0 or choices.chance(10):
            return self._leaf(sort, names)
        if choices.chance(25):
            return self._let(sort, names, depth)
        if choices.chance(15):
            parts = (self.expression(part, names, depth - 1) for part in (BOOL, sort, sort))
            return f"(ite {' '.join(parts)})"
        if sort is BOOL:
            head, of, counts = choices.one(
                (
                    *((head, BOOL, (2, 3)) for head in ("and", "or", "=>", "=")),
                    ("not", BOOL, (1, 1)),
                    *((head, INT, (2, 3)) for head in ("<", "<=", ">", ">=", "=")),
                )
            )
        else:
            head, of, counts = choices.one((("+", INT, (2, 3)), ("-", INT, (1, 3)), ("*", INT, (2, 2))))
        if head == "*":
            return f"(* {choices.number(0, 3)} {self.expression(INT, names, depth - 1)})"
        parts = (self.expression(of, names, depth - 1) for _ in range(choices.number(*counts)))
        return f"({head} {' '.join(parts)})"

    def _leaf(self, sort: LogicSort, names: dict[str, LogicSort]) -> str:
        known = [name for name, of in names.items() if of is sort]
        plain = [str(self._choices.number(0, 3))] if sort is INT else ["true", "false"]
        return self._choices.one(known if self._choices.chance(80) and known else plain)

    def _let(self, sort: LogicSort, names: dict[str, LogicSort], depth: int) -> str:
        """Bindings take effect together; a name may be one that is there already."""
        bound = dict.fromkeys(self._choices.one(("a!1", *names)) for _ in range(self._choices.number(1, 2)))
        sorts = {name: self._choices.one((INT, BOOL)) for name in bound}
        pairs = [f"({name} {self.expression(of, names, depth - 1)})" for name, of in sorts.items()]
        return f"(let ({' '.join(pairs)}) {self.expression(sort, names | sorts, depth - 1)})"
