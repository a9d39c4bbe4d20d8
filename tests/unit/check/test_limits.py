"""However little work or time there is, an answer is the right one or `undetermined`, and it comes soon."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from rspverify.check.options import CheckOptions
from rspverify.check.results import EXIT_EXPECTED, EXIT_OPEN, CheckResult, Meeting, Verdict, exit_code
from rspverify.check.run import run_checks
from rspverify.policy.load import load, load_text
from rspverify.source.files import SourceFile

CORPUS = Path(__file__).parents[2] / "corpus"
FOLDERS = ("holds", "violated", "vacuous", "possible", "impossible", "depends")
SAMPLE = [path for folder in FOLDERS for path in sorted((CORPUS / folder).glob("*.rsp"))[::5]]


def results(path: Path, options: CheckOptions) -> list[CheckResult]:
    found = list(run_checks(load(path), options))
    assert all(isinstance(one, CheckResult) and one.meeting is not Meeting.FAULT for one in found)
    return [one for one in found if isinstance(one, CheckResult)]


@pytest.mark.parametrize("path", [*SAMPLE, CORPUS / "holds" / "lemma.rsp"], ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "options",
    [CheckOptions(timeout=0.001), *(CheckOptions(rlimit=limit) for limit in (1, 1_000, 30_000))],
    ids=["no time", "no work", "little work", "some work"],
)
def test_right_or_undetermined(path: Path, options: CheckOptions) -> None:
    found = results(path, options)
    wanted = Verdict(path.parent.name)
    assert found and {one.verdict for one in found} <= {wanted, Verdict.UNDETERMINED}
    assert all(one.reason for one in found if one.verdict is Verdict.UNDETERMINED)
    limits = [each.code for one in found for each in one.diagnostics]
    assert set(limits) <= {"RSP801"}, "what is not known is no mistake of the policy"
    assert exit_code(found) in (EXIT_OPEN, EXIT_EXPECTED)
    if any(one.verdict is Verdict.UNDETERMINED for one in found):
        assert exit_code(found) == EXIT_OPEN


@pytest.mark.parametrize("options", [CheckOptions(timeout=0.001), CheckOptions(rlimit=1)], ids=["time", "work"])
def test_nothing_can_be_told_with_nothing(options: CheckOptions) -> None:
    for name in ("holds/prohibition", "violated/two_labs", "possible/act", "vacuous/range_blocks"):
        assert {one.verdict for one in results(CORPUS / f"{name}.rsp", options)} == {Verdict.UNDETERMINED}


def test_the_time_limit_also_stops_what_no_solver_does(tmp_path: Path) -> None:
    """Thousands of places, of which every other one must be filled: settling them takes many questions."""
    text = """
entity Lab
fact f(n: int 0..4000)
initially every n: int 0..3999 | f(n) iff some k: int 0..4000 | k = n + 1 and not f(k)
action pay(l: Lab, n: int 0..4000) by l then not f(n)
property b: never pay(l, n) when not f(n)
check b expect violated
"""
    path = tmp_path / "many.rsp"
    path.write_text(text)
    started = time.monotonic()
    (found,) = results(path, CheckOptions(timeout=1.0))
    assert found.verdict is Verdict.UNDETERMINED
    assert time.monotonic() - started < 20, "a second, and what a slow machine adds"


ORDERED = """
entity Lab
fixed fact above(a: Lab, b: Lab)
fact lit(a: Lab)
axiom irreflexive: every a: Lab | not above(a, a)
axiom transitive: every a: Lab, b: Lab, c: Lab where above(a, b) and above(b, c) | above(a, c)
initially every a: Lab | some b: Lab | above(b, a) or lit(a) and lit(b)
initially some a: Lab | not lit(a)
action off(a: Lab) by a
  requires every b: Lab | some c: Lab | (above(c, b) or b = c) and lit(c) and c != a
  then not lit(a)
policy p { }
property some_lit: always some a: Lab | lit(a)
check some_lit under p expect holds
"""


def test_a_first_question_that_is_too_hard_leaves_work_for_finite_sizes() -> None:
    """That somebody is lit is true of finitely many labs only, so that the solver looks for ever larger worlds at the
    very first state already: the engine that is meant for this must have its turn."""
    (found,) = run_checks(load_text(SourceFile("ordered.rsp", ORDERED)), CheckOptions(rlimit=3_000_000))
    assert isinstance(found, CheckResult)
    assert found.verdict is Verdict.HOLDS_UP_TO and found.sizes == (("Lab", 3),)
