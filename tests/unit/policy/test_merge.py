from __future__ import annotations

import pytest

from rspverify.policy.claims import Project
from rspverify.policy.expressions import DefineOf, FactOf, TermOf
from rspverify.policy.load import load_text
from rspverify.policy.merge import Merged, merged
from rspverify.source.diagnostics import SourceError
from rspverify.source.files import SourceFile

WORLD = """
entity Lab
fact big(l: Lab) "{l} is big"
fact rich(l: Lab)
define strong(l: Lab) = big(l)
term able(l: Lab) { reading strict: big(l) reading loose: big(l) or rich(l) }
duration soon = 3 days
action train(l: Lab) by l then big(l)
policy p binds l: Lab { clause c: l must not train(l) when strong(l) or able(l) }
"""


def read(text: str, name: str) -> Project:
    return load_text(SourceFile(name, text))


def both(*changes: tuple[str, str], more: str = "") -> Merged:
    """The world beside itself with parts replaced."""
    new = WORLD + more
    for before, after in changes:
        assert before in new
        new = new.replace(before, after)
    return merged(read(new, "new.rsp"), read(WORLD, "old.rsp"), {"p": "p@old"})


def condition(found: Merged, policy: str) -> list[object]:
    return list(found.project.policies[policy].clauses["c"].when.operands)  # type: ignore[attr-defined]


def test_nothing_changed() -> None:
    found = both()
    assert found.remarks == ()
    assert list(found.project.policies) == ["p", "p@old"]
    assert found.project.policies["p@old"].clauses == found.project.policies["p"].clauses
    assert found.project.policies["p@old"].clauses["c"].span.file.path == "old.rsp"


def test_what_only_one_of_them_declares() -> None:
    found = both(("fact rich(l: Lab)\n", "fact rich(l: Lab)\nfact new_one\n"), ("duration soon = 3 days\n", ""))
    assert {"new_one"} <= found.project.world.facts.keys() and "soon" in found.project.world.durations
    assert found.remarks == (
        "only in the new version: fact new_one",
        "only in the old version: duration soon",
    )


def test_a_define_with_another_meaning_is_read_by_each_with_its_own() -> None:
    found = both(("strong(l: Lab) = big(l)", "strong(l: Lab) = rich(l)"))
    now, before = condition(found, "p")[0], condition(found, "p@old")[0]
    assert isinstance(now, DefineOf) and now.name == "strong"
    assert isinstance(before, FactOf) and before.fact == "big"
    assert found.remarks == ("`strong` is defined otherwise now; each version is read with its own",)


def test_a_word_with_other_meanings_is_read_in_one_way_all_the_same() -> None:
    found = both(("reading strict: big(l)", "reading strict: rich(l)"))
    now, before = condition(found, "p")[1], condition(found, "p@old")[1]
    assert isinstance(now, TermOf) and isinstance(before, DefineOf)
    assert isinstance(before.body, TermOf) and before.body.name == "able" and before.body.bodies != now.bodies
    assert "as it was defined before" in found.project.world.defines[before.name].wording


def test_what_acts_do_is_as_it_is_now() -> None:
    found = both(("then big(l)", "then rich(l)"))
    assert found.remarks == (
        "action `train` does something else, or needs something else, now; both policies are looked at as it is now",
    )
    assert found.project.world.actions["train"].effects[0].fact == "rich"


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("fact rich(l: Lab)", "varying fact rich(l: Lab)", "fact"),
        ("reading loose: big(l) or rich(l)", "reading lax: big(l) or rich(l)", "word"),
        ("duration soon = 3 days", "duration soon = 4 days", "duration"),
        ("action train(l: Lab) by l then big(l)", "individual acme: Lab\naction train(l: Lab) by acme", "action"),
    ],
)
def test_what_does_not_fit(before: str, after: str, kind: str) -> None:
    policy = ("clause c: l must not train(l) when strong(l) or able(l)", "")
    with pytest.raises(SourceError) as raised:
        both((before, after), *([policy] if kind == "action" else []))
    (found,) = raised.value.diagnostics
    assert found.code == "RSP162" and found.message.startswith(f"the {kind} ")
    assert found.span is not None and found.span.file.path == "new.rsp"
    assert [label.span.file.path for label in found.labels] == ["old.rsp"]
