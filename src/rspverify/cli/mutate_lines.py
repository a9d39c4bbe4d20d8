"""`mutate --format jsonl`: what becomes of each fault is printed as soon as it and those before it are judged."""

from __future__ import annotations

from rspverify.check.mutate.results import MutantResult
from rspverify.cli.console import Console, ReaderGone, silence
from rspverify.report.jsonl import head_line
from rspverify.report.mutate_jsonl import end_lines, mutant_line
from rspverify.report.mutate_words import MutateReport


class Lines:
    """Prints lines of JSON. If their reader goes away, the run counts as interrupted."""

    def __init__(self, out: Console, version: str) -> None:
        self._out = out
        self._head = head_line(version, "mutate")
        self._gone = False

    def hear(self, one: MutantResult) -> None:
        """Raises `KeyboardInterrupt`, once, if nobody reads any more."""
        if not self._gone:
            self._print(mutant_line(one))
            if self._gone:
                raise KeyboardInterrupt

    def finish(self, report: MutateReport) -> None:
        self._print(end_lines(report))

    def _print(self, lines: str) -> None:
        if self._gone:
            return
        try:
            self._out.write(self._head + lines)
            self._head = ""
        except ReaderGone:
            self._gone = True
            silence()
