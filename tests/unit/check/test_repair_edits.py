"""Edits of clauses as they are written, and the patch that they make."""

from __future__ import annotations

import os

import pytest

from rspverify.check.repair.candidates import candidates
from rspverify.check.repair.edits import (
    Add,
    AddClause,
    AddOverride,
    Drop,
    DropOverride,
    Edit,
    Narrow,
    SetDeadline,
    said,
)
from rspverify.check.repair.formulas import atoms, joined, negated, parts, renamed
from rspverify.check.repair.places import Words
from rspverify.check.repair.workshop import (
    Loaded,
    NotEditable,
    Subject,
    changes,
    expectation_splice,
    load_all,
    module_with,
    patched,
    policy_splices,
    reloaded,
    subject,
)
from rspverify.source.files import SourceFile
from rspverify.syntax.expressions import Expression
from rspverify.syntax.parser import parse
from rspverify.syntax.printer import print_clause, print_expression

WORLD = """entity Lab
entity Model
fact risky(m: Model)
fact told(l: Lab, m: Model)
belief sure(l: Lab)
fact right(l: Lab)
action train(l: Lab, m: Model) by l
action tell(l: Lab, m: Model) by l then told(l, m)
"""
TEXT = (
    WORLD
    + """policy old binds l: Lab {
  clause halt "section 1":
    l must not train(l, m) when risky(m) and not told(l, m)   # a remark
      unless sure(l) or right(l)

  clause go overrides halt: l may train(l, m) provided told(l, m)
  clause report: l must tell(l, m) within 30 days after train(l, m)
}
policy new amends old {
}
property told_first: never train(x, m) when risky(m) and not (told(x, m) or right(x))
check told_first
  under old expect violated
  under new
check told_first under old + new
"""
)


def loaded(text: str = TEXT) -> Loaded:
    return load_all("edited.rsp", {os.path.realpath("edited.rsp"): SourceFile("edited.rsp", text)})


def formula(text: str) -> Expression:
    module = parse(SourceFile("formula.rsp", f"initially {text}")).module
    return module.declarations[0].formula  # type: ignore[union-attr]


def after(policy: str, *edits: Edit) -> str:
    about = subject(loaded(), policy)
    changed = changes(about, edits)
    assert changed is not None
    return next(iter(patched(policy_splices(about, changed)).values())).text


def edit(about: Subject, text: str) -> Edit:
    """The candidate of this name."""
    source = loaded()
    found = candidates(source, about, Words(source.gathered).properties["told_first"])
    return {said(one, about.clauses.get(one.clause)): one for one in found}[text]


# ---------------------------------------------------------------- formulas


def test_parts_and_atoms() -> None:
    one = formula("a and (b or not c) and d")
    assert [print_expression(part) for part in parts(one, "and")] == ["a", "b or not c", "d"]
    assert [print_expression(part) for part in atoms(one)][3:] == ["d", "a", "b", "c"]
    assert parts(None, "and") == () and joined((), "and") is None
    again = joined(parts(one, "and"), "and")
    assert again is not None and print_expression(again) == print_expression(one)


def test_denied_twice_is_not_denied() -> None:
    assert print_expression(negated(formula("a"))) == "not a"
    assert print_expression(negated(negated(formula("a")))) == "a"


def test_names_are_not_captured() -> None:
    names = {"x": formula("l"), "m": formula("n")}
    one = renamed(formula("risky(m) and told(x, m)"), names)
    assert one is not None and print_expression(one) == "risky(n) and told(l, n)"
    bound = renamed(formula("some m: Model | told(x, m)"), {"x": formula("l")})
    assert bound is not None and print_expression(bound) == "some m: Model | told(l, m)"
    assert renamed(formula("some l: Lab | told(x, l)"), {"x": formula("l")}) is None


# ---------------------------------------------------------------- edits


def test_conditions_and_exceptions() -> None:
    about = subject(loaded(), "old")
    risky, told, sure = formula("risky(m)"), formula("told(l, m)"), formula("sure(l)")
    for one, expected in [
        (Drop("halt", "when", risky), "train(l, m) when not told(l, m) unless sure(l) or right(l)"),
        (Drop("halt", "unless", sure), "when risky(m) and not told(l, m) unless right(l)"),
        (Add("halt", "unless", formula("never_heard")), "unless sure(l) or right(l) or never_heard"),
        (Narrow("halt", formula("a")), "unless (sure(l) or right(l)) and a"),
        (Add("halt", "when", formula("a")), "when risky(m) and not told(l, m) and a unless sure(l) or right(l)"),
        (Add("go", "provided", risky), "provided told(l, m) and risky(m)"),
        (Drop("go", "provided", told), "overrides halt: l may train(l, m)"),
    ]:
        changed = changes(about, (one,))
        assert changed is not None
        (clause,) = changed.clauses.values()
        assert " ".join(print_clause(clause).split()).endswith(expected)


@pytest.mark.parametrize(
    "one",
    [
        Drop("halt", "when", formula("a")),
        Add("halt", "when", formula("risky(m)")),
        Add("halt", "when", formula("not risky(m)")),
        Add("halt", "unless", formula("risky(m)")),
        Add("halt", "provided", formula("a")),
        Narrow("go", formula("a")),
        Narrow("halt", formula("sure(l)")),
        Narrow("halt", formula("not sure(l)")),
        Narrow("halt", formula("risky(m)")),
        DropOverride("halt", "go"),
        AddOverride("go", "halt"),
        SetDeadline("halt", "at once"),
    ],
)
def test_edits_that_make_no_sense(one: Edit) -> None:
    assert changes(subject(loaded(), "old"), (one,)) is None


def test_edits_of_one_clause_add_up() -> None:
    about = subject(loaded(), "old")
    changed = changes(about, (Drop("halt", "unless", formula("sure(l)")), Drop("halt", "unless", formula("right(l)"))))
    assert changed is not None and "unless" not in print_clause(changed.clauses["halt"])


# ---------------------------------------------------------------- patches


def test_own_clauses_are_edited_in_place_and_comments_stay() -> None:
    text = after("old", Drop("halt", "unless", formula("sure(l)")))
    assert "  # a remark\n  clause halt" in text and "unless right(l)\n\n  clause go" in text
    assert text.startswith(WORLD) and text.endswith(TEXT.partition("policy new")[2])


def test_inherited_clauses_are_replaced() -> None:
    text = after("new", SetDeadline("report", "at once"))
    assert (
        "policy new amends old {\n  replace clause report:\n    l must tell(l, m) at once after train(l, m)\n}" in text
    )
    assert loaded(text).project.policies["old"] == loaded().project.policies["old"]


def test_what_is_patched_is_what_was_weighed() -> None:
    source = loaded()
    for policy in ("old", "new"):
        about = subject(source, policy)
        for one in candidates(source, about, Words(source.gathered).properties["told_first"]):
            changed = changes(about, (one,))
            assert changed is not None
            weighed = source.says_with(module_with(about, changed), about.real)
            again = reloaded(source, patched(policy_splices(about, changed)))
            assert (weighed is None) == (again is None), said(one, None)
            if weighed is not None and again is not None:
                assert weighed.policies == again.project.policies


def test_expectations_are_put_right() -> None:
    source = loaded()
    texts = []
    for check in source.project.checks:
        splice = expectation_splice(source, check, "holds")
        texts.append(None if splice is None else (splice.span.text, splice.text))
    assert texts == [("expect violated", "expect holds"), None, None]
    splice = expectation_splice(source, source.project.checks[1], "violated")
    assert splice is not None and (splice.span.text, splice.text) == ("", " expect violated")


def test_a_policy_under_a_prefix_is_not_edited(tmp_path: object) -> None:
    folder = str(tmp_path)
    law, user = os.path.join(folder, "law.rsp"), os.path.join(folder, "user.rsp")
    with open(law, "w", encoding="utf-8") as stream:
        stream.write(TEXT)
    with open(user, "w", encoding="utf-8") as stream:
        stream.write('use "law.rsp" as law\ncheck law.told_first under law.old expect violated\n')
    with pytest.raises(NotEditable):
        subject(load_all(user), "law.old")


# ---------------------------------------------------------------- candidates


def test_candidates_are_in_the_words_of_the_clause() -> None:
    about = subject(loaded(), "old")
    for text in (
        "in `halt`, drop the condition `not told(l, m)`",
        "in `halt`, drop the exception `sure(l)`",
        "in `halt`, say `right(l)` instead of the belief `sure(l)`",
        "in `go`, add a proviso: `provided right(l)`",
        "`go` no longer overrides `halt`",
    ):
        assert edit(about, text)
    missing = edit(
        about,
        "add the clause `clause added: l must not train(l, m) when risky(m) and not (told(l, m) or right(l))`",
    )
    assert isinstance(missing, AddClause)
