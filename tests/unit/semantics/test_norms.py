"""language.md 3: a clause applies, is defeated, forbids. The laws are named as they are told."""

from __future__ import annotations

from stories import WORLD, Story, act, begin

from rspverify.semantics import norms


def under(policy: str, *given: str, formulas: tuple[str, ...] = ()) -> Story:
    text = WORLD + policy + "\n".join(f"property f{n}: always {formula}" for n, formula in enumerate(formulas))
    return begin(text, *given)


def conflict(story: Story, text: str) -> bool:
    return norms.conflict(story.run, story.policy(), act(text), story.run.last)


# ---------------------------------------------------------------- who is bound, when a clause applies


def test_nobody_is_bound_by_an_empty_policy() -> None:
    assert not under("policy p { otherwise forbidden }").forbids("train(a, m)")


def test_a_policy_without_binds_binds_the_individuals_that_it_names() -> None:
    story = under("policy p { clause c: a must not train(a, x) }")
    assert story.forbids("train(a, m)") and not story.forbids("train(b, m)")


def test_binds_where() -> None:
    story = under("policy p binds l: Lab where big(l) { clause c: l must not train(l, x) }", "big(b)")
    assert not story.forbids("train(a, m)") and story.forbids("train(b, m)")


def test_events_are_never_forbidden() -> None:
    assert not under("policy p binds l: Lab { otherwise forbidden }").forbids("incident(m)")


def test_when_and_unless() -> None:
    text = "policy p binds l: Lab { clause c: l must not train(l, x) when dangerous(x) unless safe(x) }"
    assert not under(text).forbids("train(a, m)")
    assert under(text, "dangerous(m)").forbids("train(a, m)")
    assert not under(text, "dangerous(m)").forbids("train(a, n)")
    assert not under(text, "dangerous(m)", "safe(m)").forbids("train(a, m)")


def test_conditions_are_read_in_the_state_before_the_act() -> None:
    text = "policy p binds l: Lab { clause c: l must not train(l, x) when trained(l, x) }"
    assert under(text).do("train(a, m)").complies()
    assert not under(text).do("train(a, m)", "train(a, m)").complies()


def test_out_of_force_a_policy_forbids_nothing() -> None:
    text = "policy p in force while ready(a) binds l: Lab { otherwise forbidden clause c: l must not train(l, x) }"
    assert under(text, "ready(a)").forbids("train(b, m)") and under(text, "ready(a)").forbids("review(b)")
    assert not under(text).forbids("train(b, m)") and not under(text).forbids("review(b)")


def test_several_acts_and_any() -> None:
    story = under("policy p binds l: Lab { clause c: l must not train(l, any) or publish(l, any) }")
    assert story.forbids("train(a, m)") and story.forbids("publish(b, n)") and not story.forbids("review(a)")


# ---------------------------------------------------------------- forbid trumps permit


def test_forbid_trumps_permit_and_that_is_a_conflict() -> None:
    story = under("policy p binds l: Lab { clause c: l must not train(l, x) clause d: l may train(l, x) when safe(x) }")
    assert story.forbids("train(a, m)") and not conflict(story, "train(a, m)")
    both = under(
        "policy p binds l: Lab { clause c: l must not train(l, x) clause d: l may train(l, x) when safe(x) }", "safe(m)"
    )
    assert both.forbids("train(a, m)") and conflict(both, "train(a, m)")


def test_otherwise_forbidden_leaves_what_is_expressly_permitted() -> None:
    story = under("policy p binds l: Lab { otherwise forbidden clause d: l may train(l, x) provided published(l, x) }")
    assert story.forbids("train(a, m)") and story.forbids("review(a)")
    assert story.forbidders("train(a, m)") == ()
    story = story.do("publish(a, m)")
    assert not story.forbids("train(a, m)") and story.forbids("train(a, n)") and story.forbids("train(b, m)")


def test_a_sole_permission_forbids_everywhere_else_and_makes_no_conflict() -> None:
    text = "policy p binds l: Lab { clause s: l may train(l, x) only when safe(x) unless dangerous(x) provided ready(l)"
    assert under(text + " }").forbids("train(a, m)")
    assert not under(text + " }", "safe(m)", "ready(a)").forbids("train(a, m)")
    assert under(text + " }", "safe(m)", "ready(a)", "dangerous(m)").forbids("train(a, m)")
    assert under(text + " }", "safe(m)").forbids("train(a, m)")
    gives_way = under(text + " clause c: l must not train(l, x) }", "safe(m)", "ready(a)")
    assert gives_way.forbids("train(a, m)") and not conflict(gives_way, "train(a, m)")


def test_a_sole_permission_permits_where_all_else_is_forbidden() -> None:
    text = "policy p binds l: Lab { otherwise forbidden clause s: l may train(l, x) only when safe(x) }"
    assert not under(text, "safe(m)").forbids("train(a, m)")


def test_the_forbidding_half_of_a_sole_permission_conflicts_with_a_permission() -> None:
    text = "policy p binds l: Lab { clause s: l may train(l, x) only when safe(x) clause d: l may train(l, x) }"
    assert conflict(under(text), "train(a, m)") and not conflict(under(text, "safe(m)"), "train(a, m)")


# ---------------------------------------------------------------- defeat


EXCEPTIONS = """policy p binds l: Lab {
  clause c: l must not train(l, x)
  clause d overrides c: l may train(l, x) when safe(x)
  clause e overrides d: l must not train(l, x) when dangerous(x)
  clause f overrides e: l may train(l, x) when ready(l)
}
"""


def test_an_exception_to_an_exception() -> None:
    assert under(EXCEPTIONS).forbidders("train(a, m)") == ("c",)
    assert under(EXCEPTIONS, "safe(m)").forbidders("train(a, m)") == ()
    assert under(EXCEPTIONS, "safe(m)", "dangerous(m)").forbidders("train(a, m)") == ("c", "e")
    assert under(EXCEPTIONS, "safe(m)", "dangerous(m)", "ready(a)").forbidders("train(a, m)") == ()
    assert under(EXCEPTIONS, "dangerous(m)", "ready(a)").forbidders("train(a, m)") == ("c",)


def test_overriding_is_no_conflict() -> None:
    assert not conflict(under(EXCEPTIONS, "safe(m)"), "train(a, m)")


def test_defeat_act_by_act() -> None:
    text = """policy p binds l: Lab {
      clause c: l must not train(l, x) or publish(l, x)
      clause d overrides c: l may publish(l, m)
    }"""
    story = under(text)
    assert story.forbids("train(a, m)") and story.forbids("publish(a, n)") and not story.forbids("publish(a, m)")


def test_overriding_a_sole_permission_defeats_both_halves() -> None:
    text = """policy p binds l: Lab {
      otherwise forbidden
      clause s: l may train(l, x) only when safe(x)
      clause d overrides s: l must not train(l, x) when dangerous(x)
      clause e overrides s: l may train(l, x) when ready(l)
    }"""
    assert under(text, "safe(m)", "dangerous(m)").forbidders("train(a, m)") == ("d",)
    assert under(text, "ready(a)").forbidders("train(a, m)") == ()
    assert not under(text, "ready(a)").forbids("train(a, m)")


def test_a_sole_permission_overrides_with_the_half_that_is_active() -> None:
    text = """policy p binds l: Lab {
      clause c: l must not train(l, x)
      clause s overrides c: l may train(l, x) only when safe(x)
    }"""
    assert under(text).forbidders("train(a, m)") == ("s",)
    assert under(text, "safe(m)").forbidders("train(a, m)") == ()


def test_an_overriding_duty_counts_while_it_is_open() -> None:
    text = """policy p binds l: Lab {
      clause c: l must not publish(l, x)
      clause d overrides c: l must publish(l, x) within 1 day after train(l, x)
    }"""
    story = under(text)
    assert story.forbids("publish(a, m)")
    story = story.do("train(a, m)")
    assert not story.forbids("publish(a, m)") and story.forbids("publish(a, n)") and story.forbids("publish(b, m)")
    assert story.do("publish(a, m)").forbids("publish(a, m)")
    assert not story.do(30).forbids("publish(a, m)")


# ---------------------------------------------------------------- orders


def test_an_order_forbids_the_later_act_until_the_earlier() -> None:
    story = under("policy p binds l: Lab { clause o: l must publish(l, x) before train(l, x) }")
    assert story.forbids("train(a, m)") and not story.forbids("publish(a, m)")
    story = story.do("publish(a, m)")
    assert not story.forbids("train(a, m)") and story.forbids("train(b, m)") and story.forbids("train(a, n)")
    assert not story.do("train(a, m)").forbids("train(a, m)")


def test_an_order_with_a_delay() -> None:
    story = under("policy p binds l: Lab { clause o: l must publish(l, x) at least 1 day before train(l, x) }")
    story = story.do("publish(a, m)")
    assert story.forbids("train(a, m)")
    assert story.do(23).forbids("train(a, m)") and not story.do(24).forbids("train(a, m)")
    assert not story.do(24, "publish(a, m)").forbids("train(a, m)")


def test_an_order_before_each() -> None:
    story = under("policy p binds l: Lab { clause o: l must review(l) before each train(l, x) }").do("review(a)")
    assert not story.forbids("train(a, m)") and not story.forbids("train(a, n)") and story.forbids("train(b, m)")
    story = story.do("train(a, m)")
    assert story.forbids("train(a, m)") and not story.forbids("train(a, n)")
    assert not story.do("review(a)").forbids("train(a, m)")


# ---------------------------------------------------------------- norms in formulas


def test_norms_in_formulas() -> None:
    text = """policy p binds l: Lab where l = a { clause c: l must not train(l, x) when dangerous(x) }
    policy q { }
    """
    formulas = (
        "forbidden train(a, m) by p",
        "permitted train(a, m) by p",
        "forbidden train(a, m) by q",
        "forbidden train(b, m) by p",
        "permitted train(b, m) by p",
        "applies p.c(a, m)",
        "applies p.c(b, m)",
    )
    story = under(text, "dangerous(m)", formulas=formulas)
    assert [story.true(f"f{n}") for n in range(7)] == [True, False, False, False, True, True, False]


def test_applies_and_defeated() -> None:
    formulas = ("applies p.c(a, m)", "defeated p.c(a, m)", "defeated p.d(a, m)", "applies p.d(a, m)")
    story = under(EXCEPTIONS, "safe(m)", formulas=formulas)
    assert [story.true(f"f{n}") for n in range(4)] == [True, True, False, True]
    story = under(EXCEPTIONS, "safe(m)", "dangerous(m)", formulas=formulas)
    assert [story.true(f"f{n}") for n in range(4)] == [True, False, True, True]


def test_an_order_applies_only_while_it_forbids_and_a_sole_permission_always() -> None:
    text = """policy p binds l: Lab {
      clause o: l must review(l) before train(l, any)
      clause s: l may publish(l, x) only when safe(x)
    }
    """
    story = under(text, formulas=("applies p.o(a)", "applies p.s(a, m)"))
    assert story.true("f0") and story.true("f1")
    assert not story.do("review(a)").true("f0")


def test_required() -> None:
    text = """policy p binds l: Lab {
      clause d: l must publish(l, x) within 1 day after train(l, x)
      clause r: l must review(l) every 1 day while ready(l)
    }
    """
    formulas = (
        "required publish(a, m) by p",
        "required publish(a, any) by p",
        "required publish(any, n) by p",
        "required review(a) by p",
    )
    story = under(text, formulas=formulas)
    assert not any(story.true(f"f{n}") for n in range(4))
    story = story.do("train(a, m)", "prepare(a)")
    assert [story.true(f"f{n}") for n in range(4)] == [True, True, False, True]
    assert not story.do("publish(a, m)").true("f1")
