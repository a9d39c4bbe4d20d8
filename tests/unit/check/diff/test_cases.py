from __future__ import annotations

from asked import project

from rspverify.check.diff.named import act_of, conditions_of
from rspverify.check.diff.policies import diff
from rspverify.check.diff.results import ActChange, Change, PolicyDiff
from rspverify.check.options import CheckOptions
from rspverify.policy.claims import Project
from rspverify.semantics.replay import Confirmed, replay

HALT = "policy old binds l: Lab {{ clause halt: l must not train(l, m) when {0} }}\n"
NEW = "policy new binds l: Lab {{ clause halt: l must not train(l, m) when {0} }}\n"


def compared(text: str, options: CheckOptions | None = None) -> PolicyDiff:
    return diff(project(text), "old", "new", options or CheckOptions())


def training(found: PolicyDiff) -> ActChange:
    return next(act for act in found.acts if act.action == "train")


def conditions(old: str, new: str) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """The cases of what is newly permitted and newly forbidden of `train`."""
    act = training(compared(HALT.format(old) + NEW.format(new)))
    assert act.permitted.complete and act.forbidden.complete
    return {case.conditions for case in act.permitted.cases}, {case.conditions for case in act.forbidden.cases}


def test_no_literal_is_needless() -> None:
    permitted, forbidden = conditions("dangerous(m) or big(l)", "dangerous(m) and big(l)")
    assert permitted == {
        ("m is dangerous", "it is not so that big(l)"),
        ("it is not so that m is dangerous", "big(l)"),
    }
    assert forbidden == set()


def test_no_case_is_covered_by_the_others() -> None:
    """Between the first and the last of three overlapping cases nothing is left for the middle one."""
    old = "dangerous(m) and big(l) or not dangerous(m) and published(l, m) or big(l) and published(l, m)"
    permitted, _ = conditions(old, "m != m")
    assert permitted == {
        ("m is dangerous", "big(l)"),
        ("it is not so that m is dangerous", "published(l, m)"),
    }


def test_what_is_true_of_all_runs_is_not_said() -> None:
    """Whatever is published was published at some time, so that this need not be said beside it."""
    permitted, _ = conditions("published(l, m) and once publish(l, m)", "m != m")
    assert permitted == {("published(l, m)",)}


def test_what_no_run_reaches_is_no_difference() -> None:
    assert conditions("published(l, m) and not once publish(l, m)", "m != m") == (set(), set())


def test_what_hangs_on_other_members_is_one_condition() -> None:
    permitted, _ = conditions("some r: Lab where r != l | trained(r, m)", "m != m")
    assert permitted == {("there is some Lab r where r is not l such that r has m",)}


def test_each_case_has_a_run_that_replays() -> None:
    text = HALT.format("dangerous(m) or big(l)") + NEW.format("dangerous(m) and big(l)")
    known = project(text)
    found = training(diff(known, "old", "new", CheckOptions()))
    for case in found.permitted.cases:
        assert case.story.steps[-1].text.endswith("trains model_1")
        assert case.story.ending.endswith("old forbids it, and new permits it")
        assert {excerpt.clause for excerpt in case.blame} >= {"old.halt"}
        assert _complies(known, case.story_of, case.story.trace)


def _complies(known: Project, policy: str, trace: object) -> bool:
    """The whole run keeps the policy that permits its last act."""
    from rspverify.policy.claims import Conditions, PossibleState, Property
    from rspverify.policy.expressions import Truth
    from rspverify.source.spans import NOWHERE
    from rspverify.trace.values import Trace

    assert isinstance(trace, Trace)
    asked = Property("any", "", (), PossibleState(Truth(True)), NOWHERE)
    return isinstance(replay(known, Conditions((policy,), (), (), (), (), None), asked, trace), Confirmed)


def test_readings_in_which_a_case_occurs() -> None:
    act = training(compared(HALT.format("risky(m)") + NEW.format("dangerous(m)")))
    (case,) = act.permitted.cases
    assert case.readings == ((("risky", "wide"),),)
    assert dict(act.table) == {(("risky", "narrow"),): Change.EQUAL, (("risky", "wide"),): Change.LAXER}


def test_only_the_reading_that_is_asked_for() -> None:
    known = project(HALT.format("risky(m)") + NEW.format("dangerous(m)"))
    narrow = diff(known, "old", "new", CheckOptions(), conditions_of(known, ["risky=narrow"], [], []))
    assert narrow.change is Change.EQUAL


def test_where_a_case_comes_up_only_after_a_breach() -> None:
    """A lab that is already in breach of the new policy is not held by it: under the old one it is."""
    act = training(
        compared(
            HALT.format("some x: Model | trained(l, x)")
            + "policy new binds l: Lab {\n"
            + "  clause never: l must not train(l, any) when not once train(l, any)\n}\n"
        )
    )
    (case,) = act.permitted.cases
    assert (case.under_old, case.under_new, case.story_of) == ("some", "none", "old")


def test_words_that_do_not_tell() -> None:
    """That one of two acts of a clause is defeated by an open duty cannot be said in the words of the clauses."""
    act = training(
        compared(
            """
            policy old binds l: Lab {
              clause halt: l must not train(l, m) or publish(l, m)
              clause go overrides halt: l must train(l, m) within 3 days after incident(m)
            }
            policy new binds l: Lab { clause halt: l must not train(l, m) or publish(l, m) }
            """
        )
    )
    assert act.change is Change.STRICTER
    assert [case.told_apart for case in act.forbidden.cases] == [False]


def test_one_act_with_a_constant() -> None:
    known = project("individual acme: Lab\n" + HALT.format("dangerous(m)") + NEW.format("dangerous(m) and l != acme"))
    found = diff(known, "old", "new", CheckOptions(), on=act_of(known, "train(acme, any)"))
    assert [(act.act, act.permitted.cases[0].conditions) for act in found.acts] == [
        ("acme trains m", ("m is dangerous",))
    ]


def test_nothing_is_said_where_nothing_is_known() -> None:
    found = compared(HALT.format("dangerous(m)") + NEW.format("big(l)"), CheckOptions(rlimit=1))
    assert found.change is Change.UNDETERMINED and found.undetermined
    assert not found.laxer and not found.stricter and found.laxer_open and found.stricter_open


def test_acts_of_agents_who_are_not_bound_by_both() -> None:
    found = compared("policy old binds l: Lab { }\npolicy new binds m: Model { }\n")
    assert found.not_compared == ("train", "publish") and found.acts == ()
    assert found.change is Change.INCOMPARABLE
    assert {(one.entity, one.released, one.added) for one in found.bindings} == {
        ("Lab", "some", "none"),
        ("Model", "none", "some"),
    }


def test_many_conditions_are_told_by_clauses() -> None:
    """Three ways to be forbidden here, two ways not to be there: by conditions these would be many cases."""
    text = """
    policy old binds l: Lab {
      clause first "no dangerous models": l must not train(l, m) when dangerous(m) and big(l) and market_is_hot
      clause second: l must not train(l, m) when published(l, m) and risky(m) and rank(l) > 3
      clause third: l must not train(l, m) when some x: Model | trained(l, x) and x != m
      clause but overrides third: l may train(l, m) when rank(l) > 7
    }
    policy new binds l: Lab {
      clause other: l must not train(l, m) when incident_seen(m) and rank(l) > 5 unless dangerous(m) or big(l)
    }
    """
    more = "fact market_is_hot\nfact rank(l: Lab): int 0..9\nfact incident_seen(m: Model)\n"
    act = training(compared(more + text))
    assert act.permitted.complete and act.forbidden.complete
    assert [case.conditions for case in act.permitted.cases] == [
        ("old.first forbids this (no dangerous models)",),
        ("old.second forbids this", "new.other does not forbid this"),
        ("old.third forbids this", "new.other does not forbid this"),
    ]
    assert [case.conditions for case in act.forbidden.cases] == [
        ("old.second does not forbid this", "old.third does not forbid this", "new.other forbids this"),
    ]
