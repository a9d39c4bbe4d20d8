"""From a project to results: every check judged, every scenario told, one after another."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from rspverify.check.claims.question import Unsupported
from rspverify.check.claims.select import question
from rspverify.check.expected import joined, meeting
from rspverify.check.judge import Absence, Case, Fault, Judged, Readings, absences, combinations, judge, relevant_words
from rspverify.check.options import CheckOptions
from rspverify.check.results import CheckResult, Meeting, ReadingVerdict, Result, Verdict
from rspverify.check.story import tell
from rspverify.check.words import conditions_text
from rspverify.policy.claims import Check, Project, TraceClaim


@dataclass(frozen=True)
class _Found:
    """A verdict before it is compared with the expected one."""

    verdict: Verdict
    judged: tuple[Judged, ...] = ()
    reason: str = ""
    words: tuple[str, ...] = ()
    meeting: Meeting | None = None


def run_checks(project: Project, options: CheckOptions) -> Iterator[Result]:
    """Every check of the project in the order of the file, then every scenario; each result as soon as it is there."""
    checks = [check for check in project.checks if _selected(check.property, options)]
    if checks:
        from rspverify.check.sanity import sane

        sanity = sane(project, options)
        for check in checks:
            started = time.monotonic()
            if sanity.errors:
                found = _Found(Verdict.UNDETERMINED, reason=sanity.errors[0].message, meeting=Meeting.WRONG_INPUT)
            else:
                found = _judged(project, check, options, sanity.proved)
            result = _result(project, check, found, time.monotonic() - started)
            yield replace(result, diagnostics=(*sanity.errors, *sanity.unproved))
    yield from _scenarios(project, options)


def _selected(name: str, options: CheckOptions) -> bool:
    return not options.select or any(fnmatchcase(name, pattern) for pattern in options.select)


def _scenarios(project: Project, options: CheckOptions) -> Iterator[Result]:
    from rspverify.check.scenarios import told

    for scenario in project.scenarios:
        if _selected(scenario.name, options):
            yield told(project, scenario)


def _judged(project: Project, check: Check, options: CheckOptions, lemmas: frozenset[str]) -> _Found:
    from rspverify.check.engine import engine, new_budget
    from rspverify.encode.hints.candidates import hints
    from rspverify.encode.system import encode

    asked = project.properties[check.property]
    if not isinstance(asked.claim, TraceClaim):
        return _Found(Verdict.UNDETERMINED, reason="this kind of claim is not yet supported")
    encoding = encode(project, check.conditions)
    try:
        asking = question(encoding, asked, asked.claim)
    except Unsupported as unsupported:
        return _Found(Verdict.UNDETERMINED, reason=f"not yet supported: {unsupported}")
    known = tuple((name, encoding.formulas.compile(project.world.lemmas[name].formula, {})) for name in sorted(lemmas))
    complying = encoding.system()
    free = encoding.system(complying=False)
    asked_terms = [asking.goal.state, *(step.condition for step in asking.goal.steps)]
    candidates = hints(encoding, asking.waiting, asked_terms)
    complying, free = candidates.given_to(complying), candidates.given_to(free)
    goals = [(complying, asking.goal)]
    goals += [(complying if presence.complying else free, presence.goal) for presence in asking.presences]
    words = relevant_words(encoding, goals)
    readings = combinations(encoding.symbols, words)
    case = Case(project, check.conditions, asked, encoding, asking)
    budget = new_budget(options)
    depth = options.depth if check.conditions.steps is None else check.conditions.steps
    ask = engine(encoding, options, budget, known, depth)
    try:
        judged = judge(case, complying, readings, ask)
        for (system, _), presence in zip(goals[1:], asking.presences, strict=True):
            holding = [one.readings for one in judged if one.verdict in (Verdict.HOLDS, Verdict.HOLDS_UP_TO)]
            if holding:
                missing = absences(
                    case, presence, system, holding, engine(encoding, options, budget, known, options.depth)
                )
                judged = [_weakened(one, missing) for one in judged]
    except Fault as fault:
        return _Found(Verdict.UNDETERMINED, reason=str(fault), meeting=Meeting.FAULT)
    verdict = joined([one.verdict for one in judged])
    reason = next((one.reason for one in judged if one.verdict is verdict and one.reason), "")
    return _Found(verdict, tuple(judged), reason, tuple(words))


def _weakened(one: Judged, missing: dict[Readings, Absence]) -> Judged:
    absence = missing.get(one.readings)
    if absence is None:
        return one
    if absence.told:
        return replace(one, verdict=Verdict.VACUOUS, reason=absence.reason)
    reason = f"it is true, but it could not be told whether it is more than vacuous (whether {absence.reason})"
    return replace(one, verdict=Verdict.UNDETERMINED, reason=reason)


def _result(project: Project, check: Check, found: _Found, seconds: float) -> CheckResult:
    asked = project.properties[check.property]
    parts = [one.verdict for one in found.judged]
    bounded_will_do = check.conditions.steps is not None
    told = found.meeting or meeting(check.expected, found.verdict, parts, bounded_will_do)
    rows = []
    for one in found.judged:
        story = None
        if one.evidence is not None:
            story = tell(project, check, one.evidence.trace, one.evidence.confirmed, found.words)
        rows.append(ReadingVerdict(one.readings, one.verdict, story))
    reached = (Verdict.VIOLATED, Verdict.POSSIBLE)
    shown = next((row.story for row in rows if row.verdict in reached and row.story is not None), None)
    proof = next((one.proof for one in found.judged if one.proof is not None), None)
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
        meeting=told,
        steps=proof.bound if proof is not None and found.verdict is Verdict.HOLDS_UP_TO else None,
        reason=found.reason,
        story=shown,
        table=tuple(rows) if len(rows) > 1 else (),
        proof=proof,
        diagnostics=(),
        seconds=seconds,
    )
