"""Whole runs: what is silent, accepted, stale; scores; and that what is printed to be pasted does notice the fault."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from mutating import VOCABULARY, faults, mutated, written

from rspverify.check.mutate.bench import Bench, here, prepared
from rspverify.check.mutate.campaign import mutation
from rspverify.check.mutate.classify import Classify
from rspverify.check.mutate.options import MutateOptions
from rspverify.check.mutate.results import MutantResult, Mutation
from rspverify.check.mutate.seed import mutants
from rspverify.check.repair.workshop import load_all

DRAFT = """
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m) unless published(l, m)
  clause known overrides halt: l may train(l, m) when level(m) = low
  clause look: l must review(l) before publish(l, m)
  clause twice: l must not train(l, m) when dangerous(m) and not published(l, m) and level(m) = high
}
property safe: never train(l, m) when dangerous(m) and not published(l, m) and level(m) = high
check safe under care
property wrong: never train(l, m)
check wrong under care
"""
KINDS = ("RSP421", "RSP423", "RSP425")


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Mutation:
    return mutated(tmp_path_factory.mktemp("draft"), DRAFT, *KINDS)


def test_each_fault_comes_to_what_it_is(draft: Mutation) -> None:
    assert {said: (one.outcome, one.change) for said, one in faults(draft).items()} == {
        # Without `halt` it is `twice` that forbids the same at the high level; at the low one `known` permits it.
        "without the clause `halt`": ("equivalent", "equal"),
        "`halt` without `unless published(l, m)`": ("silent", "stricter"),
        "without the clause `known`": ("silent", "stricter"),
        "`known` no longer overrides `halt`": ("silent", "stricter"),
        "without the clause `look`": ("silent", "laxer"),
        "without the clause `twice`": ("equivalent", "equal"),
    }


def test_what_makes_the_policy_laxer_comes_first(draft: Mutation) -> None:
    outcomes = [(one.outcome, one.change) for one in draft.mutants]
    assert outcomes[0] == ("silent", "laxer")
    assert outcomes[-1][0] == "equivalent"


def test_a_silent_fault_has_a_run_and_an_equivalent_one_a_proof(draft: Mutation) -> None:
    for one in draft.mutants:
        assert (one.story is not None) == (one.outcome == "silent")
        assert bool(one.proofs) == (one.outcome == "equivalent")
        assert all(proof.certificate is None for proof in one.proofs)


def test_what_is_not_as_expected_without_a_fault_is_left_out(draft: Mutation) -> None:
    assert draft.checks == 1
    assert [(one.name, one.reason) for one in draft.left_out] == [("wrong", "it is violated, and expected is holds")]


def test_scores_count_neither_equivalent_nor_accepted_faults(draft: Mutation) -> None:
    scores = {one.clause: (one.caught, one.silent, one.equivalent, one.percent) for one in draft.policies[0].scores}
    assert scores["look"] == (0, 1, 0, 0.0)
    assert scores["twice"] == (0, 0, 1, None)


def test_what_is_printed_notices_the_fault_when_it_is_pasted(draft: Mutation, tmp_path: Path) -> None:
    text = DRAFT
    for number, one in enumerate(draft.policies[0].open):
        assert one.remedy is not None
        # Each is meant to be pasted alone; together they need names of their own.
        name = one.remedy.text.split()[1]
        text += "\n" + one.remedy.text.replace(name, f"{name}_{number}")
    after = mutated(tmp_path, text, *KINDS)
    assert {one.outcome for one in after.mutants} == {"caught", "equivalent"}
    assert len(after.left_out) == 1


def test_all_that_notices_is_named_if_asked_for(tmp_path: Path) -> None:
    text = DRAFT.replace("check wrong under care", "check wrong under care expect violated")
    text += "property also: never train(l, m) when dangerous(m) and level(m) = high and not published(l, m)\n"
    text += "check also under care\n"
    text = text.replace(
        "  clause twice: l must not train(l, m) when dangerous(m) and not published(l, m) and level(m) = high\n", ""
    )
    first = faults(mutated(tmp_path, text, "RSP421"))["without the clause `halt`"]
    every = faults(mutated(tmp_path, text, "RSP421", every=True))["without the clause `halt`"]
    assert [one.name for one in first.noticed] == ["safe"]
    assert [one.name for one in every.noticed] == ["safe", "also"]


def test_acceptances_let_a_kind_of_fault_go_unnoticed(tmp_path: Path) -> None:
    text = DRAFT.replace("clause look: l", 'clause look: accept RSP421 "a matter of form" l')
    found = mutated(tmp_path, text, "RSP421", "RSP425")
    look = faults(found)["without the clause `look`"]
    assert look.accepted is not None and look.accepted.reason == "a matter of form"
    assert look not in found.policies[0].open
    assert not found.policies[0].stale
    score = next(one for one in found.policies[0].scores if one.clause == "look")
    assert (score.accepted, score.silent, score.percent) == (1, 0, None)


def test_an_acceptance_that_meets_no_silent_fault_is_told(tmp_path: Path) -> None:
    text = DRAFT.replace("clause twice: l", 'clause twice: accept RSP421 "kept for its readers" l')
    stale = mutated(tmp_path, text, "RSP421").policies[0].stale
    assert [(one.clause, one.code) for one in stale] == [("twice", "RSP421")]
    assert not mutated(tmp_path, text, "RSP425").policies[0].stale


def test_a_mutant_is_judged_by_plain_data_alone(tmp_path: Path) -> None:
    """So that it can be done in another process, or on another machine."""
    loaded = written(tmp_path, DRAFT)
    options = MutateOptions(select=("RSP423",))
    bench = prepared([loaded], options.check, False, {"care"}, here).bench
    (mutant,) = mutants([loaded], loaded, "care", options.wanted)
    sent = pickle.loads(pickle.dumps((bench, Classify(mutant))))
    result = pickle.loads(pickle.dumps(sent[1].do(sent[0])))
    assert result == mutation([loaded], options).mutants[0]


def last_first(bench: Bench, tasks: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    return here(bench, tasks[::-1])


def test_faults_are_heard_of_in_order_whichever_is_judged_first(tmp_path: Path) -> None:
    loaded = written(tmp_path, DRAFT)
    options = MutateOptions(select=("RSP421",))

    def first_is_lost(bench: Bench, tasks: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        yield from here(bench, [task for task in tasks if getattr(task, "words", "") != "without the clause `halt`"])
        if any(isinstance(task, Classify) for task in tasks):
            raise KeyboardInterrupt

    told: dict[str, list[str]] = {}
    for name, do in (("here", here), ("last first", last_first), ("first is lost", first_is_lost)):
        heard: list[MutantResult] = []
        found = mutation([loaded], options, do, heard.append)
        assert {one.said for one in heard} == {one.said for one in found.mutants}
        told[name] = [one.said for one in heard]
    clauses = ["halt", "known", "look", "twice"]
    assert told["here"] == told["last first"] == [f"without the clause `{one}`" for one in clauses]
    assert told["first is lost"] == told["here"][1:]


TWICE_THE_SAME = """
policy care binds l: Lab {
  clause halt: l must not train(l, m) when level(m) = high and dangerous(m) or level(m) = high and published(l, m)
}
"""


def test_faults_that_are_said_in_the_same_words_are_told_apart(tmp_path: Path) -> None:
    loaded = written(tmp_path, TWICE_THE_SAME)
    options = MutateOptions(select=("RSP427",))

    heard: list[MutantResult] = []
    found = mutation([loaded], options, last_first, heard.append)
    assert len({one.said for one in heard}) == 1 and len({one.diffs for one in heard}) == 2
    assert found == mutation([loaded], options)


def test_whoever_hears_may_end_it_at_any_time(tmp_path: Path) -> None:
    path = tmp_path / "care.rsp"
    path.write_text(VOCABULARY.read_text(encoding="utf-8") + DRAFT, encoding="utf-8")

    def last_first_and_lost(bench: Bench, tasks: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        yield from here(bench, tasks[:0:-1])
        if any(isinstance(task, Classify) for task in tasks):
            raise KeyboardInterrupt

    def gone(one: MutantResult) -> None:
        raise KeyboardInterrupt

    found = mutation([load_all(str(path))], MutateOptions(select=("RSP421",)), last_first_and_lost, gone)
    assert found.interrupted and found.not_begun == 1
    # Of a clause that was not come to it is not said that there is nothing to be caught.
    assert [one.clause for one in found.policies[0].scores] == ["known", "look", "twice"]


def test_what_notices_is_pasted_into_a_given_file_also_if_that_only_uses_the_policy(tmp_path: Path) -> None:
    (tmp_path / "care.rsp").write_text(VOCABULARY.read_text(encoding="utf-8") + DRAFT, encoding="utf-8")
    claims = tmp_path / "claims.rsp"
    claims.write_text('use "care.rsp"\nfact other\n', encoding="utf-8")
    options = MutateOptions(policies=("care",), select=("RSP423",))
    (one,) = mutation([load_all(str(claims))], options).mutants
    assert one.remedy is not None and one.remedy.file == str(claims)
    claims.write_text(claims.read_text(encoding="utf-8") + one.remedy.text, encoding="utf-8")
    (after,) = mutation([load_all(str(claims))], options).mutants
    assert after.outcome == "caught"


def test_policies_of_one_name_are_told_apart_and_those_under_a_prefix_are_known(tmp_path: Path) -> None:
    world = "entity Lab\naction train(l: Lab) by l\naction tell(l: Lab) by l\n"
    texts = {
        "world.rsp": world,
        "one.rsp": 'use "world.rsp"\npolicy p binds l: Lab { clause first: l must not tell(l) }\n',
        "uses_one.rsp": 'use "one.rsp"\nproperty silent: never tell(l)\ncheck silent under p\n',
        "two.rsp": 'use "world.rsp"\npolicy p binds l: Lab { clause second: l must not train(l) }\n',
        "prefixed.rsp": 'use "two.rsp" as law\nproperty idle: never train(l)\ncheck idle under law.p\n',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    names = ("uses_one.rsp", "two.rsp", "one.rsp", "prefixed.rsp")
    files = [load_all(str(tmp_path / name)) for name in names]
    found = mutation(files, MutateOptions(select=("RSP421",)))
    assert [(one.clause, one.outcome, one.noticed[0].name) for one in found.mutants] == [
        ("second", "caught", "idle"),
        ("first", "caught", "silent"),
    ]
    assert [[score.clause for score in policy.scores] for policy in found.policies] == [["second"], ["first"]]


@pytest.mark.parametrize(
    "item", ["repeal halt", "replace clause halt: l must not train(l)", "clause go overrides halt: l may train(l)"]
)
def test_a_clause_can_be_gone_that_a_policy_amends_under_a_prefix(tmp_path: Path, item: str) -> None:
    base = "entity Lab\naction train(l: Lab) by l\npolicy p binds l: Lab { clause halt: l must not train(l) }\n"
    (tmp_path / "base.rsp").write_text(base, encoding="utf-8")
    heir = re.sub(r"\btrain", "law.train", f'use "base.rsp" as law\npolicy p amends law.p {{ {item} }}\n')
    (tmp_path / "heir.rsp").write_text(heir, encoding="utf-8")
    files = [load_all(str(tmp_path / name)) for name in ("base.rsp", "heir.rsp")]
    first = mutation(files, MutateOptions(select=("RSP421",))).policies[0].mutants[0]
    assert (first.said, first.outcome, first.change) == ("without the clause `halt`", "silent", "laxer")


SPEAKS = """
policy base binds l: Lab {
  clause wide: l must not train(l, m)
  clause narrow: l must not train(l, m) when dangerous(m)
}
policy heir amends base {
  clause free overrides wide, narrow: l may train(l, m) when rival_close(l)
  clause own: l must publish(l, m) at once after breach of base.narrow(l, m)
}
policy other binds l: Lab { clause tell: l must review(l) at once after breach of base.narrow(l, any) }
property told: after train(l, m) when dangerous(m), review(l) at once
"""


def test_a_fault_shows_in_policies_that_speak_of_the_one_with_the_fault(tmp_path: Path) -> None:
    """As it is, such a policy speaks of the other one as that is, not of the one with the fault."""
    (fault,) = (one for one in mutated(tmp_path, SPEAKS, "RSP422").mutants if one.clause == "narrow")
    assert (fault.outcome, fault.change, fault.heir) == ("silent", "stricter", "heir")
    no_heir = re.sub("policy heir .*?\n}\n", "", SPEAKS, flags=re.DOTALL)
    (fault,) = (one for one in mutated(tmp_path, no_heir, "RSP422").mutants if one.clause == "narrow")
    assert (fault.outcome, fault.change, fault.heir) == ("silent", "stricter", "other")
    gone = [one for one in mutated(tmp_path, no_heir, "RSP421").mutants if one.clause == "narrow"]
    assert [(one.outcome, one.change, one.heir) for one in gone] == [("silent", "laxer", "other")]
    claimed = no_heir + "check told under other\n"
    gone = [one for one in mutated(tmp_path, claimed, "RSP421").mutants if one.clause == "narrow"]
    assert [one.noticed[0].name for one in gone] == ["told"]


def test_what_is_claimed_of_one_agent_says_nothing_of_whom_else_the_policy_binds(tmp_path: Path) -> None:
    text = """
entity Person
fixed fact works_at(p: Person, l: Lab)
fixed fact big(l: Lab)
action speak(p: Person) by p
policy care binds l: Lab where big(l), p: Person where works_at(p, anthropic) {
  clause halt: l must not train(l, m) when dangerous(m)
  clause hush: p must not speak(p)
}
"""
    found = mutated(tmp_path, text, "RSP421", "RSP432").mutants
    remedies = {one.said: one.remedy.text.splitlines()[1].strip() for one in found if one.remedy is not None}
    assert remedies == {
        "`care` binds every `l`, not only `where big(l)`": "possible train(l, m) when not big(l) and dangerous(m)",
        "`care` binds every `p`, not only `where works_at(p, anthropic)`": (
            "possible speak(p) when not works_at(p, anthropic)"
        ),
        "without the clause `halt`": "never train(l, m) when big(l) and dangerous(m)",
        "without the clause `hush`": "never speak(p) when works_at(p, anthropic)",
    }


def test_what_a_policy_is_in_force_while_has_faults_inside_too(tmp_path: Path) -> None:
    text = """
policy care in force while rival_close(anthropic) and some m: Model | level(m) > low binds l: Lab {
  clause halt: l must not train(l, m)
}
"""
    found = mutated(tmp_path, text, "RSP427", "RSP428", "RSP429").mutants
    assert sorted((one.code, one.change) for one in found) == [
        ("RSP427", "laxer"),  # only while all are below the lowest level: never
        ("RSP427", "stricter"),
        ("RSP428", "laxer"),
        ("RSP429", "stricter"),
    ]
    assert {(one.clause, one.outcome, one.remedy is not None) for one in found} == {("", "silent", True)}


def test_words_under_a_prefix_are_known(tmp_path: Path) -> None:
    world = """
entity Lab
fact big(l: Lab)
belief feels_big(l: Lab)
assume sober: every l: Lab | feels_big(l) implies big(l)
duration soon { reading early: 2 days reading late: 5 days }
action train(l: Lab) by l
action tell(l: Lab) by l
"""
    policy = """use "world.rsp" as w
policy p binds l: w.Lab { clause tell: l must w.tell(l) within w.soon after w.train(l) when w.big(l) }
"""
    (tmp_path / "world.rsp").write_text(world, encoding="utf-8")
    (tmp_path / "policy.rsp").write_text(policy, encoding="utf-8")
    file = load_all(str(tmp_path / "policy.rsp"))
    assert [one.said for one in mutants([file], file, "p", MutateOptions(select=("RSP430", "RSP431")).wanted)] == [
        "`tell` gives more time: `10 days`, not `w.soon`",
        "`tell` says `w.feels_big(l)`, not `w.big(l)`",
    ]


def test_what_a_policy_says_itself_is_mutated_also_where_it_amends_one_under_a_prefix(tmp_path: Path) -> None:
    world = "entity Lab\naction train(l: Lab) by l\naction tell(l: Lab) by l\n"
    base = 'use "world.rsp"\npolicy p binds l: Lab { clause halt: l must not train(l) }\n'
    heir = 'use "base.rsp" as law\npolicy q amends law.p { clause still: l must not tell(l) }\n'
    for name, text in (("world.rsp", world), ("base.rsp", base), ("heir.rsp", heir)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = mutation([load_all(str(tmp_path / "heir.rsp"))], MutateOptions(select=("RSP421",)))
    (gone,) = found.mutants
    assert (gone.clause, gone.outcome, gone.change, found.left_out) == ("still", "silent", "laxer", ())
    assert gone.remedy is not None and "never tell(l)" in gone.remedy.text


def test_a_fault_in_what_another_policy_inherits_may_show_there_alone(tmp_path: Path) -> None:
    text = """
policy base binds l: Lab {
  clause wide: l must not train(l, m)
  clause narrow: l must not train(l, m) when dangerous(m)
}
policy heir amends base {
  repeal wide
}
"""
    found = faults(mutated(tmp_path, text, "RSP421"))
    narrow = found["without the clause `narrow`"]
    assert (narrow.outcome, narrow.change, narrow.heir) == ("silent", "laxer", "heir")
    # What another clause repeals goes with its repeal.
    assert found["without the clause `wide`"].outcome == "silent"


def test_where_no_property_says_it_plainly_a_scenario_notices(tmp_path: Path) -> None:
    """A recurring duty is no claim of the language."""
    text = """
policy care binds l: Lab {
  clause again: l must review(l) every 3 days
}
"""
    for kind in ("RSP421", "RSP430"):
        (fault,) = mutated(tmp_path, text, kind).mutants
        assert (fault.outcome, fault.change) == ("silent", "laxer")
        assert fault.remedy is not None and fault.remedy.text.startswith("scenario again_stands")
        (caught,) = mutated(tmp_path, text + fault.remedy.text, kind).mutants
        assert [one.name for one in caught.noticed] == ["again_stands"]


def test_so_it_is_with_the_head_and_with_what_exempts_from_a_duty(tmp_path: Path) -> None:
    """The scenario is about the duty that the run leaves undone, which is another clause than the one with the fault."""
    text = """
fact frozen
event freeze then frozen
policy care in force while not frozen binds l: Lab where l = anthropic {
  clause halt: l must not train(l, m) when dangerous(m) and founder(l)
  clause tell: l must publish(l, m) within 3 days after train(l, m)
  clause spare overrides tell: l need not publish(l, m) when dangerous(m)
}
"""
    found = {one.clause: one for one in mutated(tmp_path, text, "RSP422").mutants}
    for clause, name, line in (
        ("", "care_stands", " is permitted\n"),
        ("spare", "spare_stands", "so once breach of care.tell(any, any)\n"),
    ):
        fault = found[clause]
        assert fault.outcome == "silent" and fault.remedy is not None
        assert fault.remedy.text.startswith(f"scenario {name} ") and line in fault.remedy.text
        after = faults(mutated(tmp_path, text + fault.remedy.text, "RSP422"))[fault.said]
        assert [one.name for one in after.noticed] == [name]


def test_a_policy_of_the_same_name_in_another_file_keeps_its_heirs(tmp_path: Path) -> None:
    base = "policy base binds l: Lab { clause halt: l must not train(l, m) clause look: l must not review(l) }\n"
    heir = "policy heir amends base { repeal halt }\n"
    files = []
    for name, text in (("one.rsp", base), ("two.rsp", base + heir)):
        (tmp_path / name).write_text(VOCABULARY.read_text(encoding="utf-8") + text, encoding="utf-8")
        files.append(load_all(str(tmp_path / name)))
    wanted = MutateOptions(select=("RSP421",)).wanted
    changed = {
        at: [{Path(real).name for real, _ in one.texts} for one in mutants(files, files[at], "base", wanted)]
        for at in (0, 1)
    }
    assert changed == {0: [{"one.rsp"}, {"one.rsp"}], 1: [{"two.rsp"}, {"two.rsp"}]}
    gone = next(iter(mutants(files, files[1], "base", wanted)))
    assert "repeal" not in gone.texts[0][1].text


def test_of_an_act_before_each_other_one_no_property_says_less(tmp_path: Path) -> None:
    text = "policy care binds l: Lab { clause look: l must review(l) before each publish(l, m) }\n"
    fault = faults(mutated(tmp_path, text, "RSP421"))["without the clause `look`"]
    assert fault.remedy is not None and "is kept" not in fault.remedy.text
    (caught,) = mutated(tmp_path, text + fault.remedy.text, "RSP421").mutants
    assert caught.outcome == "caught"


def test_where_the_world_asks_for_a_breach_of_the_policy_its_heirs_are_not_called_equivalent(tmp_path: Path) -> None:
    """Who keeps `heir` may break `base`, and then another step is possible than without the fault."""
    text = """
policy base binds l: Lab {
  clause wide: l must not train(l, m)
  clause narrow: l must not train(l, m) when dangerous(m)
}
policy heir amends base { clause look: l must review(l) before publish(l, m) }
"""
    step = "action stop(l: Lab) by l requires once breach of base.narrow(l, any)\n"
    for more, outcome in (("", "equivalent"), (step, "undetermined")):
        fault = faults(mutated(tmp_path, more + text, "RSP422"))["`narrow` without `when dangerous(m)`"]
        assert fault.outcome == outcome and ("another policy" in fault.reason) == bool(more)
