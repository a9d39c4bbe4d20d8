"""The second opinion: answers, limits, failures, and a cvc5 that is not there."""

from __future__ import annotations

import sys

import cvc5
import pytest

from rspverify.solver import cvc5_adapter
from rspverify.solver.cvc5_adapter import WAYS, cvc5_script
from rspverify.solver.port import Answer, Budget, Limits, Sat, Unknown, Unsat
from rspverify.solver.versions import cvc5_version, z3_version

HEAD = "(set-logic ALL)\n"
NEEDS_ENUMERATION = HEAD + (
    "(declare-sort %S 0)(declare-fun $p (%S) Bool)(declare-fun $q (%S) Bool)\n"
    "(assert (forall ((?x %S)) ($p ?x)))\n(assert (forall ((?x %S)) (not ($p ?x))))\n(check-sat)\n"
)


def pigeons(count: int) -> str:
    """So many different numbers from one too few."""
    lines = [f"(declare-fun h{i} () Int)(assert (and (<= 0 h{i}) (< h{i} {count - 1})))" for i in range(count)]
    lines += [f"(assert (not (= h{i} h{j})))" for i in range(count) for j in range(i)]
    return HEAD + "\n".join(lines) + "\n(check-sat)\n"


def said(script: str, limits: Limits = Limits()) -> Answer:  # noqa: B008
    return cvc5_script(script, Budget(limits))


def test_answers() -> None:
    assert said(HEAD + "(assert false)(check-sat)") == Unsat()
    assert said(HEAD + "(declare-fun |$a b| () Bool)(assert |$a b|)(check-sat)") == Sat()
    assert said("; Unterlaß das → now\n" + HEAD + "(assert false)(check-sat)") == Unsat()


def test_quantifiers() -> None:
    assert said(NEEDS_ENUMERATION) == Unsat()


def test_each_way_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def gives_up(_: object, __: str, options: tuple[tuple[str, str], ...], ___: Budget) -> Answer:
        tried.append(options)
        return Unknown("cvc5 gives up (incomplete)")

    monkeypatch.setattr(cvc5_adapter, "_answer", gives_up)
    assert said(NEEDS_ENUMERATION) == Unknown("cvc5 gives up (incomplete)")
    assert tuple(tried) == WAYS


@pytest.mark.parametrize("options", WAYS, ids=str)
def test_the_options_exist(options: tuple[tuple[str, str], ...]) -> None:
    solver = cvc5.Solver(cvc5.TermManager())
    for name, value in options:
        solver.setOption(name, value)


def test_work_is_limited_and_counted_alike_each_time() -> None:
    spent = []
    for _ in range(2):
        budget = Budget(Limits(rlimit=20_000, query_rlimit=8_000))
        assert cvc5_script(pigeons(11), budget) == Unknown("the resource limit is reached")
        spent.append(budget.spent)
    assert spent == [20_000, 20_000]
    budget = Budget(Limits())
    assert cvc5_script(pigeons(3), budget) == Unsat()
    assert 0 < budget.spent < 10_000


def test_time() -> None:
    assert said(pigeons(11), Limits(timeout=0.0)) == Unknown("the time limit is reached")
    assert said(pigeons(12), Limits(rlimit=10**9, query_rlimit=10**9, timeout=0.2)) == Unknown(
        "the time limit is reached"
    )


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (HEAD + "(assert nothing)(check-sat)", "not declared"),
        (HEAD + "(assert 3)(check-sat)", "does not take the script"),
        (HEAD + "(set-option :no-such-option true)(assert false)(check-sat)", "does not take the script"),
        (HEAD + '(echo "unsat")(check-sat)', "does not take the script"),
        (HEAD + "(assert false)(check-sat)(check-sat)", "goes on after its query"),
        (HEAD + "(assert false)", "asks nothing"),
        (HEAD + "(assert false)(check-sat", "cvc5 failed"),
        ("", "asks nothing"),
    ],
)
def test_failures_are_unknown(script: str, reason: str) -> None:
    answer = said(script)
    assert isinstance(answer, Unknown) and reason in answer.reason and "\n" not in answer.reason


def test_exceptions_are_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("out of\n  luck")

    monkeypatch.setattr(cvc5, "InputParser", broken)
    assert said(HEAD + "(assert false)(check-sat)") == Unknown("cvc5 failed: out of luck")


def test_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    assert z3_version().count(".") >= 2
    assert cvc5_version() == cvc5.__version__
    monkeypatch.setitem(sys.modules, "cvc5", None)
    assert cvc5_version() is None
    with pytest.raises(ImportError):
        said(HEAD + "(check-sat)")
