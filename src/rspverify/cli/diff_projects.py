"""Which projects of the command line hold the two policies that are to be compared."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from rspverify.cli.find import find
from rspverify.policy.claims import Project
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError


@dataclass(frozen=True)
class Comparison:
    """Two policies of one project. `remarks`: what is to be said about how they were brought together."""

    project: Project
    old: str
    new: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparisons:
    """`diagnostics`: files that cannot be read."""

    comparisons: tuple[Comparison, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def compared_projects(old: str, new: str, paths: Sequence[str]) -> Comparisons:
    """Each pair of policies of these names once, however many files use them. Where no file knows both, but two know
    one each, they are compared in a world put together. Raises `SourceError` where there is nothing to compare."""
    projects, diagnostics = loaded(paths)
    return comparisons_of(old, new, projects, diagnostics)


def comparisons_of(
    old: str, new: str, projects: Sequence[Project], diagnostics: tuple[Diagnostic, ...] = ()
) -> Comparisons:
    """The same among projects that are there. `diagnostics`: what is wrong with others."""
    knowing = [project for project in projects if old in project.policies and new in project.policies]
    if knowing:
        chosen = representatives(knowing, (old, new))
        return Comparisons(tuple(Comparison(project, old, new) for project in chosen), diagnostics)
    first = next((project for project in projects if old in project.policies), None)
    second = next((project for project in projects if new in project.policies), None)
    if first is None or second is None:
        raise SourceError([*diagnostics, *unknown(projects, (old, new))])
    from rspverify.policy.merge import merged

    joined = merged(second, first, {})
    return Comparisons((Comparison(joined.project, old, new, joined.remarks),), diagnostics)


def loaded(paths: Sequence[str]) -> tuple[list[Project], tuple[Diagnostic, ...]]:
    """All files as projects, and what is wrong with the others."""
    from rspverify.policy.load import load

    found = find(paths)
    projects, diagnostics = [], list(found.diagnostics)
    for path in found.files:
        try:
            projects.append(load(path))
        except SourceError as error:
            diagnostics += [one for one in error.diagnostics if one not in diagnostics]
    return projects, tuple(diagnostics)


def representatives(projects: Sequence[Project], names: Sequence[str]) -> list[Project]:
    """One project for each set of policies of these names: that of the file which declares the last of them, or the
    first that uses it."""
    groups: dict[tuple[str, ...], list[Project]] = {}
    for project in projects:
        files = tuple(os.path.realpath(project.policies[name].span.file.path) for name in names)
        groups.setdefault(files, []).append(project)
    return [
        next((one for one in group if os.path.realpath(one.path) == files[-1]), group[0])
        for files, group in groups.items()
    ]


def unknown(projects: Sequence[Project], names: Sequence[str]) -> list[Diagnostic]:
    """That no file knows these policies."""
    known = list(dict.fromkeys(name for project in projects for name in project.policies))
    found = []
    for name in dict.fromkeys(names):
        if name not in known:
            close = get_close_matches(name, known, n=1)
            listed = ", ".join(f"`{plain(one)}`" for one in known[:12])
            help = f"did you mean `{plain(close[0])}`?" if close else f"there are {listed}" if listed else None
            found.append(Diagnostic("RSP160", f"no file knows a policy `{plain(name)}`", help=help))
    return found
