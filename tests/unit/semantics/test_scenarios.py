"""language.md 5, `scenario`."""

from __future__ import annotations

from dataclasses import replace

from stories import WORLD, project

from rspverify.semantics.scenarios import Told, tell
from rspverify.trace.values import Wait

POLICY = """
policy p binds l: Lab {
  clause c: l must not train(l, x) when dangerous(x)
  clause g overrides c: l may train(l, x) provided safe(x)
  clause d: l must publish(l, x) within 1 day after train(l, x)
}
"""


def told(steps: str, more: str = POLICY, head: str = "under p") -> tuple[Told, ...]:
    found = project(WORLD + more + f"scenario s {head} {{\n{steps}\n}}")
    return tell(found, found.scenarios[0])


def failure(steps: str, more: str = POLICY, head: str = "under p") -> tuple[int | None, str] | None:
    (one,) = told(steps, more, head)
    return None if one.failure is None else (one.failure.step, one.failure.reason)


def test_a_story_that_goes_as_told() -> None:
    assert (
        failure("""
      given dangerous(m), level(m) = weak
      train(a, m) is forbidden by c
      train(a, n) is permitted
      so trained(a, n) and not trained(a, m)
      a owes d
      wait 24 hours
      wait 1 hour
      a has breached d
      publish(a, n)
      meanwhile mood(a)
      so mood(a) and not mood(b)
      wait 2 days
      so mood(a)
    """)
        is None
    )


def test_where_and_why_it_goes_another_way() -> None:
    assert failure("given dangerous(m)\ntrain(a, m) is permitted") == (0, "`train(a, m)` is forbidden, by p.c")
    assert failure("train(a, m) is forbidden") == (0, "`train(a, m)` is permitted")
    assert failure("train(a, m)\na owes d\npublish(a, m)\na owes d") == (3, "`a` does not owe p.d here")
    assert failure("train(a, m)\na has breached d") == (1, "`a` has not breached p.d")
    assert failure("wait 3 hours\nso ready(a)") == (1, "this does not hold here")


def test_by_whom_an_act_is_permitted() -> None:
    assert failure("given dangerous(m), safe(m)\ntrain(a, m) is permitted by g") is None
    step, reason = failure("given dangerous(m)\ntrain(a, n) is permitted by g") or (None, "")
    assert step == 0 and reason == "`train(a, n)` is permitted, not by p.g"


def test_by_whom_an_act_is_forbidden() -> None:
    more = POLICY.rstrip("\n}") + "\n  clause e: l must not train(l, x) when safe(x)\n}\n"
    assert failure("given safe(n)\ntrain(a, n) is forbidden by e", more) is None
    found = failure("given dangerous(m)\ntrain(a, m) is forbidden by e", more)
    assert found == (0, "`train(a, m)` is forbidden, not by p.e, but by p.c")


def test_an_impossible_step_is_an_error() -> None:
    more = POLICY + "axiom careful: every l: Lab | at most one x: Model | trained(l, x)\n"
    found = failure("train(a, m)\ntrain(a, n)", more)
    assert found == (1, "`train(a, n)` is impossible here: it would break the axiom `careful`")


def test_members_are_the_individuals_and_those_introduced() -> None:
    text = "entity Team\nfact helps(t: Team)\n" + POLICY
    (one,) = told("let c: Lab\nlet k: Model\ngiven ready(c)\nso exactly one l: Lab | ready(l)", text)
    assert one.failure is None and one.run is not None
    assert one.run.universe.members == {"Lab": ("a", "b", "c"), "Model": ("m", "n", "k"), "Team": ("team_1",)}


def test_what_is_not_given_takes_the_first_combination_that_is_allowed() -> None:
    more = """initially some l: Lab | ready(l)
    axiom spread: best(a) != best(b)
    axiom rich: budget(a) + budget(b) = 4
    """
    steps = "so ready(b) and not ready(a) and best(a) = m and best(b) = n and budget(a) = 1 and budget(b) = 3"
    assert failure(steps, more + POLICY) is None
    assert failure("given ready(a), best(b) = m\nso not ready(b) and best(a) = n", more + POLICY) is None
    impossible = failure("given best(a) = m, best(b) = m\nwait 1 hour", more + POLICY)
    assert impossible == (None, "no first state with what is given satisfies every `initially` and `axiom`")


WORDS = """
term risky(x: Model) { reading now_so: dangerous(x)  reading by_level: level(x) > none }
duration grace
policy q binds l: Lab { clause c: l must not train(l, x) when risky(x) }
"""


def test_what_changes_meanwhile_changes_in_a_wait_of_no_time() -> None:
    (one,) = told("wait 1 hour\nmeanwhile mood(a)")
    assert one.run is not None and one.run.trace.steps == (Wait(1), Wait(0)) and one.run.time(2) == 1


def test_every_combination_of_readings_is_told() -> None:
    found = told("given dangerous(m)\ntrain(a, m) is forbidden", WORDS, "under q")
    assert [(one.readings["risky"], one.failure is None) for one in found] == [("now_so", True), ("by_level", False)]
    assert len(told("train(a, m) is permitted", WORDS, "under q reading risky as by_level")) == 1


def test_a_length_that_is_needed_must_be_given() -> None:
    given = "scenario s under q reading risky as by_level { given grace = 3 days wait grace }"
    found = project(WORLD + WORDS + given)
    (one,) = tell(found, found.scenarios[0])
    assert one.failure is None and one.run is not None and one.run.time(1) == 72
    (one,) = tell(found, replace(found.scenarios[0], given=()))
    assert one.failure is not None and one.failure.reason == "the length of `grace` is needed and not given"


def test_the_manual_tells_a_story() -> None:
    more = """policy r binds l: Lab {
      clause delay: l must not train(l, x) when dangerous(x)
      clause proceed overrides delay: l may train(l, x) when some o: Lab where o != l | once train(o, any)
        provided published(l, x)
      clause report: l must publish(l, x) within 30 days after train(l, x)
    }
    """
    steps = """
      let c: Lab
      given dangerous(m)
      publish(c, m)
      train(c, m) is forbidden by delay
      train(b, n)
      train(c, m) is permitted by proceed
      wait 31 days
      c has breached report
      b has breached report
    """
    assert failure(steps, more, "under r") is None
