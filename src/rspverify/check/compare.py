"""A check's answer beside the expected one, with its stories: the result."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rspverify.check.answer import Answer, answer
from rspverify.check.expected import meeting
from rspverify.check.judge import Judged
from rspverify.check.options import CheckOptions
from rspverify.check.readings import Readings
from rspverify.check.results import (
    CheckResult,
    Excerpt,
    InductionGap,
    Meeting,
    ProofNote,
    ReadingVerdict,
    Story,
    Verdict,
)
from rspverify.check.sanity import Sanity
from rspverify.check.story import tell
from rspverify.check.undetermined import cause, limit_note
from rspverify.check.words import conditions_text
from rspverify.policy.alternation.fragment import outside_fragment
from rspverify.policy.claims import Check, Project
from rspverify.policy.conditions import effective_policies
from rspverify.source.diagnostics import Diagnostic

_REACHED = (Verdict.VIOLATED, Verdict.POSSIBLE)


def compared(project: Project, check: Check, options: CheckOptions, sanity: Sanity, started: float) -> CheckResult:
    """The result of a check in a project of which `sanity` is known. `started`: on the clock of `time.monotonic`."""
    asked = project.properties[check.property]
    if sanity.errors:
        found = Answer(Verdict.UNDETERMINED, reason=sanity.errors[0].message)
    elif sanity.doubts:
        found = Answer(Verdict.UNDETERMINED, reason=sanity.doubts[0].message)
    else:
        found = answer(project, asked, check.conditions, options, tuple(sanity.proved))
        if found.fault and options.recall is not None:
            # What is known from before may be what was wrong.
            found = answer(project, asked, check.conditions, replace(options, recall=None), tuple(sanity.proved))
    met = _meeting(check, found, sanity)
    rows = tuple(ReadingVerdict(one.readings, one.verdict, _story(project, check, found, one)) for one in found.judged)
    # The verdict `holds up to N steps` says the bound itself.
    bounded = found.verdict is Verdict.HOLDS_UP_TO
    stated = replace(check.conditions, steps=None) if bounded else check.conditions
    return CheckResult(
        file=project.path,
        property=check.property,
        wording=asked.wording,
        conditions=conditions_text(stated),
        span=check.span,
        expected=check.expected,
        verdict=found.verdict,
        meeting=met,
        steps=_steps(found.judged) if bounded else None,
        sizes=_sizes(found.judged) if bounded else (),
        reason=found.reason,
        story=next((row.story for row in rows if row.verdict in _REACHED and row.story is not None), None),
        table=rows if len(rows) > 1 else (),
        proof=_proof(found),
        diagnostics=(*sanity.errors, *sanity.doubts, *sanity.unproved, *_notes(check, found, met, options)),
        seconds=time.monotonic() - started,
        proofs=_proofs(found.judged),
        cause=_cause(project, check, found),
        gap=_gap(found),
        under=check.conditions.policies,
        clauses=tuple(_clauses(project, check)),
    )


def _clauses(project: Project, check: Check) -> Iterator[Excerpt]:
    policies = effective_policies(project, check.conditions)
    for name in dict.fromkeys((*check.conditions.policies, *check.conditions.compared)):
        for clause in policies[name].clauses.values():
            yield Excerpt(f"{name}.{clause.name}", clause.wording, clause.span)


def _gap(found: Answer) -> InductionGap | None:
    return next((one.gap for one in found.judged if one.gap is not None), None)


def _cause(project: Project, check: Check, found: Answer) -> str:
    """What a proof failed for, where the reason does not say it."""
    if found.verdict not in (Verdict.UNDETERMINED, Verdict.HOLDS_UP_TO) or found.fault or not found.judged:
        return ""
    if found.verdict is Verdict.HOLDS_UP_TO and check.conditions.steps is not None:
        return ""
    cycles = tuple(finding.sentence for finding in outside_fragment(project, check))
    return cause(found.reason, _gap(found) is not None, cycles)


def _meeting(check: Check, found: Answer, sanity: Sanity) -> Meeting:
    if sanity.errors:
        return Meeting.WRONG_INPUT
    if found.fault:
        return Meeting.FAULT
    parts = [one.verdict for one in found.judged]
    return meeting(check.expected, found.verdict, parts, check.conditions.steps is not None)


def _story(project: Project, check: Check, found: Answer, one: Judged) -> Story | None:
    if one.evidence is None:
        return None
    shown = one.evidence
    story = tell(project, check, shown.trace, shown.confirmed, found.words, shown.other)
    return replace(story, may_be_smaller=one.evidence.may_be_smaller)


def _steps(judged: Sequence[Judged]) -> int | None:
    """Up to how many steps it holds under every combination of readings."""
    return min(
        (one.proof.bound for one in judged if one.proof is not None and one.proof.bound is not None), default=None
    )


def _sizes(judged: Sequence[Judged]) -> tuple[tuple[str, int], ...]:
    """The members of each entity with which it holds under every combination of readings; empty: any number."""
    least: dict[str, int] = {}
    for one in judged:
        for entity, size in one.proof.sizes if one.proof is not None else ():
            least[entity] = min(size, least.get(entity, size))
    return tuple(least.items())


def _proof(found: Answer) -> ProofNote | None:
    """The proof behind the verdict; of several, one with the verdict's bound."""
    proofs = [
        one.proof
        for one in found.judged
        if one.proof is not None and (one.verdict is found.verdict or found.verdict is Verdict.DEPENDS)
    ]
    return min(proofs, key=lambda proof: -1 if proof.bound is None else proof.bound, default=None)


def _proofs(judged: Sequence[Judged]) -> tuple[ProofNote, ...]:
    """All proofs, each once, with the combinations of readings that it is for."""
    found: dict[int, tuple[ProofNote, list[Readings]]] = {}
    for one in judged:
        for proof in (one.proof, *one.besides, one.absence):
            if proof is not None:
                found.setdefault(id(proof), (proof, []))[1].append(one.readings)
    return tuple(replace(proof, readings=tuple(dict.fromkeys(read))) for proof, read in found.values())


def _notes(check: Check, found: Answer, met: Meeting, options: CheckOptions) -> tuple[Diagnostic, ...]:
    """Our own fault, or the limit that was reached where that is not as expected."""
    if met is Meeting.FAULT:
        told = "this is a mistake in rspverify, not in your policies: please report it"
        return (Diagnostic("RSP902", f"a result was not confirmed: {found.reason}", check.span, help=told),)
    if found.verdict is Verdict.UNDETERMINED and met is not Meeting.MET:
        note = limit_note(found.reason, options, check.conditions.steps, check.span)
        return () if note is None else (note,)
    return ()
