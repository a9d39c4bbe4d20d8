"""What happens while checks run: verdicts are printed as soon as they are there, traces saved, progress shown."""

from __future__ import annotations

from rspverify.check.results import CheckResult, Result
from rspverify.cli.console import Console, ReaderGone, is_terminal, silence
from rspverify.cli.traces import TraceFolder
from rspverify.policy.claims import Project
from rspverify.report.document import RunReport
from rspverify.report.ids import Ids
from rspverify.report.jsonl import diagnostic_line, file_line, head_line, result_line, summary_line
from rspverify.report.setting import Detail, Setting
from rspverify.report.style import cut
from rspverify.report.text import render_result, render_summary, render_times
from rspverify.source.diagnostics import Diagnostic, SourceError


class Progress:
    """One line on a terminal's standard error that says what is being done; nothing elsewhere."""

    def __init__(self, err: Console) -> None:
        self._err = err
        self._on = is_terminal(err.stream)
        self._shown = False

    def show(self, text: str) -> None:
        if self._on:
            self._err.write(f"\r\x1b[K{cut(text, self._err.style.width - 1)}")
            self._shown = True

    def clear(self) -> None:
        if self._shown:
            self._err.write("\r\x1b[K")
            self._shown = False


class RunListener:
    """What all formats have in common. If the reader of the output goes away, the run counts as interrupted."""

    def __init__(self, out: Console, err: Console, traces: TraceFolder | None) -> None:
        self._out = out
        self._err = err
        self._traces = traces
        self._progress = Progress(err)
        self._gone = False

    @property
    def gone(self) -> bool:
        """Whether nobody reads any more."""
        return self._gone

    def begins(self, path: str) -> None:
        """Only streams want to know."""

    def working(self, text: str) -> None:
        self._progress.show(text)

    def result(self, project: Project | None, result: Result) -> tuple[Diagnostic, ...]:
        if self._traces is not None and project is not None and isinstance(result, CheckResult):
            try:
                self._traces.save(project, result)
            except SourceError as error:
                return error.diagnostics
        return ()

    def problem(self, diagnostics: tuple[Diagnostic, ...], file: str | None) -> None:
        self._progress.clear()

    def finished(self, report: RunReport) -> None:
        """Called when the report is printed, or all of it but its end."""
        self._progress.clear()
        if self._traces is not None:
            self._err.write(self._traces.summary())

    def print(self, text: str) -> None:
        """Prints unless nobody reads any more."""
        self._progress.clear()
        if self._gone or not text:
            return
        try:
            self._out.write(text)
        except ReaderGone:
            self._gone = True
            silence()


class TextListener(RunListener):
    """Prints each result at once; diagnostics go to standard error."""

    def __init__(self, out: Console, err: Console, detail: Detail, traces: TraceFolder | None) -> None:
        super().__init__(out, err, traces)
        self._detail = detail
        self._before: Result | None = None
        self._told: set[str] = set()
        self._apart = True

    def result(self, project: Project | None, result: Result) -> tuple[Diagnostic, ...]:
        problems = super().result(project, result)
        text = render_result(result, self._before, self._out.style, self._detail)
        if text:
            self._progress.clear()
            self._before = result
            self._print_apart(text)
            if self._gone:
                raise KeyboardInterrupt
        return problems

    def problem(self, diagnostics: tuple[Diagnostic, ...], file: str | None) -> None:
        """A file that many others use may be wrong: that is said once."""
        super().problem(diagnostics, file)
        fresh = [one for one in diagnostics if f"{one.span!r}{one.code}{one.message}" not in self._told]
        self._told |= {f"{one.span!r}{one.code}{one.message}" for one in fresh}
        if fresh and not self._apart:
            self._err.write("\n")
        self._err.diagnostics(fresh)
        self._apart = self._apart or bool(fresh)

    def finished(self, report: RunReport) -> None:
        self._progress.clear()
        if report.files or not report.diagnostics:
            self._print_apart(render_summary(report, self._out.style, self._detail))
        if self._detail == "verbose":
            self._err.write(render_times(report, self._err.style))
        super().finished(report)

    def _print_apart(self, text: str) -> None:
        """Prints without the empty line at the beginning if there is one already."""
        if text:
            self.print(text.removeprefix("\n") if self._apart else text)
            self._apart = False


class LinesListener(RunListener):
    """Prints a line of JSON for everything at once."""

    def __init__(self, out: Console, err: Console, version: str, traces: TraceFolder | None) -> None:
        super().__init__(out, err, traces)
        self._version = version
        self._ids = Ids()
        self._begun = False
        self._file = ""

    def begins(self, path: str) -> None:
        self._file = path

    def result(self, project: Project | None, result: Result) -> tuple[Diagnostic, ...]:
        problems = super().result(project, result)
        self._say(result_line(result, self._file, self._ids))
        if self._gone:
            raise KeyboardInterrupt
        return problems

    def problem(self, diagnostics: tuple[Diagnostic, ...], file: str | None) -> None:
        super().problem(diagnostics, file)
        for one in diagnostics:
            self._say(diagnostic_line(one, file))

    def finished(self, report: RunReport) -> None:
        self._say("".join(file_line(file) for file in report.files) + summary_line(report))
        super().finished(report)

    def _say(self, lines: str) -> None:
        """Prints lines, after the head if they are the first ones. Raises `SourceError` where they cannot be written,
        which then has no line to be told in."""
        try:
            self.print(lines if self._begun else head_line(self._version) + lines)
        except SourceError as error:
            self._err.diagnostics(error.diagnostics)
            raise
        self._begun = True


def listener_of(format_: str, out: Console, err: Console, setting: Setting, traces: TraceFolder | None) -> RunListener:
    """Who hears of a run whose report has this format. One that is no stream is printed when the run is over."""
    match format_:
        case "text":
            return TextListener(out, err, setting.detail, traces)
        case "jsonl":
            return LinesListener(out, err, setting.version, traces)
        case _:
            return RunListener(out, err, traces)
