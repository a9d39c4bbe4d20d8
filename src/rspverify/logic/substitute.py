"""Capture-avoiding replacement of variables and of symbols (by closures)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rspverify.logic import build
from rspverify.logic.terms import Symbol, Term


@dataclass(frozen=True)
class Closure:
    """A function given by a body over formal `variables` (all distinct, none bound in the body)."""

    variables: tuple[Term, ...]
    body: Term

    def at(self, args: tuple[Term, ...]) -> Term:
        if args == self.variables:
            return self.body
        return replace_variables(self.body, dict(zip(self.variables, args, strict=True)))


def rebuild(term: Term, args: tuple[Term, ...]) -> Term:
    """The term with other arguments, simplified; not for quantifiers."""
    if args == term.args:
        return term
    match term.op:
        case "not":
            return build.negate(args[0])
        case "and":
            return build.conj(args)
        case "or":
            return build.disj(args)
        case "=":
            return build.equal(args[0], args[1])
        case "ite":
            return build.ite(args[0], args[1], args[2])
        case "<":
            return build.less(args[0], args[1])
        case "<=":
            return build.at_most(args[0], args[1])
        case "+":
            return build.add(args[0], args[1])
        case "*":
            return build.times(args[0].payload, args[1])
        case "apply":
            return build.apply(term.payload, args)
        case _:
            raise ValueError(f"{term.op} has no arguments")


def replace_variables(term: Term, values: Mapping[Term, Term]) -> Term:
    """The term with free variables replaced; bound variables are renamed where they would capture."""
    return _Replacement(values, None).walk(term)


def replace_symbols(term: Term, closures: Mapping[Symbol, Closure] | Callable[[Symbol], Closure | None]) -> Term:
    """The term with each symbol that has a closure replaced by it. Closures are not replaced again."""
    return _Replacement({}, closures).walk(term)


class _Replacement:
    """One replacement, with a memo; the walk keeps its own stack, since unrolled terms are deep."""

    def __init__(
        self,
        values: Mapping[Term, Term],
        closures: Mapping[Symbol, Closure] | Callable[[Symbol], Closure | None] | None,
    ) -> None:
        self._values = dict(values)
        self._closures = closures
        self._lookup = closures.get if isinstance(closures, Mapping) else closures
        self._memo: dict[Term, Term] = {}

    def _same(self, term: Term) -> bool:
        """Whether nothing in the term is replaced, as far as a quick look tells."""
        if not self._values.keys().isdisjoint(term.free):
            return False
        if isinstance(self._closures, Mapping):
            return self._closures.keys().isdisjoint(term.symbols)
        return self._closures is None or not term.symbols

    def walk(self, root: Term) -> Term:
        memo, stack = self._memo, [root]
        while stack:
            term = stack[-1]
            if term in memo:
                stack.pop()
            elif self._same(term):
                memo[stack.pop()] = term
            elif term.op in ("forall", "exists"):
                memo[stack.pop()] = self._quantifier(term)
            elif pending := [arg for arg in term.args if arg not in memo]:
                stack.extend(pending)
            else:
                memo[stack.pop()] = self._step(term, tuple([memo[arg] for arg in term.args]))
        return memo[root]

    def _step(self, term: Term, args: tuple[Term, ...]) -> Term:
        if term.op == "var":
            return self._values.get(term, term)
        if term.op == "apply" and self._lookup is not None:
            closure = self._lookup(term.payload)
            if closure is not None:
                return closure.at(args)
        return rebuild(term, args)

    def _quantifier(self, term: Term) -> Term:
        """Bound variables are renamed apart from all that is put below them."""
        inserted: set[Term] = set()
        for variable, value in self._values.items():
            if variable in term.free:
                inserted |= value.free
        if self._lookup is not None:
            for symbol in term.symbols:
                closure = self._lookup(symbol)
                if closure is not None:
                    inserted |= closure.body.free - set(closure.variables)
        fresh = {}
        for bound in term.payload:
            renamed, number = bound, 0
            while renamed in inserted or (renamed is not bound and renamed in term.args[0].free):
                number += 1
                renamed = build.var(f"{bound.payload}~{number}", bound.sort)
            fresh[bound] = renamed
        values = {v: t for v, t in self._values.items() if v in term.free}
        renamings = {v: t for v, t in fresh.items() if v is not t}
        inner = _Replacement(values | renamings, self._closures)
        body = inner.walk(term.args[0])
        quantify = build.forall if term.op == "forall" else build.exists
        return quantify(tuple(fresh.values()), body)
