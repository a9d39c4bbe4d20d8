"""What is said about texts that do not follow the grammar."""

import pytest

from rspverify.source.codes import CODES
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.files import SourceFile
from rspverify.syntax.norms import PolicyDeclaration
from rspverify.syntax.parser import ParseResult, parse


def read(text: str) -> ParseResult:
    return parse(SourceFile("test.rsp", text))


def only(text: str) -> Diagnostic:
    (diagnostic,) = read(text).diagnostics
    assert diagnostic.code in CODES
    return diagnostic


def policy(clause: str) -> str:
    return f"policy p binds l: Lab {{ clause c: {clause} }}"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("axiom a: b ? c", "RSP110", "?"),
        ('entity Lab "abc', "RSP111", '"abc'),
        ('entity Lab "a\\n"', "RSP112", "\\n"),
        ("entity\0 Lab", "RSP113", "\0"),
        ('entity Lab "a\u202eb"', "RSP113", "\u202e"),
        ("entity Lab  # a\u200f", "RSP113", "\u200f"),
        ('entity Lab "a\u200db"', "RSP113", "\u200d"),
        ('entity Lab "a\xadb"', "RSP113", "\xad"),
        ('entity Lab "a\U000e0041b"', "RSP113", "\U000e0041"),
        ("duration d = 1234567890123456789 days", "RSP114", "1234567890123456789"),
        ("entity entity Lab", "RSP120", "Lab"),
        ("duration d = 30", "RSP121", ""),
        ("axiom a: b < c < d", "RSP122", "<"),
        ("axiom a: b in {c} in {d}", "RSP122", "in"),
        ("axiom a: b = c in {d}", "RSP122", "in"),
        ("axiom a: b since c since d", "RSP122", "since"),
        (policy("l must not stop when a when b"), "RSP125", "when"),
        (policy("l must stop while a when b"), "RSP125", "when"),
        ("event e then f when a when b", "RSP125", "b"),
        ("public public fact f", "RSP125", "public"),
        (policy("l must stop provided b"), "RSP126", "provided"),
        (policy("l must not stop only when b"), "RSP126", "only when"),
        (policy("l must a before b while c"), "RSP126", "while"),
        ("fixed event e", "RSP126", "fixed"),
        ("event e then not f becomes 3", "RSP126", "not f becomes 3"),
        ("entity law.Lab", "RSP127", "law.Lab"),
        ("axiom a: some l.x: Lab | b", "RSP127", "l.x"),
        ("fact once(l: Lab)", "RSP128", "once"),
        ("fact f: int 5..1", "RSP129", "int 5..1"),
        ("enum E { a < b, c }", "RSP130", ","),
    ],
)
def test_code_and_place(text: str, code: str, place: str) -> None:
    diagnostic = only(text)
    assert diagnostic.code == code
    assert diagnostic.span is not None and diagnostic.span.text == place


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("polcy p { }", "did you mean `policy`?"),
        ("axiom a: b nad c", "did you mean `and`?"),
        ("axiom a: nto f(x)", "did you mean `not` instead of `nto`?"),
        ("axiom a: evry x: Lab | b", "did you mean `every` instead of `evry`?"),
        (policy("l shall stop"), "did you mean `must`?"),
        (policy("l may not stop"), "what is forbidden is written `must not`"),
        ("property p: never stop(l) until go(l)", "write `ACT only when …` or `ACT only after …`"),
        (policy("l must not stop until a"), "write `unless …`"),
        (policy("l must stop whn a"), "did you mean `when`?"),
        (policy("l must stop at onse after a"), "did you mean `at once`?"),
        (policy("l must stop after quake"), "say by when: `at once after …` or `within 30 days after …`"),
        ("axiom a: b == c", "equality is written `=`"),
        ("axiom a: b && c", "write `and`"),
        ("axiom a: b ≤ c", "write `<=`"),
        ("entity “Lab”", 'use straight quotes: `"`'),
        ("entity Lab;", "declarations and clauses need no separator; remove it"),
        ("check p up too 3 steps", "did you mean `up to`?"),
    ],
)
def test_help(text: str, help: str) -> None:
    assert only(text).help == help


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("axiom a b", "expected `:` or a text in quotes"),
        ("axiom a: b and", "expected a formula"),
        ("axiom a: b +", "expected a value"),
        ("duration d = 30", "expected a unit of time such as `days`"),
        ("property p:", "expected a claim"),
        ("axiom a: b c", "expected `(`, an operator or a declaration"),
        ("scenario s { given }", "expected a formula"),
    ],
)
def test_what_is_expected_is_said_in_human_words(text: str, label: str) -> None:
    assert only(text).label == label


def test_a_bracket_that_is_never_closed_is_pointed_at() -> None:
    (diagnostic,) = read("fact f(l: Lab\nfact g").diagnostics
    assert diagnostic.message == "unexpected `fact`: what stands before it is not finished"
    assert [label.span.text for label in diagnostic.labels] == ["("]


# ---------------------------------------------------------------- going on after an error


def test_reading_goes_on_at_the_next_declaration() -> None:
    result = read("entity A\nentit B\nentity C\nfact f(\nfact g\npolicy p {\nentity D\n")
    assert [each.span.line for each in result.diagnostics if each.span] == [2, 5, 7]
    assert [each.span.text for each in result.module.declarations] == ["entity A", "entity C", "fact g", "entity D"]


def test_reading_goes_on_at_the_next_clause() -> None:
    result = read(
        "policy p binds l: Lab {\n  clause a: l mst stop\n  clause b: l must stop\n"
        "  replace clause c: l may stop whn d\n  otherwise forbiden\n}\nentity E\n"
    )
    assert [each.span.line for each in result.diagnostics if each.span] == [2, 4, 5]
    first, last = result.module.declarations
    assert isinstance(first, PolicyDeclaration) and len(first.items) == 1
    assert last.span.text == "entity E"


def test_a_policy_without_its_last_brace() -> None:
    result = read("policy p binds l: Lab {\n  clause a: l must stop\nentity E\n")
    (diagnostic,) = result.diagnostics
    assert diagnostic.span is not None and diagnostic.span.text == "{"
    assert len(result.module.declarations) == 2


def test_an_error_in_a_string_hides_no_other_declaration() -> None:
    result = read('entity A "x\nentity B\nentity C ?\n')
    assert [each.code for each in result.diagnostics] == ["RSP111", "RSP110"]


def test_the_list_of_errors_is_capped() -> None:
    codes = [each.code for each in read("axiom\n" * 100).diagnostics]
    assert codes == ["RSP120"] * 20 + ["RSP131"]


def test_messages_follow_the_rules() -> None:
    text = "axiom a: b ? c\nfact once\npolicy p { clause a: l must stop provided b when c when d }\nentity\n"
    for diagnostic in read(text).diagnostics:
        assert diagnostic.message[0].islower() or diagnostic.message[0] == "`"
        assert "\n" not in diagnostic.message and not diagnostic.message.endswith(".")
