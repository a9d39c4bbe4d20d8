"""A check's answer beside the expected one: what the result says."""

from __future__ import annotations

from asked import project, result, results

from rspverify.check.answer import Answer
from rspverify.check.compare import _proof, _steps
from rspverify.check.judge import Judged
from rspverify.check.options import CheckOptions
from rspverify.check.results import CheckResult, Meeting, ProofNote, Verdict
from rspverify.check.run import run_checks


def note(bound: int | None) -> ProofNote:
    return ProofNote("some way", (), 0, bound)


def judged(verdict: Verdict, bound: int | None = None, proof: bool = True) -> Judged:
    return Judged((("w", verdict.value),), verdict, "", None, note(bound) if proof else None)


def test_the_bound_is_the_least() -> None:
    found = [judged(Verdict.HOLDS), judged(Verdict.HOLDS_UP_TO, 7), judged(Verdict.HOLDS_UP_TO, 4)]
    assert _steps(found) == 4
    proof = _proof(Answer(Verdict.HOLDS_UP_TO, tuple(found)))
    assert proof is not None and proof.bound == 4


def test_a_proof_of_another_reading_is_not_shown_for_an_open_verdict() -> None:
    found = (judged(Verdict.HOLDS), judged(Verdict.UNDETERMINED, proof=False))
    assert _proof(Answer(Verdict.UNDETERMINED, found)) is None
    assert _proof(Answer(Verdict.DEPENDS, (judged(Verdict.HOLDS), judged(Verdict.VIOLATED, proof=False)))) == note(None)


def test_the_result_names_its_check() -> None:
    found = result("never train(l, m) when dangerous(m)", "under strict up to 3 steps expect violated")
    assert (found.property, found.conditions, found.expected) == ("asked", "under strict up to 3 steps", "violated")
    assert (found.verdict, found.meeting) == (Verdict.HOLDS, Meeting.NOT_MET)
    assert found.proof is not None and found.proof.conditions > 0
    assert found.story is None and found.table == () and found.steps is None


def test_results_come_in_the_order_of_the_file_then_scenarios() -> None:
    text = """
property one: never train(l, m)
property two: possible train(l, m)
scenario last under free { let l: Lab let m: Model train(l, m) so trained(l, m) }
check two under free
check one under free expect violated
"""
    found = list(run_checks(project(text), CheckOptions()))
    assert [one.property if isinstance(one, CheckResult) else one.name for one in found] == ["two", "one", "last"]
    only = list(run_checks(project(text), CheckOptions(select=("on*", "last"))))
    assert [one.property if isinstance(one, CheckResult) else one.name for one in only] == ["one", "last"]


def test_a_check_without_under_speaks_of_all_runs() -> None:
    (found,) = results("property asked: never train(l, m) when dangerous(m)\ncheck asked expect violated")
    assert found.meeting is Meeting.MET and found.conditions == ""
