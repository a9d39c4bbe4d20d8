"""The adapter: answers, cores, values, levels, limits, failures."""

from __future__ import annotations

import pytest

from rspverify.logic import build
from rspverify.logic.smtlib import Declarations, script
from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol, Term
from rspverify.solver.port import Budget, Limits, Sat, Unknown, Unsat
from rspverify.solver.z3_adapter import Z3Session, z3_script, z3_solver

S, HUE = LogicSort("S"), LogicSort("Hue", ("red", "a blue|ish"))
P = Symbol("p of", (S,), BOOL)
A, N, C = Symbol("a", (), S), Symbol("n", (), INT), Symbol("c", (), HUE)
U, V, W = (Symbol(name, (), BOOL) for name in ("u 1", "v", "w"))
DECLARED = Declarations((S,), (HUE,), (P, A, N, C, U, V, W))
X = build.var("x", S)


def of(symbol: Symbol, *args: Term) -> Term:
    return build.apply(symbol, args)


def session(limits: Limits = Limits()) -> Z3Session:  # noqa: B008
    return z3_solver(DECLARED, Budget(limits))


def hard() -> Term:
    """A pigeonhole of numbers: ten different ones from nine."""
    pigeons = [build.apply(Symbol(f"hole {i}", (), INT)) for i in range(10)]
    ranges = [build.both(build.at_most(build.integer(0), p), build.at_most(p, build.integer(8))) for p in pigeons]
    apart = [build.negate(build.equal(p, q)) for i, p in enumerate(pigeons) for q in pigeons[:i]]
    return build.conj(ranges + apart)


def test_levels() -> None:
    solver = session()
    solver.add(build.forall((X,), of(P, X)))
    assert solver.check() == Sat()
    solver.push()
    solver.add(build.negate(of(P, of(A))))
    assert solver.check() == Unsat()
    solver.pop()
    assert solver.check() == Sat()


def test_values_of_every_sort() -> None:
    solver = session()
    solver.add(build.conj((build.equal(of(N), build.integer(-7)), of(P, of(A)), build.negate(of(U)))))
    solver.add(build.negate(build.equal(of(C), build.enum("red", HUE))))
    assert solver.check() == Sat()
    terms = [of(N), build.add(of(N), build.integer(9)), of(P, of(A)), of(U), of(C)]
    assert solver.values(terms) == (-7, 2, True, False, "a blue|ish")
    assert solver.values([]) == ()


def test_a_core_names_what_is_needed() -> None:
    solver = session()
    solver.add(build.implies(of(U), of(V)))
    wanted = (of(W), of(U), build.negate(of(V)))
    assert solver.check(wanted) == Unsat((of(U), build.negate(of(V))))
    assert solver.check(wanted[:2]) == Sat()


def test_assumptions_are_literals() -> None:
    with pytest.raises(ValueError, match="Boolean constant"):
        session().check((build.equal(of(N), build.integer(1)),))


def test_new_symbols_go_with_their_level() -> None:
    solver = session()
    extra = Symbol("extra", (), BOOL)
    for _ in range(2):
        solver.push()
        solver.declare((extra,))
        solver.add(of(extra))
        assert solver.check() == Sat()
        solver.pop()


def test_shared_parts_outlive_no_level() -> None:
    solver = session()
    part = build.both(of(U), of(V))
    shared = build.disj((build.both(part, of(W)), build.both(build.negate(part), build.negate(of(W)))))
    for _ in range(2):
        solver.push()
        solver.add(shared)
        assert solver.check() == Sat()
        solver.pop()


def test_resources_are_counted_alike_each_time() -> None:
    spent = []
    for _ in range(2):
        budget = Budget(Limits())
        holes = tuple(Symbol(f"hole {i}", (), INT) for i in range(10))
        solver = z3_solver(Declarations(symbols=holes), budget)
        solver.add(hard())
        solver.check(rlimit=100_000)
        spent.append(budget.spent)
    assert spent[0] == spent[1] > 1000


def test_one_query_and_all_queries_have_limits() -> None:
    holes = tuple(Symbol(f"hole {i}", (), INT) for i in range(10))
    budget = Budget(Limits(rlimit=60_000))
    solver = z3_solver(Declarations(symbols=holes), budget)
    solver.push()
    solver.add(hard())
    assert solver.check(rlimit=20_000) == Unknown("the limit for one query is reached")
    solver.pop()
    assert solver.check() == Sat()
    solver.add(hard())
    answers = [solver.check() for _ in range(2)]
    assert answers[-1] == Unknown("the resource limit is reached")
    assert budget.spent < 200_000


def test_time() -> None:
    solver = session(Limits(timeout=0.0))
    assert solver.check() == Unknown("the time limit is reached")


def test_after_an_error_nothing_is_known() -> None:
    solver = session()
    solver.add(of(Symbol("undeclared", (), BOOL)))
    for _ in range(2):
        answer = solver.check()
        assert isinstance(answer, Unknown) and "undeclared" in answer.reason


def test_scripts() -> None:
    budget = Budget(Limits())
    assert z3_script(script(DECLARED, [of(U), build.negate(of(U))]), budget) == Unsat()
    assert z3_script(script(DECLARED, [of(U)]), budget) == Sat()
    assert isinstance(z3_script("(assert nothing)(check-sat)", budget), Unknown)
    assert isinstance(z3_script("(check-sat", budget), Unknown)
    assert isinstance(z3_script("", budget), Unknown)


def test_without_memory_for_a_session_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Z3's bindings crash where a context cannot be made, so none is asked for."""
    from z3 import z3core

    monkeypatch.setattr(z3core, "Z3_get_estimated_alloc_size", lambda: 2**40)
    answer = z3_solver(Declarations((), (), ()), Budget(Limits())).check()
    assert isinstance(answer, Unknown) and "memory" in answer.reason
