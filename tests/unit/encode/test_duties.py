"""Duties: opened, kept, fulfilled, closed, breached by a wait."""

from __future__ import annotations

from encoded import can_be, compiled, constants, encoded, same

from rspverify.encode.steps import MOMENT, WAIT, Step
from rspverify.encode.symbols import NOW_TERM
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.terms import Term

TEXT = """
policy p binds l: Lab {
  clause report: l must publish(l, m) within 2 days after train(l, m) when dangerous(m)
  clause free overrides report: l need not publish(l, m) when level(m) = none
}
"""


class Life:
    """One duty of a policy, for constants of its variables."""

    def __init__(self, text: str, clause: str) -> None:
        self.encoding: Encoding = encoded(text)
        duties = self.encoding.norms.duties
        policy = self.encoding.norms.policies["p"]
        self.clause = policy.clauses[clause]
        self.env = constants(self.clause.variables)
        self.open: Term = duties.open(policy, self.clause, self.env)
        due = duties.deadline(policy, self.clause, self.env)
        assert due is not None
        self.due: Term = due
        self.system = self.encoding.system()

    def fact(self, name: str) -> Term:
        (variable,) = (v for v in self.env if v.shown == "m")
        return build.apply(self.encoding.symbols.facts[name], (self.env[variable],))

    def can(self, *terms: Term) -> bool:
        return can_be(self.system, *terms)

    def step(self, name: str) -> tuple[Step, Term]:
        """A step, and that it is about the same members."""
        step = self.encoding.step(name)
        about = [build.equal(mine, self.env[v]) for mine, v in zip(step.arguments, self.env, strict=False)]
        return step, build.conj(about)


def life(text: str = TEXT, clause: str = "report") -> Life:
    return Life(text, clause)


def test_it_opens_when_the_occurrence_happens_and_the_clause_applies() -> None:
    one = life()
    train, same_members = one.step("train")
    level = build.equal(one.fact("level"), build.enum("none", one.fact("level").sort))
    applies = build.both(one.fact("dangerous"), build.negate(level))
    assert not one.can(same_members, applies, build.negate(one.open), build.negate(train.post(one.open)))
    assert not one.can(same_members, build.negate(applies), train.post(one.open), build.negate(one.open))


def test_it_stays_open_until_it_is_fulfilled_or_exempted() -> None:
    one = life()
    publish, same_members = one.step("publish")
    review, _ = one.step("review")
    level = build.equal(one.fact("level"), build.enum("none", one.fact("level").sort))
    assert not one.can(same_members, publish.post(one.open))
    assert not one.can(one.open, build.negate(level), build.negate(review.post(one.open)))
    assert not one.can(level, review.post(one.open))


def test_the_condition_need_not_last() -> None:
    one = life()
    review, _ = one.step("review")
    assert one.can(one.open, build.negate(one.fact("dangerous")), review.post(one.open))


def test_with_while_the_condition_must_last() -> None:
    one = life("policy p binds l: Lab { clause c: l must publish(l, m) within 2 days while dangerous(m) }", "c")
    review, _ = one.step("review")
    assert not one.can(one.open, build.negate(one.fact("dangerous")), review.post(one.open))


def test_without_an_occurrence_it_opens_where_it_begins_to_apply() -> None:
    one = life("policy p binds l: Lab { clause c: l must publish(l, m) within 2 days when dangerous(m) }", "c")
    incident = one.encoding.step("incident")
    (variable,) = (v for v in one.env if v.shown == "m")
    here = build.equal(incident.arguments[0], one.env[variable])
    assert not one.can(here, build.negate(one.fact("dangerous")), build.negate(incident.post(one.open)))
    assert not one.can(here, one.fact("dangerous"), build.negate(one.open), incident.post(one.open))
    assert not one.can(one.system.initial, build.negate(build.equal(one.open, one.fact("dangerous"))))


def test_the_deadline_counts_from_the_opening() -> None:
    one = life()
    train, same_members = one.step("train")
    opening = [same_members, build.negate(one.open), train.post(one.open)]
    due = build.add(NOW_TERM, build.integer(48))
    assert one.can(*opening)
    assert not one.can(*opening, build.negate(build.equal(train.post(one.due), due)))
    kept = [same_members, one.open, train.post(one.open), build.negate(build.equal(train.post(one.due), one.due))]
    assert not one.can(*kept), "a new occurrence changes nothing while it is open"


def test_only_a_wait_that_passes_the_deadline_breaches() -> None:
    one = life()
    norms = one.encoding.norms
    given = tuple(one.env.values())
    wait = one.encoding.step(WAIT)
    breach = norms.breach(wait, "p", "report", given)
    begins = build.at_most(NOW_TERM, one.due)
    ends = build.less(one.due, wait.now_after)
    assert same(one.encoding, breach, build.conj([one.open, begins, ends]))
    assert not one.can(norms.breach(one.encoding.step(MOMENT), "p", "report", given))
    assert norms.breach(one.encoding.step("train"), "p", "report", given) is build.FALSE


def test_the_wait_is_what_does_not_comply() -> None:
    one = life()
    wait = one.encoding.step(WAIT)
    breach = one.encoding.norms.breach(wait, "p", "report", (None, None))
    assert same(one.encoding, one.encoding.complies(wait), build.negate(breach))


def test_a_duty_without_deadline_is_never_breached() -> None:
    encoding = encoded("policy p binds l: Lab { clause c: l must publish(l, m) when dangerous(m) }")
    assert encoding.complies(encoding.step(WAIT)) is build.TRUE


def test_any_in_required_means_some() -> None:
    text = "policy p binds l: Lab { clause c: l must publish(l, m) within 1 day when dangerous(m) }"
    encoding, both = compiled("(required publish(l, any) by p) iff (some m: Model | required publish(l, m) by p)", text)
    assert same(encoding, both, build.TRUE)


def test_a_recurring_duty_falls_due_after_the_later_of_act_and_start() -> None:
    text = "policy p binds l: Lab { clause c: l must review(l) every 2 days while big(l) }"
    encoding, both = compiled("(required review(l) by p) iff big(l)", text)
    assert same(encoding, both, build.TRUE)
    wait = encoding.step(WAIT)
    (variable,) = encoding.norms.policies["p"].clauses["c"].variables
    lab = constants((variable,))
    breach = encoding.norms.breach(wait, "p", "c", tuple(lab.values()))
    starts = [m for m in encoding.monitors.all() if m.symbol.name in ("latest review", "c in force since")]
    assert len(starts) == 2
    for start in starts:
        late = build.less(wait.now_after, build.add(start.at(tuple(lab.values())), build.integer(48)))
        done = next(m for m in encoding.monitors.all() if m.symbol.name == "once review").at(tuple(lab.values()))
        assert not can_be(encoding.system(), breach, late, done)
