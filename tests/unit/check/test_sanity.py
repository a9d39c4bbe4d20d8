"""What is wrong with a world before any claim is looked at."""

from __future__ import annotations

import pytest
from asked import project, results

from rspverify.check.options import CheckOptions
from rspverify.check.results import Meeting, Verdict
from rspverify.check.sanity import Sanity, sane

CHECK = "property asked: never train(l, m)\ncheck asked under free expect violated\n"


def sanity(text: str) -> Sanity:
    return sane(project(text), CheckOptions())


def codes(text: str) -> list[str]:
    return [diagnostic.code for diagnostic in sanity(text).errors]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("axiom some_big: some l: Lab | big(l)\naxiom none_big: no l: Lab | big(l)", ["RSP501"]),
        ("axiom some_big: some l: Lab | big(l)\ninitially no l: Lab | big(l)", ["RSP502"]),
        ("initially some m: Model | dangerous(m)\ninitially no m: Model | dangerous(m)", ["RSP502"]),
        ("action grow(l: Lab) by l then big(l), not big(l)", ["RSP503"]),
        ("action grow(l: Lab, m: Model) by l then big(l) when dangerous(m), not big(l) when not dangerous(m)", []),
        ("axiom few: at most one l: Lab | l = l", []),
        ("individual one, other: Lab\naxiom few: at most one l: Lab | l = l", ["RSP501"]),
    ],
)
def test_errors(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_no_check_is_run_in_such_a_world() -> None:
    (found,) = results(f"axiom false_one: some m: Model | dangerous(m) and not dangerous(m)\n{CHECK}")
    assert (found.verdict, found.meeting) == (Verdict.UNDETERMINED, Meeting.WRONG_INPUT)
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["RSP501"]
    assert "nothing satisfies the axiom `false_one`" in found.reason


def test_effects_clash_only_in_states_that_the_axioms_allow() -> None:
    action = "action grow(l: Lab, m: Model) by l then big(l) when dangerous(m), not big(l) when trained(l, m)"
    assert codes(action) == ["RSP503"]
    assert codes(f"{action}\naxiom apart: no l: Lab, m: Model | dangerous(m) and trained(l, m)") == []


def test_effects_clash_only_after_a_past_that_can_be() -> None:
    """`once train(l, m)` without `once train(l, any)` is no past."""
    action = (
        "action grow(l: Lab, m: Model) by l then big(l) when once train(l, m), not big(l) when not once train(l, any)"
    )
    assert codes(action) == []
    assert codes(action.replace("not once", "once")) == ["RSP503"]


def test_a_world_with_a_clash_need_not_come_to_it() -> None:
    assert codes("action grow(l: Lab) by l requires big(l) then big(l), not big(l)\ninitially no l: Lab | big(l)") == [
        "RSP503"
    ]


def test_nothing_is_claimed_where_a_clash_could_not_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from rspverify.check import sanity as module
    from rspverify.solver.port import Unknown

    monkeypatch.setattr(module, "_answer", lambda *_: Unknown("no reason"))
    action = "action grow(l: Lab, m: Model) by l then big(l) when dangerous(m), not big(l) when trained(l, m)"
    (found,) = results(f"{action}\n{CHECK}")
    assert (found.verdict, found.meeting) == (Verdict.UNDETERMINED, Meeting.OPEN)
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["RSP801"]


# ---------------------------------------------------------------- lemmas

LINK = "lemma link: every l: Lab, m: Model | trained(l, m) implies once train(l, m)"


def test_lemmas_that_are_proved_together() -> None:
    found = sanity(f"{LINK}\nlemma link_too: every l: Lab, m: Model | once train(l, m) implies trained(l, m)")
    assert found.proved == {"link", "link_too"} and found.unproved == ()


def test_a_false_lemma_comes_with_a_run() -> None:
    found = sanity(f"lemma wrong: no m: Model | dangerous(m)\n{LINK}\ninitially no m: Model | dangerous(m)")
    assert found.proved == {"link"} and found.errors == ()
    (problem,) = found.unproved
    assert (problem.code, problem.message) == ("RSP504", "the lemma `wrong` is false")
    assert "incident(model_1)" in problem.notes[0]


def test_a_lemma_is_about_runs_that_break_the_policies_too() -> None:
    found = sanity("lemma careful: no l: Lab, m: Model | once train(l, m) and dangerous(m)")
    assert [problem.message for problem in found.unproved] == ["the lemma `careful` is false"]


def test_a_lemma_is_about_every_reading() -> None:
    found = sanity("lemma careful: every m: Model | risky(m)")
    assert [problem.message for problem in found.unproved] == ["the lemma `careful` is false"]


def test_a_lemma_is_without_assumptions() -> None:
    found = sanity("assume calm: no m: Model | dangerous(m)\nlemma careful: no m: Model | dangerous(m)")
    assert found.proved == frozenset()


def test_a_check_is_tried_without_a_false_lemma() -> None:
    (found,) = results(f"lemma wrong: no l: Lab, m: Model | trained(l, m)\n{CHECK}")
    assert (found.verdict, found.meeting) == (Verdict.VIOLATED, Meeting.MET)
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["RSP504"]


def test_a_lemma_helps() -> None:
    """Without it, induction does not see that the second needs the first."""
    world = """
entity Lab
fact a(l: Lab)
fact b(l: Lab)
fact c(l: Lab)
action one(l: Lab) by l then a(l), b(l), c(l)
action two(l: Lab) by l requires a(l) and b(l) and not c(l)
initially no l: Lab | a(l) or b(l) or c(l)
policy free binds l: Lab { }
property blocked: possible two(l)
check blocked under free expect impossible
"""
    lemma = "lemma together: every l: Lab | a(l) and b(l) implies c(l)\n"
    (with_it,) = results(lemma, world)
    assert with_it.verdict is Verdict.IMPOSSIBLE and with_it.diagnostics == ()
