"""What applies, what is defeated, what is forbidden: against the conditions that a reader would write down."""

from __future__ import annotations

import pytest
from encoded import compiled, encoded, same

from rspverify.logic import build

FREE = "otherwise permitted"


def equivalent(policy: str, one: str, other: str, more: str = "") -> None:
    text = f"policy p binds l: Lab {{ {policy} }}\n{more}"
    encoding, both = compiled(f"({one}) iff ({other})", text)
    assert same(encoding, both, build.TRUE)


FORBIDDEN = "forbidden train(l, m) by p"


@pytest.mark.parametrize(
    ("policy", "when"),
    [
        ("clause c: l must not train(l, m)", "now = now"),
        ("clause c: l must not train(l, m) when dangerous(m) unless big(l)", "dangerous(m) and not big(l)"),
        ("clause c: l must not train(l, any) when big(l)", "big(l)"),
        ("clause c: l must not publish(l, m)", "now != now"),
        ("clause c: l may train(l, m) only when big(l)", "not big(l)"),
        ("clause c: l may train(l, m) only when big(l) provided dangerous(m)", "not (big(l) and dangerous(m))"),
        ("otherwise forbidden", "now = now"),
        ("otherwise forbidden clause c: l may train(l, m) when big(l)", "not big(l)"),
        (
            "otherwise forbidden clause c: l may train(l, m) when big(l)  clause d: l must not train(l, m) when dangerous(m)",
            "not big(l) or dangerous(m)",
        ),
        ("clause c: l must publish(l, m) before train(l, m)", "not once publish(l, m)"),
        ("clause c: l must publish(l, any) before train(l, m)", "not once publish(l, any)"),
        (
            "clause c: l must publish(l, m) at least 2 days before train(l, m) when big(l)",
            "big(l) and not at least 2 days after publish(l, m)",
        ),
        ("clause c: anthropic must not train(anthropic, m)", "l = anthropic"),
    ],
)
def test_forbidden(policy: str, when: str) -> None:
    equivalent(policy, FORBIDDEN, when)
    equivalent(policy, "permitted train(l, m) by p", f"not ({when})")


@pytest.mark.parametrize(
    ("policy", "when"),
    [
        (
            "clause c: l must not train(l, m)  clause d overrides c: l may train(l, m) when big(l)",
            "not big(l)",
        ),
        (
            "clause c: l must not train(l, m)  clause d overrides c: l may train(l, m) when big(l)"
            "  clause e overrides d: l must not train(l, m) when dangerous(m)",
            "not big(l) or dangerous(m)",
        ),
        (
            "clause c: l must not train(l, m)  clause d overrides c: l may train(l, any) when rival(l)",
            "not rival(l)",
        ),
        (
            "clause c: l may train(l, m) only when big(l)  clause d overrides c: l may train(l, m) when dangerous(m)",
            "not big(l) and not dangerous(m)",
        ),
        (
            "clause c: l must not train(l, m)  clause d overrides c: l must train(l, m) when dangerous(m)",
            "not required train(l, m) by p",
        ),
        (
            "clause c: l must not train(l, m)  clause d overrides c: l must train(l, m) every 2 days while dangerous(m)",
            "not dangerous(m)",
        ),
    ],
)
def test_defeat(policy: str, when: str) -> None:
    equivalent(policy, FORBIDDEN, when)


def test_a_clause_defeats_act_by_act() -> None:
    policy = "clause c: l must not train(l, m) or publish(l, m)  clause d overrides c: l may train(l, m) when big(l)"
    equivalent(policy, FORBIDDEN, "not big(l)")
    equivalent(policy, "forbidden publish(l, m) by p", "now = now")
    equivalent(policy, "defeated p.c(l, m)", "now != now")


def test_who_is_not_bound_is_free() -> None:
    text = "policy p binds l: Lab where l = anthropic { otherwise forbidden clause c: l must publish(l, m) when dangerous(m) }"
    encoding, both = compiled(f"({FORBIDDEN}) iff l = anthropic", text)
    assert same(encoding, both, build.TRUE)


def test_out_of_force_nothing_is_forbidden() -> None:
    text = "policy p in force while big(anthropic) binds l: Lab { otherwise forbidden }"
    encoding, both = compiled(f"({FORBIDDEN}) iff big(anthropic)", text)
    assert same(encoding, both, build.TRUE)


def test_several_policies_forbid_together() -> None:
    text = """
policy p binds l: Lab { clause c: l must not train(l, m) when big(l) }
policy q binds l: Lab { clause c: l must not train(l, m) when dangerous(m) }
"""
    encoding, both = compiled("(forbidden train(l, m)) iff (big(l) or dangerous(m))", text)
    assert same(encoding, both, build.TRUE)


def test_an_event_is_never_forbidden() -> None:
    encoding = encoded("policy p binds l: Lab { otherwise forbidden }")
    assert encoding.complies(encoding.step("incident")) is build.TRUE


@pytest.mark.parametrize(
    ("atom", "when"),
    [
        ("applies p.c(l, m)", "dangerous(m)"),
        ("defeated p.c(l, m)", "big(l)"),
        ("applies p.sole(l, m)", "now = now"),
    ],
)
def test_clause_atoms(atom: str, when: str) -> None:
    policy = """
clause c: l must not train(l, m) when dangerous(m)
clause d overrides c: l may train(l, m) when big(l)
clause sole: l may publish(l, m) only when big(l)
"""
    equivalent(policy, atom, when)


def test_each_asks_for_the_act_since_the_last_one() -> None:
    encoding, _ = compiled(
        "forbidden train(l, m) by p", "policy p binds l: Lab { clause c: l must review(l) before each train(l, m) }"
    )
    (seen,) = (m for m in encoding.monitors.all() if m.symbol.name == "review since train")
    train = encoding.step("train")
    place = train.arguments
    assert len(seen.formals) == 2
    assert train.post(seen.at(place)) is build.FALSE
    assert encoding.step("publish").post(seen.at(place)) is seen.at(place)


def test_what_a_step_must_keep_is_said_by_clause() -> None:
    """So that a proof can tell on which clauses it rests: acts on prohibitions, waits on duties."""
    encoding = encoded(
        "policy p binds l: Lab {\n"
        "  clause c: l must not train(l, m)\n"
        "  clause d: l must publish(l, m) within 1 day after train(l, m)\n}"
    )
    steps = (encoding.step("train"), *encoding.waits())
    kept = [{(origin.kind, origin.name) for origin, _ in encoding.norms.keeps(step, ("p",), ())} for step in steps]
    assert kept[0] == {("clause", "p.c")}
    assert ("clause", "p.d") in kept[1] and all(one <= {("clause", "p.d")} for one in kept[1:])
