from __future__ import annotations

from telling import told

from rspverify.check.audit.plain import act_by_act, parts_of, written_name
from rspverify.policy.expressions import Var
from rspverify.policy.norms import Policy, Prohibition


def split(clauses: str) -> tuple[Policy, Policy]:
    project = told(f"policy p binds l: Lab {{ {clauses} }}")
    policy = project.policies["p"]
    return policy, act_by_act(project.world, policy)


def test_a_policy_with_nothing_to_split_stays_the_same() -> None:
    policy, plain = split(
        "clause a: l must not train(l, m) when dangerous(m) clause b: l must publish(l, any) within 1 day"
    )
    assert plain is policy


def test_each_act_and_each_any_has_a_clause_and_a_variable_of_its_own() -> None:
    policy, plain = split(
        "clause a: l must not train(l, any) or publish(l, any) clause b overrides a: l may train(l, any)"
    )
    assert plain.name == "p act by act"
    first, second = parts_of(plain, policy.clauses["a"])
    (permission,) = parts_of(plain, policy.clauses["b"])
    assert [one.norm.acts[0].action for one in (first, second)] == ["train", "publish"]
    assert {written_name(one) for one in (first, second)} == {"a"}
    assert permission.overrides == (first.name, second.name)
    for one in (first, second):
        assert isinstance(one.norm, Prohibition)
        assert len(one.variables) == 2
        assert all(isinstance(argument, Var) for argument in one.norm.acts[0].arguments)
    assert first.variables[1] != second.variables[1]


def test_duties_are_left_as_they_are() -> None:
    policy, plain = split(
        "clause a: l must train(l, any) or publish(l, any) within 1 day clause b: l must not train(l, any)"
    )
    assert plain.clauses["a"] == policy.clauses["a"]
