"""Why a formula is true or false, and how the clauses of a policy stand to an act."""

from __future__ import annotations

import pytest
from stories import WORLD, Story, act, begin

from rspverify.policy.claims import Always
from rspverify.policy.expressions import FactOf
from rspverify.semantics.explain import AboutAct, changes, clauses_about, open_duties
from rspverify.semantics.reasons import Reason, reasons


def why(story: Story, name: str = "f0") -> list[Reason]:
    claim = story.project.properties[name].claim
    assert isinstance(claim, Always)
    return list(reasons(story.run, claim.formula, story.run.last, {}))


def named(found: list[Reason] | tuple[Reason, ...]) -> list[tuple[str, bool, int]]:
    shown = []
    for reason in found:
        name = reason.formula.fact if isinstance(reason.formula, FactOf) else type(reason.formula).__name__
        shown.append((name, reason.truth, reason.index))
    return shown


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("ready(a) and dangerous(m)", [("dangerous", False, 0)]),
        ("ready(a) and not dangerous(m)", [("ready", True, 0), ("dangerous", False, 0)]),
        ("ready(a) or dangerous(m)", [("ready", True, 0)]),
        ("(ready(a) and not dangerous(m)) or not safe(m)", [("safe", False, 0)]),
        ("ready(b) or dangerous(m)", [("ready", False, 0), ("dangerous", False, 0)]),
        ("ready(a) implies dangerous(m)", [("ready", True, 0), ("dangerous", False, 0)]),
        ("dangerous(m) implies safe(m)", [("dangerous", False, 0)]),
        ("some l: Lab | ready(l)", [("ready", True, 0)]),
        ("every l: Lab | ready(l)", [("ready", False, 0)]),
        ("no l: Lab | ready(l)", [("ready", True, 0)]),
        ("some x: Model | dangerous(x)", [("dangerous", False, 0), ("dangerous", False, 0)]),
        ("at least one l: Lab | ready(l)", [("ready", True, 0)]),
        ("exactly one l: Lab | ready(l)", [("ready", True, 0), ("ready", False, 0)]),
        ("level(m) = none", [("Equal", True, 0)]),
        ("ready(a) and ready(a)", [("ready", True, 0)]),
        ("(if ready(a) then dangerous(m) else safe(m))", [("ready", True, 0), ("dangerous", False, 0)]),
    ],
)
def test_the_fewest_facts_that_tell(formula: str, expected: list[tuple[str, bool, int]]) -> None:
    assert named(why(begin(WORLD + f"property f0: always {formula}", "ready(a)"))) == expected


def test_the_past() -> None:
    text = WORLD + "property f0: always once ready(a)\nproperty f1: always previously ready(a)\n"
    text += "property f2: always once dangerous(m)\nproperty f3: always always so far ready(a)"
    story = begin(text).do("prepare(a)", 3, "unprepare(a)")
    assert named(why(story)) == [("ready", True, 2)]
    assert named(why(story, "f1")) == [("ready", True, 2)]
    assert named(why(story, "f2")) == [("Once", False, 3)]
    assert named(why(story, "f3")) == [("ready", False, 3)]


def test_words_are_looked_through() -> None:
    text = WORLD + "define grave(x: Model) = dangerous(x) and not safe(x)\n"
    text += "term risky(x: Model) { reading one: grave(x)  reading two: safe(x) }\nproperty f0: always risky(m)"
    assert named(why(begin(text, "dangerous(m)", "safe(m)"))) == [("safe", True, 0)]


POLICY = """policy p in force while not safe(n) binds l: Lab where l = a {
  clause c: l must not train(l, x) when dangerous(x) and ready(l) unless safe(x)
  clause g overrides c: l may train(l, x) provided published(l, x)
  clause s: l may publish(l, x) only when safe(x)
  clause o: l must review(l) before prepare(l)
  clause d: l must publish(l, x) within 1 day after train(l, x)
  clause r: l must review(l) every 2 days while ready(l)
}"""


def about(text: str, *given: str, steps: tuple[str | int, ...] = ()) -> list[AboutAct]:
    story = begin(WORLD + POLICY, *given).do(*steps)
    return list(clauses_about(story.run, story.policy(), act(text), story.run.last))


def test_how_clauses_stand_to_an_act() -> None:
    c, g = about("train(a, m)", "dangerous(m)", "ready(a)")
    assert (c.clause, c.effect, c.status, c.by) == ("c", "forbids", "applies", ())
    assert [cause.part for cause in c.causes] == ["when", "unless"]
    assert (g.clause, g.effect, g.status) == ("g", "permits", "does not apply")
    assert [(cause.part, named(cause.reasons)) for cause in g.causes] == [("provided", [("published", False, 0)])]


def test_a_defeated_clause_names_what_defeats_it() -> None:
    c, g = about("train(a, m)", "dangerous(m)", "ready(a)", "published(a, m)")
    assert (c.status, c.by) == ("is defeated", ("g",)) and g.status == "applies"


def test_why_a_clause_does_not_apply() -> None:
    (c, _) = about("train(a, m)", "dangerous(m)", "safe(m)")
    assert [(x.part, named(x.reasons)) for x in c.causes] == [
        ("when", [("ready", False, 0)]),
        ("unless", [("safe", True, 0)]),
    ]
    (c, _) = about("train(b, m)")
    assert [x.part for x in c.causes] == ["binding"]
    (c, _) = about("train(a, m)", "safe(n)")
    assert [(x.part, named(x.reasons)) for x in c.causes] == [("in force", [("safe", True, 0)])]


def test_orders_and_sole_permissions() -> None:
    assert [(o.status, o.effect) for o in about("prepare(a)")] == [("applies", "forbids")]
    (obeyed,) = about("prepare(a)", steps=("review(a)",))
    assert obeyed.status == "does not apply" and [x.part for x in obeyed.causes] == ["obeyed"]


def test_an_order_that_asks_for_an_act_before_each_other_one() -> None:
    text = WORLD + "policy p binds l: Lab { clause o: l must review(l) before each publish(l, x) }\n"
    story = begin(text).do("review(a)", "publish(a, m)")

    def status(said: str) -> str:
        (found,) = clauses_about(story.run, story.policy(), act(said), story.run.last)
        return found.status

    assert status("publish(a, m)") == "applies", "it has been published since the review"
    assert status("publish(a, n)") == "does not apply"
    (forbids,) = about("publish(a, m)")
    assert (forbids.status, forbids.effect) == ("applies", "forbids")
    assert [(x.part, named(x.reasons)) for x in forbids.causes] == [("when", [("safe", False, 0)])]
    (permits,) = about("publish(a, m)", "safe(m)")
    assert (permits.status, permits.effect) == ("applies", "permits")


def test_open_duties_and_changes() -> None:
    story = begin(WORLD + POLICY, "ready(a)").do(3, "train(a, m)")
    found = open_duties(story.run, story.policy(), story.run.last)
    assert [(d.clause, d.since, d.due) for d in found] == [("d", 3, 27), ("r", 0, 48)]
    assert [(c.place, c.before, c.after) for c in changes(story.run, 1)] == [(("trained", ("a", "m")), False, True)]
    assert changes(story.run, 0) == ()
