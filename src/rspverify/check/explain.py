"""Why a check comes to its verdict: the rules that it rests on, what would break it, what would have avoided it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rspverify.check.compare import compared
from rspverify.check.counterfactuals import Counterfactuals, counterfactuals
from rspverify.check.necessary import Turn, turns
from rspverify.check.options import CheckOptions
from rspverify.check.results import (
    EXIT_EXPECTED,
    EXIT_FAULT,
    EXIT_INPUT,
    EXIT_OPEN,
    CheckResult,
    Excerpt,
    Meeting,
    Story,
    Verdict,
)
from rspverify.check.sanity import sane
from rspverify.policy.claims import Check, Project

_OPEN = (Verdict.UNDETERMINED, Verdict.HOLDS_UP_TO)


@dataclass(frozen=True)
class Shown:
    """A story of the verdict. `readings`: the combination of readings that it is for, where there are several.
    `otherwise`: what would have had to be otherwise; None where the claim is about two runs or states."""

    readings: tuple[tuple[str, str], ...]
    verdict: Verdict
    story: Story
    otherwise: Counterfactuals | None


@dataclass(frozen=True)
class Explanation:
    """One check, explained. `rests_on`: the clauses, axioms and assumptions that its proof rests on, with their
    wording."""

    result: CheckResult
    rests_on: tuple[Excerpt, ...]
    turns: tuple[Turn, ...]
    shown: tuple[Shown, ...]


def explain(project: Project, checks: Iterable[Check], options: CheckOptions) -> Iterator[Explanation]:
    """Checks of a project, each as soon as it is explained."""
    sanity = sane(project, options)
    for check in checks:
        result = compared(project, check, options, sanity, time.monotonic())
        told = result.meeting not in (Meeting.WRONG_INPUT, Meeting.FAULT) and result.verdict not in _OPEN
        found = tuple(turns(project, check, result, options, tuple(sorted(sanity.proved)))) if told else ()
        yield Explanation(result, tuple(_rests_on(project, result)), found, tuple(_shown(project, check, result)))


def exit_code(explanations: Iterable[Explanation]) -> int:
    """0: all is told; 2: a check cannot be run; 3: a verdict, or what becomes of it without a rule, was left open."""
    codes = {_code(one) for one in explanations}
    return next((code for code in (EXIT_FAULT, EXIT_INPUT, EXIT_OPEN) if code in codes), EXIT_EXPECTED)


def _code(one: Explanation) -> int:
    if one.result.meeting is Meeting.FAULT or any(turn.fault for turn in one.turns):
        return EXIT_FAULT
    if one.result.meeting is Meeting.WRONG_INPUT:
        return EXIT_INPUT
    left_open = one.result.verdict in _OPEN or any(turn.outcome == "open" for turn in one.turns)
    return EXIT_OPEN if left_open else EXIT_EXPECTED


def _rests_on(project: Project, result: CheckResult) -> Iterator[Excerpt]:
    """What the proofs rest on, each once; of what is no declaration (`otherwise forbidden`) there is no excerpt."""
    found = [proof.rests_on for proof in result.proofs if proof.rests_on is not None]
    for name in dict.fromkeys(name for one in found for name in one.clauses):
        policy, _, clause = name.rpartition(".")
        if policy in project.policies and clause in project.policies[policy].clauses:
            declared = project.policies[policy].clauses[clause]
            yield Excerpt(name, declared.wording, declared.span)
    axioms = {axiom.name: axiom for axiom in project.world.axioms}
    for name in dict.fromkeys(name for one in found for name in one.axioms):
        if name in axioms:
            yield Excerpt(f"axiom {name}", axioms[name].wording, axioms[name].span)
    for name in dict.fromkeys(name for one in found for name in one.assumptions):
        assumed = project.world.assumptions[name]
        yield Excerpt(f"assumption {name}", assumed.wording, assumed.span)


def _shown(project: Project, check: Check, result: CheckResult) -> Iterator[Shown]:
    rows = [(row.readings, row.verdict, row.story) for row in result.table] or [((), result.verdict, result.story)]
    for readings, verdict, story in rows:
        if story is not None:
            asked = project.properties[check.property]
            single = story.beside is None
            otherwise = counterfactuals(project, check.conditions, asked, story.trace) if single else None
            yield Shown(readings, verdict, story, otherwise)
