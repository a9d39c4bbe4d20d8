"""Hand-built results, as the check would come to them."""

from __future__ import annotations

from rspverify.check.results import (
    CheckResult,
    ClauseNote,
    Excerpt,
    Meeting,
    ProofNote,
    ReadingVerdict,
    ScenarioResult,
    Story,
    StoryStep,
    Verdict,
)
from rspverify.report.document import FileReport, RunReport
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span
from rspverify.trace.values import Act, State, Trace, Universe, Wait

TEXT = """policy rsp_v3 "version 3" amends rsp_v2 {
  repeal halt
  clause delay "appendix A1":
    l must not train(l, m) when hazardous(l, m) and expects_lead(l)
  clause proceed overrides delay:
    l may train(l, m) when some r: Lab where r != l | once train(r, any)
}
check no_hidden_hazard
  under rsp_v2 expect holds
  under rsp_v3 expect violated
"""
FILE = SourceFile("specs/news.rsp", TEXT)


def span(text: str) -> Span:
    start = TEXT.index(text)
    return Span(FILE, start, start + len(text))


TRACE = Trace(
    Universe({"Lab": ("anthropic",), "Model": ("m1",)}),
    {"hazardous": "by_capability"},
    {"reasonable": 72},
    (
        State(0, {("trained", ("anthropic", "m1")): False}),
        State(76, {("trained", ("anthropic", "m1")): False}),
        State(76, {("trained", ("anthropic", "m1")): True}),
    ),
    (Wait(76), Act("train", ("anthropic", "m1"))),
)
DELAY = span("""clause delay "appendix A1":
    l must not train(l, m) when hazardous(l, m) and expects_lead(l)""")
STORY = Story(
    readings=(("hazardous", "by_capability", "what it could do"),),
    durations=(("reasonable", "3 days"),),
    members=(("Lab", ("anthropic",)), ("Model", ("m1",))),
    initially=("m1 could cause catastrophic harm",),
    steps=(
        StoryStep(1, 76, "3 days and 4 hours pass", (), ()),
        StoryStep(
            2,
            76,
            "anthropic trains m1",
            ("anthropic has trained m1",),
            (
                ClauseNote(
                    "rsp_v3.delay",
                    "appendix A1",
                    "does not apply: `anthropic believes that it can keep its lead` is false",
                    DELAY,
                ),
            ),
            "anthropic",
        ),
    ),
    ending="anthropic trains m1, which is hazardous and was never published",
    hinges=("published(anthropic, m1)",),
    guilty=(Excerpt("rsp_v3.delay", "it applies only to a lab that expects to keep its lead", DELAY),),
    trace=TRACE,
)
PROOF = ProofNote("by induction on 1 step", ("no lab ever trains a hazardous model",), 7, None, ("fact budget",))


def check_result(
    verdict: Verdict,
    meeting: Meeting,
    *,
    expected: str = "holds",
    conditions: str = "under rsp_v2",
    story: Story | None = None,
    table: tuple[ReadingVerdict, ...] = (),
    proof: ProofNote | None = None,
    reason: str = "",
    steps: int | None = None,
    diagnostics: tuple[Diagnostic, ...] = (),
    name: str = "no_hidden_hazard",
    wording: str = "A hazardous model is never trained without disclosure",
) -> CheckResult:
    return CheckResult(
        "specs/news.rsp",
        name,
        wording,
        conditions,
        span("under rsp_v2 expect holds"),
        expected,
        verdict,
        meeting,
        steps,
        reason,
        story,
        table,
        proof,
        diagnostics,
        0.25,
    )


def scenario_result(succeeded: bool = True, wording: str = "the rival moves first") -> ScenarioResult:
    place = None if succeeded else span("repeal halt")
    failure = "" if succeeded else "`train(b, m)` is forbidden by `halt`, not permitted"
    return ScenarioResult(
        "specs/news.rsp", "rivals_first", wording, span("repeal halt"), succeeded, failure, place, (), 0.5
    )


HOLDS = check_result(Verdict.HOLDS, Meeting.MET, proof=PROOF)
VIOLATED = check_result(Verdict.VIOLATED, Meeting.NOT_MET, conditions="under rsp_v3", story=STORY, steps=2)
VIOLATED_AS_EXPECTED = check_result(
    Verdict.VIOLATED, Meeting.MET, expected="violated", conditions="under rsp_v3", story=STORY, steps=2
)
BOUNDED = check_result(
    Verdict.HOLDS_UP_TO, Meeting.OPEN, steps=12, proof=ProofNote("by looking at every run", (), 3, 12)
)
UNDETERMINED = check_result(Verdict.UNDETERMINED, Meeting.OPEN, reason="the limit of 1 resource unit was reached")
VACUOUS = check_result(Verdict.VACUOUS, Meeting.NOT_MET, reason="no complying run ever comes to `train`")
POSSIBLE = check_result(Verdict.POSSIBLE, Meeting.MET, expected="possible", story=STORY, steps=2, name="can_train")
FAULT = check_result(
    Verdict.UNDETERMINED, Meeting.FAULT, reason="the counterexample was not confirmed by the semantics"
)
DEPENDS = check_result(
    Verdict.DEPENDS,
    Meeting.NOT_MET,
    table=(
        ReadingVerdict((("hazardous", "by_capability"), ("promptly", "day")), Verdict.VIOLATED, STORY),
        ReadingVerdict((("hazardous", "by_residual_risk"), ("promptly", "day")), Verdict.HOLDS, None),
    ),
    reason="the readings of hazardous decide",
)
WRONG = check_result(
    Verdict.UNDETERMINED,
    Meeting.WRONG_INPUT,
    reason="the axioms contradict each other",
    diagnostics=(Diagnostic("RSP901", "an example", span("repeal halt"), "here"),),
)
TOLD = scenario_result()
NOT_TOLD = scenario_result(False)
EVERY_KIND = (
    HOLDS,
    VIOLATED,
    VIOLATED_AS_EXPECTED,
    BOUNDED,
    UNDETERMINED,
    VACUOUS,
    POSSIBLE,
    FAULT,
    DEPENDS,
    WRONG,
    TOLD,
    NOT_TOLD,
)


def report(*results: CheckResult | ScenarioResult, exit_code: int = 0, **more: object) -> RunReport:
    files = (FileReport("specs/news.rsp", tuple(results)),)
    return RunReport(files, (), exit_code, bool(more.get("interrupted")), 1.5)
