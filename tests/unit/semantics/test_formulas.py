"""language.md 2, "Formulas" and "The past"."""

from __future__ import annotations

import pytest
from stories import WORLD, Story, begin

from rspverify.semantics.run import LengthUnknown


def always(*formulas: str) -> str:
    return WORLD + "\n".join(f"property f{n}: always {formula}" for n, formula in enumerate(formulas))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("ready(a)", True),
        ("ready(b)", False),
        ("not ready(b)", True),
        ("ready(a) and ready(b)", False),
        ("ready(a) or ready(b)", True),
        ("ready(b) implies ready(a)", True),
        ("ready(a) implies ready(b)", False),
        ("ready(a) iff ready(b)", False),
        ("some l: Lab | ready(l)", True),
        ("every l: Lab | ready(l)", False),
        ("every l: Lab where l != b | ready(l)", True),
        ("no l: Lab | ready(l)", False),
        ("no l: Lab where l = b | ready(l)", True),
        ("at least 1 l: Lab | ready(l)", True),
        ("at least two l: Lab | ready(l)", False),
        ("at most one l: Lab | ready(l)", True),
        ("exactly one l: Lab | ready(l)", True),
        ("exactly four l: Lab, x: Model | not ready(l) or not dangerous(x)", True),
        ("exactly two l: Lab, x: Model where ready(l) | not dangerous(x)", True),
        ("level(m) = none", True),
        ("level(m) < weak", True),
        ("level(m) <= none", True),
        ("level(m) > none", False),
        ("level(m) in { weak, strong }", False),
        ("budget(a) + 2 * budget(b) = 0", True),
        ("(if ready(a) then 3 else budget(a)) > 2", True),
        ("best(a) = m", True),
        ("now = now", True),
    ],
)
def test_what_is_true_of_one_state(formula: str, expected: bool) -> None:
    assert begin(always(formula), "ready(a)").true("f0") is expected


def test_once_looks_at_now_and_earlier() -> None:
    story = begin(always("once ready(a)"))
    assert not story.true("f0")
    assert story.do("prepare(a)").true("f0")
    assert story.do("prepare(a)", "unprepare(a)").true("f0")


def test_previously_is_false_in_the_first_state_and_nested_looks_further_back() -> None:
    story = begin(
        always("previously ready(a)", "previously previously ready(a)", "previously not ready(a)"), "ready(a)"
    )
    assert not story.true("f0") and not story.true("f2")
    story = story.do("unprepare(a)")
    assert story.true("f0") and not story.true("f1")
    story = story.do(0)
    assert not story.true("f0") and story.true("f1") and story.true("f2")


def test_always_so_far() -> None:
    story = begin(always("always so far ready(a)"), "ready(a)")
    assert story.true("f0")
    assert not story.do("unprepare(a)", "prepare(a)").true("f0")


def test_since_needs_the_left_side_only_after_the_right_side_held() -> None:
    story = begin(always("ready(a) since dangerous(m)"))
    assert not story.true("f0")
    story = story.do("find_danger(a, m)", "fix(a, m)")
    assert not story.true("f0")
    held = begin(always("ready(a) since dangerous(m)"), "dangerous(m)").do("prepare(a)")
    assert held.true("f0")
    assert held.do("fix(a, m)").true("f0")
    assert not held.do("fix(a, m)", "unprepare(a)").true("f0")
    assert not held.do("fix(a, m)", "unprepare(a)", "prepare(a)").true("f0")


def test_an_occurrence_holds_in_the_state_that_it_leads_to() -> None:
    story = begin(always("once train(a, m)", "previously train(a, any)", "always so far wait", "once wait"))
    assert not story.true("f0")
    story = story.do("train(a, m)")
    assert story.true("f0") and not story.true("f1") and not story.true("f3")
    assert story.do(0).true("f1") and story.do(0).true("f3")
    assert not begin(always("once train(a, m)")).do("train(b, m)", "train(a, n)").true("f0")


def test_arguments_of_an_occurrence_are_read_where_it_holds() -> None:
    text = WORLD + "action pick(l: Lab, x: Model) by l then best(l) becomes x\n"
    text += "property f0: always once pick(a, best(a))"
    assert begin(text).do("pick(a, n)", "pick(a, m)").true("f0")
    text = text.replace("once pick(a, best(a))", "previously pick(a, best(a))")
    assert begin(text).do("pick(a, n)", 0).true("f0")


@pytest.mark.parametrize(
    ("bound", "truths"),
    [
        ("within", (True, True, False)),
        ("less than", (True, False, False)),
        ("at least", (False, True, True)),
        ("more than", (False, False, True)),
    ],
)
def test_how_long_ago(bound: str, truths: tuple[bool, bool, bool]) -> None:
    story = begin(always(f"{bound} 2 hours after train(a, m)"))
    assert not story.true("f0")
    story = story.do("train(a, m)")
    assert tuple(story.do(hours).true("f0") for hours in (1, 2, 3)) == truths


def test_within_looks_at_the_latest_and_at_least_at_the_earliest() -> None:
    story = begin(always("within 1 hour after review(a)", "at least 5 hours after review(a)"))
    assert story.do("review(a)", 5, "review(a)").true("f0")
    assert story.do("review(a)", 5, "review(a)").true("f1")


def test_arguments_of_an_elapsed_occurrence_are_read_where_the_formula_stands() -> None:
    text = WORLD + "action pick(l: Lab, x: Model) by l then best(l) becomes x\n"
    text += "property f0: always within 9 days after train(a, best(a))"
    story = begin(text).do("train(a, n)")
    assert not story.true("f0")
    assert story.do("pick(a, n)").true("f0")


def test_arguments_of_a_define_are_read_where_it_stands() -> None:
    text = WORLD + "action pick(l: Lab, x: Model) by l then best(l) becomes x\n"
    text += "define was_safe(x: Model) = previously safe(x)\nproperty f0: always was_safe(best(a))"
    story = begin(text, "safe(m)").do("pick(a, n)")
    assert not story.true("f0")
    assert story.do("pick(a, m)").true("f0")


HAZARD = """
term hazardous(x: Model) {
  reading by_danger: dangerous(x)
  reading by_level: level(x) >= weak
}
duration promptly { reading day: 1 day  reading month: 1 month }
duration reasonable
property f0: always hazardous(m)
property f1: always within promptly after review(a)
property f2: always within reasonable after review(a)
"""


def story(reading: str, span: str, **lengths: int) -> Story:
    readings = {"hazardous": reading, "promptly": span}
    return begin(WORLD + HAZARD, "dangerous(m)", readings=readings, durations=lengths)


def test_a_word_has_the_reading_chosen() -> None:
    assert story("by_danger", "day").true("f0")
    assert not story("by_level", "day").true("f0")
    assert story("by_level", "day").do("incident(m)").true("f0")
    assert not story("by_level", "day").do("review(a)", 25).true("f1")
    assert story("by_level", "month").do("review(a)", 25).true("f1")


def test_an_unknown_length_must_be_given_where_it_matters() -> None:
    assert story("by_danger", "day", reasonable=3).do("review(a)", 3).true("f2")
    assert not story("by_danger", "day", reasonable=3).do("review(a)", 4).true("f2")
    with pytest.raises(LengthUnknown):
        story("by_danger", "day").do("review(a)").true("f2")


def test_long_runs_need_no_deep_recursion() -> None:
    text = WORLD + "policy p binds l: Lab { clause c: l must review(l) every 1 day while once breach of p.c(l) }"
    text += "\nproperty f0: always once (always so far (not ready(a) since not ready(a)))"
    told = begin(text).do(*([1] * 150))
    assert told.true("f0") and told.complies()
