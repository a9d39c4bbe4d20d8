"""The texts of certificates: nothing of a policy leaves its place, and the manifest is read back as it was written."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rspverify.check.certify.collection import Asked, Collection
from rspverify.check.certify.commands import without_comments
from rspverify.check.certify.dossier import Dossier, Obligation, Uncertified
from rspverify.check.certify.examine import Certified, Examined, Opinion
from rspverify.check.certify.roles import Kept, Reached, Role, Start
from rspverify.report.certificates.lines import render_certified, render_summary, render_without
from rspverify.report.certificates.manifest import NoManifest, manifest_text, read_manifest
from rspverify.report.certificates.obligation import obligation_text
from rspverify.report.certificates.readme import readme_text
from rspverify.report.certificates.words import role_text, shown, title
from rspverify.report.style import Style

SCRIPT = "(set-logic ALL)\n(declare-fun $p () Bool)\n(assert $p)\n(assert (not $p))\n(check-sat)\n"
FIRST = Obligation("news/p/under-v2/01-start.smt2", "start", Start(), SCRIPT)
SECOND = Obligation("news/p/under-v2/02-kept-by-train.smt2", "kept by train", Kept("train"), SCRIPT)
DOSSIER = Dossier(
    file="specs/news.rsp",
    property="p",
    wording="It is so",
    conditions="under v2",
    readings=((("a", "b"),),),
    reading="a as b",
    verdict="holds",
    shows="",
    method="by induction on 1 step and 1 invariant",
    k=1,
    invariants=("every l: Lab | trained(l)",),
    left_out=("budget",),
    folder="news/p/under-v2",
    obligations=(FIRST, SECOND),
)
SOLVERS = (Asked("Z3", "5"), Asked("cvc5", "1"))
WITHOUT = Uncertified("specs/news.rsp", "q", "", "under v3", (), "", "violated", "a run breaks it", "holds")
HASHES = {FIRST.path: "1" * 64, SECOND.path: "2" * 64, "README.md": "3" * 64}


def certified(*second: Opinion) -> Certified:
    accepted = (Opinion("Z3", "unsat"), Opinion("cvc5", "unsat"))
    return Certified(DOSSIER, (Examined(FIRST, "1" * 64, accepted), Examined(SECOND, "2" * 64, second or accepted)))


def collection(one: Certified | None = None) -> Collection:
    return Collection(SOLVERS, (one or certified(),), (WITHOUT,), (("bad.rsp", "RSP101: there is no file"),), 2)


# ---------------------------------------------------------------- obligations


def test_an_obligation_says_what_it_is() -> None:
    text = obligation_text(DOSSIER, SECOND)
    assert text.endswith("\n" + SCRIPT)
    for part in (
        "2 of 2",
        "kept by train",
        "p: It is so",
        "under v2",
        "a as b",
        "a step of the kind `train` keeps",
        "unsat",
    ):
        assert part in text


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\n\r\x0b\x0c\x85\u2028;()|")), max_size=60))
def test_whatever_a_policy_says_stays_in_the_comment(text: str) -> None:
    hostile = replace(DOSSIER, wording=text, conditions=text, file=text, reading=text, method=text, property=text)
    written = obligation_text(hostile, FIRST)
    head = written.removesuffix(SCRIPT)
    assert all(line.startswith(";") for line in head.splitlines())
    assert without_comments(written.encode("utf-8", "replace").decode()) == without_comments(SCRIPT)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Start(), "base: every state in which a run may begin"),
        (Kept("train"), "step: a step of the kind `train` keeps"),
        (Reached(0, True, None, False), "implication: the goal is not a state of this kind"),
        (Reached(0, False, None, False), "base: no run begins in the goal"),
        (Reached(1, True, "train", True), "describe a step of the kind `train` that is the goal, taken from there"),
        (Reached(2, True, "train", False), "path of 2 steps from there that ends with a step of the kind `train` into"),
        (
            Reached(2, False, "train", True),
            "a run of exactly 2 steps that ends with a step of the kind `train` that is",
        ),
    ],
)
def test_roles_in_words(role: Role, words: str) -> None:
    assert words in role_text(role, DOSSIER)


# ---------------------------------------------------------------- README


def test_readme_lists_everything() -> None:
    text = readme_text(collection(), "1.0")
    for part in (
        "version 1.0",
        "news/p/under-v2",
        "every l: Lab | trained(l)",
        "budget",
        "a run breaks it",
        "bad.rsp",
        "2 checks",
    ):
        assert part in text
    assert "The number must be 2," in text and "`certificates.json`" in text


def test_policies_write_no_markdown() -> None:
    hostile = replace(DOSSIER, wording="# <b>|x|\n[a](http://b) `c` &amp;", conditions="a | b")
    text = readme_text(collection(replace(certified(), dossier=hostile)), "1.0")
    assert "<b>" not in text.replace("\\<b", "") and "| a \\| b, with a as b |" in text
    assert "\\# \\<b\\>\\|x\\|<U+000A>\\[a\\](http://b) \\`c\\` \\&amp;" in text.replace("\\<U+000A\\>", "<U+000A>")


# ---------------------------------------------------------------- manifest


def test_the_manifest_is_read_back() -> None:
    listed = read_manifest(manifest_text(collection(), HASHES, "1.0"))
    assert dict(listed.files) == HASHES and listed.without == 1
    assert [(one.title, one.obligations) for one in listed.proofs] == [
        ("p under v2 with a as b", (FIRST.path, SECOND.path))
    ]


def test_the_manifest_says_what_each_solver_said() -> None:
    document = json.loads(
        manifest_text(collection(certified(Opinion("Z3", "unsat"), Opinion("cvc5", "unknown", "hard"))), HASHES, "1.0")
    )
    assert document["proofs"][0]["obligations"][1]["answers"] == [
        {"solver": "Z3", "answer": "unsat", "reason": ""},
        {"solver": "cvc5", "answer": "unknown", "reason": "hard"},
    ]
    assert document["summary"]["answers"]["cvc5"] == {"accepted": 1, "unknown": 1, "refused": 0}


def spoiled(how: str) -> str:
    document = json.loads(manifest_text(collection(), HASHES, "1.0"))
    match how:
        case "format":
            document["format"] = "other"
        case "version":
            document["schema_version"] = "2.0"
        case "hash":
            document["proofs"][0]["obligations"][0]["sha256"] = "0" * 64
        case "twice":
            document["proofs"].append(document["proofs"][0])
        case "left out":
            del document["proofs"][0]["obligations"][1]
        case "files":
            document["files"] *= 2
        case "kind":
            document["proofs"] = [7]
    return json.dumps(document)


@pytest.mark.parametrize("how", ["format", "version", "hash", "twice", "left out", "files", "kind"])
def test_a_manifest_that_contradicts_itself(how: str) -> None:
    with pytest.raises(NoManifest):
        read_manifest(spoiled(how))


@given(st.text())
def test_any_text_is_no_manifest(text: str) -> None:
    with pytest.raises(NoManifest):
        read_manifest(text)


# ---------------------------------------------------------------- lines


def test_lines() -> None:
    style = Style()
    assert render_certified(certified(), SOLVERS, style, "normal") == (
        "  ✓ p under v2 with a as b: 2 obligations, unsat by Z3 5 and cvc5 1\n"
    )
    assert render_certified(certified(), SOLVERS, style, "quiet") == ""
    assert "invariant: every l" in render_certified(certified(), SOLVERS, style, "verbose")
    assert (
        render_without(WITHOUT, style, "normal")
        == "  — q under v3 (expected: holds): no proof, since a run breaks it\n"
    )


def test_what_is_not_accepted_is_named() -> None:
    open_one = certified(Opinion("Z3", "unsat"), Opinion("cvc5", "unknown", "too hard"))
    assert render_certified(open_one, SOLVERS, Style(), "quiet") == (
        "  ? p under v2 with a as b: 2 obligations, unsat by Z3 5; cvc5 1 does not know 1\n"
        "      news/p/under-v2/02-kept-by-train.smt2: unknown by cvc5 (too hard)\n"
    )
    refused = render_certified(certified(Opinion("Z3", "sat"), Opinion("cvc5", "unsat")), SOLVERS, Style(), "normal")
    assert refused.startswith("  ! ") and "unsat by cvc5 1; Z3 5 says sat of 1" in refused
    alone = (Asked("cvc5", None),)
    unasked = Certified(DOSSIER, (Examined(FIRST, "", ()),))
    assert render_certified(unasked, alone, Style(), "normal").startswith("  ? ")


def test_nothing_is_accepted_where_there_is_nothing() -> None:
    assert "accepted" not in render_summary(Collection(SOLVERS, (), (WITHOUT,)), Style(), 0)


def test_summary_counts_all() -> None:
    text = render_summary(collection(certified(Opinion("Z3", "sat"), Opinion("cvc5", "unknown"))), Style(width=400), 4)
    assert text == (
        "1 proof, 2 obligations; 1 accepted by Z3 5, 1 refused; 1 accepted by cvc5 1, 1 without an answer; "
        "1 result without a proof; 1 file without results; 2 not selected\n"
    )


def test_a_proof_about_one_kind_of_runs_says_so_everywhere() -> None:
    dossier = replace(DOSSIER, side="in runs that comply with q")
    assert shown(dossier) == "it holds in runs that comply with q: no run reaches what it rules out"
    assert title(dossier) == "p under v2 with a as b in runs that comply with q"
    one = collection(replace(certified(), dossier=dossier))
    assert "in runs that comply with q" in readme_text(one, "1")
    listed = read_manifest(manifest_text(one, HASHES, "1"))
    assert [proof.title for proof in listed.proofs] == [title(dossier)]
