"""Engines as checks use them: proofs are checked again, limits are told, what was left out is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from asked import WORLD, project, result

from rspverify.check import engine as module
from rspverify.check.answer import answer
from rspverify.check.judge import Fault
from rspverify.check.options import CheckOptions
from rspverify.check.results import Meeting, Verdict
from rspverify.policy.claims import Conditions
from rspverify.proof.outcome import Bounded, Outcome, Proved
from rspverify.proof.portfolio import prove

HARD = """
entity Lab
fact x: int
fact y: int
action a(l: Lab) by l then x becomes x + 2 * y, y becomes y + x
initially x = 1 and y = 1
policy free binds l: Lab { }
"""
EASY = "always trained(l, m) implies once train(l, m)"
CLAIM = "never x * 1 = 100 and y = 77"


def test_a_certificate_that_was_tampered_with_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def tampered(*arguments: object, **more: object) -> Outcome:
        outcome = prove(*arguments, **more)  # type: ignore[arg-type]
        if isinstance(outcome, Proved):
            return Proved(replace(outcome.certificate, conditions=outcome.certificate.conditions[1:]))
        return outcome

    monkeypatch.setattr(module, "prove", tampered)
    found = result("never train(l, m) when dangerous(m)", "under strict")
    assert (found.verdict, found.meeting) == (Verdict.UNDETERMINED, Meeting.FAULT)
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["RSP902"]
    assert "not confirmed when it was checked again" in found.reason


def test_a_run_that_the_engines_cannot_play_again_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    reason = "internal: the run found does not follow the system: goal"
    monkeypatch.setattr(module, "prove", lambda *_, **__: Bounded(0, None, reason))
    found = result("never train(l, m)", "under free")
    assert found.meeting is Meeting.FAULT and "goal" in found.reason


def test_a_run_that_the_semantics_refuses_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    from rspverify.check import judge
    from rspverify.semantics.replay import Refused

    monkeypatch.setattr(judge, "confirm", lambda *_: Refused("no such run", 0))
    found = result("never train(l, m)", "under free expect violated")
    assert (found.verdict, found.meeting) == (Verdict.UNDETERMINED, Meeting.FAULT)
    assert "no such run" in found.reason


def test_a_presence_that_the_semantics_refuses_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    from rspverify.check import vacuity
    from rspverify.semantics.replay import Refused

    monkeypatch.setattr(vacuity, "refused_presence", lambda *_, **__: Refused("nothing is trained", 0))
    found = result("never train(l, m) when dangerous(m)", "under strict expect holds")
    assert (found.verdict, found.meeting) == (Verdict.UNDETERMINED, Meeting.FAULT)
    assert "nothing is trained" in found.reason


@pytest.mark.parametrize(
    ("claim", "world", "limits", "note"),
    [
        (EASY, WORLD, {"rlimit": 1}, "--rlimit 2"),
        (EASY, WORLD, {"rlimit": 100}, "--rlimit 200"),
        (EASY, WORLD, {"timeout": 0.000001}, "--timeout"),
        (CLAIM, HARD, {"depth": 2}, "--depth 4"),
    ],
)
def test_a_limit_leaves_the_verdict_open(claim: str, world: str, limits: dict[str, float], note: str) -> None:
    found = result(claim, "under free expect holds", world=world, **limits)
    assert (found.verdict, found.meeting) == (Verdict.UNDETERMINED, Meeting.OPEN)
    (diagnostic,) = found.diagnostics
    assert diagnostic.code == "RSP801" and diagnostic.help is not None and note in diagnostic.help
    assert "Z3" not in found.reason


def test_an_expected_limit_is_not_mentioned() -> None:
    found = result(CLAIM, "under free expect undetermined", world=HARD, depth=2)
    assert found.meeting is Meeting.MET and found.diagnostics == ()


def test_what_nothing_depends_on_is_left_out_and_named() -> None:
    text = "fact famous(m: Model)\naction praise(l: Lab, m: Model) by l then famous(m)"
    found = result("always trained(l, m) implies once train(l, m)", "under free", text)
    assert found.proof is not None
    assert {"famous", "praise", "big"} <= set(found.proof.left_out) and "trained" not in found.proof.left_out


def test_a_fault_is_no_verdict() -> None:
    found = project("property asked: never train(l, m)", WORLD)
    conditions = Conditions(("free",), (), (), (), (), None)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "cone", lambda *_: (_ for _ in ()).throw(Fault("broken")))
        given = answer(found, found.properties["asked"], conditions, CheckOptions())
    assert given.fault and given.verdict is Verdict.UNDETERMINED and given.reason == "broken"
