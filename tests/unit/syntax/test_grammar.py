"""The grammar itself, and what depends on its names."""

import logging
import subprocess
import sys

import pytest
from lark import Lark, logger

from rspverify.syntax.build import _TreeBuilder
from rspverify.syntax.build_parts import OPERAND_WORDS
from rspverify.syntax.expected import keyword
from rspverify.syntax.grammar import grammar_path, language


def conflicts(text: str, capture: pytest.LogCaptureFixture) -> list[str]:
    capture.clear()
    with capture.at_level(logging.DEBUG, logger.name):
        Lark(text, parser="lalr", start="module", debug=True)
    return [record.getMessage() for record in capture.records if "onflict" in record.getMessage()]


def test_the_grammar_has_no_conflicts(caplog: pytest.LogCaptureFixture) -> None:
    assert conflicts(grammar_path().read_text(encoding="utf-8"), caplog) == []
    assert conflicts('module: "a" | module "b" module', caplog) != []


def test_each_rule_has_its_builder() -> None:
    rules = {rule.alias or rule.origin.name for rule in language().rules}
    built = {name for name in rules if not name.startswith("_")}
    inlined = {str(rule.origin.name) for rule in language().rules if rule.options.expand1}
    missing = {name for name in built - inlined if not hasattr(_TreeBuilder, name)}
    assert missing == set()


def test_keywords_are_shown_as_they_are_written() -> None:
    assert keyword("AT_LEAST", language()) == "at least"
    assert keyword("FEWER", language()) == "less"
    assert keyword("NAME", language()) is None
    for terminal in language().terminals:
        if terminal.pattern.type == "re" and (words := keyword(terminal.name, language())):
            assert (
                terminal.name in ("COMMENT", "WHITE_SPACE")
                or terminal.pattern.value == words.replace(" ", r"\s+") + r"\b"
            )


def test_words_that_begin_an_operand_are_known() -> None:
    parser = language().parse_interactive("axiom a:", start="module")
    parser.exhaust_lexer()
    words = {keyword(each, language()) for each in parser.accepts()}
    assert {word for word in words if word and word.isalpha()} <= OPERAND_WORDS


def test_the_nodes_need_no_lark() -> None:
    code = (
        "import sys, rspverify.syntax.claims, rspverify.syntax.parser, rspverify.syntax.printer;"
        "sys.exit('lark' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
