"""Policies and clauses: what each form becomes."""

from __future__ import annotations

from telling import policy, told

from rspverify.policy.expressions import Breaching, DurationRef, Equal, Happening, Hours, Individual, Or, Truth, Var
from rspverify.policy.norms import Duty, Exemption, Order, Permission, Prohibition, RecurringDuty, SolePermission


def names(clause_variables: tuple) -> list[str]:
    return [variable.shown for variable in clause_variables]


def test_prohibition() -> None:
    clause = policy('clause c "words": l must not train(l, m) when dangerous(m) unless founder(l)').clauses["c"]
    assert clause.norm == Prohibition((Happening("train", tuple(Var(v) for v in clause.variables)),))
    assert names(clause.variables) == ["l", "m"]
    assert clause.agent == Var(clause.variables[0])
    assert (clause.wording, clause.origin, clause.overrides) == ("words", "p", ())
    assert clause.when != Truth(True) and clause.unless != Truth(False)


def test_absent_conditions() -> None:
    clause = policy("clause no_more: l must not review(l)").clauses["no_more"]
    assert (clause.when, clause.unless, clause.wording) == (Truth(True), Truth(False), "no more")


def test_variables_are_unique_over_clauses() -> None:
    clauses = policy("clause a: l must not train(l, m)  clause b: l must not train(l, m)").clauses
    assert not set(clauses["a"].variables) & set(clauses["b"].variables)


def test_permissions() -> None:
    clauses = policy(
        "clause a: l may train(l, m) when dangerous(m) provided published(l, m)"
        " clause b: l may train(l, any) only when founder(l)"
    ).clauses
    assert isinstance(clauses["a"].norm, Permission) and clauses["a"].norm.provided is not None
    assert isinstance(clauses["b"].norm, SolePermission) and clauses["b"].norm.provided is None
    assert clauses["b"].norm.acts[0].arguments[1] is None
    assert names(clauses["b"].variables) == ["l"]


def test_duties() -> None:
    clauses = policy(
        "clause a: l must publish(l, m) within 30 days after train(l, m) or incident(m)"
        " clause b: l must review(l) at once while founder(l)"
        " clause c: l must publish(l, m) when dangerous(m)"
        " clause d: l must review(l) within reasonable after wait"
    ).clauses
    a, b, c, d = (clauses[name].norm for name in "abcd")
    assert isinstance(a, Duty) and a.deadline == Hours(720) and len(a.triggers) == 2 and not a.lasting
    assert isinstance(b, Duty) and b.deadline == Hours(0) and b.triggers == () and b.lasting
    assert clauses["b"].when != Truth(True)
    assert isinstance(c, Duty) and c.deadline is None
    assert isinstance(d, Duty) and d.deadline == DurationRef("reasonable")


def test_order_is_about_the_later_act() -> None:
    clause = policy("clause c: l must publish(l, m) at least 3 days before each train(l, m)").clauses["c"]
    assert isinstance(clause.norm, Order)
    assert clause.norm.each and clause.norm.at_least == Hours(72)
    assert clause.judged[0].action == "train"


def test_recurring_duty_and_exemption() -> None:
    clauses = policy(
        "clause c: l must review(l) every 6 months while founder(l)  clause d overrides c: l need not review(l)"
    ).clauses
    assert isinstance(clauses["c"].norm, RecurringDuty) and clauses["c"].norm.period == Hours(6 * 720)
    assert isinstance(clauses["d"].norm, Exemption)


def test_several_acts() -> None:
    clause = policy("clause c: l must not train(l, m) or publish(l, m)").clauses["c"]
    assert [act.action for act in clause.norm.acts] == ["train", "publish"]


def test_ranges_meet_where_a_number_stands_twice() -> None:
    text = """
    action spend(l: Lab, n: 0..9) by l
    event bill(n: 3..12)
    policy p binds l: Lab { clause c: l must spend(l, n) at once after bill(n) }
    """
    assert str(told(text).policies["p"].clauses["c"].variables[1].sort) == "IntSort(low=3, high=9)"


# ---------------------------------------------------------------- breaches of other clauses


def test_breach_opens_a_duty_and_types_its_variables() -> None:
    text = """
    policy p binds l: Lab { clause halt: l must not train(l, m) }
    policy q binds o: Office { clause act: o must inspect(o) within 1 day after breach of p.halt(x, m) }
    """
    clause = told(text).policies["q"].clauses["act"]
    assert [v.sort.name for v in clause.variables if hasattr(v.sort, "name")] == ["Office", "Lab", "Model"]
    assert isinstance(clause.norm, Duty)
    assert clause.norm.triggers == (Breaching("p", "halt", (Var(clause.variables[1]), Var(clause.variables[2]))),)


def test_breaches_may_go_round_where_types_are_known() -> None:
    text = """
    clause one: l must publish(l, x) at once after breach of p.two(l, x)
    clause two: l must review(l) at once after breach of p.one(l, x)
    """
    clauses = policy(text).clauses
    assert [v.shown for v in clauses["two"].variables] == ["l", "x"]
    assert clauses["two"].variables[1].sort == clauses["one"].variables[1].sort


# ---------------------------------------------------------------- who is bound


def test_bound_variable_with_condition() -> None:
    (bound,) = policy("", "binds l: Lab where founder(l) or l = openai").bounds
    assert bound.sort.name == "Lab" and isinstance(bound.condition, Or)


def test_several_entities() -> None:
    bounds = policy("clause c: o must not inspect(o)", "binds l: Lab, o: Office").bounds
    assert [bound.sort.name for bound in bounds] == ["Lab", "Office"]
    assert all(bound.condition == Truth(True) for bound in bounds)


def test_without_binds_the_individuals_that_clauses_name() -> None:
    text = """
    clause a: anthropic must not review(anthropic)
    clause b: openai must not review(openai)
    clause c: ministry must inspect(ministry) within 1 day
    clause d: anthropic may lead
    """
    labs, offices = policy(text, "").bounds
    assert isinstance(labs.condition, Or)
    assert [one.right for one in labs.condition.operands if isinstance(one, Equal)] == [
        Individual("anthropic", labs.sort),
        Individual("openai", labs.sort),
    ]
    assert offices.sort.name == "Office"


def test_nobody_is_bound() -> None:
    assert policy("", "").bounds == ()


def test_another_entity_can_be_quantified_under_a_bound_name() -> None:
    found = policy("clause c: l must not review(l) when no o: Office | approved(o, l)", "binds l: Lab, o: Office")
    assert list(found.clauses) == ["c"]


def test_head() -> None:
    found = told(
        'policy p "words" in force while not once incident(any) { source "page 3" otherwise forbidden }'
    ).policies["p"]
    assert (found.wording, found.source, found.otherwise, found.amends) == ("words", "page 3", "forbidden", None)
    assert found.in_force != Truth(True)
