"""A policy beside itself at a git revision, in one project."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import is_dataclass, replace
from pathlib import Path
from typing import Any

from rspverify.cli.diff_projects import Comparison, Comparisons, loaded, representatives, unknown
from rspverify.cli.find import SUFFIX
from rspverify.cli.git import write_revision
from rspverify.policy.claims import Project
from rspverify.policy.load import find_root, load
from rspverify.policy.merge import merged
from rspverify.policy.substitute import each, rebuilt
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, Label, SourceError
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span


def since(policy: str, paths: Sequence[str], revision: str) -> Comparisons:
    """Each policy of this name, with all that its file uses, beside what it was. Raises `SourceError`."""
    projects, diagnostics = loaded(paths)
    knowing = [project for project in projects if policy in project.policies]
    if not knowing:
        raise SourceError([*diagnostics, *unknown(projects, [policy])])
    chosen = representatives(knowing, [policy])
    return Comparisons(tuple(_beside(project, policy, revision) for project in chosen), diagnostics)


def _beside(project: Project, policy: str, revision: str) -> Comparison:
    before = _at(project, revision)
    if policy not in before.policies:
        message = f"`{plain(project.path)}` knows no policy `{plain(policy)}` at `{plain(revision)}`"
        raise SourceError([Diagnostic("RSP161", message)])
    names = {name: f"{name}@{revision}" for name in before.policies}
    joined = merged(project, before, names)
    return Comparison(joined.project, names[policy], policy, joined.remarks)


def _at(project: Project, revision: str) -> Project:
    """The project of the same file at a revision; its places are named `FILE@REV`. Raises `SourceError`."""
    with tempfile.TemporaryDirectory(prefix="rspverify-") as name:
        folder = Path(os.path.realpath(name))
        file, root = write_revision(project.path, revision, SUFFIX, folder)
        inside = os.path.relpath(os.path.realpath(find_root(project.path)), os.path.realpath(root))
        files: dict[str, SourceFile] = {}

        def moved(span: Span) -> Span:
            own = span.file
            if own.path not in files:
                shown = os.path.relpath(root / os.path.relpath(own.path, folder))
                files[own.path] = SourceFile(f"{shown}@{revision}", own.text)
            return replace(span, file=files[own.path])

        try:
            found = load(file, folder / inside)
        except SourceError as error:
            raise SourceError([_moved_diagnostic(one, moved) for one in error.diagnostics]) from None
        return _relocated(found, moved)


def _moved_diagnostic(one: Diagnostic, moved: Any) -> Diagnostic:
    labels = tuple(Label(moved(label.span), label.text) for label in one.labels)
    return replace(one, span=None if one.span is None else moved(one.span), labels=labels)


def _relocated(project: Project, moved: Any) -> Project:
    """All that is shown of an older version: its policies and declarations."""

    def change(node: Any) -> Any:
        match node:
            case Span():
                return moved(node)
            case tuple():
                return each(node, change)
            case dict():
                return {name: change(one) for name, one in node.items()}
            case _ if is_dataclass(node):
                found = rebuilt(node, change)
                return (
                    replace(found, span=moved(found.span)) if isinstance(getattr(found, "span", None), Span) else found
                )
            case _:
                return node

    return replace(project, world=change(project.world), policies=change(project.policies))
