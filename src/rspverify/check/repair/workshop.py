"""The files in question, and what they say with some clauses of one policy edited: in memory, or as patched text."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rspverify.check.repair.edits import AddClause, Edit, edited
from rspverify.policy.claims import Check, Project
from rspverify.policy.files import Gathered
from rspverify.policy.load import read, resolved
from rspverify.policy.names import Names
from rspverify.policy.problems import Problems
from rspverify.policy.resolve import resolve
from rspverify.policy.resolve_norms_amend import PolicyText, amended_policies
from rspverify.source.diagnostics import SourceError
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span
from rspverify.syntax.claims import CheckDeclaration, ExpectOption, Module
from rspverify.syntax.norms import ClauseDeclaration, PolicyDeclaration
from rspverify.syntax.printer import print_clause
from rspverify.syntax.walk import walk


@dataclass(frozen=True)
class Loaded:
    """A file with all that it uses: as read, and what it says. `reals`: the real path of each of its files, by the path
    that is shown; so nobody has to look at a disk again, which may be that of another machine."""

    path: str
    gathered: Gathered = field(repr=False)
    project: Project = field(repr=False)
    reals: Mapping[str, str] = field(repr=False)

    def says_with(self, module: Module, real: str) -> Project | None:
        """The project with another module in the place of one of its files; None where it then has errors."""
        if not self.has(real):
            return self.project
        files = [
            replace(one, module=module) if self.reals[one.home.path] == real else one for one in self.gathered.files
        ]
        problems = Problems()
        project = resolve(files, self.path, problems)
        return None if problems else project

    def has(self, real: str) -> bool:
        """Whether a file is among those that it uses, or itself."""
        return real in self.reals.values()


def load_all(path: str, instead: Mapping[str, SourceFile] | None = None) -> Loaded:
    """A file with all that it uses; `instead`: texts that are not taken from disk. Raises `SourceError`."""
    gathered = read(path, instead=instead)
    reals = {one.home.path: os.path.realpath(one.home.path) for one in gathered.files}
    return Loaded(path, gathered, resolved(path, gathered), reals)


class NotEditable(Exception):
    """Why a policy cannot be edited, in words."""


@dataclass(frozen=True)
class Subject:
    """The policy to be edited. `clauses`: what it says after amendment, each clause as it is written. `real`: the real
    path of the file that holds its text."""

    text: PolicyText = field(repr=False)
    declaration: PolicyDeclaration = field(repr=False)
    clauses: dict[str, ClauseDeclaration] = field(repr=False)
    own: frozenset[str]
    module: Module = field(repr=False)
    file: SourceFile = field(repr=False)
    real: str

    @property
    def name(self) -> str:
        return self.text.name


def subject(loaded: Loaded, policy: str, inherited: bool = True) -> Subject:
    """`inherited`: whether what it inherits is to be edited, too; else clauses whose words mean something else in its
    own file are left out. Raises `NotEditable` where words to be edited do so."""
    text = policy_texts(loaded)[policy]
    if text.home.prefix:
        raise NotEditable(f"`{policy}` is used under a prefix; name a file that uses it without one")
    clauses = {name: clause for name, clause in text.clauses.items() if not clause.home.prefix}
    if inherited and len(clauses) < len(text.clauses):
        raise NotEditable(f"`{policy}` amends a policy that is used under a prefix; use that without one")
    holder = next(one for one in loaded.gathered.files if one.home.path == text.home.path)
    return Subject(
        text,
        text.syntax,
        {name: clause.syntax for name, clause in clauses.items()},
        frozenset(name for name, clause in clauses.items() if clause.origin == policy),
        holder.module,
        text.home.file,
        loaded.reals[text.home.path],
    )


def policy_texts(loaded: Loaded) -> dict[str, PolicyText]:
    """All policies of the project as they are written."""
    problems = Problems()
    return amended_policies(Names(loaded.gathered.files, problems), problems)


@dataclass(frozen=True)
class Changes:
    """The clauses of a policy that say something else after some edits, and those that are new."""

    clauses: Mapping[str, ClauseDeclaration]
    added: tuple[ClauseDeclaration, ...]


def changes(about: Subject, edits: Iterable[Edit]) -> Changes | None:
    """None where the edits do not fit each other."""
    found: dict[str, ClauseDeclaration] = {}
    added: list[ClauseDeclaration] = []
    for edit in edits:
        if isinstance(edit, AddClause):
            added.append(edit.declaration)
            continue
        after = edited(found.get(edit.clause, about.clauses[edit.clause]), edit)
        if after is None:
            return None
        found[edit.clause] = after
    said = {name: replace(one, replaces=one.replaces or name not in about.own) for name, one in found.items()}
    names = [one.name.text for one in added]
    return Changes(said, tuple(added)) if len(set(names)) == len(names) else None


def module_with(about: Subject, changed: Changes) -> Module:
    """The file of the policy with these clauses in it."""
    policy = about.declaration
    items = [
        changed.clauses.get(item.name.text, item) if isinstance(item, ClauseDeclaration) else item
        for item in policy.items
    ]
    there = {item.name.text for item in policy.items if isinstance(item, ClauseDeclaration)}
    items += [clause for name, clause in changed.clauses.items() if name not in there]
    after = replace(policy, items=(*items, *changed.added))
    declarations = tuple(after if one is policy else one for one in about.module.declarations)
    return replace(about.module, declarations=declarations)


# ---------------------------------------------------------------- as text


@dataclass(frozen=True)
class Splice:
    """A text that takes the place of another."""

    span: Span
    text: str


def policy_splices(about: Subject, changed: Changes) -> list[Splice]:
    """The changed clauses in the place of the old ones, and new ones at the end of the policy."""
    own = {item.name.text: item for item in about.declaration.items if isinstance(item, ClauseDeclaration)}
    found = [
        Splice(own[name].span, _clause_text(about, own[name], clause))
        for name, clause in changed.clauses.items()
        if name in own
    ]
    new = [clause for name, clause in changed.clauses.items() if name not in own] + list(changed.added)
    return [*found, _appended(about, new)] if new else found


def _clause_text(about: Subject, old: ClauseDeclaration, new: ClauseDeclaration) -> str:
    """A clause as it is written there; comments inside the old one stand above it."""
    line = about.file.line_text(old.span.line)
    indent = len(line) - len(line.lstrip())
    # A clause that begins in the middle of a line is indented as one that stands below it would be.
    margin = " " * (indent if indent == old.span.column - 1 else indent + 2)
    comments = [
        f"#{comment.text}" for comment in about.module.comments if old.span.start <= comment.span.start < old.span.end
    ]
    return f"\n{margin}".join([*comments, *print_clause(new).split("\n")])


def _appended(about: Subject, clauses: Sequence[ClauseDeclaration]) -> Splice:
    """New clauses before the bracket that closes the policy."""
    place = about.declaration.span
    inside = about.file.text[place.start : place.end - 1]
    margin = " " * (place.column - 1)
    apart = "\n\n" if "\n\n" in inside or "\n\r\n" in inside else "\n"
    texts = ["\n".join(f"{margin}  {line}" for line in print_clause(clause).split("\n")) for clause in clauses]
    start = place.start + len(inside.rstrip())
    first = apart if about.declaration.items else "\n"
    return Splice(Span(about.file, start, place.end - 1), f"{first}{apart.join(texts)}\n{margin}")


def expectation_splice(loaded: Loaded, check: Check, verdict: str) -> Splice | None:
    """What a check expects, put right; None where it stands so already."""
    if check.expected == verdict:
        return None
    place = check.span
    inside = [
        option
        for one in loaded.gathered.files[-1].module.declarations
        if isinstance(one, CheckDeclaration) and one.span.start <= place.start < one.span.end
        for option in walk(one)
        if isinstance(option, ExpectOption) and place.start <= option.span.start < place.end
    ]
    if inside:
        return Splice(inside[0].span, f"expect {verdict}")
    return Splice(Span(place.file, place.end, place.end), f" expect {verdict}")


def patched(splices: Iterable[Splice]) -> dict[str, SourceFile]:
    """The texts of all files that change, by their real paths."""
    by_file: dict[str, list[Splice]] = {}
    for one in splices:
        by_file.setdefault(os.path.realpath(one.span.file.path), []).append(one)
    return {real: _spliced(found) for real, found in by_file.items()}


def _spliced(splices: list[Splice]) -> SourceFile:
    file = splices[0].span.file
    text = file.text
    for one in sorted(splices, key=lambda splice: splice.span.start, reverse=True):
        text = text[: one.span.start] + one.text + text[one.span.end :]
    return SourceFile(file.path, text)


def reloaded(loaded: Loaded, texts: Mapping[str, SourceFile]) -> Loaded | None:
    """The file as it would be read if the texts were on disk; None if it then had errors."""
    if not any(loaded.has(real) for real in texts):
        return loaded
    try:
        return load_all(loaded.path, texts)
    except SourceError:
        return None
