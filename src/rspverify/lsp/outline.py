"""The declarations of a file, clauses below their policies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lsprotocol import types

from rspverify.lsp.positions import Positions
from rspverify.report.style import plain
from rspverify.source.spans import Span
from rspverify.syntax.claims import (
    CheckDeclaration,
    Declaration,
    Module,
    PropertyDeclaration,
    ScenarioDeclaration,
)
from rspverify.syntax.declarations import (
    ActionDeclaration,
    DefineDeclaration,
    DurationDeclaration,
    EntityDeclaration,
    EnumDeclaration,
    FactDeclaration,
    IndividualDeclaration,
    StatementDeclaration,
    TermDeclaration,
)
from rspverify.syntax.expressions import Identifier
from rspverify.syntax.norms import ClauseDeclaration, PolicyDeclaration

_Kind = types.SymbolKind


def outline(module: Module, positions: Positions) -> list[types.DocumentSymbol]:
    """All declarations that have a name, in their order."""
    return [symbol for one in module.declarations for symbol in _symbols(one, positions)]


def _symbols(declaration: Declaration, positions: Positions) -> Iterator[types.DocumentSymbol]:
    symbol = partial(_symbol, positions, declaration.span)

    match declaration:
        case EntityDeclaration(name=name):
            yield symbol(name, _Kind.Class, "entity")
        case EnumDeclaration(name=name, values=values):
            below = [_symbol(positions, value.span, value, _Kind.EnumMember, "value") for value in values]
            yield symbol(name, _Kind.Enum, "enum", below)
        case IndividualDeclaration(names=names, entity=entity):
            for name in names:
                yield symbol(name, _Kind.Constant, f"individual: {entity.text}")
        case FactDeclaration(keyword=keyword, name=name):
            yield symbol(name, _Kind.Field, keyword)
        case DurationDeclaration(name=name, readings=readings):
            below = [_symbol(positions, one.span, one.name, _Kind.EnumMember, "reading") for one in readings]
            yield symbol(name, _Kind.Number, "duration", below)
        case DefineDeclaration(name=name):
            yield symbol(name, _Kind.Function, "define")
        case TermDeclaration(name=name, readings=term_readings):
            below = [_symbol(positions, one.span, one.name, _Kind.EnumMember, "reading") for one in term_readings]
            yield symbol(name, _Kind.Interface, "term", below)
        case ActionDeclaration(keyword=keyword, name=name):
            yield symbol(name, _Kind.Method if keyword == "action" else _Kind.Event, keyword)
        case StatementDeclaration(keyword=keyword, name=name):
            yield symbol(name, _Kind.Constant, keyword)
        case PolicyDeclaration(name=name, items=items):
            clauses = [one for one in items if isinstance(one, ClauseDeclaration)]
            below = [_symbol(positions, one.span, one.name, _Kind.Property, one.wording or "clause") for one in clauses]
            yield symbol(name, _Kind.Module, declaration.wording or "policy", below)
        case PropertyDeclaration(name=name):
            yield symbol(name, _Kind.Property, declaration.wording or "property")
        case CheckDeclaration(name=name):
            yield symbol(name, _Kind.Boolean, "check")
        case ScenarioDeclaration(name=name):
            yield symbol(name, _Kind.Event, declaration.wording or "scenario")
        case _:
            return


def _symbol(
    positions: Positions,
    whole: Span,
    name: Identifier,
    kind: types.SymbolKind,
    detail: str,
    below: list[types.DocumentSymbol] | None = None,
) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=plain(name.text) or "?",
        kind=kind,
        range=positions.range(whole),
        selection_range=positions.range(name.span),
        detail=plain(detail),
        children=below or None,
    )
