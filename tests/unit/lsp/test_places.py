"""Places in texts, and what stands at them."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from rspverify.lsp.completion import completions
from rspverify.lsp.findings import findings, location
from rspverify.lsp.hover import code, inline
from rspverify.lsp.outline import outline
from rspverify.lsp.pointed import pointed
from rspverify.lsp.positions import Positions
from rspverify.lsp.seen import Seen, look, path_of
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span
from rspverify.syntax.read import SIZE_LIMIT
from rspverify.syntax.words import words

LAW = "entity Lab\nfact good(l: Lab)\naction train(l: Lab) by l\n"
TEXT = """use "law.rsp" as law
enum Level { low < high }
term fair(x: law.Lab) { reading plain: law.good(x) reading wide: not law.good(x) }
policy p binds l: law.Lab {
  clause c: l must not law.train(l) when fair(l)
  clause d overrides c: l may law.train(l) when some m: law.Lab | law.good(m) and (every m: law.Lab | fair(m))
}
policy q amends p {
  replace clause c: l must not law.train(l)
  repeal d
}
also law.train(someone) then law.good(someone)
property calm: never law.train(z)
check calm under q reading fair as plain
scenario s under p { let a: law.Lab law.train(a) a has breached p.c }
"""

ALIKE = """entity Lab
fact strict(l: Lab)
fact near(l: Lab, m: Lab)
duration soon { reading strict: 1 day reading loose: 2 days }
term fair(l: Lab) { reading strict: strict(l) reading wide: not strict(l) }
action train(l: Lab) by l
  then not near(l, k) for every k: Lab where strict(k)
individual acme: Lab
policy p binds l: Lab {
  clause strict: accept RSP402 "so be it" l must train(l) within soon after train(l) when fair(l)
  clause train overrides strict: l need not train(l)
}
property calm: never train(l) when (every l: Lab | strict(l)) and not strict(l)
check calm under p reading soon as strict even if p.strict is broken
scenario s under p { let a: Lab train(a) is permitted a owes strict }
"""
"""Clauses and readings that are called as facts and acts are, and variables that reach a part of a declaration."""


@pytest.fixture
def seen(tmp_path: Path) -> Seen:
    (tmp_path / "law.rsp").write_text(LAW)
    return look((tmp_path / "a.rsp").as_uri(), {(tmp_path / "a.rsp").as_uri(): TEXT})


def stands_for(seen: Seen, before: str, name: str) -> tuple[str, str, str] | None:
    """Kind and name of what stands for `name` right behind the text `before`, and the line of its declaration."""
    found = pointed(seen, TEXT.index(before + name) + len(before))
    if found is None:
        return None
    assert found.at.text == name
    return found.kind, found.name, found.span.file.line_text(found.span.line).strip()[:20]


@pytest.mark.parametrize(
    ("before", "name", "expected"),
    [
        ("binds l: ", "law.Lab", ("entity", "law.Lab", "entity Lab")),
        ("must not ", "law.train", ("action", "law.train", "action train(l: Lab)")),
        ("when ", "fair", ("term", "fair", "term fair(x: law.Lab")),
        ("plain: law.good(", "x", ("variable", "x", "term fair(x: law.Lab")),
        ("clause d overrides ", "c", ("clause", "p.c", "clause c: l must not")),
        ("fair(", "m", ("variable", "m", "clause d overrides c")),
        ("amends ", "p", ("policy", "p", "policy p binds l: law")),
        ("repeal ", "d", ("clause", "p.d", "clause d overrides c")),
        ("replace clause ", "c", ("clause", "q.c", "replace clause c: l ")),
        ("breached ", "p.c", ("clause", "p.c", "clause c: l must not")),
        ("then law.good(", "someone", ("variable", "someone", "also law.train(someon")),
        ("check ", "calm", ("property", "calm", "property calm: never")),
        ("{ ", "low", ("enum value", "low", "enum Level { low < h")),
        ("never law.train(", "z", None),
    ],
)
def test_names(seen: Seen, before: str, name: str, expected: tuple[str, str, str] | None) -> None:
    told = stands_for(seen, before, name)
    assert told == (None if expected is None else (*expected[:2], expected[2][:20]))


def test_the_nearest_variable_of_a_name(seen: Seen) -> None:
    inner = pointed(seen, TEXT.index("fair(m)") + 5)
    outer = pointed(seen, TEXT.index("law.good(m)") + 9)
    assert inner is not None and outer is not None
    assert inner.span.start == TEXT.index("every m") + 6 and outer.span.start == TEXT.index("some m") + 5


@pytest.mark.parametrize(
    ("before", "name", "expected"),
    [
        ("clause ", "strict", ("clause", "clause strict")),
        ("l must ", "train", ("action", "action train")),
        ("train(l) within soon after ", "train", ("action", "action train")),
        ("clause ", "train", ("clause", "clause train")),
        ("overrides ", "strict", ("clause", "clause strict")),
        ("accept ", "RSP402", None),
        ("soon { reading ", "strict", ("reading", "duration soon")),
        ("fair(l: Lab) { reading ", "strict", ("reading", "term fair")),
        ("reading strict: ", "strict", ("fact", "fact strict")),
        ("soon as ", "strict", ("reading", "duration soon")),
        ("even if ", "p.strict", ("clause", "clause strict")),
        ("owes ", "strict", ("clause", "clause strict")),
        ("a owes strict }", "", None),
        ("near(l, ", "k", ("variable", "then not near")),
        ("| strict(", "l", ("variable", "property calm")),
        ("and not strict(", "l", None),
        ("{ let a: Lab train(", "a", ("variable", "scenario s")),
    ],
)
def test_names_that_are_alike(tmp_path: Path, before: str, name: str, expected: tuple[str, str] | None) -> None:
    uri = (tmp_path / "a.rsp").as_uri()
    for beside in (0, len(name)):
        found = pointed(look(uri, {uri: ALIKE}), ALIKE.index(before + name) + len(before) + beside)
        told = None if found is None else (found.kind, found.span.file.line_text(found.span.line).strip())
        assert told == expected or (told and expected and told[0] == expected[0] and told[1].startswith(expected[1]))


def test_where_no_name_stands(seen: Seen) -> None:
    assert pointed(seen, TEXT.index("binds")) is None and pointed(seen, len(TEXT)) is None


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 8), ("utf-16", 6), ("utf-32", 5)])
def test_columns(encoding: str, column: int) -> None:
    file, positions = SourceFile("a", 'é\r\n"🧪" ab\n'), Positions(encoding)
    start = file.text.index("b")
    assert positions.position(file, start) == types.Position(1, column)
    for offset in range(len(file.text) + 1):
        if file.text[offset - 1 : offset + 1] != "\r\n":
            assert positions.offset(file, positions.position(file, offset)) == offset
    assert positions.offset(file, types.Position(0, 99)) == 1
    assert positions.offset(file, types.Position(9, 0)) == len(file.text)
    assert positions.range(Span(file, 3, 6)).start == types.Position(1, 0)


def test_an_outline_lists_what_has_a_name(seen: Seen) -> None:
    told = {one.name: [below.name for below in one.children or ()] for one in outline(seen.module, Positions())}
    assert told == {
        "Level": ["low", "high"], "fair": ["plain", "wide"], "p": ["c", "d"], "q": ["c"], "calm": [], "s": []
    }  # fmt: skip


def test_what_was_begun_is_completed_as_a_whole(tmp_path: Path) -> None:
    """`p.` is the beginning of `p.c`, and not the end of a word."""
    uri, text = (tmp_path / "a.rsp").as_uri(), TEXT.replace("breached p.c }", "breached p.")
    (tmp_path / "law.rsp").write_text(LAW)
    items = {one.label: one for one in completions(look(uri, {uri: text}), ("must",), len(text.rstrip()), Positions())}
    (edit,) = [one.text_edit for name, one in items.items() if name == "p.c"]
    assert isinstance(edit, types.TextEdit) and edit.new_text == "p.c"
    assert edit.range.end.character - edit.range.start.character == len("p.")


def test_texts_that_are_no_files() -> None:
    text = SourceFile("untitled:Untitled-1", "entity Lab")
    assert location(Span(text, 7, 10), Positions()).uri == text.path
    assert path_of("untitled:Untitled-1") is None and path_of("http://[x") is None and path_of("file://host/x") is None
    assert path_of("file:///a%20b/%E6%97%A5.rsp") == "/a b/日.rsp"


def test_a_text_that_is_too_large(tmp_path: Path) -> None:
    uri = (tmp_path / "a.rsp").as_uri()
    large = look(uri, {uri: " " * (SIZE_LIMIT + 1)})
    assert [one.code for one in findings(large.diagnostics, large.file, Positions())] == ["RSP104"]


def test_code_stays_code() -> None:
    assert code("a ``` b") == "````rspverify\na ``` b\n````"
    assert inline("a`b") == "`` a`b ``"


def test_the_words_of_the_language() -> None:
    assert {"policy", "must", "only after", "in force while"} <= set(words())
    assert not {"comment", "white space", "{"} & set(words())
