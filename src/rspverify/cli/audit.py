"""`rspverify audit`: what is to be looked at in policies before any property is claimed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import click

from rspverify.check.audit.finding import Audit
from rspverify.check.audit.options import AuditOptions
from rspverify.check.options import MOST_WORK, CheckOptions
from rspverify.check.results import EXIT_EXPECTED, EXIT_FAULT, EXIT_INPUT, EXIT_INTERRUPTED, EXIT_OPEN, EXIT_OTHER
from rspverify.cli.console import Console, When, standard_error, standard_output
from rspverify.cli.exit_code import code_of, worst
from rspverify.cli.find import find
from rspverify.cli.interrupts import Interrupts
from rspverify.cli.listeners import Progress
from rspverify.cli.options import (
    SECONDS,
    PageFormat,
    Whole,
    codes_among,
    color_option,
    page_format_option,
    paths_argument,
)
from rspverify.policy.claims import Project
from rspverify.report.style import plain
from rspverify.source.codes_audit import AUDIT
from rspverify.source.diagnostics import Diagnostic, SourceError

_DEFAULTS = AuditOptions().check
_CODES = tuple(entry.code for entry in AUDIT)


@click.command("audit")
@paths_argument
@page_format_option
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
    format_: PageFormat,
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
    found = find(paths)
    run = _Run(out, err, format_, verbose)
    run.problems(found.diagnostics)
    projects = run.loaded(found.files)
    unknown = [name for name in policies if not any(name in project.policies for project in projects)]
    if projects and unknown:
        run.problems([_no_policy(name) for name in unknown])
    code = run.audits(projects, options, fail_on)
    run.finish(code)
    return code


class _Run:
    """One run of the verb: prints what there is as soon as it is there, and gathers it."""

    def __init__(self, out: Console, err: Console, format_: PageFormat, verbose: bool) -> None:
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

    def audits(self, projects: Sequence[Project], options: AuditOptions, fail_on: str) -> int:
        """Audits one project after the other; gives the exit code."""
        from rspverify.cli.audits import audited

        try:
            with Interrupts():
                for found in audited(projects, options, self._begins):
                    self._progress.clear()
                    self._one(found)
        except KeyboardInterrupt:
            self._interrupted = True
            self._progress.clear()
        return self._code(fail_on)

    def _begins(self, what: str) -> None:
        self._progress.show(f"auditing {plain(what)}")

    def _one(self, found: Audit) -> None:
        if self._format == "text" and found.policies:
            from rspverify.report.audit_text import render_audit

            between = "\n" if any(one.policies for one in self._audits) else ""
            self._out.write(between + render_audit(found, self._out.style, self._verbose))
        self._err.diagnostics(found.diagnostics)
        self._audits.append(found)

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

    def finish(self, code: int) -> None:
        """The end of the report."""
        if self._format == "json":
            from rspverify import __version__
            from rspverify.report.audit_json import render_audit_json

            self._out.write(render_audit_json(self._audits, tuple(self._diagnostics), __version__, code))
            return
        if self._format == "html":
            from rspverify import __version__
            from rspverify.report.html.audit import render_audit_html

            self._out.write(render_audit_html(self._audits, self._diagnostics, __version__, code, self._interrupted))
            return
        from rspverify.report.audit_text import render_audit_summary

        some = any(one.policies for one in self._audits)
        if some or code != EXIT_INPUT:
            told = render_audit_summary(self._audits, self._out.style, self._interrupted)
            self._out.write(("\n" if some else "") + told)
        if self._interrupted:
            self._out.write("interrupted: what was finished stands above\n" if some else "interrupted\n")


def _no_policy(name: str) -> Diagnostic:
    return Diagnostic("RSP144", f"no policy is called `{plain(name)}`", help="name the files that declare or use it")
