"""What `check --with` asks for: audits and comparisons that are shown beside the verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import click

from rspverify.check.options import CheckOptions
from rspverify.check.results import EXIT_FAULT, EXIT_INPUT, EXIT_INTERRUPTED
from rspverify.cli.check_run import Listener
from rspverify.cli.exit_code import code_of, worst
from rspverify.cli.failures import crash
from rspverify.cli.interrupts import Interrupts
from rspverify.cli.options import Function, Output
from rspverify.cli.progress import Tracker
from rspverify.cli.sources import Begin, FileWork, Source
from rspverify.policy.claims import Project
from rspverify.report.also import Also
from rspverify.report.document import RunReport
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError

if TYPE_CHECKING:  # most runs look at nothing besides
    from rspverify.check.audit.finding import Audit
    from rspverify.check.diff.results import PolicyDiff

SHOWN_IN = ("html", "markdown", "json")
"""The formats that have a place for it."""


@dataclass(frozen=True)
class Wanted:
    """`comparisons`: pairs of policies, the old one and the new one."""

    audit: bool = False
    comparisons: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return self.audit or bool(self.comparisons)


def with_option(function: Function) -> Function:
    return click.option(
        "--with",
        "wanted",
        multiple=True,
        metavar="WHAT",
        callback=wanted_of,
        help="Also show in HTML, Markdown and JSON reports what `audit` finds (audit), or what policy NEW changes "
        "against OLD (diff:OLD:NEW). It has no part in the verdicts. May be repeated.",
    )(function)


def wanted_of(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> Wanted:
    """The values of `--with`; a click callback."""
    audit, comparisons = False, []
    for value in values:
        match value.split(":"):
            case ["audit"]:
                audit = True
            case ["diff", old, new] if old and new:
                comparisons.append((old, new))
            case _:
                raise click.BadParameter(f"`{value}` is neither `audit` nor of the form `diff:OLD:NEW`", ctx, param)
    return Wanted(audit, tuple(dict.fromkeys(comparisons)))


def noting(works: list[FileWork], begin: Begin) -> Begin:
    """The same source; notes in `works` the files that could be read."""

    def source(files: Sequence[FileWork], tracker: Tracker) -> Source:
        works.extend(files)
        return begin(files, tracker)

    return source


def refuse_unseen(wanted: Wanted, format_: str, outputs: Sequence[Output]) -> None:
    """Raises `UsageError` if nobody would see what is wanted."""
    if wanted and not any(name in SHOWN_IN for name in (format_, *(one.format for one in outputs))):
        raise click.UsageError(
            "`--with` is shown in reports of the formats html, markdown and json, and none of them is asked for: add "
            "`--output html=report.html`"
        )


def add_also(
    report: RunReport, wanted: Wanted, projects: Sequence[Project], options: CheckOptions, listener: Listener
) -> RunReport:
    """The report with what is wanted besides. The exit code becomes worse by wrong input and by our own faults only, or
    says that the run was interrupted."""
    if not wanted or report.interrupted:
        return report
    made = _Made(wanted, projects, options, listener)
    interrupted = False
    try:
        with Interrupts():
            made.compare()
            made.audit()
    except KeyboardInterrupt:
        interrupted = True
    problems = tuple(dict.fromkeys(one for one in made.problems if one not in report.diagnostics))
    if problems:
        listener.problem(problems, None)
    also = Also(tuple(made.audits) if wanted.audit else None, tuple(made.comparisons) if wanted.comparisons else None)
    code = EXIT_INTERRUPTED if interrupted else worst([report.exit_code, *_codes(also), *map(code_of, problems)])
    return replace(
        report, diagnostics=(*report.diagnostics, *problems), exit_code=code, interrupted=interrupted, also=also
    )


@dataclass
class _Made:
    """What is there so far. `problems`: what belongs to no audit and no comparison."""

    wanted: Wanted
    projects: Sequence[Project]
    options: CheckOptions
    listener: Listener
    audits: list[Audit] = field(default_factory=list)
    comparisons: list[PolicyDiff] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def audit(self) -> None:
        """As hard as the verb tries, or less, if checks are to be less work."""
        if not self.wanted.audit:
            return
        from rspverify.check.audit.options import AuditOptions
        from rspverify.cli.audits import audited

        usual = AuditOptions()
        rlimit, depth = min(usual.check.rlimit, self.options.rlimit), min(usual.check.depth, self.options.depth)
        tried = replace(usual, check=replace(usual.check, rlimit=rlimit, depth=depth, timeout=self.options.timeout))
        self.audits.extend(audited(self.projects, tried, partial(self._working, "auditing")))

    def compare(self) -> None:
        from rspverify.cli.diff_projects import comparisons_of

        for old, new in self.wanted.comparisons:
            try:
                for one in comparisons_of(old, new, self.projects).comparisons:
                    from rspverify.check.diff.policies import diff

                    tell: Callable[[str], None] = partial(self._working, "comparing")
                    options = replace(self.options, select=())
                    self.comparisons.append(
                        diff(one.project, one.old, one.new, options, remarks=one.remarks, begins=tell)
                    )
            except SourceError as error:
                self.problems.extend(error.diagnostics)
            except Exception as error:
                during = f", while it compared `{plain(new)}` with `{plain(old)}`"
                self.problems.append(crash(error, during=during))

    def _working(self, how: str, what: str) -> None:
        self.listener.working(f"{how} {plain(what)}")


def _codes(also: Also) -> Iterator[int]:
    """What audits and comparisons make of a run: nothing but wrong input and our own faults count."""
    found = [code_of(one) for one in also.diagnostics]
    for audit in also.audits or ():
        found += [EXIT_FAULT for policy in audit.policies for one in policy.untold if one.fault]
    for diff in also.comparisons or ():
        found += [EXIT_FAULT] if diff.fault else [EXIT_INPUT] if diff.wrong_input else []
    return (code for code in found if code in (EXIT_FAULT, EXIT_INPUT))
