"""Edits as a patch in the language: clauses as they then read, an amendment, whole texts and their differences."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rspverify.check.repair.edits import Edit
from rspverify.check.repair.expectations import Number
from rspverify.check.repair.workshop import (
    Changes,
    Loaded,
    Subject,
    changes,
    expectation_splice,
    patched,
    policy_splices,
)
from rspverify.source.files import SourceFile
from rspverify.source.spans import NOWHERE
from rspverify.syntax.claims import Module
from rspverify.syntax.expressions import Identifier
from rspverify.syntax.norms import PolicyDeclaration
from rspverify.syntax.printer import print_clause, print_module


@dataclass(frozen=True)
class Patch:
    """`texts`: the files that change, by their real paths; `diffs`: path and unified difference of each."""

    clauses: tuple[str, ...]
    amendment: str
    texts: Mapping[str, SourceFile] = field(repr=False)
    diffs: tuple[tuple[str, str], ...] = field(repr=False)


def patch(
    files: Sequence[Loaded], about: Subject, edits: Sequence[Edit], expected: Sequence[tuple[Number, str]]
) -> Patch | None:
    """What is to be written so that the edits are made, and so that the checks that are repaired expect what they then
    come to. None where the edits do not fit each other."""
    changed = changes(about, edits)
    if changed is None:
        return None
    splices = policy_splices(about, changed)
    for (file, at), verdict in expected:
        one = expectation_splice(files[file], files[file].project.checks[at], verdict)
        if one is not None and one not in splices:
            splices.append(one)
    texts = patched(splices)
    said = [*changed.clauses.values(), *changed.added]
    before = {one.span.file.path: one.span.file for one in splices}
    diffs = tuple(difference(before[text.path], text, "repaired") for text in texts.values())
    return Patch(tuple(print_clause(one) for one in said), _amendment(about, changed), texts, diffs)


def _amendment(about: Subject, changed: Changes) -> str:
    """The edits as a policy of its own, which leaves the old one as it is."""
    items = (*(replace(one, replaces=True) for one in changed.clauses.values()), *changed.added)
    name = Identifier(NOWHERE, f"{about.declaration.name.text}_repaired")
    amends = Identifier(NOWHERE, about.declaration.name.text)
    policy = PolicyDeclaration(NOWHERE, name, None, amends, None, None, items)
    return print_module(Module(NOWHERE, (policy,))).rstrip("\n")


def difference(before: SourceFile, after: SourceFile, called: str) -> tuple[str, str]:
    """The path of a text, and its unified difference from what it was; `called` tells the new one from the old."""
    return after.path, "\n".join(_lines(before, after, called))


def _lines(before: SourceFile, after: SourceFile, called: str) -> Iterator[str]:
    names = (after.path, f"{after.path} ({called})")
    yield from difflib.unified_diff(before.text.splitlines(), after.text.splitlines(), *names, lineterm="")
