"""Answers for stated numbers of members, without any quantifier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import hand_built as hand
import pytest

from rspverify.logic import build
from rspverify.logic.smtlib import Declarations
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import INT, LogicSort, Term
from rspverify.proof.certificate import Confirmed, check_certificate
from rspverify.proof.finite import FiniteUniverse
from rspverify.proof.outcome import Bounded, InScope, Proved, Refuted, Scope, Unknown
from rspverify.proof.portfolio import prove
from rspverify.proof.scope import covered, finite_scope, listed, sizes_up_to
from rspverify.proof.search import Tools, search
from rspverify.proof.universe import Checkers
from rspverify.solver.horn import HornAnswer, Invariant
from rspverify.solver.port import Answer, Budget, Limits, Sat
from rspverify.solver.port import Unknown as NoAnswer
from rspverify.solver.z3_adapter import Z3Session, z3_script

PERSON, LAB = hand.PERSON, LogicSort("Lab")


class Plain(Z3Session):
    """Is never told a quantifier or an uninterpreted sort."""

    def __init__(self, declarations: Declarations, budget: Budget) -> None:
        assert not declarations.sorts
        super().__init__(declarations, budget)

    def add(self, term: Term) -> None:
        assert "forall" not in repr(term) and "exists" not in repr(term)
        super().add(term)


class Shy(Z3Session):
    """Knows nothing about uninterpreted sorts."""

    def __init__(self, declarations: Declarations, budget: Budget) -> None:
        super().__init__(declarations, budget)
        self._shy = bool(declarations.sorts)

    def check(self, assumptions: Sequence[Term] = (), *, rlimit: int | None = None) -> Answer:
        return NoAnswer("too hard") if self._shy else super().check(assumptions, rlimit=rlimit)


def tools(limits: Limits = Limits()) -> Tools:  # noqa: B008
    return Tools(Plain, Budget(limits))


def in_scope(asked: hand.Asked, **options: object) -> InScope:
    """An answer whose proofs are confirmed once more."""
    found = finite_scope(asked.system, asked.goal, tools(), **options)  # type: ignore[arg-type]
    assert isinstance(found, InScope), found
    for proof in found.proofs:
        universe = FiniteUniverse(proof.sizes, asked.system.numbers)
        system, goal = universe.system(asked.system), universe.goal(asked.goal)
        again = check_certificate(proof.certificate, system, goal, z3_script, Budget(Limits()))
        assert isinstance(again, Confirmed)
    return found


@pytest.mark.parametrize("asked", [hand.mutual_exclusion(True), hand.untrained_drops(), hand.weather(True)])
def test_any_number_of_steps_for_up_to_three(asked: hand.Asked) -> None:
    found = in_scope(asked)
    assert found.scopes == (Scope({PERSON: 3}, None),)
    assert [dict(proof.sizes) for proof in found.proofs] == [{PERSON: 1}, {PERSON: 2}, {PERSON: 3}]
    assert found.empty == ()


def test_spacer_where_induction_does_not_do() -> None:
    asked = hand.untrained_drops()
    asked = hand.Asked(replace(asked.system, hints=()), asked.goal)
    found = in_scope(asked)
    assert found.scopes == (Scope({PERSON: 3}, None),)
    assert "Spacer" in found.tried[-1]
    with_hints = in_scope(hand.untrained_drops())
    assert with_hints.tried[-1] == "3 Person: 0-induction with 1 invariants"


def test_known_invariants_are_written_out() -> None:
    asked = hand.untrained_drops()
    found = in_scope(hand.Asked(replace(asked.system, hints=()), asked.goal), known=asked.system.hints)
    assert found.tried[-1] == "3 Person: 0-induction with 1 invariants", "the other one does not hold and is dropped"


def test_the_shortest_run_with_the_fewest_members() -> None:
    """The same run as that of the search over any number of members."""
    for asked in (hand.two_hold(), hand.mutual_exclusion(False), hand.weather(False)):
        found = finite_scope(asked.system, asked.goal, tools())
        wanted = search(asked.system, asked.goal, Tools(Z3Session, Budget(Limits())), max_depth=6)
        assert isinstance(found, Refuted) and isinstance(wanted, Refuted)
        assert found.run == replace(wanted.run, minimal=False)


def test_a_run_that_is_found_only_in_scope() -> None:
    """The counterexample needs three members; the solver says nothing where sorts are uninterpreted."""
    c = hand.constant("c")
    people = list(map(hand.of, (hand.A, hand.B, c)))
    apart = [build.negate(build.equal(x, y)) for i, x in enumerate(people) for y in people[:i]]
    goal = Goal(build.conj((*(hand.of(hand.TRAINED, x) for x in people), *apart)), (), (hand.A, hand.B, c))
    shy = Tools(Shy, Budget(Limits()))
    assert isinstance(search(hand.lock(), goal, shy, max_depth=2), Bounded | Unknown)
    found = finite_scope(hand.lock(), goal, shy)
    assert isinstance(found, Refuted)
    assert found.run.sizes == {PERSON: 3} and len(found.run.steps) == 3 and not found.run.minimal
    smaller = in_scope(hand.Asked(hand.lock(), goal), most=2)
    assert smaller.scopes == (Scope({PERSON: 2}, None),), "it holds for up to two"


def ordered(*, total: bool) -> hand.Asked:
    """Everybody has somebody above. `total`: above is transitive, so that there are infinitely many; else only nobody is
    above somebody who is above them, so that there are three at least."""
    above = hand.fact("above", PERSON, PERSON)
    x, y, z = (build.var(name, PERSON) for name in "xyz")
    over, under = hand.of(above, x, y), hand.of(above, y, x)
    axioms = [
        build.forall((x,), build.exists((y,), over)),
        build.forall((x, y), build.negate(build.both(over, under))),
    ]
    if total:
        steps = build.both(over, hand.of(above, y, z))
        axioms.append(build.forall((x, y, z), build.implies(steps, hand.of(above, x, z))))
    rigid = replace(above, rigid=True)
    system = hand.lock()
    background = build.conj(replace_symbol(axiom, above, rigid) for axiom in axioms)
    return hand.Asked(
        replace(system, symbols=(*system.symbols, rigid), background=background),
        hand.untrained_drops().goal,
    )


def replace_symbol(term: Term, old: hand.Symbol, new: hand.Symbol) -> Term:
    from rspverify.logic.substitute import Closure, replace_symbols

    x, y = build.var("a", PERSON), build.var("b", PERSON)
    return replace_symbols(term, {old: Closure((x, y), hand.of(new, x, y))})


def test_axioms_that_ask_for_many() -> None:
    asked = ordered(total=False)
    found = in_scope(asked)
    assert found.scopes == (Scope({PERSON: 3}, None),)
    assert found.empty == ({PERSON: 1}, {PERSON: 2}), "no run starts there: nothing was shown of them"


def test_axioms_that_only_infinitely_many_satisfy() -> None:
    """The solver does not know, and finite universes, of which there are none, are no answer either."""
    asked = ordered(total=True)
    goal = Goal(hand.of(hand.HOLDS, hand.of(hand.A)), (), (hand.A,))
    limits = Limits(rlimit=3_000_000, query_rlimit=300_000)
    assert not isinstance(prove(asked.system, goal, Tools(Z3Session, Budget(limits)), max_depth=2), Proved | Refuted)
    found = finite_scope(asked.system, goal, tools())
    assert isinstance(found, Unknown) and "no run starts" in found.reason


def two_sorts() -> hand.Asked:
    """`in(person, lab)`; nobody is ever in two labs."""
    inside, where = hand.fact("inside", PERSON, LAB), hand.constant("where", LAB)
    p, lab, other = build.var("p", PERSON), build.var("l", LAB), build.var("o", LAB)
    here = build.both(build.equal(p, hand.of(hand.WHO)), build.equal(lab, hand.of(where)))
    free = build.forall((other,), build.negate(hand.of(inside, hand.of(hand.WHO), other)))
    enter = hand.Transition(
        "enter",
        (hand.WHO, where),
        free,
        build.TRUE,
        {inside: hand.Closure((p, lab), build.either(hand.of(inside, p, lab), here))},
    )
    nobody = build.forall((p, lab), build.negate(hand.of(inside, p, lab)))
    one, two = hand.constant("one", LAB), hand.constant("two", LAB)
    both = build.both(hand.of(inside, hand.of(hand.A), hand.of(one)), hand.of(inside, hand.of(hand.A), hand.of(two)))
    goal = Goal(build.both(both, build.negate(build.equal(hand.of(one), hand.of(two)))), (), (hand.A, one, two))
    return hand.Asked(TransitionSystem((PERSON, LAB), (), (inside,), build.TRUE, nobody, build.TRUE, (enter,)), goal)


def test_every_combination_of_sizes() -> None:
    found = in_scope(two_sorts(), most=2)
    assert found.scopes == (Scope({PERSON: 2, LAB: 2}, None),)
    assert [tuple(proof.sizes.values()) for proof in found.proofs] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert listed(found.scopes[0].sizes) == (("Person", 2), ("Lab", 2))


def test_up_to_some_depth_without_a_proof() -> None:
    asked = hand.counter(12)
    found = in_scope(asked, depth=4)
    assert found.scopes == (Scope({}, 4),) and found.proofs == ()


class Says:
    """A `HornSolver` that always gives the same answer."""

    def __init__(self, answer: HornAnswer) -> None:
        self._answer = answer

    def __call__(self, script: str, budget: Budget, *, rlimit: int | None = None) -> HornAnswer:
        return self._answer


def test_a_wrong_invariant_proves_nothing() -> None:
    lie = Says(Invariant("((define-fun $reached ((x!0 Int)) Bool (not (= x!0 9))))"))
    asked = hand.counter(9)
    found = finite_scope(asked.system, asked.goal, tools(), depth=5, checkers=Checkers(horn=lie))
    assert isinstance(found, InScope) and found.scopes == (Scope({}, 5),)
    assert "not confirmed: kept by up: sat" in found.tried[0]


def test_a_proof_that_is_not_confirmed_is_none() -> None:
    asked = hand.untrained_holds()
    doubting = Checkers(scripts=lambda script, budget: Sat())
    found = finite_scope(asked.system, asked.goal, tools(), most=1, depth=2, checkers=doubting)
    assert isinstance(found, InScope) and found.scopes == (Scope({PERSON: 1}, 2),)


def test_numbers_that_stay_quantified() -> None:
    n = build.var("n", INT)
    some = build.exists((n,), build.less(build.integer(3), build.times(2, n)))
    asked = hand.counter(5)
    system = replace(asked.system, constraint=some)
    found = finite_scope(system, asked.goal, tools())
    assert isinstance(found, Unknown) and "quantifiers over numbers" in found.reason
    assert isinstance(finite_scope(replace(system, numbers=range(4)), asked.goal, tools()), Refuted)


@pytest.mark.parametrize("limits", [Limits(rlimit=0), Limits(timeout=0.0), Limits(rlimit=3000)])
def test_nothing_is_claimed_without_resources(limits: Limits) -> None:
    asked = hand.mutual_exclusion(True)
    found = finite_scope(asked.system, asked.goal, tools(limits))
    assert isinstance(found, Unknown | InScope)
    assert isinstance(found, Unknown) or Scope({PERSON: 3}, None) not in found.scopes


def test_the_same_each_time() -> None:
    asked = hand.mutual_exclusion(True)
    asked = hand.Asked(replace(asked.system, hints=()), asked.goal)
    mine, again = tools(), tools()
    assert finite_scope(asked.system, asked.goal, mine) == finite_scope(asked.system, asked.goal, again)
    assert mine.budget.spent == again.budget.spent > 0


def test_sizes_in_order() -> None:
    found = [tuple(sizes.values()) for sizes in sizes_up_to((PERSON, LAB), 3)]
    assert found == [(1, 1), (1, 2), (2, 1), (1, 3), (2, 2), (3, 1), (2, 3), (3, 2), (3, 3)]
    assert list(sizes_up_to((), 3)) == [{}]


def answers(bounds: Mapping[tuple[int, int], int | None]) -> list[tuple[Mapping[LogicSort, int], int | None]]:
    return [({PERSON: people, LAB: labs}, bound) for (people, labs), bound in bounds.items()]


def test_scopes_are_boxes_that_are_wholly_answered() -> None:
    full: dict[tuple[int, int], int | None] = dict.fromkeys(product((1, 2), (1, 2)), None)
    assert covered(answers(full)) == (Scope({PERSON: 2, LAB: 2}, None),)
    assert covered(answers(full | {(2, 2): 4})) == (
        Scope({PERSON: 1, LAB: 2}, None),
        Scope({PERSON: 2, LAB: 1}, None),
        Scope({PERSON: 2, LAB: 2}, 4),
    )
    assert covered(answers(full | {(1, 2): -1})) == (Scope({PERSON: 2, LAB: 1}, None),)
    assert covered(answers(full | {(1, 1): -1})) == ()
    assert covered(answers({(1, 1): 7, (1, 2): 3, (2, 2): None})) == (
        Scope({PERSON: 1, LAB: 1}, 7),
        Scope({PERSON: 1, LAB: 2}, 3),
    ), "(2, 1) was not asked"


def test_at_least_one_member() -> None:
    asked = hand.two_hold()
    with pytest.raises(ValueError, match="member"):
        finite_scope(asked.system, asked.goal, tools(), most=0)


def test_a_proof_that_fits_into_no_part_is_looked_for_again() -> None:
    """Proofs get half of what there is first; what is left when no run was found is for them too."""
    asked = hand.mutual_exclusion(True)
    whole = tools()
    finite_scope(asked.system, asked.goal, whole, depth=1)
    scarce = tools(Limits(rlimit=whole.budget.spent * 3 // 2))
    found = finite_scope(asked.system, asked.goal, scarce, depth=1)
    assert isinstance(found, InScope) and found.scopes == (Scope({PERSON: 3}, None),)
    assert len(found.tried) > 3, "one of them was tried twice"
