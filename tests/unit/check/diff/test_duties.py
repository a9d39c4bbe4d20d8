from __future__ import annotations

import pytest
from asked import project

from rspverify.check.diff.policies import diff
from rspverify.check.diff.results import Change, DutyChange
from rspverify.check.options import CheckOptions
from rspverify.policy.load import load_text
from rspverify.source.files import SourceFile

OLD = "policy old binds l: Lab {{ {0} }}\n"
NEW = "policy new binds l: Lab {{ {0} }}\n"
REPORT = "clause report: l must publish(l, m) within 7 days after train(l, m)"


def changes(old: str, new: str, more: str = "") -> list[DutyChange]:
    return list(diff(project(more + OLD.format(old) + NEW.format(new)), "old", "new", CheckOptions()).duties)


def change(old: str, new: str, more: str = "") -> DutyChange:
    (found,) = changes(old, new, more)
    return found


def test_the_same_words() -> None:
    other = REPORT.replace("(l, m)", "(l, x)")
    assert (change(REPORT, other).kinds, change(REPORT, other).change) == ((), Change.EQUAL)


@pytest.mark.parametrize(
    ("length", "kind", "found"),
    [
        ("30 days", "lengthened", Change.LAXER),
        ("1 week", None, Change.EQUAL),
        ("1 day", "shortened", Change.STRICTER),
    ],
)
def test_deadlines(length: str, kind: str | None, found: Change) -> None:
    one = change(REPORT, REPORT.replace("7 days", length))
    assert (one.kinds, one.change) == ((kind,) if kind else (), found)
    assert len(one.examples) == (kind is not None)


def test_a_deadline_of_unknown_length_cannot_be_told_longer() -> None:
    one = change(REPORT, REPORT.replace("7 days", "some_time"), "duration some_time\n")
    assert one.kinds == ("changed",) and "cannot be told" in one.details[0]
    assert one.change is Change.INCOMPARABLE


def test_a_deadline_that_hangs_on_a_reading() -> None:
    word = "duration soon { reading strict: 1 day reading loose: 30 days }\n"
    one = change(REPORT, REPORT.replace("7 days", "soon"), word)
    assert one.change is Change.INCOMPARABLE
    assert {example.kept: example.readings for example in one.examples} == {
        "new": ((("soon", "loose"),),),
        "old": ((("soon", "strict"),),),
    }


def test_a_duty_that_another_implies_is_not_missed() -> None:
    both = f"{REPORT} clause slow: l must publish(l, m) within 30 days after train(l, m)"
    dropped = next(one for one in changes(both, REPORT) if one.old == "slow")
    assert (dropped.kinds, dropped.change, dropped.examples) == (("dropped",), Change.EQUAL, ())


def test_a_duty_that_is_missed() -> None:
    dropped = change(REPORT, "")
    assert (dropped.kinds, dropped.change) == (("dropped",), Change.LAXER)
    (example,) = dropped.examples
    assert (example.kept, example.broken) == ("new", "old.report")
    assert [step.text for step in example.story.steps] == ["lab_1 trains model_1", "7 days and 1 hour pass"]


def test_conditions_are_cases() -> None:
    one = change(f"{REPORT} when dangerous(m)", f"{REPORT} when big(l)")
    assert one.kinds == ("narrowed", "widened") and one.change is Change.INCOMPARABLE
    assert one.conditions is not None
    assert [case.conditions for case in one.conditions[0].cases] == [("m is dangerous", "it is not so that big(l)")]
    assert [case.conditions for case in one.conditions[1].cases] == [("it is not so that m is dangerous", "big(l)")]


def test_an_exemption_counts() -> None:
    exempt = "clause spared overrides report: l need not publish(l, m) when big(l)"
    one = next(each for each in changes(REPORT, f"{REPORT} {exempt}") if each.old == "report")
    assert (one.kinds, one.change) == (("changed",), Change.LAXER)


def test_other_acts() -> None:
    one = change(REPORT, REPORT.replace("publish(l, m)", "publish(l, m) or train(l, m)"))
    assert one.kinds == ("changed",) and one.change is Change.LAXER
    assert one.details == ("now fulfilled by: l trains m",)


def test_without_a_deadline_nothing_is_breached() -> None:
    open_ended = "clause report: l must publish(l, m) when dangerous(m)"
    dropped = change(open_ended, "")
    assert dropped.change is Change.EQUAL and dropped.details == ("it has no deadline, so nothing breaches it",)


def test_recurring_duties() -> None:
    often = "clause stock: l must publish(l, any) every 3 months"
    one = change(often, often.replace("3 months", "6 months"))
    assert (one.kinds, one.change) == (("lengthened",), Change.LAXER)


def test_a_yearly_duty_is_broken_while_quarterly_ones_are_kept() -> None:
    """The shortest such run has ten steps and more: it is played, not solved."""
    text = """
    entity Lab
    action audit(l: Lab) by l
    action report(l: Lab) by l
    action train(l: Lab) by l
    policy old binds l: Lab { clause yearly: l must audit(l) every 1 year }
    policy new binds l: Lab {
      clause quarterly: l must report(l) every 3 months
      clause halt: l must not train(l)
    }
    """
    found = diff(load_text(SourceFile("duties.rsp", text)), "old", "new", CheckOptions())
    dropped, added = found.duties
    assert (dropped.old, dropped.kinds, dropped.change) == ("yearly", ("dropped",), Change.LAXER)
    assert (added.new, added.kinds, added.change) == ("quarterly", ("added",), Change.STRICTER)
    (example,) = dropped.examples
    assert (example.kept, example.broken) == ("new", "old.yearly")
    assert sum("report" in step.text for step in example.story.steps) >= 4


def test_a_further_condition_asks_for_no_more() -> None:
    narrowed = change(REPORT, REPORT.replace("after train(l, m)", "after train(l, m) when dangerous(m)"))
    assert (narrowed.change, narrowed.kinds) == (Change.LAXER, ("narrowed",))
    widened = change(REPORT.replace("after train(l, m)", "after train(l, m) when dangerous(m)"), REPORT)
    assert (widened.change, widened.kinds) == (Change.STRICTER, ("widened",))
