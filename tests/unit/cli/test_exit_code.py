from __future__ import annotations

import itertools

import pytest

from rspverify.cli.exit_code import run_code, worst
from rspverify.cli.options import FailOn
from rspverify.report.document import FileReport
from rspverify.source.diagnostics import Diagnostic
from tests.unit.report import examples

WRONG_FILE = FileReport("a.rsp", diagnostics=(Diagnostic("RSP203", "no such fact"),))
CRASH = FileReport("a.rsp", diagnostics=(Diagnostic("RSP901", "failed"),))


def file(*results: examples.CheckResult | examples.ScenarioResult) -> FileReport:
    return FileReport("b.rsp", results)


@pytest.mark.parametrize(
    ("report", "codes"),
    [
        (file(examples.HOLDS, examples.TOLD), (0, 0, 0, 0)),
        (file(), (0, 0, 0, 0)),
        (file(examples.VIOLATED), (1, 1, 1, 0)),
        (file(examples.NOT_TOLD), (1, 1, 1, 0)),
        (file(examples.VACUOUS), (1, 1, 1, 0)),
        (file(examples.UNDETERMINED), (3, 0, 3, 0)),
        (file(examples.BOUNDED), (3, 0, 3, 0)),
        (file(examples.UNDETERMINED, examples.VIOLATED), (1, 1, 1, 0)),
        (file(examples.WRONG), (4, 4, 4, 4)),  # its diagnostic is RSP901
        (file(examples.FAULT), (4, 4, 4, 4)),
        (WRONG_FILE, (2, 2, 2, 2)),
        (CRASH, (4, 4, 4, 4)),
    ],
)
def test_exit_codes(report: FileReport, codes: tuple[int, int, int, int]) -> None:
    modes: tuple[FailOn, ...] = ("unknown", "violation", "warning", "never")
    assert tuple(run_code((report,), (), mode, False) for mode in modes) == codes
    assert all(run_code((report,), (), mode, True) == 130 for mode in modes)


def test_warnings_count_only_when_asked() -> None:
    warning = (Diagnostic("RSP301", "no deadline"),)
    assert run_code((), warning, "unknown", False) == 0
    assert run_code((), warning, "warning", False) == 1


def test_order_of_codes() -> None:
    for codes in itertools.permutations((4, 2, 1, 3, 0)):
        assert worst(codes) == 4
        assert worst(code for code in codes if code != 4) == 2
        assert worst(code for code in codes if code not in (4, 2)) == 1
        assert worst(code for code in codes if code in (0, 3)) == 3
    assert worst([]) == 0
