"""`rspverify audit`: what is to be looked at in policies before any property is claimed."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Literal

import click

from rspverify.check.audit.finding import Audit
from rspverify.check.audit.options import AuditOptions
from rspverify.check.options import MOST_WORK, CheckOptions
from rspverify.check.results import EXIT_EXPECTED, EXIT_FAULT, EXIT_INPUT, EXIT_INTERRUPTED, EXIT_OPEN, EXIT_OTHER
from rspverify.cli.console import Console, ReaderGone, When, silence, standard_error, standard_output
from rspverify.cli.deliver import attempted
from rspverify.cli.exit_code import code_of, worst
from rspverify.cli.find import find
from rspverify.cli.interrupts import Interrupts
from rspverify.cli.listeners import Progress
from rspverify.cli.options import (
    SECONDS,
    Output,
    Whole,
    codes_among,
    color_option,
    output_option,
    paths_argument,
    refuse_sources,
)
from rspverify.cli.write import write
from rspverify.policy.claims import Project
from rspverify.report.audit_report import AuditReport
from rspverify.report.setting import Detail, Setting
from rspverify.report.style import Style, plain
from rspverify.source.codes_audit import AUDIT
from rspverify.source.diagnostics import Diagnostic, SourceError

_DEFAULTS = AuditOptions().check
_CODES = tuple(entry.code for entry in AUDIT)
FORMATS = {
    "text": "rspverify.report.audit_text:render",
    "json": "rspverify.report.audit_json:render",
    "sarif": "rspverify.report.audit_findings:render_sarif",
    "junit": "rspverify.report.audit_findings:render_junit",
    "github": "rspverify.report.audit_findings:render_github",
    "markdown": "rspverify.report.audit_markdown:render",
    "html": "rspverify.report.html.audit:render",
}
"""The formats, each with the function that renders it."""


@click.command("audit")
@paths_argument
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), default="text", help="What goes to standard output."
)
@output_option(FORMATS)
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="NAME",
    help="Only this policy, wherever it is declared. Without it, all policies that the files themselves declare.",
)
@click.option(
    "--select", multiple=True, metavar="CODES", callback=codes_among(_CODES), help="Only findings of these codes."
)
@click.option(
    "--ignore", multiple=True, metavar="CODES", callback=codes_among(_CODES), help="No findings of these codes."
)
@click.option(
    "--rlimit",
    type=Whole(1, MOST_WORK),
    default=_DEFAULTS.rlimit,
    metavar="N",
    show_default=True,
    help="How much work each question may be. The same number gives the same findings on every machine.",
)
@click.option(
    "--timeout",
    type=SECONDS,
    metavar="SECONDS",
    help="A hard stop for each question. Findings then depend on the machine.",
)
@click.option(
    "--depth",
    type=Whole(0, 1000),
    default=_DEFAULTS.depth,
    metavar="N",
    show_default=True,
    help="How many steps the search for runs looks ahead.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["unknown", "finding", "never"]),
    default="unknown",
    help="What makes the exit code differ from 0. unknown (the default): findings that nobody accepted (1), and "
    "questions without an answer (3). finding: only the former. never: neither. Wrong input (2) and our own faults (4) "
    "always do.",
)
@color_option
@click.option("-v", "--verbose", is_flag=True, help="Tell whole stories, what proofs rest on, and what is counted.")
def command(
    paths: tuple[str, ...],
    format_: str,
    outputs: tuple[Output, ...],
    policies: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    rlimit: int,
    timeout: float | None,
    depth: int,
    fail_on: Literal["unknown", "finding", "never"],
    color: When,
    verbose: bool,
) -> int:
    """Look through policies for what is wrong with them whatever is claimed: clauses that collide, cases that nobody
    thought of, duties that cannot be kept, clauses that do nothing, verdicts that hang on what nobody can see.

    `accept RSP402 "why"` in a clause or in a policy lets a finding stand. `rspverify explain CODE` tells what a finding
    means.
    """
    hard = CheckOptions(rlimit=rlimit, timeout=timeout, depth=depth)
    options = AuditOptions(hard, policies, select, ignore, shares=not select)
    out, err = standard_output(color, format_), standard_error(color)
    refuse_sources(outputs, paths)
    found = find(paths)
    run = _Run(out, err, format_, verbose)
    run.problems(found.diagnostics)
    projects = run.loaded(found.files)
    unknown = [name for name in policies if not any(name in project.policies for project in projects)]
    if projects and unknown:
        run.problems([_no_policy(name) for name in unknown])
    report = run.audits(projects, options, fail_on)
    return attempted(
        _deliveries(run, report, format_, outputs, "verbose" if verbose else "normal"), report.exit_code, err
    )


def _deliveries(
    run: _Run, report: AuditReport, format_: str, outputs: Sequence[Output], detail: Detail
) -> Iterator[Callable[[], None]]:
    from rspverify import __version__

    yield lambda: run.finish(report, Setting(__version__, detail, run.style))
    for one in outputs:
        yield partial(_to_file, one, report, Setting(__version__, detail))


def _to_file(output: Output, report: AuditReport, setting: Setting) -> None:
    write(output.path, _rendered(output.format, report, setting))


def _rendered(format_: str, report: AuditReport, setting: Setting) -> str:
    module, _, name = FORMATS[format_].partition(":")
    text: str = getattr(importlib.import_module(module), name)(report, setting)
    return text


class _Run:
    """One run of the verb: prints what there is as soon as it is there, and gathers it."""

    def __init__(self, out: Console, err: Console, format_: str, verbose: bool) -> None:
        self._out, self._err, self._format, self._verbose = out, err, format_, verbose
        self._audits: list[Audit] = []
        self._diagnostics: list[Diagnostic] = []
        self._interrupted = False
        self._progress = Progress(err)

    def problems(self, diagnostics: Sequence[Diagnostic]) -> None:
        new = [one for one in diagnostics if one not in self._diagnostics]
        self._diagnostics += new
        self._err.diagnostics(new)

    def loaded(self, files: Sequence[str]) -> list[Project]:
        """The files that can be read, each a project of its own."""
        from rspverify.policy.load import load

        projects = []
        for path in files:
            try:
                projects.append(load(path))
            except SourceError as error:
                self.problems(error.diagnostics)
        return projects

    @property
    def style(self) -> Style:
        return self._out.style

    def audits(self, projects: Sequence[Project], options: AuditOptions, fail_on: str) -> AuditReport:
        """Audits one project after the other."""
        from rspverify.cli.audits import audited

        try:
            with Interrupts():
                for found in audited(projects, options, self._begins):
                    self._progress.clear()
                    self._one(found)
        except KeyboardInterrupt:
            self._interrupted = True
            self._progress.clear()
        return AuditReport(tuple(self._audits), tuple(self._diagnostics), self._code(fail_on), self._interrupted)

    def _begins(self, what: str) -> None:
        self._progress.show(f"auditing {plain(what)}")

    def _one(self, found: Audit) -> None:
        between = "\n" if any(one.policies for one in self._audits) else ""
        self._audits.append(found)
        if self._format == "text" and found.policies:
            from rspverify.report.audit_text import render_audit

            try:
                self._out.write(between + render_audit(found, self._out.style, self._verbose))
            except ReaderGone:
                silence()
                raise KeyboardInterrupt from None  # as `check`: the files tell what was finished
            except SourceError as error:
                self.problems(error.diagnostics)
        self._err.diagnostics(found.diagnostics)

    def _code(self, fail_on: str) -> int:
        """4, 2, 1, 3, 0, whatever is worst; computed before a report is rendered."""
        if self._interrupted:
            return EXIT_INTERRUPTED
        policies = [policy for one in self._audits for policy in one.policies]
        diagnostics = [*self._diagnostics, *(one for audit in self._audits for one in audit.diagnostics)]
        codes = [code_of(one) for one in diagnostics]
        if any(one.code == "RSP801" for one in diagnostics) and fail_on == "unknown":
            codes.append(EXIT_OPEN)
        for policy in policies:
            if policy.open and fail_on != "never":
                codes.append(EXIT_OTHER)
            for one in policy.untold:
                if one.fault:
                    codes.append(EXIT_FAULT)
                elif fail_on == "unknown":
                    codes.append(EXIT_OPEN)
        return worst([EXIT_EXPECTED, *codes])

    def finish(self, report: AuditReport, setting: Setting) -> None:
        """Prints what is left: the end of a text, or all of another report."""
        if self._format != "text":
            self._print(_rendered(self._format, report, setting))
            return
        from rspverify.report.audit_text import render_audit_summary, render_interrupted

        some = any(one.policies for one in report.audits)
        text = "\n" if some else ""
        if some or report.exit_code != EXIT_INPUT:
            text += render_audit_summary(report.audits, setting.style, report.interrupted)
        self._print(text + (render_interrupted(some) if report.interrupted else ""))

    def _print(self, text: str) -> None:
        """That nobody reads any more holds up no file."""
        try:
            self._out.write(text)
        except ReaderGone:
            silence()


def _no_policy(name: str) -> Diagnostic:
    return Diagnostic("RSP144", f"no policy is called `{plain(name)}`", help="name the files that declare or use it")
