"""Definitions that a solver prints, read back into terms: only what is needed for invariants without quantifiers.

Read are `let`, `and or not => = ite + - * < <= > >=`, numbers and the arguments. All else is refused: what is not
understood is no invariant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from math import prod
from typing import TypeAlias

from rspverify.logic import build
from rspverify.logic.terms import BOOL, INT, Term

Expression: TypeAlias = "str | list[Expression]"

_TOKEN = re.compile(r'\|[^|]*\||"[^"]*"|[()]|[^\s()|"]+')
_MOST_DEEP = 200
"""Texts nested more deeply are refused."""


class Unreadable(Exception):
    """The message quotes what was not understood."""


def unquoted(name: str) -> str:
    """The name without its bars: `|x|` and `x` are one symbol."""
    return name[1:-1] if name.startswith("|") else name


def read_definition(text: str, name: str, arguments: Sequence[Term]) -> Term:
    """The body of `(define-fun name …)` in the text, at these arguments. Raises `Unreadable`."""
    for expression in _expressions(text):
        for entry in (expression, *(expression if isinstance(expression, list) else ())):
            if isinstance(entry, list) and len(entry) == 5 and entry[0] == "define-fun":
                _, defined, formal, _, body = entry
                if isinstance(defined, str) and unquoted(defined) == unquoted(name):
                    return _read(body, _bound(formal, arguments))
    raise Unreadable(f"there is no definition of {name}")


def _expressions(text: str) -> list[Expression]:
    """All s-expressions of the text, one after another."""
    stack: list[list[Expression]] = [[]]
    for found in _TOKEN.finditer(text):
        token = found.group()
        if token == "(":
            stack.append([])
        elif token != ")":
            stack[-1].append(token)
        elif len(stack) == 1:
            raise Unreadable("there are more closing than opening parentheses")
        else:
            stack[-2].append(stack.pop())
    if len(stack) > 1:
        raise Unreadable("a parenthesis is not closed")
    return stack[0]


def _bound(formal: Expression, arguments: Sequence[Term]) -> dict[str, Term]:
    if isinstance(formal, str) or len(formal) != len(arguments):
        raise Unreadable(f"the definition does not take {len(arguments)} arguments")
    bound: dict[str, Term] = {}
    for pair, argument in zip(formal, arguments, strict=True):
        if isinstance(pair, str) or len(pair) != 2 or pair[1] != argument.sort.name:
            raise Unreadable(f"an argument is no {argument.sort.name}: {_shown(pair)}")
        bound[unquoted(_name(pair[0]))] = argument
    return bound


def _name(expression: Expression) -> str:
    if isinstance(expression, str):
        return expression
    raise Unreadable(f"no name: {_shown(expression)}")


def _read(expression: Expression, names: Mapping[str, Term], depth: int = 0) -> Term:
    if depth > _MOST_DEEP:
        raise Unreadable("the definition is nested too deeply")
    if isinstance(expression, list) and expression and expression[0] == "let":
        scope = dict(names)
        while isinstance(expression, list) and len(expression) == 3 and expression[0] == "let":
            scope.update([_binding(pair, scope, depth) for pair in expression[1]])
            expression = expression[2]
        names = scope
    if isinstance(expression, str):
        return _constant(expression, names)
    if not expression:
        raise Unreadable("no operation: ()")
    head, *rest = expression
    args = [_read(argument, names, depth + 1) for argument in rest]
    return _applied(expression, _name(head), args)


def _binding(pair: Expression, names: Mapping[str, Term], depth: int) -> tuple[str, Term]:
    if isinstance(pair, str) or len(pair) != 2:
        raise Unreadable(f"no binding: {_shown(pair)}")
    return unquoted(_name(pair[0])), _read(pair[1], names, depth + 1)


def _constant(token: str, names: Mapping[str, Term]) -> Term:
    if token in ("true", "false"):
        return build.boolean(token == "true")
    if token.isdecimal():
        return build.integer(int(token))
    found = names.get(unquoted(token))
    if found is None:
        raise Unreadable(f"an unknown name: {token}")
    return found


def _applied(expression: Expression, head: str, args: Sequence[Term]) -> Term:
    """Raises `Unreadable` also where sorts or the number of arguments do not fit."""
    sorts = {arg.sort for arg in args}
    if head in _OF_BOOLEANS and sorts == {BOOL}:
        if head != "not" or len(args) == 1:
            return _OF_BOOLEANS[head](args)
    elif head in _COMPARED and sorts == {INT}:
        return build.conj(_COMPARED[head](left, right) for left, right in pairwise(args))
    elif head in ("+", "-") and sorts == {INT}:
        if head == "-":
            args = [build.times(-1, args[0])] if len(args) == 1 else [args[0], *(build.times(-1, a) for a in args[1:])]
        return reduce(build.add, args)
    elif head == "*" and sorts == {INT}:
        factors = [arg.payload for arg in args if arg.op == "int"]
        others = [arg for arg in args if arg.op != "int"]
        if len(others) <= 1:
            return build.times(prod(factors), others[0] if others else build.integer(1))
    elif head == "=" and len(sorts) == 1:
        return build.conj(build.equal(left, right) for left, right in pairwise(args))
    elif head == "ite" and len(args) == 3 and args[0].sort == BOOL and args[1].sort == args[2].sort:
        return build.ite(*args)
    raise Unreadable(f"not understood: {_shown(expression)}")


def _implied(args: Sequence[Term]) -> Term:
    return build.disj((*map(build.negate, args[:-1]), args[-1]))


_OF_BOOLEANS: Mapping[str, Callable[[Sequence[Term]], Term]] = {
    "and": build.conj,
    "or": build.disj,
    "=>": _implied,
    "not": lambda args: build.negate(args[0]),
}
_COMPARED: Mapping[str, Callable[[Term, Term], Term]] = {
    "<": build.less,
    "<=": build.at_most,
    ">": lambda left, right: build.less(right, left),
    ">=": lambda left, right: build.at_most(right, left),
}


def _shown(expression: Expression) -> str:
    """The beginning of the text."""
    if isinstance(expression, str):
        return expression
    return f"({' '.join(part if isinstance(part, str) else '(…)' for part in expression[:4])})"
