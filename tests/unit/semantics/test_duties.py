"""language.md 3, "Duties", "Recurring duties", "breach of"; with the boundaries of each deadline."""

from __future__ import annotations

import pytest
from stories import WORLD, Story, begin

from rspverify.semantics.comply import BreachedDuty, first_offence
from rspverify.semantics.explain import open_duties


def under(clauses: str, *given: str, head: str = "binds l: Lab") -> Story:
    return begin(WORLD + f"policy p {head} {{ {clauses} }}", *given)


def owed(story: Story) -> list[tuple[str, int, int | None]]:
    return [(d.clause, d.since, d.due) for d in open_duties(story.run, story.policy(), story.run.last)]


REPORT = "clause d: l must publish(l, x) within 1 day after train(l, x) when dangerous(x) unless safe(x)"


# ---------------------------------------------------------------- opening and fulfilment


def test_a_duty_opens_when_its_occurrence_happens_and_it_applies() -> None:
    assert owed(under(REPORT)) == []
    assert owed(under(REPORT).do("train(a, m)")) == []
    assert owed(under(REPORT, "dangerous(m)").do(5, "train(a, m)")) == [("d", 5, 29)]
    assert owed(under(REPORT, "dangerous(m)", "safe(m)").do("train(a, m)")) == []


def test_its_conditions_are_read_in_the_state_that_the_occurrence_leads_to() -> None:
    text = "clause d: l must review(l) within 1 day after find_danger(l, x) when dangerous(x)"
    assert owed(under(text).do("find_danger(a, m)")) == [("d", 0, 24)]


def test_it_stays_open_when_its_condition_ends_without_while() -> None:
    story = under(REPORT, "dangerous(m)").do("train(a, m)", "fix(a, m)")
    assert owed(story) == [("d", 0, 24)]


def test_the_act_fulfils_it_and_a_new_occurrence_opens_it_anew() -> None:
    story = under(REPORT, "dangerous(m)").do("train(a, m)", "publish(a, n)", "publish(b, m)")
    assert owed(story) == [("d", 0, 24)]
    story = story.do("publish(a, m)")
    assert owed(story) == []
    assert owed(story.do(3, "train(a, m)")) == [("d", 3, 27)]


def test_an_act_before_the_opening_does_not_count() -> None:
    assert owed(under(REPORT, "dangerous(m)").do("publish(a, m)", "train(a, m)")) == [("d", 0, 24)]


def test_while_it_is_open_a_new_occurrence_changes_nothing() -> None:
    assert owed(under(REPORT, "dangerous(m)").do("train(a, m)", 5, "train(a, m)")) == [("d", 0, 24)]


def test_in_one_step_it_is_fulfilled_first_then_opened_anew() -> None:
    text = "clause d: l must review(l) within 1 day after review(l)"
    assert owed(under(text).do("review(a)", 5, "review(a)")) == [("d", 5, 29)]


def test_a_duty_with_several_acts_is_fulfilled_by_each() -> None:
    text = "clause d: l must publish(l, x) or fix(l, x) within 1 day after train(l, x)"
    assert owed(under(text).do("train(a, m)", "fix(a, m)")) == []
    assert owed(under(text).do("train(a, m)", "publish(a, m)")) == []


def test_several_occurrences_open_it() -> None:
    text = "clause d: l must publish(l, x) within 1 day after train(l, x) or fix(l, x)"
    assert owed(under(text).do("fix(a, m)")) == [("d", 0, 24)]


def test_events_open_duties_of_all_who_are_bound() -> None:
    text = "clause d: l must publish(l, x) within 1 day after incident(x) when trained(l, x)"
    assert owed(under(text, "trained(b, m)").do("incident(m)")) == [("d", 0, 24)]


# ---------------------------------------------------------------- without an occurrence


def test_without_an_occurrence_it_opens_where_it_begins_to_apply() -> None:
    text = "clause d: l must review(l) within 1 day when ready(l)"
    assert owed(under(text)) == []
    assert owed(under(text, "ready(a)")) == [("d", 0, 24)]
    story = under(text).do(3, "prepare(a)")
    assert owed(story) == [("d", 3, 27)]
    story = story.do("review(a)", 1)
    assert owed(story) == []
    assert owed(story.do("unprepare(a)", "prepare(a)")) == [("d", 4, 28)]


def test_a_duty_without_a_deadline_is_never_breached() -> None:
    story = under("clause d: l must review(l) when ready(l)", "ready(a)").do(100_000)
    assert owed(story) == [("d", 0, None)] and story.complies()


# ---------------------------------------------------------------- closing


def test_while_closes_it() -> None:
    text = "clause d: l must review(l) within 1 day while ready(l)"
    story = under(text, "ready(a)").do("unprepare(a)")
    assert owed(story) == [] and story.do(30).complies()


def test_an_exemption_closes_it_and_it_does_not_come_back() -> None:
    text = REPORT + " clause e overrides d: l need not publish(l, x) when ready(l)"
    story = under(text, "dangerous(m)").do("train(a, m)", "prepare(a)")
    assert owed(story) == []
    assert owed(story.do("unprepare(a)")) == []
    assert owed(under(text, "dangerous(m)", "ready(a)").do("train(a, m)")) == []


def test_a_duty_with_several_acts_is_exempted_only_where_each_of_them_is() -> None:
    text = """clause d: l must publish(l, x) or fix(l, x) within 1 day after train(l, x)
      clause e overrides d: l need not publish(l, x)
      clause f overrides d: l need not fix(l, x) when ready(l)"""
    assert owed(under(text).do("train(a, m)")) == [("d", 0, 24)]
    assert owed(under(text).do("train(a, m)", "prepare(a)")) == []


def test_out_of_force_it_closes() -> None:
    head = "in force while ready(a) binds l: Lab"
    story = under("clause d: l must publish(l, x) within 1 day after train(l, x)", "ready(a)", head=head)
    story = story.do("train(b, m)")
    assert owed(story) == [("d", 0, 24)]
    assert owed(story.do("unprepare(a)")) == [] and owed(story.do("unprepare(a)", "prepare(a)")) == []


# ---------------------------------------------------------------- breach


@pytest.mark.parametrize(
    ("waits", "complying"),
    [((24,), True), ((25,), False), ((24, 0), True), ((24, 1), False), ((23, 2), False), ((1, 23), True)],
)
def test_a_wait_that_ends_at_the_deadline_breaches_nothing(waits: tuple[int, ...], complying: bool) -> None:
    assert under(REPORT, "dangerous(m)").do("train(a, m)", *waits).complies() is complying


def test_at_the_last_hour_it_can_still_be_fulfilled() -> None:
    assert under(REPORT, "dangerous(m)").do("train(a, m)", 24, "publish(a, m)", 5).complies()


def test_it_is_breached_once_and_stays_open() -> None:
    story = under(REPORT, "dangerous(m)").do("train(a, m)", 25)
    step, offence = first_offence(story.run) or (None, None)
    assert step == 1 and isinstance(offence, BreachedDuty) and offence.clause == "d"
    assert owed(story) == [("d", 0, 24)]
    later = story.do(5)
    assert first_offence(later.run) == (step, offence)
    assert owed(later.do("publish(a, m)")) == []


def test_at_once_allows_no_time_to_pass() -> None:
    text = "clause d: l must publish(l, x) at once after train(l, x)"
    assert under(text).do("train(a, m)", 0, "review(b)", "publish(a, m)", 1).complies()
    assert not under(text).do("train(a, m)", 1).complies()


def test_a_breach_opens_a_duty() -> None:
    text = """clause c: l must not train(l, x) when dangerous(x)
      clause d: l must review(l) within 1 day after breach of p.c(l, x)
      clause e: l must publish(l, m) within 1 day after breach of p.d(l, any)"""
    assert owed(under(text).do("train(a, m)")) == []
    story = under(text, "dangerous(m)").do("train(a, m)")
    assert owed(story) == [("d", 0, 24)]
    assert owed(story.do(26)) == [("d", 0, 24), ("e", 26, 50)]


def test_no_breach_where_a_clause_is_defeated() -> None:
    text = """clause c: l must not train(l, x)
      clause q overrides c: l may train(l, x) when safe(x)
      clause d: l must review(l) within 1 day after breach of p.c(l, any)"""
    assert owed(under(text, "safe(m)").do("train(a, m)")) == []
    assert owed(under(text, "safe(m)").do("train(a, n)")) == [("d", 0, 24)]


def test_an_act_forbidden_by_default_breaches_no_clause_but_does_not_comply() -> None:
    text = "otherwise forbidden clause c: l may train(l, x) when safe(x)"
    story = under(text).do("train(a, m)")
    assert not story.complies() and story.forbidders("train(a, m)") == ()


# ---------------------------------------------------------------- recurring duties


RECURRING = "clause r: l must review(l) every 1 day while ready(l)"


def test_a_recurring_duty_is_due_after_it_came_into_force() -> None:
    story = under(RECURRING, "ready(a)")
    assert owed(story) == [("r", 0, 24)] and owed(under(RECURRING)) == []
    assert story.do(24).complies() and not story.do(25).complies()


def test_each_act_puts_it_off() -> None:
    story = under(RECURRING, "ready(a)").do(20, "review(a)")
    assert owed(story) == [("r", 0, 44)]
    assert story.do(24).complies() and not story.do(25).complies()


def test_out_of_force_it_begins_anew_but_an_act_between_counts() -> None:
    story = under(RECURRING, "ready(a)").do(20, "unprepare(a)")
    assert owed(story) == [] and story.do(100).complies()
    assert owed(story.do(10, "prepare(a)")) == [("r", 30, 54)]
    assert owed(story.do(10, "review(a)", "prepare(a)")) == [("r", 30, 54)]


def test_an_act_from_before_it_came_into_force_does_not_shorten_it() -> None:
    assert owed(under(RECURRING).do("review(a)", 10, "prepare(a)")) == [("r", 10, 34)]


def test_it_is_breached_once_for_each_deadline() -> None:
    story = under(RECURRING, "ready(a)").do(30, 30)
    assert owed(story) == [("r", 0, 24)]
    offences = [step for step in range(2) if first_offence(story.run.until(step + 1)) == first_offence(story.run)]
    assert offences == [0, 1]
    assert not under(RECURRING, "ready(a)").do(24, "review(a)", 25).complies()


def test_a_recurring_duty_can_be_exempted() -> None:
    text = RECURRING + " clause e overrides r: l need not review(l) when trained(l, m)"
    assert owed(under(text, "ready(a)", "trained(a, m)")) == []
