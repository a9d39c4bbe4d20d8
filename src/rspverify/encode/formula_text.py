"""Terms as text of the language: connectives, quantifiers and brackets.

What an application, a comparison or a remembered past is called is left to two heirs: `lemma_text` says only what is
exactly so in the language, `describe` says everything, for people.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from rspverify.logic import build
from rspverify.logic.terms import BOOL, INT, LogicSort, Term

OPEN, IFF, IMPLIES, OR, AND, SINCE, PREFIXED, COMPARISON, SUM, PRODUCT, ATOM = range(11)
"""How tightly texts bind; `OPEN` reaches as far to the right as possible."""

KEYWORDS = frozenset(("no", "or", "if", "in", "by", "as", "on", "up", "is", "to"))
"""Words of the language so short that a variable could be called so."""


class Unsayable(Exception):
    """Something that the language has no words for; the message names it."""


@dataclass(frozen=True)
class Said:
    """A text, and how tightly it binds."""

    text: str
    level: int = ATOM

    def at(self, least: int) -> str:
        """The text where something that binds so tightly is expected."""
        return self.text if self.level >= least else f"({self.text})"


@dataclass(frozen=True)
class Scope:
    """`names`: of the variables; `past`: below a word for the past, where an occurrence may stand for a formula."""

    names: Mapping[Term, str] = field(default_factory=dict)
    past: bool = False

    def inside(self) -> Scope:
        return replace(self, past=True)


def parts(term: Term, op: str) -> tuple[Term, ...]:
    """What a conjunction or a disjunction (of perhaps one) is made of."""
    if term is (build.TRUE if op == "and" else build.FALSE):
        return ()
    return term.args if term.op == op else (term,)


class FormulaText(ABC):
    """Heirs say what `applied` and `ordered` are, and may find shorter words in `shorter`."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """`taken`: names that no bound variable gets."""
        self._taken = frozenset(taken) | KEYWORDS

    # ---------------------------------------------------------------- what heirs say

    @abstractmethod
    def applied(self, term: Term, scope: Scope) -> Said:
        """A symbol at arguments, or a constant."""

    @abstractmethod
    def ordered(self, op: str, left: Term, right: Term, scope: Scope) -> Said:
        """A comparison of numbers: `=`, `!=`, `<` or `<=`."""

    def shorter(self, term: Term, scope: Scope) -> tuple[list[Said], list[Term]]:
        """Of a conjunction or disjunction: what some parts mean together, and the parts that are left."""
        return [], list(term.args)

    def limits(self, term: Term, variable: Term) -> str:
        """The type of a bound variable of the quantifier `term`."""
        return str(variable.sort.name) if variable.sort is not INT and variable.sort != INT else "int"

    def body(self, term: Term) -> Term:
        """What a quantifier says, without what `limits` already says."""
        return term.args[0]

    # ---------------------------------------------------------------- formulas

    def formula(self, term: Term, scope: Scope) -> Said:
        """A Boolean term."""
        match term.op:
            case "true":
                return Said("0 = 0", COMPARISON)
            case "false":
                return Said("0 = 1", COMPARISON)
            case "not":
                return self._denied(term.args[0], scope)
            case "and":
                return self._joined(" and ", AND, *self.shorter(term, scope), scope)
            case "or":
                return self._disjunction(term, scope)
            case "=" | "<" | "<=":
                return self._compared(term.op, term.args[0], term.args[1], scope)
            case "ite":
                condition, then, otherwise = term.args
                taken = build.either(build.both(condition, then), build.both(build.negate(condition), otherwise))
                return self.formula(taken, scope)
            case "forall" | "exists":
                return self._quantified(term, scope)
            case _:
                return self.value(term, scope)

    def _denied(self, inner: Term, scope: Scope) -> Said:
        match inner.op:
            case "=" if inner.args[0].sort != BOOL:
                return self._compared("!=", inner.args[0], inner.args[1], scope)
            case "<":
                return self._compared("<=", inner.args[1], inner.args[0], scope)
            case "<=":
                return self._compared("<", inner.args[1], inner.args[0], scope)
            case _:
                return Said(f"not {self.formula(inner, scope).at(PREFIXED)}", PREFIXED)

    def _compared(self, op: str, left: Term, right: Term, scope: Scope) -> Said:
        if left.sort == BOOL:
            return Said(f"{self.formula(left, scope).at(IMPLIES)} iff {self.formula(right, scope).at(IMPLIES)}", IFF)
        if left.sort == INT:
            return self.ordered(op, left, right, scope)
        if left.op == "enum":
            left, right = right, left
        return Said(f"{self.value(left, scope).at(SUM)} {op} {self.value(right, scope).at(SUM)}", COMPARISON)

    def _joined(self, word: str, level: int, said: list[Said], rest: list[Term], scope: Scope) -> Said:
        everything = [*said, *(self.formula(one, scope) for one in rest)]
        if len(everything) == 1:
            return everything[0]
        return Said(word.join(one.at(level + 1) for one in everything), level)

    def _disjunction(self, term: Term, scope: Scope) -> Said:
        """`not a or b` reads better as `a implies b`; so does `not (a and b) or c`."""
        said, rest = self.shorter(term, scope)
        denied = [one.args[0] for one in rest if one.op == "not"]
        stated = [one for one in rest if one.op != "not"]
        if len(denied) > 1 and not stated and not said:
            stated = [build.negate(denied.pop())]
        if not denied or not (stated or said):
            return self._joined(" or ", OR, said, rest, scope)
        if len(stated) + len(said) > 1 and any(one.op in ("=", "<", "<=", "and") for one in denied):
            # Nothing is gained where the denied parts read well as they are.
            return self._joined(" or ", OR, said, rest, scope)
        left = self.formula(build.conj(denied), scope)
        right = self._joined(" or ", OR, said, stated, scope)
        return Said(f"{left.at(OR)} implies {right.at(IMPLIES)}", IMPLIES)

    def _quantified(self, term: Term, scope: Scope) -> Said:
        names = dict(scope.names)
        declared = []
        for variable in term.payload:
            names[variable] = self._fresh(variable.sort, {*names.values()})
            declared.append(f"{names[variable]}: {self.limits(term, variable)}")
        word = "every" if term.op == "forall" else "some"
        body = self.formula(self.body(term), replace(scope, names=names))
        return Said(f"{word} {', '.join(declared)} | {body.text}", OPEN)

    def _fresh(self, sort: LogicSort, taken: set[str]) -> str:
        stem = (sort.name.rpartition(".")[2] or "x")[0].lower()
        number, name = 1, stem
        while name in taken or name in self._taken:
            number += 1
            name = f"{stem}{number}"
        return name

    # ---------------------------------------------------------------- values

    def value(self, term: Term, scope: Scope) -> Said:
        """A term that is no connective."""
        match term.op:
            case "var":
                return Said(scope.names.get(term, str(term.payload)))
            case "int":
                return Said(str(term.payload))
            case "enum":
                return Said(str(term.payload))
            case "apply":
                return self.applied(term, scope)
            case "ite":
                condition = self.formula(term.args[0], scope).text
                then, otherwise = (self.value(arg, scope).text for arg in term.args[1:])
                return Said(f"if {condition} then {then} else {otherwise}", OPEN)
            case "+":
                return Said(" + ".join(self.value(arg, scope).at(PRODUCT) for arg in term.args), SUM)
            case "*":
                return Said(" * ".join(self.value(arg, scope).at(ATOM) for arg in term.args), PRODUCT)
            case _:
                return self.formula(term, scope)

    def call(self, name: str, arguments: Iterable[Term | None], scope: Scope) -> Said:
        """`name(..)`, with `any` where there is no term."""
        texts = ["any" if one is None else self.value(one, scope).text for one in arguments]
        return Said(f"{name}({', '.join(texts)})" if texts else name)
