"""Open words found again in terms: where a check has several readings of a word, its formula asks which one it is.

With one reading, a word is its reading's formula, and is said as that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rspverify.encode.formula_text import Said, parts
from rspverify.encode.symbols import logic_sort
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.terms import Term

Call = Callable[[str, Sequence[Term]], Said]


class Words:
    """The formulas of the words with several readings, over variables for their parameters."""

    def __init__(self, encoding: Encoding) -> None:
        self._encoding = encoding
        self._patterns: dict[str, tuple[tuple[Term, ...], tuple[Term, ...]]] = {}

    def _pattern(self, name: str) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
        """The word's parameters and the parts of its formula. Only of words that are used: compiling others might make
        monitors that nothing else needs."""
        if name not in self._patterns:
            encoding = self._encoding
            word = encoding.world.terms[name]
            terms = tuple(build.var(f"?{p.name}", logic_sort(p.sort)) for p in word.parameters)
            env = dict(zip(word.parameters, terms, strict=True))
            whole = build.disj(
                build.both(encoding.symbols.chosen(name, r.name), encoding.formulas.compile(r.body, env))
                for r in word.readings
                if r.name in encoding.symbols.allowed[name]
            )
            self._patterns[name] = (terms, parts(whole, "or"))
        return self._patterns[name]

    def folded(self, term: Term, call: Call) -> tuple[list[Said], list[Term]]:
        """The words that parts of a disjunction make up, and the parts that are left."""
        said: list[Said] = []
        rest = list(term.args)
        if term.op != "or":
            return said, rest
        for name, symbol in self._encoding.symbols.words.items():
            if symbol not in term.symbols or name not in self._encoding.world.terms:
                continue
            parameters, pattern = self._pattern(name)
            while (found := _found(pattern, rest, dict.fromkeys(parameters))) is not None:
                places, used = found
                said.append(call(name, [places[p] for p in parameters]))
                rest = [part for part in rest if part not in used]
        return said, rest


Places = dict[Term, "Term | None"]


def _found(
    pattern: Sequence[Term], candidates: Sequence[Term], places: Places
) -> tuple[dict[Term, Term], list[Term]] | None:
    """Candidates that fit the parts of the pattern, all with the same values in its places."""
    if not pattern:
        filled = {place: value for place, value in places.items() if value is not None}
        return (filled, []) if len(filled) == len(places) else None
    for candidate in candidates:
        tried = dict(places)
        if _fits(pattern[0], candidate, tried):
            rest = _found(pattern[1:], candidates, tried)
            if rest is not None:
                return rest[0], [candidate, *rest[1]]
    return None


def _fits(pattern: Term, term: Term, places: Places) -> bool:
    """Whether the term is the pattern with values in its places, which are noted."""
    if pattern in places:
        if places[pattern] is None and pattern.sort == term.sort:
            places[pattern] = term
        return places[pattern] is term
    if pattern is term:
        return True
    if (pattern.op, pattern.payload, len(pattern.args)) != (term.op, term.payload, len(term.args)):
        return False
    return all(_fits(one, other, places) for one, other in zip(pattern.args, term.args, strict=True))
