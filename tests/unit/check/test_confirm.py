"""What an engine found, completed and judged on the whole world: what it left out must not make it no run."""

from __future__ import annotations

import pytest
from asked import result, verdict

from rspverify.check import confirm
from rspverify.check.results import Meeting, Verdict
from rspverify.semantics.run import LimitReached


@pytest.mark.parametrize(
    "text",
    [
        "assume all_big: every l: Lab | big(l)",
        "assume some_big: some l: Lab | big(l)",
        "fact leader: Lab\nassume led: big(leader)",
    ],
)
def test_facts_that_do_not_matter_keep_the_assumptions(text: str) -> None:
    name = text.partition("assume ")[2].partition(":")[0]
    assert verdict("never train(l, m)", f"under free assuming {name}", text) is Verdict.VIOLATED


@pytest.mark.parametrize(
    "text",
    [
        "individual one: Lab\naxiom few: at most one l: Lab | l = l",
        "individual one, other: Lab\naxiom few: at most two l: Lab | l = l",
        "individual one: Lab\nfixed fact owner(m: Model): Lab\naxiom onto: every l: Lab | some m: Model | owner(m) = l\n"
        "axiom few: at most one m: Model | m = m",
        "axiom all_big: every l: Lab | big(l)",
        "fact leader: Lab\naxiom led: big(leader)",
        "fact count(l: Lab): int 3..5\naxiom equal: every l: Lab, k: Lab | count(l) = count(k)",
    ],
)
def test_worlds_that_an_engine_need_not_look_at(text: str) -> None:
    assert verdict("never train(l, m)", "under free", text) is Verdict.VIOLATED


def test_entities_of_one_name_have_members_of_different_names() -> None:
    world = "entity ALab\nentity A\nentity Lab\nfact f(x: ALab, y: Lab)\naction go(x: ALab, y: Lab) by x then f(x, y)\n"
    text = "policy free binds x: ALab { }"
    assert verdict("never go(x, y)", "under free", text, world) is Verdict.VIOLATED


def test_a_completion_that_takes_too_long_leaves_the_verdict_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object, **__: object) -> None:
        raise LimitReached("too many")

    monkeypatch.setattr(confirm, "starts", endless)
    found = result("never train(l, m)", "under free expect violated")
    assert (found.verdict, found.meeting) == (Verdict.UNDETERMINED, Meeting.OPEN)
    assert "could not be completed" in found.reason
    found = result("never train(l, m) when dangerous(m)", "under strict expect holds")
    assert (found.verdict, found.meeting) == (Verdict.UNDETERMINED, Meeting.OPEN)


def test_other_readings_are_settled_by_replay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two readings, one question to the engines."""
    from rspverify.check import engine
    from rspverify.proof.portfolio import prove

    asked = []

    def counted(*arguments: object, **more: object) -> object:
        asked.append(arguments)
        return prove(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "prove", counted)
    found = result("never train(l, m) when risky(m)", "under free expect violated")
    assert [row.verdict for row in found.table] == [Verdict.VIOLATED, Verdict.VIOLATED]
    assert len(asked) <= 2
