"""Definitions that a solver printed: what is understood, and that all else is refused."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rspverify.logic import build
from rspverify.logic.read_smtlib import Unreadable, read_definition
from rspverify.logic.smtlib import text
from rspverify.logic.terms import BOOL, INT, Symbol, Term

P, Q = (build.apply(Symbol(name, (), BOOL)) for name in "pq")
N, M = (build.apply(Symbol(name, (), INT)) for name in "nm")
FORMAL = "((x!0 Bool) (x!1 Bool) (x!2 Int) (|a b| Int))"


def read(body: str, arguments: Sequence[Term] = (P, Q, N, M), formal: str = FORMAL) -> Term:
    listed = f"(\n (define-fun other () Bool false)\n (define-fun |inv it| {formal} Bool\n {body})\n)"
    return read_definition(listed, "|inv it|", arguments)


def number(value: int) -> Term:
    return build.integer(value)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("true", build.TRUE),
        ("(and x!0 (or x!1 (not x!0)))", build.both(P, build.either(Q, build.negate(P)))),
        ("(=> x!0 x!1 false)", build.either(build.negate(P), build.negate(Q))),
        ("(= x!0 x!1)", build.equal(P, Q)),
        ("(>= (+ x!2 (* (- 1) |a b|)) (- 25))", build.at_most(number(-25), build.subtract(N, M))),
        ("(< 1 x!2 3)", build.both(build.less(number(1), N), build.less(N, number(3)))),
        ("(> x!2 (- |a b| x!2))", build.less(build.subtract(M, N), N)),
        ("(<= (- x!2) (* 2 3))", build.at_most(build.times(-1, N), number(6))),
        ("(= (ite x!0 x!2 0) 7)", build.equal(build.ite(P, N, number(0)), number(7))),
        ("(let ((a!1 (and x!0 x!1))) (let ((a!1 (not a!1)) (a!2 a!1)) (or a!1 a!2)))", build.TRUE),
        (
            "(let ((a!1 (not x!0))) (let ((a!1 x!1) (a!2 a!1)) (and a!1 a!2)))",
            build.both(Q, build.negate(P)),
        ),
    ],
)
def test_what_is_read(body: str, wanted: Term) -> None:
    assert read(body) is wanted


def test_what_is_written_is_read() -> None:
    """Our own printer's text, with shared parts in `let`, is the same term again."""
    term: Term = P
    for value in range(30):
        other = build.less(build.add(N, number(value)), M)
        term = build.disj((build.conj((term, other)), build.conj((build.negate(term), Q))))
    names = "(($p Bool) ($q Bool) ($n Int) ($m Int))"
    assert read(text(term), formal=names) is term


@pytest.mark.parametrize(
    "body",
    [
        "(forall ((y Int)) (= y x!2))",
        "(exists ((y Int)) (= y x!2))",
        "(! x!0 :weight 0)",
        "(unheard x!0)",
        "((_ is red) x!2)",
        "(and x!0 x!2)",
        "(and)",
        "(not x!0 x!1)",
        "(= x!0 x!2)",
        "(< x!0 x!1)",
        "(* x!2 |a b|)",
        "(div x!2 2)",
        "(ite x!2 x!0 x!1)",
        "(<= (to_real x!2) 1.5)",
        "x!9",
        "()",
        "(let x!0 x!1)",
        "(let ((a!1)) a!1)",
        "(not " * 300 + "x!0" + ")" * 300,
    ],
)
def test_what_is_refused(body: str) -> None:
    with pytest.raises(Unreadable):
        read(body)


@pytest.mark.parametrize("formal", ["()", "((x!0 Bool))", "((x!0 Int) (x!1 Bool) (x!2 Int) (x!3 Int))", "x"])
def test_other_arguments_than_were_asked_for(formal: str) -> None:
    with pytest.raises(Unreadable):
        read("true", formal=formal)


@pytest.mark.parametrize("text", ["", "(", ")", "(define-fun other () Bool true)", "(define-fun |inv it|)"])
def test_texts_without_the_definition(text: str) -> None:
    with pytest.raises(Unreadable):
        read_definition(text, "|inv it|", ())
