"""RSP412: a clause that no property needs.

What: a clause that the policy's own text holds, on which no proof of the project's checks rests, of which none of them
speaks, and which is to blame in no story. Checks count under this policy and under those that amend it; of checks
without an answer nothing is known.
Why: nothing that is claimed would notice if it were struck out or misspelt. A property is missing, or the clause can
go.
Formula: none; the checks are run until each clause is found to be needed.
Example: a clause about reviews, in a project whose properties are all about training.
"""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.audit.asking import Audited
from rspverify.check.audit.checks import policies_in
from rspverify.check.audit.finding import Finding, Untold
from rspverify.check.audit.saying import excerpt
from rspverify.check.results import CheckResult, Story, Verdict
from rspverify.policy.claims import Check, Project
from rspverify.policy.expressions import Breaching, NormOfClause
from rspverify.policy.norms import Clause
from rspverify.policy.replacing import parts
from rspverify.source.spans import Span

CODE = "RSP412"

Place = tuple[str, int]
"""Where a clause stands: one clause may belong to many policies, and to many projects."""


def unneeded(audited: Audited) -> Iterator[Finding | Untold]:
    """Each clause of the policy's own text that no check needs; none if nothing is checked."""
    policy = audited.policy
    left = {_place(one.span): one for one in policy.clauses.values() if one.origin == policy.name}
    asked = unanswered = 0
    # Runs are found faster than proofs, and name the clauses to blame.
    checks = sorted(audited.checks.all(), key=lambda pair: pair[1].expected not in ("violated", "possible"))
    for project, check in checks:
        if any(_place(clause.span) in left for one in policies_in(project, check) for clause in one.clauses.values()):
            result = audited.checks.result(project, check)
            asked += 1
            unanswered += result.verdict is Verdict.UNDETERMINED
            for place in (*needed_places(project, result), *_spoken_of(project, check)):
                left.pop(place, None)
    if asked:
        for clause in left.values():
            yield _finding(audited, clause, unanswered)


def _finding(audited: Audited, clause: Clause, unanswered: int) -> Finding:
    details = (f"{unanswered} of the checks had no answer, and may need it",) if unanswered else ()
    return Finding(
        CODE,
        audited.policy.name,
        (clause.name,),
        f"no property needs `{clause.name}`: every verdict of the checks stands without it",
        clause.span,
        ("no proof rests on it, and no story would be another without it", *details),
        excerpts=(excerpt(audited.policy, clause.name),),
    )


def needed_places(project: Project, result: CheckResult) -> Iterator[Place]:
    """The clauses that matter to a result."""
    for proof in result.proofs:
        if proof.rests_on is not None:
            for name in (*proof.rests_on.clauses, *proof.rests_on.meaning):
                policy, _, clause = name.rpartition(".")
                if policy in project.policies and clause in project.policies[policy].clauses:
                    yield _place(project.policies[policy].clauses[clause].span)
    for story in (result.story, *(row.story for row in result.table)):
        yield from _blamed(story)


def _spoken_of(project: Project, check: Check) -> Iterator[Place]:
    """The clauses that a property names."""
    for part in parts(project.properties[check.property].claim):
        if isinstance(part, NormOfClause | Breaching):
            yield _place(project.policies[part.policy].clauses[part.clause].span)


def _blamed(story: Story | None) -> Iterator[Place]:
    while story is not None:
        yield from (_place(one.span) for one in story.guilty)
        story = story.beside.story if story.beside is not None else None


def _place(span: Span) -> Place:
    return span.file.path, span.start
