"""Faults put into small policies are found by random runs; what is found is replayed, small, and kept as a scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

from rspverify.check.fuzzing.results import CheckFuzzed, Fuzzed, Outcome, exit_code
from rspverify.check.fuzzing.retold import Kept
from rspverify.fuzz.options import FuzzOptions
from rspverify.fuzz.search import fuzz
from rspverify.policy.load import load, load_text
from rspverify.semantics.replay import Confirmed, replay
from rspverify.semantics.scenarios import tell
from rspverify.source.files import SourceFile

WORLD = """
entity Lab
entity Model
individual acme: Lab
enum Level { low < mid < high }
fact dangerous(m: Model)
fact published(l: Lab, m: Model)
fact level(m: Model): Level
fact staff(l: Lab): int 0..9
varying fact crisis
belief sure(l: Lab)
action train(l: Lab, m: Model) by l
action publish(l: Lab, m: Model) by l
  then published(l, m)
action review(l: Lab) by l
"""
HALT = "clause halt: l must not train(l, m) when dangerous(m) unless published(l, m)"
REPORT = "clause report: l must publish(l, m) within 30 days after train(l, m)"
CAREFUL = "never train(l, m) when dangerous(m) and not published(l, m)"
IN_TIME = "after train(l, m), publish(l, m) within 30 days"


def fuzzed(tmp_path: Path, policies: str, claim: str, check: str, runs: int = 120, seed: int = 0) -> Fuzzed:
    path = tmp_path / "draft.rsp"
    path.write_text(f"{WORLD}\n{policies}\nproperty asked: {claim}\ncheck asked {check}\n", encoding="utf-8")
    return fuzz(load(path), FuzzOptions(runs=runs, seed=seed), kept(path))


def kept(path: Path) -> Kept:
    return Kept(str(path.with_name("draft_found.rsp")), f'use "{path.name}"\n', ())


def policy(*clauses: str, name: str = "p", head: str = "binds l: Lab") -> str:
    return f"policy {name} {head} {{ {' '.join(clauses)} }}"


FAULTS = {
    "clause dropped": (policy(), CAREFUL, "under p", 1),
    "exception on a belief": (
        policy(HALT.replace("published(l, m)", "published(l, m) or sure(l)")),
        CAREFUL,
        "under p",
        1,
    ),
    "off by one": (
        policy("clause big: l must not train(l, m) when staff(l) > 5"),
        "never train(l, m) when staff(l) >= 5",
        "under p",
        1,
    ),
    "wrong end of an order": (
        policy("clause rated: l must not train(l, m) when level(m) > mid"),
        "never train(l, m) when level(m) >= mid",
        "under p",
        1,
    ),
    "override the wrong way": (
        policy(
            HALT, "clause free overrides halt: l may train(l, m) when staff(l) > 0 provided published(l, m) or crisis"
        ),
        CAREFUL,
        "under p",
        1,
    ),
    "an hour too long": (policy(REPORT.replace("30 days", "721 hours")), IN_TIME, "under p", 2),
    "out of force": (policy(HALT, head="in force while not crisis binds l: Lab"), CAREFUL, "under p", 1),
    "nobody bound": (policy(HALT, head="binds l: Lab where l = acme"), CAREFUL, "under p", 1),
    "a clause may be broken": (policy(HALT), CAREFUL, "under p even if p.halt is broken", 1),
    "new freedom": (
        policy(HALT) + policy(HALT.replace("dangerous(m)", "dangerous(m) and crisis"), name="q"),
        "q forbids whatever p forbids",
        "",
        1,
    ),
    "keeps one, breaks the other": (
        policy(REPORT.replace("30 days", "60 days")) + policy(REPORT, name="q"),
        "keeping p keeps q",
        "",
        2,
    ),
    "conflict": (policy(HALT, "clause go: l may train(l, m) when crisis"), "p is consistent", "", 0),
    "nothing said": (policy(HALT), "p is complete on train", "", 1),
    "dead end": (
        policy("clause look: l must review(l) at once when crisis", "clause never: l must not review(l) when sure(l)"),
        "p can always be complied with",
        "",
        0,
    ),
    "a belief unlocks": (policy(HALT + " or sure(l)"), "more sure(l) never unlocks train(l, any)", "under p", 0),
    "depends on a belief": (policy(HALT + " or sure(l)"), "train(l, any) does not depend on sure", "under p", 0),
    # What nobody has published at first cannot be so from the start, and nobody else is bound.
    "exception for few who are bound": (
        "fixed fact sworn(l: Lab) initially no l: Lab, m: Model | published(l, m)"
        + policy(
            "clause top: l must not train(l, m) when level(m) = high and staff(l) < 9",
            "clause old overrides top: l may train(l, m) when staff(l) = 6 and dangerous(m) provided published(l, m)",
            head="binds l: Lab where sworn(l)",
        ),
        "never train(l, m) when sworn(l) and level(m) = high and staff(l) < 9",
        "under p",
        2,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_found(tmp_path: Path, fault: str) -> None:
    policies, claim, check, steps = FAULTS[fault]
    for seed in range(8):  # other releases of Hypothesis draw otherwise
        found = fuzzed(tmp_path, policies, claim, f"{check} expect holds", runs=40, seed=seed)
        if found.checks[0].shown is not None:
            break
    assert found.diagnostics == ()
    [one] = found.checks
    assert one.outcome is Outcome.UNEXPECTED and exit_code([found]) == 1
    assert one.shown is not None and len(one.shown.story.steps) == steps
    plays_as_told_and_shows_it(tmp_path, one)


def test_what_is_wished_for_is_given_as_far_as_it_can_be(tmp_path: Path) -> None:
    """That somebody is bound is wished for, too; and one wish that cannot be met at first does not take others along."""
    policies, claim, check, _ = FAULTS["exception for few who are bound"]
    found = [fuzzed(tmp_path, policies, claim, check, runs=40, seed=seed).checks[0].shown for seed in range(8)]
    assert sum(one is not None for one in found) >= 4  # it was one of 16


def plays_as_told_and_shows_it(tmp_path: Path, one: CheckFuzzed) -> None:
    """The law of all that is kept: it parses, goes as told, and its run shows the claim to be false."""
    assert one.shown is not None and one.shown.untold == ""
    path = tmp_path / "draft.rsp"
    played = load_text(SourceFile(kept(path).path, kept(path).text + one.shown.scenario))
    project = load(path)
    [check] = project.checks
    [scenario] = played.scenarios
    for told in tell(played, scenario):
        assert told.failure is None and told.run is not None
        beside = one.shown.story.beside
        second = None if beside is None else beside.trace
        judged = replay(project, check.conditions, project.properties["asked"], told.run.trace, second)
        assert isinstance(judged, Confirmed)


def test_what_the_file_says_is_no_failure(tmp_path: Path) -> None:
    found = fuzzed(tmp_path, policy(), CAREFUL, "under p expect violated", runs=60)
    assert found.checks[0].outcome is Outcome.AGAIN and exit_code([found]) == 0
    found = fuzzed(tmp_path, policy(), "possible train(l, m) when dangerous(m)", "under p expect impossible", runs=60)
    assert found.checks[0].outcome is Outcome.UNEXPECTED and exit_code([found]) == 1


def test_finding_nothing_is_no_verdict(tmp_path: Path) -> None:
    found = fuzzed(tmp_path, policy(HALT, REPORT), CAREFUL, "under p expect holds", runs=40)
    [one] = found.checks
    assert (one.outcome, one.judged, one.shown) == (Outcome.NOTHING, 40, None)
    assert exit_code([found]) == 0


def test_what_no_run_can_begin_with_is_left_out(tmp_path: Path) -> None:
    found = fuzzed(tmp_path, policy(HALT) + "axiom no: crisis and not crisis", CAREFUL, "under p", runs=10)
    [one] = found.checks
    assert (one.outcome, one.judged, one.reason) == (Outcome.LEFT_OUT, 0, "no run could begin")


def test_same_seed_same_runs(tmp_path: Path) -> None:
    policies = policy(HALT, REPORT, "clause go overrides halt: l may train(l, m) when staff(l) = 7 and crisis")
    one, two = (fuzzed(tmp_path, policies, CAREFUL, "under p", runs=25, seed=3) for _ in range(2))
    assert (one.steps, one.coverage.reached, one.checks) == (two.steps, two.coverage.reached, two.checks)
    other = fuzzed(tmp_path, policies, CAREFUL, "under p", runs=25, seed=4)
    assert other.steps != one.steps


def test_time_is_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "draft.rsp"
    path.write_text(f"{WORLD}{policy(HALT)}\nproperty asked: {CAREFUL}\ncheck asked under p\n", encoding="utf-8")
    found = fuzz(load(path), FuzzOptions(runs=100_000, seconds=0.2), kept(path))
    assert found.stopped and 0 < found.runs < 100_000


def test_scenarios_come_first_and_what_they_show_counts(tmp_path: Path) -> None:
    story = "scenario told under p { let m1: Model given dangerous(m1) train(acme, m1) is permitted }\n"
    wrong = "scenario other under p { let m1: Model train(acme, m1) is forbidden }\n"
    path = tmp_path / "draft.rsp"
    path.write_text(
        f"{WORLD}{policy()}\nproperty asked: {CAREFUL}\ncheck asked under p\n{story}{wrong}", encoding="utf-8"
    )
    found = fuzz(load(path), FuzzOptions(runs=1), kept(path))
    assert [(one.name, bool(one.failure), one.shows) for one in found.scenarios] == [
        ("told", False, ("asked",)),
        ("other", True, ()),
    ]
    [one] = found.checks
    assert one.shown is not None and one.shown.by == "told"
