"""language.md 4, the claims about single runs, judged on one run."""

from __future__ import annotations

import pytest
from stories import WORLD, Story, begin

from rspverify.semantics.claims import Finding, judge
from rspverify.trace.values import Value


def found(story: Story) -> Finding | None:
    return judge(story.run, story.project.properties["asked"])


def asking(claim: str, *given: str) -> Story:
    return begin(WORLD + f"property asked: {claim}", *given)


def at(story: Story) -> tuple[str, int] | None:
    finding = found(story)
    return None if finding is None else (finding.kind, finding.index)


def who(story: Story) -> dict[str, Value]:
    finding = found(story)
    return {} if finding is None else {name.partition("'")[0]: v for name, v in finding.environment.items()}


def test_never_act_reads_its_condition_before_the_act() -> None:
    story = asking("never train(l, x) when dangerous(x)", "dangerous(n)")
    assert at(story.do("train(a, m)", "find_danger(a, m)")) is None
    story = story.do("train(a, m)", "train(b, n)", "train(a, n)")
    assert at(story) == ("step", 1) and who(story) == {"l": "b", "x": "n"}


def test_never_act_reads_its_arguments_before_the_act() -> None:
    text = WORLD + "action pick(l: Lab, x: Model) by l then best(l) becomes x\nproperty asked: never pick(a, best(a))"
    story = begin(text)
    assert at(story.do("pick(a, n)")) is None and at(story.do("pick(a, m)")) == ("step", 0)


def test_several_acts() -> None:
    story = asking("never train(a, m) or publish(a, m)")
    assert at(story.do("train(a, n)", "publish(a, m)")) == ("step", 1)


def test_only_when() -> None:
    story = asking("train(l, x) only when ready(l)", "ready(a)")
    assert at(story.do("train(a, m)", "train(b, m)")) == ("step", 1)


def test_only_after() -> None:
    story = asking("train(l, x) only after review(l) or publish(l, x) when dangerous(x)", "dangerous(m)")
    assert at(story.do("train(a, n)", "train(a, m)")) == ("step", 1)
    assert at(story.do("review(a)", "train(a, m)")) is None
    assert at(story.do("review(b)", "publish(a, n)", "train(a, m)")) == ("step", 2)


def test_only_after_itself_needs_an_earlier_one() -> None:
    assert at(asking("train(a, m) only after train(a, m)").do("train(a, m)")) == ("step", 0)


def test_always_and_never_of_states() -> None:
    assert at(asking("always not ready(l)").do(1, "prepare(b)", 1)) == ("state", 2)
    story = asking("never ready(l)").do("prepare(b)")
    assert at(story) == ("state", 1) and who(story) == {"l": "b"}
    assert at(asking("never ready(a)", "ready(a)")) == ("state", 0)


def test_possible_finds_a_witness() -> None:
    assert at(asking("possible train(l, x) when ready(l)").do("prepare(b)", "train(a, m)", "train(b, m)")) == (
        "step",
        2,
    )
    assert at(asking("possible trained(a, m) and not ready(a)").do("train(a, m)")) == ("state", 1)
    assert at(asking("possible trained(a, m) and ready(a)").do("train(a, m)")) is None


AFTER = "after train(l, x) when dangerous(x), publish(l, x) within 2 hours"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (("train(a, m)", 2), None),
        (("train(a, m)", 3), ("step", 1)),
        (("train(a, m)", 2, 0), None),
        (("train(a, m)", 2, 1), ("step", 2)),
        (("train(a, m)", 2, "publish(a, m)", 9), None),
        (("train(a, m)", 1, "train(a, m)", 2), ("step", 3)),
        (("train(a, m)", "publish(a, m)", 2, "train(a, m)", 2), None),
        (("train(a, m)", "publish(b, m)", "publish(a, n)", 3), ("step", 3)),
        (("train(a, n)", 3), None),
        (("publish(a, m)", "train(a, m)", 3), ("step", 2)),
    ],
)
def test_after_within(steps: tuple[str | int, ...], expected: tuple[str, int] | None) -> None:
    assert at(asking(AFTER, "dangerous(m)").do(*steps)) == expected


def test_after_reads_its_condition_in_the_state_that_the_occurrence_leads_to() -> None:
    story = asking("after find_danger(l, x) when dangerous(x), publish(l, x) within 2 hours")
    assert at(story.do("find_danger(a, m)", 3)) == ("step", 1)


def test_an_act_that_is_its_own_occurrence_is_awaited_anew() -> None:
    story = asking("after review(l), review(l) within 2 hours")
    assert at(story.do("review(a)", 2, "review(a)", 2)) is None
    assert at(story.do("review(a)", 2, "review(a)", 3)) == ("step", 3)


def test_other_claims_do_not_speak_of_single_runs() -> None:
    story = begin(WORLD + "policy p { }\nproperty asked: p is consistent")
    with pytest.raises(TypeError):
        found(story)
