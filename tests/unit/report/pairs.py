"""Hand-built stories about two."""

from __future__ import annotations

from dataclasses import replace

from rspverify.check.results import Apart, Beside, Excerpt, Meeting, StoryStep, Verdict
from rspverify.trace.values import Act, State, Trace, Wait
from tests.unit.report import examples
from tests.unit.report.examples import DELAY, STORY, TRACE

OTHER = replace(
    TRACE,
    states=(*TRACE.states[:2], State(76, {("trained", ("anthropic", "m1")): False})),
    steps=(Wait(76), Act("review", ("anthropic",))),
)
_SECOND = replace(
    STORY,
    steps=(STORY.steps[0], StoryStep(2, 76, "anthropic reviews itself", (), (), "anthropic")),
    ending="anthropic trains m1: forbidden here, but permitted at the end of the first run",
    trace=OTHER,
)
PAIR = replace(
    STORY,
    ending="anthropic trains m1: permitted here, but forbidden at the end of the other run",
    beside=Beside(
        "run",
        ("in step 2: anthropic reviews itself",),
        OTHER,
        (
            Apart(0, "", (), ()),
            Apart(1, "3 days and 4 hours pass", (), ()),
            Apart(
                2,
                "",
                ("anthropic trains m1", "anthropic has trained m1"),
                ("anthropic reviews itself", "it is not so that anthropic has trained m1"),
            ),
        ),
        _SECOND,
        (Excerpt("rsp_v3.delay", "forbids this", DELAY),),
    ),
)
_CHANGED: Trace = replace(TRACE, states=(*TRACE.states[:-1], State(76, {("trained", ("anthropic", "m1")): False})))
STATE = replace(
    STORY,
    beside=Beside(
        "state",
        ("it is not so that anthropic has trained m1",),
        _CHANGED,
        guilty=(Excerpt("rsp_v3.proceed", "permits this", DELAY),),
    ),
)
TWO_RUNS = examples.check_result(Verdict.VIOLATED, Meeting.NOT_MET, conditions="under rsp_v3", story=PAIR)
TWO_STATES = examples.check_result(Verdict.VIOLATED, Meeting.NOT_MET, conditions="under rsp_v3", story=STATE)
