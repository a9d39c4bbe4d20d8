"""What can be written: the names that a file sees, and the words of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types

from rspverify.lsp.hover import code
from rspverify.lsp.positions import Positions
from rspverify.lsp.seen import Seen
from rspverify.policy.names import Declared
from rspverify.report.style import plain
from rspverify.source.spans import Span
from rspverify.syntax.norms import ClauseDeclaration, PolicyDeclaration

_Kind = types.CompletionItemKind
_KINDS = {
    "entity": _Kind.Class,
    "enum": _Kind.Enum,
    "enum value": _Kind.EnumMember,
    "individual": _Kind.Constant,
    "fact": _Kind.Field,
    "duration": _Kind.Unit,
    "define": _Kind.Function,
    "term": _Kind.Interface,
    "action": _Kind.Method,
    "event": _Kind.Event,
    "policy": _Kind.Module,
    "property": _Kind.Property,
}
_BEGUN = re.compile(r"[A-Za-z0-9_.]*\Z")


def completions(seen: Seen, words: tuple[str, ...], offset: int, positions: Positions) -> list[types.CompletionItem]:
    """Names first, then the words of the language; the editor keeps those that fit what was begun at an offset. What
    was begun is replaced as a whole: editors take `p.` for a word that ended before."""
    begun = _BEGUN.search(seen.file.text[seen.file.line_starts[seen.file.line_of(offset) - 1] : offset])
    place = positions.range(Span(seen.file, offset - len(begun.group()) if begun else offset, offset))
    items = [types.CompletionItem(word, kind=_Kind.Keyword, sort_text=f"2{word}") for word in words]
    for one in seen.names.declared.values():
        if one.home.path in seen.home.visible:
            items.extend(_named(seen, one))
    for item in items:
        item.text_edit = types.TextEdit(place, item.label)
    return items


def _named(seen: Seen, one: Declared) -> Iterator[types.CompletionItem]:
    shown = seen.names.shown(one, seen.home)
    yield _item(shown, one.kind, _KINDS.get(one.kind, _Kind.Value), one.syntax.span.text)
    if isinstance(one.syntax, PolicyDeclaration):
        for item in one.syntax.items:
            if isinstance(item, ClauseDeclaration):
                yield _item(f"{shown}.{item.name.text}", "clause", _Kind.Property, item.span.text)


def _item(label: str, detail: str, kind: types.CompletionItemKind, text: str) -> types.CompletionItem:
    first = text.splitlines()[0] if text else ""
    documentation = types.MarkupContent(types.MarkupKind.Markdown, code(first))
    return types.CompletionItem(
        plain(label), kind=kind, detail=plain(detail), documentation=documentation, sort_text=f"1{plain(label)}"
    )
