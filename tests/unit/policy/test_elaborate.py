"""What expressions become."""

from __future__ import annotations

import pytest
from resolving import project

from rspverify.policy.expressions import (
    And,
    Arithmetic,
    Breaching,
    DefineOf,
    Elapsed,
    EnumValue,
    Equal,
    Expr,
    FactOf,
    Happening,
    Hours,
    IfElse,
    Individual,
    Less,
    Not,
    Num,
    Occurs,
    Once,
    Or,
    Quantified,
    TermOf,
    Var,
    Variable,
    Waiting,
)
from rspverify.policy.sorts import BOOL, DURATION, TIME, EntitySort, EnumSort, IntSort

WORLD = """
entity Lab
individual ours, theirs: Lab
enum Evidence { none < weak < strong }
fact open(l: Lab)
fact evidence(l: Lab): Evidence
fact budget(l: Lab): int 0..100
fact covered(l: Lab): time
fact level(n: 0..10)
duration grace
define rich(l: Lab) = budget(l) > 50
define limit(l: Lab) = budget(l) + 1
term fine(l: Lab) { reading a: open(l)  reading b: rich(l) }
action train(l: Lab) by l
event quake
policy p binds l: Lab { clause ban: l must not train(l) }
"""
LAB = EntitySort("Lab")
EVIDENCE = EnumSort("Evidence", ("none", "weak", "strong"), True)
OURS, THEIRS = Individual("ours", LAB), Individual("theirs", LAB)
WEAK = EnumValue("weak", EVIDENCE)
OPEN = FactOf("open", (OURS,), BOOL)
BUDGET = FactOf("budget", (OURS,), IntSort(0, 100))
COVERED = FactOf("covered", (OURS,), TIME)


def formula(text: str) -> Expr:
    return project(f"{WORLD}lemma a: {text}").world.lemmas["a"].formula


FORMULAS = [
    ("open(ours) and open(ours) and open(ours)", And((OPEN, OPEN, OPEN))),
    ("ours != theirs", Not(Equal(OURS, THEIRS))),
    ("ours in {ours, theirs}", Or((Equal(OURS, OURS), Equal(OURS, THEIRS)))),
    ("budget(ours) > 5", Less(Num(5), BUDGET, False)),
    ("budget(ours) <= 5", Less(BUDGET, Num(5), True)),
    ("evidence(ours) >= weak", Less(WEAK, FactOf("evidence", (OURS,), EVIDENCE), True)),
    ("budget(ours) + 1 = -5", Equal(Arithmetic("+", BUDGET, Num(1), IntSort(1, 101)), Num(-5))),
    ("budget(ours) * 2 = 5", Equal(Arithmetic("*", Num(2), BUDGET, IntSort(0, 200)), Num(5))),
    ("covered(ours) - covered(ours) < 2 days", Less(Arithmetic("-", COVERED, COVERED, DURATION), Hours(48), False)),
    ("covered(ours) + 1 year = covered(ours)", Equal(Arithmetic("+", COVERED, Hours(8760), TIME), COVERED)),
    ("(if open(ours) then 1 else 7) = 2", Equal(IfElse(OPEN, Num(1), Num(7), IntSort(1, 7)), Num(2))),
    ("if open(ours) then open(ours) else open(ours)", IfElse(OPEN, OPEN, OPEN, BOOL)),
    ("once train(any)", Once(Occurs(Happening("train", (None,))))),
    ("once wait", Once(Occurs(Waiting()))),
    ("once breach of p.ban(ours)", Once(Occurs(Breaching("p", "ban", (OURS,))))),
    ("within 2 weeks after quake", Elapsed("within", Hours(336), Happening("quake", ()))),
]


@pytest.mark.parametrize(("text", "expected"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_formula(text: str, expected: Expr) -> None:
    assert formula(text) == expected


def test_no_is_at_most_zero() -> None:
    found = formula("no l: Lab where open(l) | rich(l)")
    assert isinstance(found, Quantified)
    assert (found.quantifier, found.count, found.where is None) == ("at most", 0, False)
    assert found.variables[0].shown == "l"


def test_each_variable_has_a_name_of_its_own() -> None:
    found = formula("(some x: Lab | open(x)) and (some x: Lab | open(x))")
    assert isinstance(found, And)
    names = [one.variables[0].name for one in found.operands if isinstance(one, Quantified)]
    assert names == ["x", "x'2"]


def test_define_in_use() -> None:
    found = formula("rich(ours)")
    assert isinstance(found, DefineOf)
    (parameter,) = found.parameters
    assert found.arguments == (OURS,)
    assert found.body == Less(Num(50), FactOf("budget", (Var(parameter),), IntSort(0, 100)), False)


def test_define_may_be_a_value() -> None:
    found = formula("limit(ours) = 3")
    assert isinstance(found, Equal) and isinstance(found.left, DefineOf)
    assert found.left.sort == IntSort(1, 101)


def test_term_in_use() -> None:
    found = formula("fine(ours)")
    assert isinstance(found, TermOf)
    assert [name for name, _ in found.bodies] == ["a", "b"]


def test_free_variables_of_a_property() -> None:
    found = project(f"{WORLD}property q: never train(l) when r != l and level(n) and n > 2").properties["q"]
    assert found.variables == (
        Variable(found.variables[0].name, LAB),
        Variable(found.variables[1].name, LAB),
        Variable(found.variables[2].name, IntSort(0, 10)),
    )
    assert [one.shown for one in found.variables] == ["l", "r", "n"]


def test_spans_point_at_the_text() -> None:
    assert formula("open(ours) and ours != theirs").span.text == "open(ours) and ours != theirs"
