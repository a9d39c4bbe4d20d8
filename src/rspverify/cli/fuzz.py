"""`rspverify fuzz`: random runs of a draft, judged by its claims."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from rspverify.check.fuzzing.results import Fuzzed, exit_code
from rspverify.check.results import EXIT_INTERRUPTED
from rspverify.cli.console import Console, ReaderGone, When, silence, standard_error, standard_output
from rspverify.cli.exit_code import code_of, worst
from rspverify.cli.find import find
from rspverify.cli.fuzz_reports import RUNS, delivered, refuse_formats_of_runs
from rspverify.cli.kept_scenarios import Keeping, keeping, save, without_kept
from rspverify.cli.listeners import Progress
from rspverify.cli.options import SECONDS, Output, Whole, color_option, output_option, paths_argument, refuse_sources
from rspverify.policy.claims import Project
from rspverify.report.fuzz_report import FuzzReport
from rspverify.report.setting import Detail, Setting
from rspverify.report.style import number, plain
from rspverify.source.diagnostics import Diagnostic, SourceError

if TYPE_CHECKING:  # Hypothesis may not be installed
    from rspverify.fuzz.options import FuzzOptions


@click.command("fuzz")
@paths_argument
@click.option(
    "--runs",
    type=Whole(1, 1_000_000),
    default=150,
    metavar="N",
    show_default=True,
    help="How many random runs for checks under the same conditions.",
)
@click.option(
    "--steps",
    type=Whole(1, 100),
    default=8,
    metavar="N",
    show_default=True,
    help="How many steps a run has at most.",
)
@click.option(
    "--seconds",
    type=SECONDS,
    metavar="S",
    help="Stop after so long for each file. What is found then depends on the machine.",
)
@click.option(
    "--seed",
    type=Whole(0, 2**32 - 1),
    default=0,
    metavar="N",
    show_default=True,
    help="Another number draws other runs; the same number draws the same ones.",
)
@click.option(
    "--drafts",
    type=Whole(1, 100_000),
    metavar="N",
    help="Try so many random drafts in place of random runs: edits of the policies, and new ones. That takes time.",
)
@click.option("--select", multiple=True, metavar="GLOB", help="Only properties and scenarios of such names.")
@click.option("--save", "save_", is_flag=True, help="Keep what should not be as scenarios, beside the policy file.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(RUNS)),
    default="text",
    help="What goes to standard output. --drafts has neither sarif nor junit nor github.",
)
@output_option(RUNS)
@color_option
@click.option("-v", "--verbose", is_flag=True, help="Tell also what is as expected, and all that was not reached.")
@click.option("-q", "--quiet", is_flag=True, help="Tell only what is not as expected.")
def command(
    paths: tuple[str, ...],
    runs: int,
    steps: int,
    seconds: float | None,
    seed: int,
    drafts: int | None,
    select: tuple[str, ...],
    save_: bool,
    format_: str,
    outputs: tuple[Output, ...],
    color: When,
    verbose: bool,
    quiet: bool,
) -> int:
    """Play a draft at random, and see whether its claims fail.

    Runs are drawn near the boundaries of clauses and judged by the meaning of the language alone, so that this works
    also where no proof is found. A run that shows something is made as small as it can be. A run that shows nothing is
    no proof. With --save, failures are kept as scenarios and played first the next time.

    With --drafts, properties are looked for that exclude each other, clauses that no proof needs, and drafts of which
    the audit and the properties do not say the same.
    """
    if find_spec("hypothesis") is None:
        raise click.UsageError("random runs need Hypothesis, which is not installed: pip install 'rspverify[fuzz]'")
    from rspverify.fuzz.home import elsewhere
    from rspverify.fuzz.options import FuzzOptions

    options = FuzzOptions(runs, steps, seconds, seed, select)
    out, err = standard_output(color, format_), standard_error(color)
    refuse_sources(outputs, paths)
    found = find(paths)
    if drafts is not None:
        from rspverify.cli.fuzz_drafts import drafts as try_drafts

        if save_ or select:
            raise click.UsageError("--drafts goes with neither --save nor --select")
        refuse_formats_of_runs(format_, outputs)
        files = without_kept(found.files)
        return try_drafts(files, found.diagnostics, drafts, seed, seconds, format_, outputs, out, err, verbose)
    detail: Detail = "quiet" if quiet else "verbose" if verbose else "normal"
    run = _Run(out, err, format_, outputs, detail, save_, select)
    run.problems(found.diagnostics)
    interrupted = False
    try:
        with elsewhere():
            for path in without_kept(found.files):
                run.file(path, options)
    except KeyboardInterrupt:
        interrupted = True
    return run.finish(interrupted)


class _Run:
    """One run of the verb: prints what there is as soon as it is there, and gathers it."""

    def __init__(
        self,
        out: Console,
        err: Console,
        format_: str,
        outputs: Sequence[Output],
        detail: Detail,
        save_: bool,
        select: tuple[str, ...],
    ) -> None:
        self._out, self._err, self._format, self._outputs = out, err, format_, outputs
        self._detail, self._save, self._select = detail, save_, select
        self._found: list[Fuzzed] = []
        self._diagnostics: list[Diagnostic] = []
        self._progress = Progress(err)
        self._gone = False

    def problems(self, diagnostics: Sequence[Diagnostic]) -> None:
        new = [one for one in diagnostics if one not in self._diagnostics]
        self._diagnostics += new
        self._err.diagnostics(new)

    def file(self, path: str, options: FuzzOptions) -> None:
        """Loads one file and tries it."""
        from rspverify.policy.load import load

        try:
            project = load(path)
            if project.checks or project.scenarios:
                self._project(project, keeping(project), options)
        except SourceError as error:
            self.problems(error.diagnostics)

    def _project(self, project: Project, kept: Keeping, options: FuzzOptions) -> None:
        from rspverify.fuzz.search import fuzz

        def begins(what: str) -> None:
            self._progress.show(f"{plain(project.path)}: {what}")

        found = fuzz(project, options, kept.kept, kept.stories, begins)
        self._progress.clear()
        between = "\n" if self._found else ""
        self._found.append(found)
        if self._format == "text":
            from rspverify.report.fuzz_text import render_fuzzed

            verbose, quiet = self._detail == "verbose", self._detail == "quiet"
            self._say(between + render_fuzzed(found, self._out.style, verbose, quiet))
        self._err.diagnostics(found.diagnostics)
        saved = save(kept, found) if self._save else 0
        if saved and self._format == "text":
            self._say(f"\n{number(saved, 'scenario')} kept in {plain(kept.kept.path)}\n")
        if found.interrupted or self._gone:
            raise KeyboardInterrupt

    def _say(self, text: str) -> None:
        """Prints. If nobody reads any more, the run counts as interrupted, as that of `check`."""
        try:
            self._out.write(text)
        except ReaderGone:
            self._gone = True
            silence()

    def finish(self, interrupted: bool) -> int:
        """The end of the report; gives the exit code."""
        if self._select and self._found and not any(file.checks or file.scenarios for file in self._found):
            from rspverify.cli.check_run import nothing_selected

            self.problems([nothing_selected(self._select)])
        diagnostics = [*self._diagnostics, *(one for file in self._found for one in file.diagnostics)]
        code = worst([exit_code(self._found), *(code_of(one) for one in diagnostics)])
        code = EXIT_INTERRUPTED if interrupted else code
        report = FuzzReport(tuple(self._found), tuple(self._diagnostics), code, interrupted)
        ends = ""
        if self._format == "text":
            from rspverify.report.fuzz_text import render_end

            ends = ("\n" if self._found else "") + render_end(report, Setting("", self._detail, self._out.style))
        return delivered(report, self._format, self._outputs, self._detail, self._out, self._err, ends)
