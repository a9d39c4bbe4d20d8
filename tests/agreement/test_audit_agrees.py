"""What an audit finds, and does not find, against all short runs of small universes.

* What is so in a short run is found: conflicts, gaps, dead ends, provisos that are not asked of all, words that decide.
* What is found is so in the run that shows it, by the reference semantics alone.
* What is proved of all runs (that a clause never applies, is always defeated, changes nothing) no short run contradicts.
* Two runs that show what a verdict hangs on are alike in all that is public, and judged differently.
* Where every way is said to lead to a breach, no short continuation keeps the policy.

A question that is left open excludes nothing.
"""

from __future__ import annotations

from audited import (
    audited,
    before_last,
    complying_runs,
    conflicts,
    end_of,
    gaps,
    goes_on,
    idle_provisos,
    stuck,
    takes_effect,
    under,
    verdicts,
)
from generate.project import draw
from hypothesis import given
from profiles import NIGHTLY, examples, seeds

from rspverify.check.audit.deciding_words import read_as
from rspverify.check.audit.finding import PolicyAudit
from rspverify.check.audit.mentions import breaches
from rspverify.check.audit.redundant import without
from rspverify.check.audit.vacuous_triggers import with_nobody_excluded
from rspverify.policy.claims import Project
from rspverify.policy.conditions import words
from rspverify.policy.norms import Duty, Exemption, Policy, RecurringDuty
from rspverify.semantics import norms
from rspverify.semantics.comply import complies
from rspverify.semantics.run import ConflictingEffects, LimitReached, OutsideRange, Run, environments

DEPTH, LIMIT = 2, 60


def short_runs(project: Project, policy: str) -> list[Run]:
    """Complying ones; fewer where the semantics gives up."""
    found: list[Run] = []
    try:
        for run in complying_runs(project, policy, DEPTH, LIMIT):
            found.append(run)
    except (ConflictingEffects, LimitReached, OutsideRange):
        pass
    return found


def settled(found: PolicyAudit, code: str) -> bool:
    """Whether all questions of a code have an answer."""
    assert not any(one.fault for one in found.untold), found.untold
    return all(one.code != code for one in found.untold)


@given(seeds)
@examples(10)
def test_what_short_runs_show_is_found(seed: int) -> None:
    drawn = draw(seed)
    project = drawn.project
    for found in audited(project, "RSP401", "RSP402", "RSP403", "RSP409"):
        policy = project.policies[found.policy]
        runs = short_runs(project, found.policy)
        named = [(one.code, one.clauses, one.subject) for one in found.findings]
        for run in runs:
            try:
                if settled(found, "RSP401"):
                    for pair in conflicts(run, policy):
                        assert ("RSP401", pair, "") in named, f"{pair} {run.trace}\n{drawn.text}"
                if settled(found, "RSP402"):
                    for action in gaps(run, policy):
                        assert ("RSP402", (), action) in named, f"{action} {run.trace}\n{drawn.text}"
                if settled(found, "RSP403") and stuck(run, policy):
                    assert any(code == "RSP403" for code, _, _ in named), f"{run.trace}\n{drawn.text}"
                if settled(found, "RSP409"):
                    for clause in idle_provisos(run, policy):
                        assert ("RSP409", (clause,), "") in named, f"{clause} {run.trace}\n{drawn.text}"
            except (LimitReached, OutsideRange):
                continue


@given(seeds)
@examples(10)
def test_what_is_shown_is_so(seed: int) -> None:
    drawn = draw(seed)
    project = drawn.project
    for found in audited(project, "RSP401", "RSP402", "RSP403", "RSP408", "RSP409"):
        policy = project.policies[found.policy]
        for finding in found.findings:
            if not finding.stories:
                continue
            run = end_of(project, finding)
            match finding.code:
                case "RSP401":
                    assert complies(run) and finding.clauses in conflicts(run, policy), drawn.text
                case "RSP402":
                    run = before_last(run)
                    assert complies(run) and finding.subject in gaps(run, policy), drawn.text
                case "RSP403":
                    assert complies(run) and stuck(run, policy), drawn.text
                case "RSP409":
                    run = before_last(run)
                    assert complies(run) and finding.clauses[0] in idle_provisos(run, policy), drawn.text
                case "RSP408":
                    # The story ends in the state, or with the act in question.
                    name, places = finding.clauses[0], [run, before_last(run)] if run.last else [run]
                    assert any(_matters(policy, name, finding.subject, place) for place in places), drawn.text


def _matters(policy: Policy, name: str, subject: str, run: Run) -> bool:
    """Whether an act is judged otherwise, or the clause applies to other values, if there has to be somebody."""
    for other in with_nobody_excluded(policy, policy.clauses[name], subject):
        there = under(run, other)
        if verdicts(run, policy) != verdicts(there, other) or _applies(run, policy, name) != _applies(
            there, other, name
        ):
            return True
    return False


def _applies(run: Run, policy: Policy, name: str) -> list[bool]:
    """To which values of its variables a duty or an exemption applies."""
    clause = policy.clauses[name]
    if not isinstance(clause.norm, Duty | RecurringDuty | Exemption):
        return []
    found = environments(run.universe, clause.variables)
    return [norms.applies(run, policy, clause, env, None, run.last) for env in found]


@given(seeds)
@examples(10)
def test_what_is_proved_of_all_runs_no_short_run_contradicts(seed: int) -> None:
    drawn = draw(seed)
    project = drawn.project
    for found in audited(project, "RSP404", "RSP405", "RSP406"):
        policy = project.policies[found.policy]
        runs = short_runs(project, found.policy) if found.findings else []
        for finding in found.findings:
            clause = policy.clauses[finding.clauses[0]]
            if breaches(clause):
                continue
            less = without(policy, clause.name)
            for run in runs:
                if finding.code == "RSP404" and not finding.subject:
                    assert not takes_effect(run, policy, clause, undefeated=False), f"{run.trace}\n{drawn.text}"
                if finding.code == "RSP405":
                    assert not takes_effect(run, policy, clause, undefeated=True), f"{run.trace}\n{drawn.text}"
                if finding.code == "RSP406":
                    there = under(run, less)
                    assert verdicts(run, policy) == verdicts(there, less), f"{run.trace}\n{drawn.text}"
                    assert complies(there), f"{run.trace}\n{drawn.text}"


@given(seeds)
@examples(10)
def test_two_runs_side_by_side_differ_in_what_is_private_alone(seed: int) -> None:
    drawn = draw(seed)
    project = drawn.project
    for found in audited(project, "RSP410"):
        policy = project.policies[found.policy]
        for finding in found.findings:
            beside = finding.stories[0].beside
            assert beside is not None and beside.trace is not None
            one = end_of(project, finding)
            other = Run.of(one.world, one.policies, one.under, beside.trace)
            assert complies(one) and complies(other), drawn.text
            judged = verdicts(one, policy), verdicts(other, policy)
            assert any(judged[0][act] != judged[1][act] for act in judged[0]), drawn.text
            public = {fact.name for fact in project.world.facts.values() if fact.public}
            for mine, theirs in zip(one.trace.states, other.trace.states, strict=True):
                assert mine.time == theirs.time
                assert all(theirs.facts[place] == value for place, value in mine.facts.items() if place[0] in public)


@given(seeds)
@examples(10)
def test_a_word_that_decides_in_a_short_run_is_found(seed: int) -> None:
    drawn = draw(seed)
    project = drawn.project
    several = {word: readings for word, readings in words(project.world).items() if len(readings) > 1}
    if not several:
        return
    for found in audited(project, "RSP411"):
        policy = project.policies[found.policy]
        named = {one.subject for one in found.findings}
        for word, readings in several.items():
            ways = [read_as(project.world, policy, word, reading) for reading in readings]
            for run in short_runs(project, found.policy):
                judged = [(under(run, way), way) for way in ways]
                if not all(complies(there) for there, _ in judged):
                    continue
                first, *rest = [verdicts(there, way) for there, way in judged]
                differ = {act.action for other in rest for act in first if first[act] != other[act]}
                for action in differ:
                    if settled(found, "RSP411"):
                        assert f"{action} {word}" in named, f"{word} {run.trace}\n{drawn.text}"


@given(seeds)
@examples(6)
def test_from_a_doomed_state_no_short_way_keeps_the_policy(seed: int) -> None:
    drawn = draw(seed)
    project = drawn.project
    for found in audited(project, "RSP407"):
        policy = project.policies[found.policy]
        for finding in found.findings:
            run = end_of(project, finding)
            assert complies(run), drawn.text
            assert not goes_on(run, policy, 3 if NIGHTLY else 2), drawn.text


def test_the_projects_give_findings() -> None:
    """A law that is about nothing is none."""
    codes = {
        one.code
        for seed in range(40)
        for found in audited(draw(seed).project, "RSP401", "RSP402", "RSP403", "RSP404", "RSP405", "RSP406", "RSP407")
        for one in found.findings
    }
    assert codes == {"RSP401", "RSP402", "RSP403", "RSP404", "RSP405", "RSP406", "RSP407"}
