"""What is told of a structure is true of it."""

from __future__ import annotations

import hand_built as hand
import pytest

from rspverify.logic import build
from rspverify.logic.evaluate import Structure, Value, evaluate
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import INT, LogicSort, Symbol, Term
from rspverify.proof.pdr.literals import full_diagram, layers
from rspverify.proof.pdr.vocabulary import Vocabulary, vocabulary

COLOUR = LogicSort("Colour", ("red", "green", "blue"))
LIKES, FRIEND = hand.fact("likes", hand.PERSON, sort=COLOUR), hand.fact("friend", hand.PERSON, sort=hand.PERSON)
AGE, YEAR, LENGTH = hand.fact("age", hand.PERSON, sort=INT), hand.fact("year", sort=INT), hand.constant("length", INT)
MEMBERS = (build.var("person1", hand.PERSON), build.var("person2", hand.PERSON))


def words() -> Vocabulary:
    limit = build.at_most(build.add(hand.of(YEAR), build.integer(10)), hand.of(AGE, hand.of(hand.A)))
    system = TransitionSystem(
        (hand.PERSON,),
        (COLOUR,),
        (LENGTH, hand.HOLDS, LIKES, FRIEND, AGE, YEAR),
        build.TRUE,
        build.equal(hand.of(YEAR), build.integer(0)),
        build.TRUE,
        (),
    )
    return vocabulary(system, Goal(limit, (), (hand.A,)))


def meaning(ages: tuple[int, int], year: int, symbol: Symbol, place: tuple[Value, ...]) -> Value:
    match symbol.name:
        case "holds":
            return place == (1,)
        case "likes":
            return "green"
        case "friend":
            return 1
        case "age":
            return ages[int(place[0])]
        case "year":
            return year
        case _:
            return 7


@pytest.mark.parametrize("ages", [(0, 0), (3, 17), (10, 10), (-1, 40)])
@pytest.mark.parametrize("year", [0, 7, 30])
def test_all_literals_are_true(ages: tuple[int, int], year: int) -> None:
    structure = Structure({hand.PERSON: 2}, lambda symbol, place: meaning(ages, year, symbol, place))
    assignment: dict[Term, Value] = {MEMBERS[0]: 0, MEMBERS[1]: 1}
    terms = [*words().terms({hand.PERSON: MEMBERS}), hand.of(LENGTH)]
    values = {term: evaluate(term, structure, assignment) for term in terms}
    diagram = full_diagram(words(), values, MEMBERS)
    assert [literal for literal in diagram.literals if evaluate(literal, structure, assignment) is not True] == []
    one, two = MEMBERS
    assert {
        build.negate(build.equal(one, two)),
        build.negate(hand.of(hand.HOLDS, one)),
        hand.of(hand.HOLDS, two),
        build.equal(hand.of(LIKES, one), build.enum("green", COLOUR)),
        build.negate(build.equal(hand.of(LIKES, one), build.enum("red", COLOUR))),
        build.equal(hand.of(FRIEND, one), two),
        build.negate(build.equal(hand.of(FRIEND, one), one)),
    } <= set(diagram.literals)
    ordered = build.at_most(*sorted((hand.of(AGE, one), hand.of(YEAR)), key=lambda term: int(values[term])))
    assert ordered in diagram.literals
    numbers = {literal.payload for term in diagram.literals for literal in _numbers(term)}
    assert numbers <= {0, 10}


def _numbers(term: Term) -> list[Term]:
    found = [term] if term.op == "int" else []
    return found + [number for arg in term.args for number in _numbers(arg)]


def test_layers_look_at_more_and_more_numbers() -> None:
    structure = Structure({hand.PERSON: 2}, lambda symbol, place: meaning((3, 17), 4, symbol, place))
    terms = [*words().terms({hand.PERSON: MEMBERS}), hand.of(LENGTH)]
    values = {term: evaluate(term, structure, {MEMBERS[0]: 0, MEMBERS[1]: 1}) for term in terms}
    whole = full_diagram(words(), values, MEMBERS)
    seen = list(layers(whole))
    assert len(seen) == 5 and seen[-1] == whole
    assert not any(AGE in literal.symbols for literal in seen[0].literals)
    assert any(AGE in literal.symbols for literal in seen[1].literals)
    assert all(not _numbers(literal) for literal in seen[1].literals)
    assert all(set(seen[0].literals) <= set(layer.literals) for layer in seen)


def test_without_numbers_there_is_one_layer() -> None:
    whole = full_diagram(words(), {hand.of(hand.HOLDS, MEMBERS[0]): True, hand.of(LENGTH): 7}, MEMBERS[:1])
    assert list(layers(whole)) == [whole]


def test_the_numbers_that_are_mentioned() -> None:
    assert (words().constants, words().offsets, words().lengths) == ((0,), (10,), (LENGTH,))
    assert vocabulary(hand.counter(5).system, hand.counter(5).goal).constants == (0, 5)
    assert vocabulary(hand.counter(5).system, hand.counter(5).goal).offsets == (1,)
    assert vocabulary(hand.deadline(24), hand.open_for(30)).offsets == (24, 30)
