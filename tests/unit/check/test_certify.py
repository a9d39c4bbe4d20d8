"""What of a result is certified, under which names, and what of it counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rspverify.check.certify.collection import Asked, Collection, certification_code, obligations, settled, tally
from rspverify.check.certify.combinations import in_words
from rspverify.check.certify.commands import NoObligation, without_comments
from rspverify.check.certify.dossier import Dossier, Filing, Obligation
from rspverify.check.certify.examine import Certified, Examined, Examiner, Opinion, Said, examiners, opinion
from rspverify.check.certify.names import Names, slug
from rspverify.check.certify.roles import Kept, Other, Reached, Start, role
from rspverify.check.readings import Readings
from rspverify.check.results import CheckResult, Meeting, ProofNote, ReadingVerdict, Verdict
from rspverify.logic import build
from rspverify.proof.certificate import Certificate, certify
from rspverify.proof.conditions import VerificationCondition
from rspverify.solver.port import Answer, Budget, Limits, Sat, Unknown, Unsat
from tests.unit.proof.hand_built import HOLDS, TRAINED, counter, nobody, untrained_drops
from tests.unit.report.examples import BOUNDED, POSSIBLE, UNDETERMINED, VIOLATED, WRONG, check_result

FALSE = "(set-logic ALL)\n(assert false)\n(check-sat)\n"


def certificate(*names: str) -> Certificate:
    return Certificate(0, (), tuple(VerificationCondition(name, FALSE) for name in names))


def proof(*names: str, readings: tuple[Readings, ...] = ((),), shows: str = "", side: str = "") -> ProofNote:
    note = ProofNote("from the rules alone", (), len(names), None, (), certificate(*names), readings=readings)
    return replace(note, shows=shows, side=side)


def result(*proofs: ProofNote, verdict: Verdict = Verdict.HOLDS, table: tuple[ReadingVerdict, ...] = ()) -> CheckResult:
    return replace(check_result(verdict, Meeting.MET, table=table), proofs=proofs)


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("under rsp_v2 + rsp_v3", "under-rsp_v2-rsp_v3"),
        ("../../etc/passwd", "etc-passwd"),
        ("..", "x"),
        ("", "x"),
        ("a\0b\nc\x1b[31m", "a-b-c-31m"),
        ("CON", "CON_"),
        ("lpt1", "lpt1_"),
        ("Ünïcode\u202e", "n-code"),
        ("-rf", "rf"),
        ("a" * 30, "a" * 10),
        ("a" * 9 + " b", "a" * 9),
    ],
)
def test_names(text: str, name: str) -> None:
    assert slug(text, 10 if text.startswith("aaa") else 40, "x") == name


@given(st.lists(st.text(max_size=12), unique=True, max_size=8))
def test_names_are_safe_and_apart_whatever_they_are_made_of(texts: list[str]) -> None:
    names = Names()
    given_names = [names.name(number, text, 8, "x") for number, text in enumerate(texts)]
    assert len({name.lower() for name in given_names}) == len(texts)
    for name in given_names:
        assert name and set(name) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
        assert not name.startswith("-") and len(name) <= 12


def test_names_differ_in_more_than_case_and_last() -> None:
    names = Names()
    assert [names.name(n, text, 9, "x") for n, text in enumerate(["Lab", "lab", "lab-2", "LAB"])] == [
        "Lab",
        "lab-2",
        "lab-2-2",
        "LAB-3",
    ]
    assert names.name(1, "lab", 9, "x") == "lab-2"


# ---------------------------------------------------------------- scripts


def test_comments_and_spaces_do_not_matter() -> None:
    written = "; a (comment) |\n(set-logic ALL)\n(declare-fun |$a (b| () Bool)\n(assert  |$a (b|) ; more\n(check-sat)\n"
    assert (
        without_comments(written)
        == "( set-logic ALL )\n( declare-fun |$a (b| ( ) Bool )\n( assert |$a (b| )\n( check-sat )\n"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "does not end in"),
        ("(set-logic ALL)(assert false)", "does not end in"),
        ("(set-logic QF_LIA)(assert false)(check-sat)", "does not begin with"),
        ("(assert false)(check-sat)", "does not begin with"),
        ('(set-logic ALL)(echo "unsat")(check-sat)', "cannot be read"),
        ("(set-logic ALL)(set-option :regular-output-channel a)(check-sat)", "the command `set-option`"),
        ("(set-logic ALL)(check-sat)(assert false)(check-sat)", "the command `check-sat`"),
        ("(set-logic ALL)(push)(assert false)(check-sat)", "the command"),
        ("(set-logic ALL)(define-fun a () Bool false)(check-sat)", "the command `define-fun`"),
        ("(set-logic ALL)(assert false)(declare-fun a () Bool)(check-sat)", "declares something after"),
        ("(set-logic ALL) unsat (check-sat)", "outside of a command"),
        ("(set-logic ALL))(check-sat)", "outside of a command"),
        ("(set-logic ALL)(assert (false)(check-sat)", "does not end"),
        ("(set-logic ALL);\r(assert false)\n(check-sat)", "control character U+000D"),
        ("(set-logic ALL)(assert |a\n|)(check-sat)", "cannot be read"),
        ("(set-logic ALL)(assert\u00a0false)(check-sat)", "cannot be read"),
    ],
)
def test_what_is_no_obligation(text: str, reason: str) -> None:
    with pytest.raises(NoObligation, match=reason.replace("(", r"\(").replace("+", r"\+")):
        without_comments(text)


# ---------------------------------------------------------------- roles


def test_every_condition_has_a_role() -> None:
    """The forms of names that the proof floor gives, and those that `roles` knows, are the same."""
    locked, counting = untrained_drops(), counter(5)
    invariant = (("few", build.either(nobody(HOLDS), build.negate(nobody(TRAINED)))),)
    conditions = certify(locked.system, locked.goal, 0, invariant).conditions
    conditions += certify(counting.system, counting.goal, 3, ()).conditions
    roles = [role(condition.name) for condition in conditions]
    assert not any(isinstance(one, Other) for one in roles)
    assert {type(one) for one in roles} == {Start, Kept, Reached}


def test_roles() -> None:
    assert role("kept by take the key, by A") == Kept("take the key, by A")
    assert role("goal after 0") == Reached(0, True, None, False)
    assert role("goal within 2, by wait") == Reached(2, False, "wait", False)
    assert role("goal after 1, step 0 (train (again))") == Reached(1, True, "train (again)", True)
    assert role("something else") == Other("something else")


# ---------------------------------------------------------------- results


def test_a_proof_gets_its_files() -> None:
    [dossier], without = Filing().filed(result(proof("start", "kept by train")), "specs/news.rsp")
    folder = "news/no_hidden_hazard/under-rsp_v2"
    assert without == ()
    assert dossier.folder == folder and dossier.verdict == "holds" and dossier.expected == ""
    assert [one.path for one in dossier.obligations] == [f"{folder}/01-start.smt2", f"{folder}/02-kept-by-train.smt2"]


def test_files_of_one_name_stay_apart() -> None:
    filing = Filing()
    folders = {
        filing.filed(result(proof("start")), path)[0][0].folder for path in ("a/news.rsp", "b/News.rsp", "c/news.rsp")
    }
    assert len({folder.lower() for folder in folders}) == 3


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (VIOLATED, "a run breaks it"),
        (POSSIBLE, "a run shows that it is possible"),
        (BOUNDED, "it holds only up to 12 steps"),
        (replace(BOUNDED, steps=None, sizes=(("Lab", 3), ("Model", 2))), "it holds only up to 3 Lab, 2 Model"),
        (UNDETERMINED, "it is undetermined: the limit of 1 resource unit was reached"),
        (WRONG, "the check has no result: the axioms contradict each other"),
    ],
)
def test_what_has_no_proof_says_why(one: CheckResult, reason: str) -> None:
    dossiers, [without] = Filing().filed(one, "news.rsp")
    assert dossiers == () and without.reason == reason
    assert without.expected == ("" if one.meeting is Meeting.MET else one.expected)


def test_a_bounded_answer_is_no_proof() -> None:
    bounded = replace(BOUNDED, proofs=(ProofNote("no run of 12 steps breaks it", (), 0, 12),))
    dossiers, [without] = Filing().filed(bounded, "news.rsp")
    assert dossiers == () and without.reason == "it holds only up to 12 steps"


BY = {name: (("hazardous", name), ("promptly", day)) for name, day in (("capability", "day"), ("risk", "day"))}


def test_readings_with_and_without_a_proof() -> None:
    table = (ReadingVerdict(BY["capability"], Verdict.VIOLATED, None), ReadingVerdict(BY["risk"], Verdict.HOLDS, None))
    depends = result(proof("start", readings=(BY["risk"],)), verdict=Verdict.DEPENDS, table=table)
    [dossier], [without] = Filing().filed(depends, "news.rsp")
    assert (dossier.verdict, dossier.reading) == ("holds", "hazardous as risk")
    assert dossier.folder.endswith("/under-rsp_v2/hazardous-as-risk")
    assert (without.reading, without.reason) == ("hazardous as capability", "a run breaks it")


def test_a_vacuous_claim_has_two_proofs() -> None:
    claim, absent = proof("start"), proof("start", shows="train never happens, in any run")
    dossiers, without = Filing().filed(result(claim, absent, verdict=Verdict.VACUOUS), "news.rsp")
    assert [one.verdict for one in dossiers] == ["holds", "vacuous"] and without == ()
    assert dossiers[1].folder == f"{dossiers[0].folder}/vacuous"


def test_combinations_in_words() -> None:
    every = [(("a", x), ("b", y)) for x in "12" for y in "123"]
    assert in_words(every, every) == ""
    assert in_words([one for one in every if one[0] == ("a", "1")], every) == "a as 1"
    assert in_words([one for one in every if one[1][1] in "13"], every) == "b as 1 or 3"
    assert in_words([every[0], every[4]], every) == "a as 1, b as 1; or a as 2, b as 2"


# ---------------------------------------------------------------- solvers


def test_opinions() -> None:
    answers: dict[str, Answer] = {"a": Unsat(), "b": Sat(), "c": Unknown("too hard")}

    def scripts(script: str, budget: Budget) -> Answer:
        assert budget.spent == 0  # nothing is left over from the one before
        budget.spend(10)
        return answers[script]

    examiner = Examiner("cvc5", "0", scripts, Limits())
    assert [opinion(examiner, script) for script in "abc"] == [
        Opinion("cvc5", "unsat"),
        Opinion("cvc5", "sat"),
        Opinion("cvc5", "unknown", "too hard"),
    ]


def test_both_solvers_are_there_and_say_the_same() -> None:
    found, missing = examiners(("Z3", "cvc5"), 10.0)
    assert [one.name for one in found] == ["Z3", "cvc5"] and missing == ()
    assert {opinion(one, FALSE).said for one in found} == {"unsat"}
    assert {opinion(one, FALSE.replace("false", "true")).said for one in found} == {"sat"}


def collected(*said: Said, version: str | None = "1") -> Collection:
    obligation = Obligation("01-start.smt2", "start", Start(), FALSE)
    dossier = Dossier("a.rsp", "p", "", "", (), "", "holds", "", "", 0, (), (), "f", (obligation,) * len(said))
    examined = tuple(Examined(obligation, "", (Opinion("cvc5", one),)) for one in said)
    return Collection((Asked("cvc5", version),), (Certified(dossier, examined),), ())


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("unsat", "unsat"), 0),
        (("unsat", "unknown"), 3),
        (("unknown", "sat", "unsat"), 4),
        ((), 0),
    ],
)
def test_exit_codes(said: tuple[Said, ...], code: int) -> None:
    assert certification_code(collected(*said)) == code
    assert obligations(collected(*said)) == settled(collected(*said)) == len(said)
    assert sum(vars(tally(collected(*said), "cvc5")).values()) == len(said)


def test_a_missing_solver_accepts_nothing() -> None:
    assert certification_code(collected(version=None)) == 3


def test_proofs_about_two_kinds_of_runs_stand_apart_and_are_no_proofs_of_vacuity() -> None:
    sides = ("in runs that comply with p", "in runs that comply with q")
    dossiers, without = Filing().filed(result(*(proof("start", side=side) for side in sides)), "a.rsp")
    assert [one.verdict for one in dossiers] == ["holds", "holds"] and without == ()
    assert [one.folder.rsplit("/", 1)[-1] for one in dossiers] == [
        "in-runs-that-comply-with-p",
        "in-runs-that-comply-with-q",
    ]
    assert [one.side for one in dossiers] == list(sides)
