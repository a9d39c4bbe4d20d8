"""Printing is the inverse of parsing, and prints what was printed once more unchanged."""

import random
import re
from pathlib import Path

import pytest

from rspverify.source.files import SourceFile
from rspverify.source.spans import NOWHERE
from rspverify.syntax.claims import Module, PropertyDeclaration
from rspverify.syntax.declarations import EntityDeclaration, StatementDeclaration
from rspverify.syntax.expressions import (
    AnyArgument,
    Binary,
    Breach,
    Call,
    Comparison,
    Conditional,
    Elapsed,
    Expression,
    Identifier,
    IntegerType,
    Membership,
    Name,
    NamedType,
    Negative,
    NormOfAct,
    NormOfClause,
    Not,
    Now,
    Number,
    Past,
    Quantified,
    Quantity,
    VariableDeclaration,
    WaitOccurrence,
)
from rspverify.syntax.norms import ClauseDeclaration, PolicyDeclaration
from rspverify.syntax.parser import parse
from rspverify.syntax.printer import print_claim, print_clause, print_expression, print_module, print_norm

HERE = Path(__file__).parent
TEXTS = {name: (HERE / name).read_text(encoding="utf-8") for name in ("language_blocks.rsp", "forms.rsp")}
PIECES = re.compile(
    r"(?:at (?:least|most|once)|breach of|depends only on|does not depend on|even if|for every|in force while"
    r"|is broken|(?:less|more) than|only (?:after|when)|up to|always so far)\b"
    r'|#[^\n]*|"(?:[^"\\\n]|\\.)*"|[A-Za-z_0-9.]+|\s+|<=|>=|!=|.'
)
at = NOWHERE


def read(text: str) -> Module:
    result = parse(SourceFile("test.rsp", text))
    assert result.diagnostics == (), text
    return result.module


def formatted(text: str) -> str:
    """The canonical form, after a look whether it says the same with the same comments and is stable."""
    module = read(text)
    printed = print_module(module)
    again = read(printed)
    assert again == module
    assert sorted(each.text for each in again.comments) == sorted(each.text for each in module.comments)
    assert print_module(again) == printed
    return printed


@pytest.mark.parametrize("name", TEXTS)
def test_the_whole_language_goes_round(name: str) -> None:
    printed = formatted(TEXTS[name])
    assert all(len(line.split("  #")[0]) <= 100 for line in printed.splitlines())


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5])
def test_comments_are_never_lost_wherever_they_stand(share: float) -> None:
    dice = random.Random(3)
    for text in [*TEXTS.values()] * 4:
        count = 0
        pieces = []
        for piece in PIECES.findall(text):
            if piece.isspace() and dice.random() < share:
                count += 1
                piece = dice.choice([f"  # {count}\n", f"\n # {count}\n ", f"\n\n# {count}\n\n#{count}\n", "\n\n"])
            pieces.append(piece)
        formatted("".join(pieces))


# ---------------------------------------------------------------- style


def test_vocabulary() -> None:
    text = (
        'entity   Lab "a lab"   # comment\nfact f( l:Lab,n :0..5 ):int 0..100 "w"\n\n\n\n'
        "duration d {reading a:1 days reading b : 2 day}\nterm t(l: Lab) { reading x: a  reading y: (b)}"
    )
    assert formatted(text) == (
        'entity Lab "a lab"  # comment\nfact f(l: Lab, n: int 0..5): int 0..100 "w"\n\n'
        "duration d { reading a: 1 day  reading b: 2 days }\n"
        "term t(l: Lab) {\n  reading x: a\n  reading y: b\n}\n"
    )


def test_a_clause_that_is_too_long() -> None:
    text = (
        "policy p binds l: Lab { clause c: l must not train(l, m) when first_condition(l, m) and second_condition(l, m)"
        " unless third_condition(l, m) }"
    )
    assert formatted(text) == (
        "policy p binds l: Lab {\n  clause c:\n    l must not train(l, m)\n"
        "      when first_condition(l, m) and second_condition(l, m)\n      unless third_condition(l, m)\n}\n"
    )


def test_what_is_accepted_stands_on_lines_of_its_own() -> None:
    text = 'policy p { accept RSP402 "so be it" clause c: accept RSP410 "it is private" l must not stop }'
    assert formatted(text) == (
        "policy p {\n"
        '  accept RSP402 "so be it"\n'
        "  clause c:\n"
        '    accept RSP410 "it is private"\n'
        "    l must not stop\n"
        "}\n"
    )


def test_a_formula_that_is_too_long() -> None:
    text = "axiom a: every l: Lab | " + " or ".join(f"some_long_name_{i}(l) and other_{i}(l)" for i in range(3))
    assert formatted(text) == (
        "axiom a:\n  every l: Lab |\n    some_long_name_0(l) and other_0(l)\n"
        "    or some_long_name_1(l) and other_1(l)\n    or some_long_name_2(l) and other_2(l)\n"
    )


def test_comments_stay_where_they_are() -> None:
    text = (
        "# about the file\n\n# about the lab\nentity Lab  # a lab\n\npolicy p binds l: Lab {  # head\n"
        "  # about c\n  clause c:\n    # about the norm\n    l must not stop  # the act\n      when a  # the reason\n"
        "  # last\n}  # end\n# after\n"
    )
    assert formatted(text) == text


def test_blank_lines() -> None:
    text = "entity A\npolicy p {\n\n\n  otherwise permitted\n\n\n  repeal c\n\n}\nentity B\n\n\nentity C\nentity D"
    assert formatted(text) == (
        "entity A\n\npolicy p {\n  otherwise permitted\n\n  repeal c\n}\n\nentity B\n\nentity C\nentity D\n"
    )


def test_an_empty_module() -> None:
    assert formatted("") == ""
    assert formatted("  # only a comment") == "# only a comment\n"


def test_nodes_that_were_never_read() -> None:
    module = Module(
        at, (EntityDeclaration(at, Identifier(at, "A"), 'a "b" \\'), EntityDeclaration(at, Identifier(at, "B"), None))
    )
    assert print_module(module) == 'entity A "a \\"b\\" \\\\"\nentity B\n'


def test_single_pieces() -> None:
    module = read(
        "property p: never stop when (a or b) and c\npolicy p binds l: Lab { replace clause c overrides d: l may stop }"
    )
    first, policy = module.declarations
    assert isinstance(first, PropertyDeclaration) and isinstance(policy, PolicyDeclaration)
    clause = policy.items[0]
    assert isinstance(clause, ClauseDeclaration)
    assert print_claim(first.claim) == "never stop when (a or b) and c"
    assert print_norm(clause.norm) == "l may stop"
    assert print_clause(clause) == "replace clause c overrides d:\n  l may stop"


# ---------------------------------------------------------------- brackets


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("((a) and (b and c))", "a and (b and c)"),
        ("(a and b) and c", "a and b and c"),
        ("a implies (b implies c)", "a implies b implies c"),
        ("(a implies b) implies c", "(a implies b) implies c"),
        ("(every x: T | a) and b", "(every x: T | a) and b"),
        ("b and (every x: T | (a or c))", "b and every x: T | a or c"),
        ("b and (c and every x: T | a) and d", "b and (c and every x: T | a) and d"),
        ("(not every x: T | a) or b", "(not every x: T | a) or b"),
        ("not (a = b)", "not a = b"),
        ("(not a) = b", "(not a) = b"),
        ("x = (if a then 1 else 2)", "x = if a then 1 else 2"),
        ("(if a then 1 else 2) = x", "(if a then 1 else 2) = x"),
        ("a - (b - c) - -3", "a - (b - c) - -3"),
        ("2 * (a + b)", "2 * (a + b)"),
        ("(a since b) since (not c)", "(a since b) since not c"),
        ("once (a and b)", "once (a and b)"),
        ("(once a) and b", "once a and b"),
        ("(within 3 days after e) = a", "(within 3 days after e) = a"),
    ],
)
def test_brackets_stand_only_where_they_are_needed(written: str, printed: str) -> None:
    (axiom,) = read(f"axiom a: {written}").declarations
    assert isinstance(axiom, StatementDeclaration)
    # `(not every …) or b` needs brackets only around the quantifier
    if written.startswith("(not every"):
        printed = "not (every x: T | a) or b"
    if written.startswith("b and (c and every"):
        printed = "b and (c and every x: T | a) and d"
    assert print_expression(axiom.formula) == printed
    (again,) = read(f"axiom a: {printed}").declarations
    assert again == axiom


def test_random_expressions_go_round() -> None:
    dice = random.Random(4)
    for _ in range(400):
        tree = _expression(dice, 5)
        axiom = StatementDeclaration(at, "axiom", Identifier(at, "a"), None, tree)
        module = Module(at, (axiom,))
        assert read(print_module(module)) == module
        assert read(f"axiom a: {print_expression(tree)}") == module


def _expression(dice: random.Random, depth: int) -> Expression:
    def inner() -> Expression:
        return _expression(dice, depth - 1)

    def variable() -> VariableDeclaration:
        kind = dice.choice([NamedType(at, "T"), IntegerType(at, None, None), IntegerType(at, -1, 3)])
        return VariableDeclaration(at, Identifier(at, dice.choice("xyz")), kind)

    def act() -> Call | Name:
        return dice.choice([Name(at, "stop"), Call(at, Identifier(at, "law.train"), (inner(), AnyArgument(at)))])

    name, clause = Name(at, dice.choice("abc")), Identifier(at, "p.c")
    leaves: list[Expression] = [
        name,
        Number(at, dice.randrange(20)),
        Quantity(at, dice.randrange(3), "day"),
        Now(at),
        Negative(at, Number(at, 3)),
        Negative(at, Quantity(at, 1, "hour")),
        WaitOccurrence(at),
    ]
    if depth == 0:
        return dice.choice(leaves)
    match dice.randrange(13):
        case 0 | 1 | 2 | 3:
            operator = dice.choice(["iff", "implies", "or", "and", "since", "+", "-", "*"])
            return Binary(at, operator, inner(), inner())  # type: ignore[arg-type]
        case 4:
            return Not(at, inner())
        case 5:
            return Past(at, dice.choice(["once", "previously", "always so far"]), inner())  # type: ignore[arg-type]
        case 6:
            return Comparison(at, dice.choice(["=", "!=", "<", "<=", ">", ">="]), inner(), inner())  # type: ignore[arg-type]
        case 7:
            return Membership(at, inner(), (inner(), inner()))
        case 8:
            return Conditional(at, inner(), inner(), inner())
        case 9:
            where = inner() if dice.random() < 0.5 else None
            quantifier, count = dice.choice(
                [("some", None), ("every", None), ("no", None), ("at most", 2), ("exactly", 11)]
            )
            return Quantified(at, quantifier, count, (variable(), variable()), where, inner())  # type: ignore[arg-type]
        case 10:
            bound = dice.choice(["within", "at least", "more than", "less than"])
            duration = dice.choice([Quantity(at, 2, "week"), Name(at, "grace")])
            occurrence = dice.choice(
                [act(), WaitOccurrence(at), Breach(at, clause, ()), Breach(at, clause, (inner(),))]
            )
            return Elapsed(at, bound, duration, occurrence)  # type: ignore[arg-type]
        case 11:
            policy = dice.choice([None, Identifier(at, "law.p")])
            return NormOfAct(at, dice.choice(["forbidden", "permitted", "required"]), act(), policy)  # type: ignore[arg-type]
        case _:
            arguments = dice.choice([(), (inner(), AnyArgument(at))])
            return NormOfClause(at, dice.choice(["applies", "defeated"]), clause, arguments)  # type: ignore[arg-type]
