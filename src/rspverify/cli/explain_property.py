"""The half of `rspverify explain` that is about a property: finds its checks, explains each, reports."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from rspverify.check.explain import Explanation, exit_code, explain
from rspverify.check.options import CheckOptions
from rspverify.check.results import EXIT_EXPECTED, EXIT_INPUT, Result
from rspverify.cli.console import Console
from rspverify.cli.exit_code import worst
from rspverify.cli.find import find
from rspverify.cli.options import Format
from rspverify.policy.claims import Project
from rspverify.policy.load import load
from rspverify.report.explain_json import render_explanations_json
from rspverify.report.explain_text import render_explanation
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError


def explain_property(
    name: str, paths: tuple[str, ...], options: CheckOptions, format_: Format, out: Console, err: Console
) -> int:
    """Explains every check of the properties called `name`, which may be a pattern, in the files that the paths stand
    for. Gives the exit code."""
    found = find(paths)
    diagnostics = list(found.diagnostics)
    told: list[Explanation] = []
    before: Result | None = None
    for project in _projects(found.files, diagnostics):
        checks = [check for check in project.checks if fnmatchcase(check.property, name)]
        for explanation in explain(project, checks, options) if checks else ():
            if format_ == "text":
                out.write(render_explanation(explanation, before, out.style))
            before = explanation.result
            told.append(explanation)
    if not told and not diagnostics:
        diagnostics.append(_nothing(name))
    code = worst([exit_code(told), EXIT_INPUT if diagnostics else EXIT_EXPECTED])
    if format_ == "json":
        from rspverify import __version__

        out.write(render_explanations_json(told, tuple(diagnostics), __version__, code))
    err.diagnostics(diagnostics)
    return code


def _projects(files: tuple[str, ...], diagnostics: list[Diagnostic]) -> Iterator[Project]:
    """The files that can be read; what is wrong with the others is noted."""
    for path in files:
        try:
            yield load(path)
        except SourceError as error:
            diagnostics += [one for one in error.diagnostics if one not in diagnostics]


def _nothing(name: str) -> Diagnostic:
    return Diagnostic(
        "RSP144",
        f"no property that is checked is called `{plain(name)}`",
        help="name the files after it; `*` stands for any text; `rspverify explain` alone lists the codes",
    )
