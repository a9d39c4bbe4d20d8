"""All that an audit looks at, in order: start reading here."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rspverify.check.audit import (
    acceptances,
    conflicts,
    dead_clauses,
    dead_ends,
    deciding_words,
    doomed,
    gaps,
    idle_provisos,
    private_hinges,
    redundant,
    shadowed,
    unneeded,
    vacuous_triggers,
)
from rspverify.check.audit.asking import Audited
from rspverify.check.audit.checks import Checks
from rspverify.check.audit.finding import Audit, Finding, PolicyAudit, Untold
from rspverify.check.audit.options import AuditOptions
from rspverify.check.audit.plain import act_by_act
from rspverify.check.audit.shares import shares
from rspverify.check.encodings import Encodings
from rspverify.check.sanity import Sanity, sane
from rspverify.policy.claims import Project
from rspverify.policy.norms import Policy

Kind = Callable[[Audited], Iterator[Finding | Untold]]

KINDS: tuple[tuple[str, Kind], ...] = (
    (conflicts.CODE, conflicts.conflicts),
    (gaps.CODE, gaps.gaps),
    (dead_ends.CODE, dead_ends.dead_ends),
    (dead_clauses.CODE, dead_clauses.dead_clauses),
    (shadowed.CODE, shadowed.shadowed),
)
"""What looks at one policy alone, each by its code."""

LATER: tuple[tuple[str, Kind], ...] = (
    (doomed.CODE, doomed.doomed),
    (vacuous_triggers.CODE, vacuous_triggers.vacuous_triggers),
    (idle_provisos.CODE, idle_provisos.idle_provisos),
    (private_hinges.CODE, private_hinges.private_hinges),
    (deciding_words.CODE, deciding_words.deciding_words),
    (unneeded.CODE, unneeded.unneeded),
)
"""The same; what comes between needs to know which clauses never count."""

ALL: tuple[str, ...] = (*(code for code, _ in KINDS), redundant.CODE, *(code for code, _ in LATER))


Tell = Callable[[str], None]
"""Hears what is looked for, as soon as it is: `rsp_v3: RSP404`."""


def audit(project: Project, options: AuditOptions | None = None, tell: Tell | None = None) -> Audit:
    """Looks at the policies of a project. Raises nothing about them: what could not be told stands in the result."""
    wanted = options or AuditOptions()
    chosen = policies_of(project, wanted.policies)
    if not chosen:
        return Audit(project.path, ())
    sanity = sane(project, wanted.check)
    if sanity.errors or sanity.doubts:
        return Audit(project.path, (), (*sanity.errors, *sanity.doubts))
    checks = Checks((project, *wanted.checked_in), wanted.check)
    hears = tell or (lambda _: None)
    found = tuple(_of_policy(project, policy, wanted, sanity, checks, hears) for policy in chosen)
    return Audit(project.path, found, sanity.unproved)


def policies_of(project: Project, names: Sequence[str]) -> tuple[Policy, ...]:
    """Those with these names; without names, those that the project's own file declares."""
    everybody = project.policies.values()
    if names:
        return tuple(policy for policy in everybody if policy.name in names)
    own = os.path.realpath(project.path)
    return tuple(policy for policy in everybody if os.path.realpath(policy.span.file.path) == own)


def _of_policy(
    project: Project, policy: Policy, options: AuditOptions, sanity: Sanity, checks: Checks, tell: Tell
) -> PolicyAudit:
    started = time.monotonic()
    plain = act_by_act(project.world, policy)
    audited = Audited(project, policy, plain, options.check, tuple(sorted(sanity.proved)), checks)
    audited = audited.with_policies(plain)
    audited = replace(audited, encodings=Encodings(audited.project))
    codes = frozenset(code for code in ALL if _looked_for(code, policy, options))
    found = list(_looked_at(audited, codes, tell))
    findings = acceptances.accepted(policy, [one for one in found if isinstance(one, Finding)])
    untold = tuple(one for one in found if isinstance(one, Untold))
    findings += tuple(acceptances.stale(policy, findings, untold, codes))
    return PolicyAudit(
        policy.name,
        policy.wording,
        policy.span,
        tuple(one for one in findings if options.wanted(one.code)),
        tuple(one for one in untold if options.wanted(one.code)),
        tuple(shares(audited)) if options.shares else (),
        seconds=time.monotonic() - started,
    )


def _looked_for(code: str, policy: Policy, options: AuditOptions) -> bool:
    """Whether findings of a code are looked for: also where only the acceptances of such findings are asked for."""
    stale = options.wanted(acceptances.CODE) and not options.ignored(code)
    return options.wanted(code) or (stale and code in acceptances.codes(policy))


def _looked_at(audited: Audited, codes: frozenset[str], tell: Tell) -> Iterator[Finding | Untold]:
    """Everything of these codes, in the order of the codes."""
    idle: set[str] = set()
    for code, kind in KINDS:
        never_counts = code in (dead_clauses.CODE, shadowed.CODE)
        if code not in codes and not (never_counts and redundant.CODE in codes):
            continue
        tell(f"{audited.policy.name}: {code}")
        for one in kind(audited):
            if isinstance(one, Finding) and never_counts:
                idle.add(one.clauses[0])
            if code in codes:
                yield one
    if redundant.CODE in codes:
        tell(f"{audited.policy.name}: {redundant.CODE}")
        yield from redundant.redundant(audited, frozenset(idle))
    for code, kind in LATER:
        if code in codes:
            tell(f"{audited.policy.name}: {code}")
            yield from kind(audited)
