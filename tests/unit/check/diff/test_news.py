"""Version 3 against version 2 of the press story: laxer on train, in exactly two cases."""

from __future__ import annotations

from pathlib import Path

from rspverify.check.diff.named import act_of
from rspverify.check.diff.policies import diff
from rspverify.check.diff.results import Change
from rspverify.check.options import CheckOptions
from rspverify.policy.load import load

NEWS = Path(__file__).parents[4] / "specs" / "news" / "version_3.rsp"


def test_what_version_3_permits_that_version_2_forbids() -> None:
    project = load(NEWS)
    found = diff(project, "rsp_v2", "rsp_v3", CheckOptions(), on=act_of(project, "train"))
    (act,) = found.acts
    assert (act.act, act.change) == ("anthropic trains m", Change.LAXER)
    assert act.permitted.complete and act.forbidden.found == "none"
    assert [case.conditions for case in act.permitted.cases] == [
        (
            "m is a hazard in the hands of anthropic",
            "it is not so that anthropic believes that it can keep its lead over its rivals",
        ),
        (
            "m is a hazard in the hands of anthropic",
            "a rival of anthropic pushes the boundary",
            "anthropic is committed to transparency about m",
        ),
    ]
    for case in act.permitted.cases:
        assert (case.under_old, case.under_new, case.readings, case.story_of) == ("some", "some", (), "rsp_v3")


def test_the_promise_is_a_duty_and_changes_no_act() -> None:
    project = load(NEWS)
    found = diff(project, "rsp_v3", "rsp_v3_kept", CheckOptions())
    assert found.change is Change.STRICTER and all(act.change is Change.EQUAL for act in found.acts)
    (duty,) = found.duties
    assert (duty.new, duty.kinds, duty.change) == ("keep_word", ("added",), Change.STRICTER)
    (example,) = duty.examples
    assert example.kept == "rsp_v3" and example.story.steps[-1].text.endswith("pass")
