"""Lints: what they find, and what they leave alone."""

from __future__ import annotations

from pathlib import Path

from telling import linted

from rspverify.policy.lints.every import lint
from rspverify.policy.load import load

CHECKED = "property fine: p is consistent check fine "


def codes(text: str) -> list[str]:
    return [one.code for one in linted(text)]


def test_nothing_to_say() -> None:
    assert codes(CHECKED + "policy p binds l: Lab { clause c: l must review(l) at once }") == []


def test_a_duty_without_deadline_is_told_where_it_is_written() -> None:
    text = "policy p binds l: Lab { clause c: l must review(l) } policy q amends p { }"
    assert codes(CHECKED + text + "property other: q is consistent check other") == ["RSP301"]


def test_policies_are_named_in_many_ways() -> None:
    policies = "".join(f"policy {name} {{ }} " for name in "abcdefg")
    assert codes(policies) == ["RSP302"] * 7
    uses = (
        "policy last amends a { } scenario story under b + last { } "
        "property one: c and d agree check one under e "
        "property two: always permitted lead by f check two property three: possible once breach of g.halt check three"
    )
    text = policies.replace("policy g { }", "policy g { clause halt: anthropic must not lead }")
    assert codes(text + uses) == []


def test_vocabulary() -> None:
    text = """
    fact idle(l: Lab)
    fact written(l: Lab)
    fact read(l: Lab)
    action work(l: Lab) by l then written(l)
    action rest(l: Lab) by l
    event noise
    event heard
    initially no l: Lab | read(l)
    axiom quiet: every l: Lab | not read(l)
    lemma silence: not once heard
    """
    assert [one.message for one in linted(text)] == [
        "nothing speaks of the fact `idle`",
        "the action `rest` changes nothing, and nothing speaks of it",
        "the event `noise` changes nothing, and nothing speaks of it",
    ]


def test_projects_are_looked_at_together(tmp_path: Path) -> None:
    (tmp_path / "world.rsp").write_text("fact open\nfact shut\nproperty fine: always open\n", encoding="utf-8")
    (tmp_path / "one.rsp").write_text('use "world.rsp"\ncheck fine expect violated\n', encoding="utf-8")
    (tmp_path / "two.rsp").write_text('use "world.rsp"\ninitially shut\n', encoding="utf-8")
    projects = [load(tmp_path / name, tmp_path) for name in ("world.rsp", "one.rsp", "two.rsp")]
    assert lint(projects) == ()
    assert [one.code for one in lint(projects[:1])] == ["RSP304", "RSP303"]
    assert len(lint([projects[0], projects[0]])) == 2
