"""Which rules a verdict hangs on: each is taken away by itself, and the claim is judged again.

Another proof may rest on other clauses than the one that was found; so nothing is concluded from the proof. A verdict
that was reached by a story stays where the story is still one, which the reference semantics tells without a solver.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from rspverify.check.answer import Answer, answer
from rspverify.check.mentions import policies_of
from rspverify.check.options import CheckOptions
from rspverify.check.removals import Removal, clauses_removed, parts_removed, spoken_of, statements_removed
from rspverify.check.results import CheckResult, Story, Verdict
from rspverify.check.story import tell
from rspverify.policy.claims import Check, Project
from rspverify.semantics.replay import Confirmed, replay
from rspverify.trace.values import Trace

MOST_PARTS = 40
CHEAP = 10_000_000
"""So many parts of clauses are taken away at most, with so much work for each."""

_REACHED = (Verdict.VIOLATED, Verdict.POSSIBLE)
_LEFT_OPEN = (Verdict.UNDETERMINED, Verdict.HOLDS_UP_TO)


@dataclass(frozen=True)
class Turn:
    """What becomes of a verdict without one rule. `outcome`: it `turns` to `verdict`, it `stays`, the question is left
    `open` for `reason`, or the rule is `spoken of` elsewhere and cannot be taken away by itself. `story`: of a verdict
    that is reached by one."""

    removal: Removal
    outcome: Literal["turns", "stays", "open", "spoken of"]
    verdict: Verdict | None = None
    reason: str = ""
    story: Story | None = None
    fault: bool = False


def turns(
    project: Project, check: Check, result: CheckResult, options: CheckOptions, lemmas: tuple[str, ...]
) -> Iterator[Turn]:
    """The result of a check without each clause of its policies, then without each axiom and assumption that its proof
    rests on, then without each part of a clause."""
    asked, conditions = project.properties[check.property], check.conditions
    policies = policies_of(project, asked, conditions)
    rests = [proof.rests_on for proof in result.proofs if proof.rests_on is not None]
    axioms = tuple(name for one in rests for name in one.axioms)
    assumptions = tuple(name for one in rests for name in one.assumptions)
    for removal in clauses_removed(project, conditions, policies):
        yield _turn(project, check, result, removal, options, lemmas)
    for removal in statements_removed(project, conditions, axioms, assumptions):
        # Lemmas may have been proved from what is gone.
        yield _turn(project, check, result, removal, options, () if removal.kind == "axiom" else lemmas)
    cheap = replace(options, rlimit=min(options.rlimit, CHEAP))
    parts = list(parts_removed(project, conditions, policies))
    for number, removal in enumerate(parts):
        if number < MOST_PARTS:
            yield _turn(project, check, result, removal, cheap, lemmas)
        else:
            yield Turn(removal, "open", reason=f"only {MOST_PARTS} parts of clauses are looked at")


def _turn(
    project: Project,
    check: Check,
    result: CheckResult,
    removal: Removal,
    options: CheckOptions,
    lemmas: tuple[str, ...],
) -> Turn:
    asked = project.properties[check.property]
    if spoken_of(project, asked, check.conditions, removal):
        return Turn(removal, "spoken of")
    left, conditions = removal.left
    if shown_again(left, replace(check, conditions=conditions), result):
        return Turn(removal, "stays")
    found = answer(left, asked, conditions, options, lemmas)
    if found.fault:
        return Turn(removal, "open", reason=found.reason, fault=True)
    if found.verdict is result.verdict:
        return Turn(removal, "stays")
    if found.verdict in _LEFT_OPEN:
        return Turn(removal, "open", reason=found.reason or "only short runs could be searched")
    return Turn(
        removal, "turns", found.verdict, found.reason, _story(left, replace(check, conditions=conditions), found)
    )


def shown_again(left: Project, check: Check, result: CheckResult) -> bool:
    """Whether every story of a verdict that is reached by stories is still one. `left`: the project after a change."""
    stories = [row.story for row in result.table] or [result.story]
    if result.verdict not in _REACHED or None in stories:
        return False
    asked = left.properties[check.property]
    return all(
        isinstance(replay(left, check.conditions, asked, story.trace, _other(story)), Confirmed)
        for story in stories
        if story is not None
    )


def _other(story: Story) -> Trace | None:
    return None if story.beside is None else story.beside.trace


def _story(left: Project, check: Check, found: Answer) -> Story | None:
    shown = next((one.evidence for one in found.judged if one.evidence is not None), None)
    if shown is None:
        return None
    return tell(left, check, shown.trace, shown.confirmed, found.words, shown.other)
