"""The judge of claims about policies that one run can show to be false."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stories import WORLD, Story, act, begin, conditions

from rspverify.policy.claims import BindingChoice, Conditions, NeverPossible, Tolerated
from rspverify.policy.expressions import Truth
from rspverify.policy.sorts import EntitySort
from rspverify.semantics.admission import Confirmed, Refused, Replay
from rspverify.semantics.replay import replay
from rspverify.trace.values import Universe

TEXT = (
    WORLD
    + """
varying fact heat: int
action cool(l: Lab) by l requires safe(m)
assume calm: not ready(b)
policy p binds l: Lab {
  clause c: l must not train(l, x) when dangerous(x)
}
policy q binds l: Lab where big(l) {
  clause c: l must not train(l, x) when ready(l)
  clause d: l must publish(l, x) within 1 day after train(l, x)
}
property forbids: q forbids whatever p forbids
property permits: p permits whatever q permits
property agreed: p and q agree
property on_m: q forbids whatever p forbids on train(l, m)
property on_any: q forbids whatever p forbids on publish or train(b, any)
property on_ready: q forbids whatever p forbids on train(l, best(l))
property kept: keeping p keeps q
property kept_too: keeping q keeps p
"""
)


def told(*steps: str | int, given: tuple[str, ...] = ("big(a)",), text: str = TEXT) -> Story:
    return begin(text, *given).do(*steps)


def judged(story: Story, name: str, asked: Conditions | None = None) -> Replay:
    return replay(story.project, asked or conditions(), story.project.properties[name], story.run.trace)


def confirmed(story: Story, name: str, asked: Conditions | None = None) -> Confirmed:
    found = judged(story, name, asked)
    assert isinstance(found, Confirmed), found
    return found


def refused(story: Story, name: str, asked: Conditions | None = None) -> str:
    found = judged(story, name, asked)
    assert isinstance(found, Refused), found
    return found.reason


DANGEROUS = ("big(a)", "dangerous(m)")

# ---------------------------------------------------------------- whatever, agree


def test_what_one_forbids_and_the_other_does_not() -> None:
    story = told("review(a)", "train(a, m)", given=DANGEROUS)
    assert confirmed(story, "forbids") == Confirmed(1, {}, act=act("train(a, m)"))
    assert confirmed(story, "agreed") == Confirmed(1, {}, act=act("train(a, m)"))
    assert "no act in question that q permits and p does not permit" in refused(told("train(a, n)"), "permits")
    assert confirmed(story, "permits").act == act("train(a, m)")
    ready = told("prepare(a)", "train(a, n)")
    assert refused(ready, "forbids") == "its last step is no act in question that p forbids and q does not forbid"
    assert confirmed(ready, "agreed").act == act("train(a, n)")


def test_where_both_say_the_same_there_is_nothing() -> None:
    both = told("prepare(a)", "train(a, m)", given=DANGEROUS)
    for name in ("forbids", "permits", "agreed"):
        assert "no act in question" in refused(both, name)
    assert refused(told("review(a)"), "agreed") == "its last step is no act in question on which p and q differ"


def test_both_must_bind_the_agent() -> None:
    assert "no act in question" in refused(told("train(b, m)", given=DANGEROUS), "forbids")
    assert "no act in question" in refused(told("train(b, m)", given=DANGEROUS), "agreed")


def test_binding_every_agent_changes_that() -> None:
    everyone = (BindingChoice(EntitySort("Lab"), None),)
    asked = replace(conditions(), bindings=everyone, compared=("p", "q"))
    assert confirmed(told("train(b, m)", given=DANGEROUS), "forbids", asked).act == act("train(b, m)")


def test_only_the_acts_after_on_are_in_question() -> None:
    story = told("train(a, m)", given=DANGEROUS)
    found = confirmed(story, "on_m")
    assert found.act == act("train(a, m)") and list(found.environment.values()) == ["a"]
    assert "no act in question" in refused(told("train(a, n)", given=("big(a)", "dangerous(n)")), "on_m")
    assert "no act in question" in refused(story, "on_any")
    assert confirmed(told("train(b, n)", given=("big(b)", "dangerous(n)")), "on_any").act == act("train(b, n)")


def test_arguments_after_on_are_read_before_the_act() -> None:
    story = begin(TEXT, "big(a)", "dangerous(m)", "dangerous(n)", best="n")
    assert confirmed(story.do("train(a, n)"), "on_ready").act == act("train(a, n)")
    assert "no act in question" in refused(story.do("train(a, m)"), "on_ready")


def test_a_claim_about_acts_needs_one() -> None:
    assert refused(told(), "forbids") == "it has no step"
    assert "no act in question" in refused(told(1), "forbids")
    assert "no act in question" in refused(told("incident(m)"), "agreed")


def test_the_run_complies_with_one_of_the_two_but_for_its_last_step() -> None:
    by_p = told("prepare(a)", "train(a, n)", "train(a, n)")
    assert confirmed(by_p, "agreed").index == 2  # it complies with p, and not with q
    by_q = told("train(a, m)", "train(a, m)", given=DANGEROUS)
    assert confirmed(by_q, "agreed").index == 1
    by_none = told("train(a, m)", "prepare(a)", "train(a, n)", "train(a, m)", given=DANGEROUS)
    assert refused(by_none, "agreed") == "`train(a, m)` is forbidden by p.c; `train(a, n)` is forbidden by q.c"


def test_under_adds_to_both_and_what_is_tolerated_may_be_broken() -> None:
    by_q = told("train(a, m)", "train(a, m)", given=DANGEROUS)
    assert refused(by_q, "agreed", conditions("p")) == "`train(a, m)` is forbidden by p.c"
    tolerant = replace(conditions("p"), tolerated=(Tolerated("p", "c"),))
    assert confirmed(by_q, "agreed", tolerant).index == 1


def test_assumptions_hold_in_every_state() -> None:
    story = told("prepare(b)", "train(a, m)", given=DANGEROUS)
    assert confirmed(story, "forbids").index == 1
    assert refused(story, "forbids", conditions(assuming=("calm",))) == "the assumption `calm` does not hold"


def test_it_must_be_a_run_and_only_one() -> None:
    story = told("train(a, m)", given=DANGEROUS)
    asked = story.project.properties["forbids"]
    trace = story.run.trace
    nowhere = replace(trace, universe=Universe({**trace.universe.members, "Lab": ()}))
    assert isinstance(replay(story.project, conditions(), asked, nowhere), Refused)
    twice = replay(story.project, conditions(), asked, trace, trace)
    assert twice == Refused("`forbids` does not compare two runs", None)


# ---------------------------------------------------------------- keeping


def test_who_keeps_one_breaks_the_other_by_an_act() -> None:
    story = told("prepare(a)", "train(a, n)")
    assert confirmed(story, "kept") == Confirmed(1, {}, act=act("train(a, n)"))
    assert refused(told("prepare(a)"), "kept") == "its last step does not break q by an agent whom p binds too"


def test_who_keeps_one_breaks_the_other_by_a_wait() -> None:
    found = confirmed(told("train(a, n)", 25), "kept")
    assert found.index == 1 and found.act is None and found.duty is not None
    assert found.duty[:2] == ("q", "d") and list(found.duty[2].values()) == ["a", "n"]
    assert "does not break q" in refused(told("train(a, n)", 24), "kept")


def test_the_first_is_kept_also_by_the_last_step() -> None:
    story = told("prepare(a)", "train(a, m)", given=DANGEROUS)
    assert refused(story, "kept") == "`train(a, m)` is forbidden by p.c"
    tolerant = replace(conditions(), tolerated=(Tolerated("p", "c"),))
    assert confirmed(story, "kept", tolerant).act == act("train(a, m)")


def test_only_agents_whom_both_bind_need_to_keep_it() -> None:
    outsider = told("train(b, m)", "prepare(a)", "train(a, n)", given=DANGEROUS)
    assert confirmed(outsider, "kept").index == 2
    insider = told("train(a, m)", "prepare(a)", "train(a, n)", given=DANGEROUS)
    assert refused(insider, "kept") == "`train(a, m)` is forbidden by p.c"
    assert refused(outsider, "kept", conditions("p")) == "`train(b, m)` is forbidden by p.c"


def test_only_agents_whom_both_bind_break_the_other() -> None:
    assert confirmed(told("train(a, m)", given=DANGEROUS), "kept_too").act == act("train(a, m)")
    assert "does not break p by an agent whom q binds too" in refused(told("train(b, m)", given=DANGEROUS), "kept_too")


# ---------------------------------------------------------------- consistent

CONFLICTS = (
    WORLD
    + """
policy p binds l: Lab where big(l) {
  clause c: l must not train(l, x) when dangerous(x)
  clause e: l may train(l, x) when ready(l)
  clause f: l may review(l) only when ready(l)
  clause g: l must not review(l) when trained(l, m)
}
property consistent: p is consistent
"""
)


def test_a_prohibition_and_a_permission_that_both_stand() -> None:
    story = told("prepare(a)", given=DANGEROUS, text=CONFLICTS)
    assert confirmed(story, "consistent") == Confirmed(1, {}, act=act("train(a, m)"))
    assert refused(told(given=DANGEROUS, text=CONFLICTS), "consistent") == "p has no conflict in its last state"
    assert "no conflict" in refused(told("prepare(b)", given=DANGEROUS, text=CONFLICTS), "consistent")


def test_a_sole_permission_gives_way_without_a_conflict() -> None:
    assert "no conflict" in refused(told("train(a, m)", "prepare(a)", text=CONFLICTS), "consistent")


def test_a_conflict_counts_in_the_last_state_of_a_complying_run_alone() -> None:
    story = told("prepare(a)", "unprepare(a)", given=DANGEROUS, text=CONFLICTS)
    assert "no conflict" in refused(story, "consistent")
    broken = told("train(a, m)", "prepare(a)", given=DANGEROUS, text=CONFLICTS)
    assert refused(broken, "consistent") == "`train(a, m)` is forbidden by p.c"


# ---------------------------------------------------------------- complete

GAPS = (
    WORLD
    + """
policy p in force while not ready(b) binds l: Lab where big(l) {
  clause c: l must not train(l, x) when dangerous(x)
  clause d: l must publish(l, x) within 1 day when dangerous(x)
  clause e overrides d: l need not publish(l, x) when safe(x)
  clause f: l must prepare(l) before review(l)
  clause g: l may fix(l, x) only when dangerous(x)
  clause h overrides c: l may train(l, x) when safe(x)
}
property complete: p is complete
property on_m: p is complete on train(l, m) when not trained(l, m)
property on_publish: p is complete on publish
property on_fix: p is complete on fix
"""
)


def test_an_act_of_which_no_clause_speaks() -> None:
    assert confirmed(told("train(a, m)", text=GAPS), "complete") == Confirmed(0, {}, act=act("train(a, m)"))
    assert "of which p says nothing" in refused(told("train(a, m)", given=DANGEROUS, text=GAPS), "complete")


def test_acts_in_question_and_their_condition() -> None:
    found = confirmed(told("train(a, m)", text=GAPS), "on_m")
    assert list(found.environment.values()) == ["a"]
    assert "no act in question" in refused(told("train(a, n)", text=GAPS), "on_m")
    assert "no act in question" in refused(told("train(a, m)", "train(a, m)", text=GAPS), "on_m")
    assert "no act in question" in refused(told("train(b, m)", text=GAPS), "on_m")


def test_a_defeated_clause_speaks_too_and_an_exemption_does_not() -> None:
    both = (*DANGEROUS, "safe(m)")
    assert "no act in question" in refused(told("train(a, m)", given=both, text=GAPS), "complete")
    assert "no act in question" in refused(told("publish(a, m)", given=both, text=GAPS), "on_publish")
    assert confirmed(told("publish(a, m)", given=("big(a)", "safe(m)"), text=GAPS), "on_publish").index == 0


def test_an_order_speaks_until_it_is_obeyed_and_a_sole_permission_always() -> None:
    assert "no act in question" in refused(told("review(a)", text=GAPS), "complete")
    assert confirmed(told("prepare(a)", "review(a)", text=GAPS), "complete", conditions()).index == 1
    assert "no act in question" in refused(told("fix(a, m)", text=GAPS), "on_fix")
    assert "no act in question" in refused(told("fix(a, m)", given=DANGEROUS, text=GAPS), "on_fix")


def test_out_of_force_a_policy_says_nothing() -> None:
    assert confirmed(told("prepare(b)", "fix(a, m)", text=GAPS), "on_fix").index == 1


def test_whether_the_act_is_allowed_is_set_aside() -> None:
    text = GAPS + "policy q binds l: Lab { clause c: l must not train(l, x) }"
    assert confirmed(told("train(a, m)", text=text), "complete", conditions("q")).index == 0
    twice = told("train(a, m)", "train(a, m)", text=text)
    assert refused(twice, "complete", conditions("q")) == "`train(a, m)` is forbidden by q.c"


# ---------------------------------------------------------------- an act that should never be possible


def test_an_act_that_is_possible_where_it_should_not_be() -> None:
    story = told("prepare(a)", "train(a, m)", given=DANGEROUS)
    happening = story.project.policies["p"].clauses["c"].norm.acts[0]
    anyone = replace(happening, arguments=(None, None))
    asked = replace(story.project.properties["forbids"], claim=NeverPossible((anyone,), Truth(True), (("p",), ("q",))))
    found = replay(story.project, conditions(), asked, story.run.trace)
    assert found == Confirmed(1, {}, act=act("train(a, m)"))
    never = replace(asked, claim=NeverPossible((anyone,), Truth(False), (("p",),)))
    assert isinstance(replay(story.project, conditions(), never, story.run.trace), Refused)
    again = story.do("train(a, m)")
    assert isinstance(replay(story.project, conditions(), asked, again.run.trace), Refused)


# ---------------------------------------------------------------- dead ends

ENDS = (
    WORLD
    + """
action declare(l: Lab, x: Model) by l requires safe(x)
policy p binds l: Lab where big(l) {
  clause c: l must declare(l, x) within 1 day after train(l, x)
  clause d: l must not declare(l, x) when dangerous(x)
  clause e: l must review(l) or publish(l, m) every 1 day while ready(l)
  clause f: l must fix(l, n) when trained(l, n)
}
policy q binds l: Lab {
  clause c: l must not review(l) when dangerous(m)
  clause d: l must not publish(l, m) when dangerous(m)
}
property livable: p can always be complied with
property together: p and q can be kept together
property together_too: q and p can be kept together
"""
)


def test_a_duty_at_its_last_hour_that_no_possible_act_fulfils() -> None:
    found = confirmed(told("train(a, m)", 24, text=ENDS), "livable")
    assert found.index == 2 and found.act is None and found.duty is not None
    assert found.duty[:2] == ("p", "c") and list(found.duty[2].values()) == ["a", "m"]
    every = "every duty that falls due in its last state can be fulfilled there"
    assert refused(told("train(a, m)", 23, text=ENDS), "livable") == every
    assert refused(told("train(b, m)", 24, text=ENDS), "livable") == every
    assert refused(told("train(a, m)", 24, given=("big(a)", "safe(m)"), text=ENDS), "livable") == every


def test_a_duty_that_no_permitted_act_fulfils() -> None:
    both = ("big(a)", "safe(m)", "dangerous(m)")
    assert confirmed(told("train(a, m)", 24, given=both, text=ENDS), "livable").index == 2
    tolerant = replace(conditions(), tolerated=(Tolerated("p", "d"),))
    assert confirmed(told("train(a, m)", 24, given=both, text=ENDS), "livable", tolerant).index == 2


def test_after_the_breach_it_is_too_late() -> None:
    late = told("train(a, m)", 24, 1, text=ENDS)
    assert refused(late, "livable") == "the wait breaches p.c(a, m)"
    tolerant = replace(conditions(), tolerated=(Tolerated("p", None),))
    assert "can be fulfilled" in refused(late, "livable", tolerant)


@pytest.mark.parametrize("name", ["together", "together_too"])
def test_one_policy_forbids_what_the_other_asks_for(name: str) -> None:
    story = told("prepare(a)", 24, given=DANGEROUS, text=ENDS)
    found = confirmed(story, name)
    assert found.duty is not None and found.duty[:2] == ("p", "e")
    assert "can be fulfilled" in refused(story, "livable")
    assert confirmed(story, "livable", conditions("q")).duty == found.duty
    assert "can be fulfilled" in refused(told("prepare(a)", 24, text=ENDS), name)


def test_a_duty_without_a_deadline_is_never_due() -> None:
    assert "can be fulfilled" in refused(told("train(a, n)", text=ENDS), "livable")


OPEN = """
entity Lab
individual a: Lab
varying fact heat(l: Lab): int
fact late(l: Lab): int
fact done(l: Lab)
action cool(l: Lab) by l then late(l) changes, done(l)
policy p binds l: Lab { clause c: l must cool(l) within 1 hour }
property livable: p can always be complied with
"""


def test_values_without_end_are_tried_near_to_what_is_known() -> None:
    far = OPEN + "axiom hot: heat(a) > 70 and heat(a) != 71"
    assert "can be fulfilled" in refused(begin(far, heat=100).do(1), "livable")
    alone = OPEN + "axiom hot: heat(a) > 70 or heat(a) = 2 * late(a)"
    assert "can be fulfilled" in refused(begin(alone, heat=71).do(1), "livable")


def test_what_only_an_endless_search_could_settle_is_not_confirmed() -> None:
    text = OPEN + "axiom odd: not done(a) or heat(a) > 1 and late(a) = 7 * heat(a)"
    assert "hangs on values of which there is no end" in refused(begin(text).do(1), "livable")
    assert confirmed(begin(OPEN + "axiom never: not done(a)").do(1), "livable").index == 1
