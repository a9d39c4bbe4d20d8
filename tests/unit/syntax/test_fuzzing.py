"""Any text whatever is read without a crash: texts that the grammar makes, and policy files with damaged bytes.

`RSPVERIFY_AGREEMENT=nightly` looks at many more of them, other ones each time.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark
from lark import Lark

from rspverify.policy.load import load_text
from rspverify.source.diagnostics import SourceError
from rspverify.source.files import SourceFile
from rspverify.source.render import render_diagnostic
from rspverify.syntax.grammar import grammar_path
from rspverify.syntax.parser import parse
from rspverify.syntax.printer import print_module
from rspverify.syntax.read import read_source

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
NIGHTLY = os.environ.get("RSPVERIFY_AGREEMENT") == "nightly"
WORDS = ("x", "l", "m", "train", "Lab", "Model", "p", "c", "law.train")


def examples(count: int) -> settings:
    return settings(
        max_examples=count * (100 if NIGHTLY else 1),
        derandomize=not NIGHTLY,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@cache
def sentences(start: str) -> st.SearchStrategy[str]:
    """Texts that the grammar makes. What its terminals stand for is drawn simply, with a blank after it: the grammar
    alone does not say that two words need one between them."""
    grammar = Lark(grammar_path().read_text(encoding="utf-8"), parser="lalr", lexer="contextual", start=start)
    simple: dict[str, st.SearchStrategy[str]] = {
        "NAME": st.sampled_from(WORDS),
        "INT": st.integers(0, 99).map(str),
        "STRING": st.sampled_from(['""', '"{m} is so"', '"a \\"word\\""']),
        "COMMENT": st.just(" # ...\n"),
        "WHITE_SPACE": st.sampled_from([" ", "\n"]),
    }
    for terminal in grammar.terminals:
        if terminal.name not in simple:
            text = terminal.pattern.value if terminal.pattern.type == "str" else None
            words = {"COUNT": "two", "UNIT": "days", "STEPS": "steps"}.get(terminal.name)
            simple[terminal.name] = st.just(text or words or terminal.name.lower().replace("_", " "))
    used = {symbol.name for rule in grammar.rules for symbol in rule.expansion if symbol.is_term}
    used |= {str(name) for name in grammar.ignore_tokens}
    spaced = {name: one.map(lambda text: f" {text} ") for name, one in simple.items() if name in used}
    return from_lark(grammar, start=start, explicit=spaced)


def looked_at(text: str) -> None:
    """What everybody does with a text: it is parsed, and printed if that went well; it is resolved, and what is wrong
    is told."""
    file = SourceFile("fuzzed.rsp", text)
    result = parse(file)
    for diagnostic in result.diagnostics:
        assert render_diagnostic(diagnostic)
        assert diagnostic.span is None or 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
    if not result.diagnostics:
        once = print_module(result.module)
        again = parse(SourceFile("fuzzed.rsp", once))
        assert not again.diagnostics and print_module(again.module) == once
    try:
        load_text(file)
    except SourceError as error:
        assert error.diagnostics and all(render_diagnostic(one) for one in error.diagnostics)
    else:
        assert not result.diagnostics


@given(st.data())
@examples(40)
def test_what_the_grammar_makes_is_read(data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(["module", "policy", "scenario"]))
    looked_at(data.draw(sentences(start)))


@cache
def corpus() -> tuple[bytes, ...]:
    files = sorted(CORPUS.rglob("*.rsp"))
    return tuple(path.read_bytes() for path in files if path.stat().st_size < 2_500)


def damaged(random: Random) -> bytes:
    """A policy file with a few bytes lost, doubled, changed, or from another file."""
    content = random.choice(corpus())
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(content) + 1)
        length = random.choice((1, 1, 2, 5, 20))
        match random.randrange(6):
            case 0:
                content = content[:at] + content[at + length :]
            case 1:
                content = content[:at] + content[at : at + length] * 2 + content[at + length :]
            case 2:
                content = content[:at] + bytes([random.randrange(256)]) + content[at + 1 :]
            case 3:
                other = random.choice(corpus())
                begin = random.randrange(len(other) + 1)
                content = content[:at] + other[begin : begin + 4 * length] + content[at:]
            case 4:
                content = (
                    content[:at]
                    + random.choice((b"(", b")", b"{", b"}", b'"', b"\\", b"#", b".", b".."))
                    + content[at:]
                )
            case _:
                content = content[:at]
    return content


@given(seed=st.integers(0, 2**40))
@examples(40)
def test_damaged_files_are_read(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    content = damaged(Random(seed))
    path = tmp_path_factory.getbasetemp() / "damaged.rsp"
    path.write_bytes(content)
    try:
        text = read_source(path).text
    except SourceError as error:
        assert [one.code for one in error.diagnostics] == ["RSP103"]
        return
    looked_at(text)
