"""Lines of `mutate` while it works: a head before all others, and an end where nobody reads any more."""

from __future__ import annotations

import io
import json

import pytest

from rspverify.check.mutate.results import Mutation
from rspverify.cli.console import Console
from rspverify.cli.mutate_lines import Lines
from rspverify.report.mutate_words import MutateReport
from rspverify.report.style import Style
from tests.unit.report.test_mutate import LAXER, REPORT


class Closed(io.StringIO):
    def write(self, text: str) -> int:
        raise BrokenPipeError


def test_each_line_is_there_at_once_and_the_head_comes_first() -> None:
    stream = io.StringIO()
    lines = Lines(Console(stream, Style()), "1.2.3")
    lines.hear(LAXER)
    assert [json.loads(line)["line"] for line in stream.getvalue().splitlines()] == ["head", "mutant"]
    lines.finish(REPORT)
    assert [json.loads(line)["line"] for line in stream.getvalue().splitlines()][2:] == ["policy", "summary"]


def test_without_any_fault_there_is_a_head_and_a_summary() -> None:
    stream = io.StringIO()
    Lines(Console(stream, Style()), "1.2.3").finish(MutateReport(Mutation((), 0, 0), (), 0))
    assert [json.loads(line)["line"] for line in stream.getvalue().splitlines()] == ["head", "summary"]


def test_a_reader_that_goes_away_ends_the_run_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rspverify.cli.mutate_lines.silence", lambda: None)
    lines = Lines(Console(Closed(), Style()), "1.2.3")
    with pytest.raises(KeyboardInterrupt):
        lines.hear(LAXER)
    lines.hear(LAXER)
    lines.finish(REPORT)
