"""Smart constructors: they keep terms small by identities that hold in every structure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol, Term, make

TRUE = make("true", (), None, BOOL)
FALSE = make("false", (), None, BOOL)


def boolean(value: bool) -> Term:
    return TRUE if value else FALSE


def integer(value: int) -> Term:
    return make("int", (), value, INT)


def enum(name: str, sort: LogicSort) -> Term:
    """The value `name` of an enumeration."""
    return make("enum", (), name, sort)


def var(name: str, sort: LogicSort) -> Term:
    return make("var", (), name, sort)


def apply(symbol: Symbol, args: Sequence[Term] = ()) -> Term:
    """`symbol(args)`; raises ValueError where number or sorts of arguments do not fit."""
    if tuple(arg.sort for arg in args) != symbol.arguments:
        raise ValueError(f"{symbol.name} takes {symbol.arguments}, not {[a.sort for a in args]}")
    return make("apply", tuple(args), symbol, symbol.sort)


def negate(term: Term) -> Term:
    if term is TRUE:
        return FALSE
    if term is FALSE:
        return TRUE
    if term.op == "not":
        return term.args[0]
    return make("not", (term,), None, BOOL)


def conj(terms: Iterable[Term]) -> Term:
    """The conjunction, flattened, without repetition."""
    return _junction("and", terms, TRUE, FALSE)


def disj(terms: Iterable[Term]) -> Term:
    """The disjunction, flattened, without repetition."""
    return _junction("or", terms, FALSE, TRUE)


def _junction(op: str, terms: Iterable[Term], neutral: Term, absorbing: Term) -> Term:
    kept: dict[Term, None] = {}
    for term in terms:
        for part in term.args if term.op == op else (term,):
            if part is absorbing or negate(part) in kept:
                return absorbing
            if part is not neutral:
                kept[part] = None
    if not kept:
        return neutral
    if len(kept) == 1:
        return next(iter(kept))
    return make(op, tuple(kept), None, BOOL)


def both(left: Term, right: Term) -> Term:
    return conj((left, right))


def either(left: Term, right: Term) -> Term:
    return disj((left, right))


def implies(left: Term, right: Term) -> Term:
    return disj((negate(left), right))


def iff(left: Term, right: Term) -> Term:
    return equal(left, right)


def equal(left: Term, right: Term) -> Term:
    if left is right:
        return TRUE
    if left.op == right.op and left.op in ("int", "enum"):
        return FALSE
    for one, other in ((left, right), (right, left)):
        if one is TRUE:
            return other
        if one is FALSE:
            return negate(other)
    return make("=", (left, right), None, BOOL)


def ite(condition: Term, then: Term, otherwise: Term) -> Term:
    if condition is TRUE or then is otherwise:
        return then
    if condition is FALSE:
        return otherwise
    if then.sort is BOOL or then.sort == BOOL:
        if then is TRUE:
            return either(condition, otherwise)
        if then is FALSE:
            return both(negate(condition), otherwise)
        if otherwise is TRUE:
            return either(negate(condition), then)
        if otherwise is FALSE:
            return both(condition, then)
    return make("ite", (condition, then, otherwise), None, then.sort)


def less(left: Term, right: Term) -> Term:
    if left is right:
        return FALSE
    if left.op == right.op == "int":
        return boolean(left.payload < right.payload)
    return make("<", (left, right), None, BOOL)


def at_most(left: Term, right: Term) -> Term:
    """`left <= right`."""
    if left is right:
        return TRUE
    if left.op == right.op == "int":
        return boolean(left.payload <= right.payload)
    return make("<=", (left, right), None, BOOL)


def add(left: Term, right: Term) -> Term:
    if left.op == right.op == "int":
        return integer(left.payload + right.payload)
    if left.op == "int" and left.payload == 0:
        return right
    if right.op == "int" and right.payload == 0:
        return left
    return make("+", (left, right), None, INT)


def times(factor: int, term: Term) -> Term:
    if factor == 0:
        return integer(0)
    if factor == 1:
        return term
    if term.op == "int":
        return integer(factor * term.payload)
    if term.op == "*":
        return times(factor * term.args[0].payload, term.args[1])
    return make("*", (integer(factor), term), None, INT)


def subtract(left: Term, right: Term) -> Term:
    return integer(0) if left is right else add(left, times(-1, right))


def forall(variables: Sequence[Term], body: Term) -> Term:
    return _quantify("forall", variables, body)


def exists(variables: Sequence[Term], body: Term) -> Term:
    """Over uninterpreted sorts and enumerations every sort has a member, so unused variables go."""
    return _quantify("exists", variables, body)


def _quantify(op: str, variables: Sequence[Term], body: Term) -> Term:
    used = tuple(v for v in variables if v in body.free)
    if not used:
        return body
    one_point = _one_point(op, used, body)
    if one_point is not None:
        return one_point
    return make(op, (body,), used, BOOL)


def _one_point(op: str, variables: tuple[Term, ...], body: Term) -> Term | None:
    """`exists x | x = t and φ` is φ[t]; `forall x | x != t or φ` is φ[t]."""
    from rspverify.logic.substitute import replace_variables

    parts = body.args if body.op == ("and" if op == "exists" else "or") else (body,)
    for part in parts:
        equation = part if op == "exists" else negate(part)
        if equation.op != "=":
            continue
        for one, other in (equation.args, equation.args[::-1]):
            if one in variables and one not in other.free:
                rest = [p for p in parts if p is not part]
                joined = conj(rest) if op == "exists" else disj(rest)
                return _quantify(op, [v for v in variables if v is not one], replace_variables(joined, {one: other}))
    return None
