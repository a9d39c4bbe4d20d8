"""Words that say when a policy is in force decide about all that it judges."""

from __future__ import annotations

from auditing import findings

WORD = "term grave(m: Model) { reading plain: dangerous(m)  reading wide: dangerous(m) or published(anthropic, m) }"
HEAD = "policy p in force while some m: Model | grave(m) binds l: Lab"


def decided(text: str) -> set[str]:
    return {one.subject for one in findings(f"{WORD}\n{HEAD} {{ {text} }}", "RSP411")}


def test_of_what_a_clause_forbids() -> None:
    assert decided("clause halt: l must not train(l, m)") == {"train grave"}


def test_of_what_nothing_permits_if_the_rest_is_forbidden() -> None:
    found = decided("otherwise forbidden clause look: l may review(l)")
    assert {"train grave", "publish grave"} <= found and "review grave" not in found


def test_where_nothing_is_judged_nothing_is_decided() -> None:
    assert decided("clause look: l must review(l) within 1 day") == set()


def test_of_a_check_where_nothing_is_judged() -> None:
    """Duties alone forbid no act; what is claimed of them hangs on when the policy is in force."""
    owed = "clause look: l must review(l) within 1 day while founder(l)"
    claim = "always required review(anthropic) by p implies some m: Model | dangerous(m)"
    text = f"{WORD}\n{HEAD} {{ {owed} }}\nproperty told: {claim}\ncheck told under p expect depends"
    assert [one.subject for one in findings(text, "RSP411")] == ["grave"]
