"""Amendments: what an amending policy takes over, and what it changes."""

from __future__ import annotations

from pathlib import Path

from resolving import project
from telling import VOCABULARY, told

from rspverify.policy.expressions import Truth
from rspverify.policy.load import load

FIRST = """
policy first "the first" in force while founder(anthropic) binds l: Lab where founder(l) {
  otherwise forbidden
  clause halt: l must not train(l, m) when dangerous(m)
  clause proceed overrides halt: l may train(l, m) when published(l, m)
  clause report: l must publish(l, m) within 30 days after train(l, m)
}
"""


def test_everything_is_inherited() -> None:
    policies = told(FIRST + "policy second amends first { }").policies
    first, second = policies["first"], policies["second"]
    assert second.clauses == first.clauses and second.bounds == first.bounds
    assert (second.in_force, second.otherwise, second.amends) == (first.in_force, "forbidden", "first")
    assert second.wording == "second"


def test_clauses_change() -> None:
    second = told(
        FIRST
        + """policy second amends first {
          otherwise permitted
          clause quiet overrides report: l need not publish(l, any)
          replace clause halt: l must not train(l, any)
          repeal proceed
        }"""
    ).policies["second"]
    assert list(second.clauses) == ["halt", "report", "quiet"]
    assert [clause.origin for clause in second.clauses.values()] == ["second", "first", "second"]
    assert second.otherwise == "permitted"


def test_inherited_exceptions_go_on_for_the_replaced_clause() -> None:
    second = told(FIRST + "policy second amends first { replace clause halt: l must not train(l, any) }").policies[
        "second"
    ]
    assert second.clauses["proceed"].overrides == ("halt",)
    assert second.clauses["halt"].variables[0] != second.clauses["proceed"].variables[0]


def test_new_binds_with_another_name() -> None:
    policies = told(
        FIRST
        + """policy second amends first binds x: Lab { clause more: x must review(x) every 1 week }
        policy third amends second in force while founder(openai) { clause still: x must not watch(x, any) }
        """
    ).policies
    (bound,) = policies["second"].bounds
    assert bound.variable.shown == "x" and bound.condition == Truth(True)
    assert policies["third"].bounds == policies["second"].bounds
    assert policies["third"].clauses["halt"] == policies["first"].clauses["halt"]
    assert policies["third"].in_force != policies["second"].in_force


def test_an_amendment_of_a_policy_without_binds_may_bind() -> None:
    text = "policy free { } policy strict amends free binds l: Lab { clause halt: l must not train(l, any) }"
    assert [bound.sort.name for bound in told(text).policies["strict"].bounds] == ["Lab"]


def test_order_of_declarations_does_not_matter() -> None:
    policies = told("policy second amends first { repeal report }" + FIRST).policies
    assert list(policies) == ["second", "first"]
    assert list(policies["second"].clauses) == ["halt", "proceed"]


def test_a_long_line_of_amendments() -> None:
    text = "policy p0 binds l: Lab { clause c: l must not review(l) }" + "".join(
        f"policy p{n} amends p{n - 1} {{ }}" for n in range(1, 1500)
    )
    assert list(told("".join(reversed(text.splitlines(True)))).policies["p1499"].clauses) == ["c"]


def test_clauses_keep_the_names_of_their_file(tmp_path: Path) -> None:
    (tmp_path / "law.rsp").write_text(
        VOCABULARY
        + """
        policy act binds l: Lab { clause halt: l must not train(l, m) when hazardous(m) }
        property calm: never train(l, m) when hazardous(m)
        """,
        encoding="utf-8",
    )
    (tmp_path / "main.rsp").write_text(
        """
        use "law.rsp" as law
        policy mine amends law.act {
          clause proceed overrides halt: l may law.train(l, m) when once breach of law.act.halt(l, m)
        }
        check law.calm under mine + law.act even if mine.halt is broken reading law.hazardous as by_capability
        scenario story under mine {
          let a: law.Lab
          let m: law.Model
          law.train(a, m) is permitted by proceed
        }
        """,
        encoding="utf-8",
    )
    found = load(tmp_path / "main.rsp", tmp_path)
    assert found.policies["mine"].clauses["halt"].origin == "law.act"
    assert found.checks[0].property == "law.calm"
    assert found.checks[0].conditions.policies == ("mine", "law.act")
    assert found.scenarios[0].members[0][1].name == "law.Lab"


def test_checks_of_used_files_are_not_the_project_s(tmp_path: Path) -> None:
    (tmp_path / "one.rsp").write_text("property fine: always 1 = 1\ncheck fine\n", encoding="utf-8")
    (tmp_path / "two.rsp").write_text('use "one.rsp"\ncheck fine expect violated\n', encoding="utf-8")
    assert [check.expected for check in load(tmp_path / "two.rsp", tmp_path).checks] == ["violated"]
    assert project("property fine: always 1 = 1").checks == ()
