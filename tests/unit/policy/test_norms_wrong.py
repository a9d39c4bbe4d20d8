"""Policies that are wrong: each text, its codes, and words of the first message."""

from __future__ import annotations

import pytest
from telling import wrong

HALT = "clause halt: l must not train(l, m) when dangerous(m)"
FIRST = f"policy first binds l: Lab {{ {HALT} }}"

IN_A_POLICY = [
    # names of clauses
    (f"{HALT} {HALT}", "RSP250", "clause `halt` stands twice in policy `p`"),
    ("repeal halt", "RSP251", "cannot be repealed: `p` inherits no such clause"),
    (f"replace {HALT}", "RSP251", "cannot be replaced"),
    # agents
    ("clause c: x must not review(x)", "RSP256", "`x` is neither a variable that policy `p` binds nor an individual"),
    ("clause c: l must not review(anthropic)", "RSP257", "the `l` who does this is `anthropic`"),
    ("clause c: l must not train(any, any)", "RSP257", "the `l` who does this is `any`"),
    ("clause c: l must not watch(r, l)", "RSP257", "the `l` who does this is `r`"),
    ("clause c: l must not lead", "RSP257", "only `anthropic` can `lead`"),
    ("clause c: l must review(l) before review(anthropic)", "RSP257", "who does this is `anthropic`"),
    ("clause c: anthropic must not watch(anthropic, l)", "RSP258", "is about `anthropic` and cannot use `l`"),
    ("clause c: anthropic must not review(anthropic) when rival_close(l)", "RSP258", "cannot use `l`"),
    # arguments
    ("clause c: l must not watch(l, owner(m))", "RSP259", "`owner(m)` cannot be an argument"),
    ("clause c: l must review(l) at once after watch(l, owner(m))", "RSP259", "`owner(m)` cannot be an argument"),
    ("clause c: l must not incident(m)", "RSP268", "`incident` is an event"),
    ("clause c: l must not fly(l)", "RSP203", "no action is called `fly`"),
    ("clause c: l must not train(l)", "RSP205", "`train` takes 2 arguments"),
    ("clause c: l must not train(l, M)", "RSP202", "`M` is not written in snake_case"),
    ("clause c: l must not train(l, l)", "RSP206", "`l` is a `Lab`, but a `Model` is needed here"),
    # variables
    ("clause c: l must not train(l, m) or review(l)", "RSP260", "do not have the same variables"),
    ("clause c: l must review(l) before train(l, m) or watch(l, r)", "RSP260", "do not have the same variables"),
    ("clause c: l must publish(l, m) within 1 day", "RSP261", "`m` stands only in the act of a duty"),
    ("clause c: l must publish(l, m) every 1 day", "RSP261", "`m` stands only in the act of a duty"),
    ("clause c: l must publish(l, m) at once unless dangerous(m)", "RSP261", "`m` stands only in"),
    ("clause c: l must publish(l, m) before train(l, any)", "RSP261", "`m` stands only in an order's earlier act"),
    ("clause c: l must not review(l) when dangerous(m)", "RSP203", "is called `m`"),
    # conditions
    ("clause c: l must not review(l) when forbidden review(l)", "RSP216", "which a clause cannot"),
    ("clause c: l must not review(l) when 3", "RSP207", "a formula is needed here"),
    # overrides
    ("clause c overrides halt: l may review(l)", "RSP262", "has no clause `halt` that could be overridden"),
    (f"{HALT} clause c overrides halt: l may review(l)", "RSP263", "clause `c` cannot override `halt`"),
    (
        "clause a: l must publish(l, m) before train(l, m) clause b overrides a: l may publish(l, m)",
        "RSP263",
        "clause `b` cannot override `a`",
    ),
    (
        "clause a: l must not watch(l, anthropic) clause b overrides a: l may watch(l, openai)",
        "RSP263",
        "clause `b` cannot override `a`",
    ),
    ("clause a overrides a: l must not review(l)", "RSP264", "clause `a` overrides itself: it overrides `a`"),
    (
        "clause a overrides b: l may review(l) clause b overrides a: l must not review(l)",
        "RSP264",
        "clause `a` overrides itself: it overrides `b`, which overrides `a`",
    ),
    ("clause c: l need not review(l)", "RSP265", "says `need not` and overrides nothing"),
    (f"{HALT} clause c overrides halt: l need not train(l, m)", "RSP265", "what it overrides is no duty"),
    ("otherwise permitted otherwise permitted", "RSP267", "says `otherwise` twice"),
    # breaches
    ("clause c: l must review(l) at once after breach of p.d(l)", "RSP240", "has no clause `d`"),
    ("clause c: l must review(l) at once after breach of q.d(l)", "RSP203", "no policy is called `q`"),
    (
        "clause c: l must review(l) at once after breach of p.d(l) clause d: l may review(l)",
        "RSP241",
        "cannot be breached",
    ),
]


@pytest.mark.parametrize(("clauses", "code", "words"), IN_A_POLICY, ids=[f"{c}-{w}" for _, c, w in IN_A_POLICY])
def test_wrong_policy(clauses: str, code: str, words: str) -> None:
    found = wrong(f"policy p binds l: Lab {{ {clauses} }}")
    assert [one.code for one in found] == [code], [one.message for one in found]
    assert words in found[0].message


HEADS = [
    ("policy p binds a: Lab, b: Lab { }", "RSP254", "binds `Lab` twice"),
    ("policy p binds a: Lab, a: Office { }", "RSP254", "binds two variables `a`"),
    ("policy p binds a: Level { }", "RSP254", "a policy binds members of an entity"),
    ("policy p binds a: Lab where rival_close(a) { }", "RSP243", "only of fixed facts and individuals"),
    ("policy p binds a: Lab where once review(a) { }", "RSP243", "only of fixed facts and individuals"),
    ("policy p in force while founder(l) binds l: Lab { }", "RSP203", "is called `l`"),
    ("policy p amends q { repeal c }", "RSP203", "no policy is called `q`"),
    ("policy a amends b { } policy b amends c { } policy c amends a { }", "RSP252", "amends itself: it amends `b`"),
    (f"{FIRST} policy q amends first {{ {HALT} }}", "RSP250", "inherits a clause `halt` already"),
    (f"{FIRST} policy q amends first {{ repeal halt, halt }}", "RSP251", "repealed twice"),
    (f"{FIRST} policy q amends first {{ repeal halt {HALT} }}", "RSP251", "both repealed and written anew"),
    (f"{FIRST} policy q amends first binds o: Office {{ }}", "RSP255", "binds other entities than `first`"),
    (
        f"{FIRST} policy q amends first {{ clause c overrides halt: l may train(l, m) }}"
        " policy last amends q { replace clause halt: l must not review(l) }",
        "RSP263",
        "clause `c` cannot override `halt`",
    ),
    (
        f"{FIRST} policy q amends first {{ clause c overrides halt: l may train(l, m) }}"
        " policy last amends q { repeal halt }",
        "RSP253",
        "clause `halt` is repealed, but clause `c` overrides it",
    ),
]


@pytest.mark.parametrize(("text", "code", "words"), HEADS, ids=[f"{c}-{w}" for _, c, w in HEADS])
def test_wrong_head(text: str, code: str, words: str) -> None:
    found = wrong(text)
    assert [one.code for one in found] == [code], [one.message for one in found]
    assert words in found[0].message


def test_many_errors_in_one_run() -> None:
    found = wrong(
        """
        policy p binds l: Lab {
          clause a: x must not review(x)
          clause b: l must not review(anthropic)
          clause c overrides a, b: l may review(l)
        }
        policy q amends p { replace clause c: l must not review(l, l) }
        property odd: never breach_of(l)
        """
    )
    assert [one.code for one in found] == ["RSP256", "RSP257", "RSP205", "RSP203"]


def test_hint_for_a_clause_with_a_similar_name() -> None:
    (found,) = wrong(f"policy p binds l: Lab {{ {HALT} clause c overrides hallt: l may train(l, m) }}")
    assert found.help == "did you mean `halt`?"


def test_a_variable_of_other_clauses_is_one_mistake() -> None:
    found = wrong(
        """
        policy p binds l: Lab, o: Office {
          clause a: l must not watch(l, r) when o = o
          clause b: anthropic must not watch(anthropic, l) when rival_close(l)
        }
        property kept: never once breach of p.b(l)
        """
    )
    assert [(one.code, one.help) for one in found] == [
        ("RSP258", "quantify another variable: `some x: … | …`; or write a clause for `o`"),
        (
            "RSP258",
            "give it a name of its own, such as `x`, which then stands for whoever it is; or write a clause for `l`",
        ),
    ]


RIGHT = [
    "clause c: l must review(l) at least 3 days before train(l, any)",
    "clause c: l must publish(l, m) before train(l, m)",
    "clause c: l must publish(l, m) before train(l, any) when dangerous(m)",
    "clause c: l must publish(l, m) at once while dangerous(m)",
    "clause c: l must publish(l, m) every 1 day while dangerous(m)",
    "clause c: anthropic must not lead",
    "clause c: l must not watch(l, l)",
    "clause a: l must not watch(l, anthropic) clause b overrides a: l may watch(l, r)",
    "clause a: l must review(l) at once clause b overrides a: l need not review(l)"
    " clause d: l must review(l) within 1 day clause c overrides b, d: l need not review(l)",
]


@pytest.mark.parametrize("clauses", RIGHT)
def test_right_policy(clauses: str) -> None:
    assert wrong(f"policy p binds l: Lab {{ {clauses} }}") == []
