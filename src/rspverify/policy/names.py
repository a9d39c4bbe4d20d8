"""What each name stands for: every declaration that a project reaches, under its full name.

A file brought in with `use … as law` has the prefix `law.`: elsewhere its names begin with it, in the file itself they
stand without it. A file sees its own names and those of the files that it uses, directly or through others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from rspverify.policy.problems import Problems
from rspverify.source.diagnostics import Label
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span
from rspverify.syntax.claims import Declaration, Module, PropertyDeclaration, ScenarioDeclaration
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
from rspverify.syntax.norms import PolicyDeclaration

Kind = Literal[
    "entity",
    "enum",
    "enum value",
    "individual",
    "fact",
    "duration",
    "define",
    "term",
    "action",
    "event",
    "axiom",
    "assumption",
    "lemma",
    "policy",
    "property",
    "scenario",
]

ALL_KINDS: tuple[Kind, ...] = (
    "fact",
    "entity",
    "enum",
    "enum value",
    "individual",
    "duration",
    "define",
    "term",
    "action",
    "event",
    "axiom",
    "assumption",
    "lemma",
    "policy",
    "property",
    "scenario",
)

MAX_DECLARATIONS = 20_000
_MAX_SUGGESTIONS = 50

_CAMEL = re.compile(r"[A-Z][A-Za-z0-9]*\Z")
_SNAKE = re.compile(r"[a-z][a-z0-9_]*\Z")
_STATEMENTS: dict[str, Kind] = {"axiom": "axiom", "assume": "assumption", "lemma": "lemma"}


@dataclass(frozen=True)
class Home:
    """A file as the place of names. `prefix` is `law.` or empty; `visible` holds the paths of the files whose
    declarations it may use, its own among them."""

    file: SourceFile = field(compare=False, repr=False)
    path: str
    prefix: str
    visible: frozenset[str] = field(compare=False, repr=False)


@dataclass(frozen=True)
class ReadFile:
    """A parsed file and its place among the others."""

    home: Home
    module: Module


@dataclass(frozen=True)
class Declared:
    """One declared name. `syntax` is the declaration that it stands in (for an enum value, the enum's)."""

    kind: Kind
    name: str
    span: Span = field(compare=False, repr=False)
    home: Home = field(compare=False, repr=False)
    syntax: Declaration = field(compare=False, repr=False)


class Names:
    """All declarations of a project. `files` come in order of declaration: used files before those that use them."""

    def __init__(self, files: Sequence[ReadFile], problems: Problems) -> None:
        self.files = tuple(files)
        self.problems = problems
        self.declared: dict[str, Declared] = {}
        self._suggested = 0
        self._full = False
        for file in self.files:
            for declaration in file.module.declarations:
                for kind, identifier in _names_of(declaration):
                    self._declare(kind, identifier, file.home, declaration)

    def of_kind(self, *kinds: Kind) -> list[Declared]:
        """The declarations of these kinds, in order."""
        return [one for one in self.declared.values() if one.kind in kinds]

    def full(self, identifier: Identifier, home: Home) -> str:
        """The full name of something declared in `home`."""
        return home.prefix + identifier.text

    def find(self, text: str, home: Home) -> Declared | None:
        """What a name in `home` stands for, if it can be seen from there: its own names first, then full ones."""
        for name in (home.prefix + text, text):
            found = self.declared.get(name)
            if found is not None and found.home.path in home.visible:
                return found
        return None

    def resolve(self, text: str, span: Span, kinds: Iterable[Kind], home: Home) -> Declared | None:
        """What a name stands for, which must be of one of `kinds`; None, with the problem recorded, if it is not."""
        wanted = tuple(kinds)
        found = self.find(text, home)
        if found is not None and found.kind in wanted:
            return found
        if found is not None:
            self.problems.add(
                "RSP204",
                f"`{text}` is {_article(found.kind)}; {_article(wanted[0])} is needed here",
                span,
                labels=(Label(found.span, f"`{text}` is declared here"),),
            )
            return None
        self.unknown(text, span, wanted, home, wanted[0])
        return None

    def unknown(
        self,
        text: str,
        span: Span,
        kinds: Iterable[Kind],
        home: Home,
        called: str,
        advice: str | None = None,
        variables: Iterable[str] = (),
    ) -> None:
        """Records that nothing of `kinds` has this name. `called` is what is missing, `advice` the hint where no
        similar name exists, `variables` are further names that could be meant."""
        close = get_close_matches(text, list(variables), n=1, cutoff=0.7) if called != "fact" else []
        help = (
            f"a variable with a similar name exists: `{close[0]}`" if close else self._advice(text, tuple(kinds), home)
        )
        self.problems.add("RSP203", f"no {called} is called `{text}`", span, help=help or advice)

    def suggest(self, text: str, kinds: Iterable[Kind], home: Home) -> Declared | None:
        """A declaration that `home` sees with a name like this one."""
        self._suggested += 1
        if self._suggested > _MAX_SUGGESTIONS:
            return None
        wanted = tuple(kinds)
        seen = {
            self.shown(one, home): one
            for one in self.declared.values()
            if one.kind in wanted and one.home.path in home.visible
        }
        close = get_close_matches(text, seen, n=1, cutoff=0.7)
        return seen[close[0]] if close else None

    def shown(self, declared: Declared, home: Home) -> str:
        """How `home` writes this name."""
        return declared.name.removeprefix(home.prefix) if declared.home.path == home.path else declared.name

    def _advice(self, text: str, wanted: tuple[Kind, ...], home: Home) -> str | None:
        if text == "wait":
            return "`wait` is built in: nothing can be added to it, and no clause is about it"
        for name in (home.prefix + text, text):
            hidden = self.declared.get(name)
            if hidden is not None:
                return f"`{text}` is declared in `{hidden.home.path}`, which this file does not `use`"
        near = self.suggest(text, wanted, home)
        if near is not None:
            return f"{_article(near.kind)} with a similar name exists: `{self.shown(near, home)}`"
        if self._suggested > _MAX_SUGGESTIONS:
            return None
        for one in self.declared.values():
            if one.kind in wanted and one.name.rpartition(".")[2] == text and one.home.path in home.visible:
                return f"did you mean `{self.shown(one, home)}`?"
        return None

    def _declare(self, kind: Kind, identifier: Identifier, home: Home, syntax: Declaration) -> None:
        name, span = self.full(identifier, home), identifier.span
        if kind in ("entity", "enum"):
            if not _CAMEL.match(identifier.text):
                self._wrong_case(kind, identifier, _camel(identifier.text))
        elif not _SNAKE.match(identifier.text):
            self._wrong_case(kind, identifier, _snake(identifier.text))
        earlier = self.declared.get(name)
        if earlier is not None:
            self.problems.add(
                "RSP201",
                f"`{name}` is declared twice",
                span,
                label="declared again here",
                labels=(Label(earlier.span, f"first declared here, as {_article(earlier.kind)}"),),
                help="give one of the two another name",
            )
        elif len(self.declared) == MAX_DECLARATIONS:
            if not self._full:
                self.problems.add("RSP238", f"there are more than {MAX_DECLARATIONS} declared names", span)
            self._full = True
        else:
            self.declared[name] = Declared(kind, name, span, home, syntax)

    def _wrong_case(self, kind: Kind, identifier: Identifier, better: str) -> None:
        style = "CamelCase" if kind in ("entity", "enum") else "snake_case"
        self.problems.add(
            "RSP202",
            f"the {kind} `{identifier.text}` is not written in {style}",
            identifier.span,
            help=f"write `{better}`",
        )


def _names_of(declaration: Declaration) -> list[tuple[Kind, Identifier]]:
    match declaration:
        case EntityDeclaration(name=name):
            return [("entity", name)]
        case EnumDeclaration(name=name, values=values):
            return [("enum", name), *(("enum value", value) for value in values)]
        case IndividualDeclaration(names=names):
            return [("individual", name) for name in names]
        case FactDeclaration(name=name):
            return [("fact", name)]
        case DurationDeclaration(name=name):
            return [("duration", name)]
        case DefineDeclaration(name=name):
            return [("define", name)]
        case TermDeclaration(name=name):
            return [("term", name)]
        case ActionDeclaration(keyword=keyword, name=name):
            return [(keyword, name)]
        case StatementDeclaration(keyword=word, name=name):
            return [(_STATEMENTS[word], name)]
        case PolicyDeclaration(name=name):
            return [("policy", name)]
        case PropertyDeclaration(name=name):
            return [("property", name)]
        case ScenarioDeclaration(name=name):
            return [("scenario", name)]
        case _:
            return []


def is_snake(text: str) -> bool:
    """Whether a name is written as variables, facts, actions and most others are."""
    return _SNAKE.match(text) is not None


def article(kind: Kind) -> str:
    """`a fact`, `an action`."""
    return _article(kind)


def _article(kind: Kind) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _camel(text: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in text.split("_")) or "Name"


def _snake(text: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text).lower().lstrip("_") or "name"
