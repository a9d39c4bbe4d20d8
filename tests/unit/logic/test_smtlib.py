"""Text for solvers: names that mean nothing else, and no blow-up."""

from __future__ import annotations

import pytest

from rspverify.logic import build
from rspverify.logic.smtlib import Declarations, Definer, declaration_lines, quoted, script, text
from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol, Term

S = LogicSort("S")
X, Y = build.var("x", S), build.var("y", S)
P, Q = Symbol("p", (S,), BOOL), Symbol("q", (S, S), BOOL)


def p(term: Term) -> Term:
    return build.apply(P, (term,))


def q(left: Term, right: Term) -> Term:
    return build.apply(Q, (left, right))


@pytest.mark.parametrize(
    "name", ["and", "law.train", "m'2", "a b", "", "é", "let", "x|y", "\\", "^", "a/b", "!1", "\n"]
)
def test_names_stay_apart(name: str) -> None:
    """Symbols, sorts, values and variables of one name are four names, none of which means anything to a solver."""
    sort = LogicSort(name, (name,))
    declared = Declarations((), (sort,), (Symbol(name, (), sort),))
    assert len(set("".join(declaration_lines(declared)).split())) > 3
    spelled = {quoted(kind, name) for kind in "%$?"} | {quoted("%", name, name)}
    assert len(spelled) == 4
    for spelling in spelled:
        inner = spelling.strip("|")
        assert "|" not in inner and "\\" not in inner and inner.isascii() and inner[0] in "%$?"


def test_names_are_spelled_injectively() -> None:
    names = ["a/b", "a", "b", "^", "^5e^", "|", "a|b", "a^7c^b"]
    pairs = [(left, right) for left in names for right in names]
    assert len({quoted("%", *pair) for pair in pairs}) == len(pairs)
    assert len({quoted("$", name) for name in names}) == len(names)


def test_two_things_of_one_name() -> None:
    with pytest.raises(ValueError, match="declared twice: \\['p'\\]"):
        declaration_lines(Declarations((S,), (), (P, Symbol("p", (), INT))))


def test_shared_parts_are_named_once() -> None:
    term = p(X)
    for _ in range(200):
        term = build.disj((build.conj((term, q(X, X))), build.negate(build.equal(term, q(X, Y)))))
    written = text(term)
    assert len(written) < 40_000
    assert written.count("(") == written.count(")")


def test_deep_terms() -> None:
    term = build.integer(1)
    count = build.apply(Symbol("n", (), INT))
    for number in range(5000):
        term = build.ite(build.less(count, build.integer(number)), term, build.add(term, count))
    assert text(term).startswith("(let ")


def test_parts_are_bound_where_their_variables_are() -> None:
    part = build.conj((p(X), q(X, X)))
    body = build.disj((build.conj((part, p(Y))), build.conj((build.negate(part), q(X, Y)))))
    written = text(build.both(build.forall((X, Y), body), build.exists((X,), build.both(part, q(X, X)))))
    assert written.index("forall") < written.index("let")


def test_a_name_is_hidden_below_a_binder_of_its_variable() -> None:
    """`part` is named outside for one x; below the inner quantifier x is another."""
    part = build.conj((p(X), q(X, X)))
    inner = build.exists((X,), build.both(part, q(X, Y)))
    body = build.disj((build.both(part, p(Y)), build.both(build.negate(part), inner)))
    written = text(build.forall((X, Y), body))
    inside = written[written.index("exists") :]
    assert "!" not in inside.split(")))")[0]


def test_a_session_defines_closed_shared_parts_once() -> None:
    a = build.apply(Symbol("a", (), S))
    part = build.conj((p(a), q(a, a)))
    term = build.disj((build.both(part, q(a, a)), build.both(build.negate(part), p(a)), build.equal(part, q(a, a))))
    definer = Definer("!d")
    lines, written = definer.text(term)
    assert len(lines) == len(definer) == 3 and "!d2" in written
    assert definer.text(term) == ([], written)
    definer.forget(0)
    assert definer.text(term) == (lines, written)


def test_a_script() -> None:
    assert script(Declarations((S,), (LogicSort("C", ("red", "blue")),), (P,)), [build.forall((X,), p(X))]) == (
        "(set-logic ALL)\n(declare-sort %S 0)\n(declare-datatypes ((%C 0)) (((%C/red) (%C/blue))))\n"
        "(declare-fun $p (%S) Bool)\n(assert (forall ((?x %S)) ($p ?x)))\n(check-sat)\n"
    )
