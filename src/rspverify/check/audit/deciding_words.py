"""RSP411: an open word whose reading decides a verdict.

What: a word with several readings (a term, or a duration), and one moment of one run that keeps the policy however the
word is read, at which an act is forbidden under one reading and not under another. Of words that decide nothing of that
kind: a check of the project whose verdict depends on how they are read.
Why: who reads the word decides what is allowed. The text should say what it means, or who decides.
Formula: reachable(s) and forbidden_a(ACT, s) and not forbidden_b(ACT, s): by the policy with the word read as a, as b.
Example: `l must not train(l, m) when hazardous(l, m)`, where `hazardous` may mean what a model could do, or what is
left of that when it is guarded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

from rspverify.check.audit import mentions
from rspverify.check.audit.asking import Audited, Excluded, Reached, Unsettled, ask_first
from rspverify.check.audit.checks import policies_in
from rspverify.check.audit.finding import Finding, Untold
from rspverify.check.audit.lens import both, forbidden, negated
from rspverify.check.audit.saying import act_text, excerpt, untold
from rspverify.check.results import CheckResult, ReadingVerdict, Verdict
from rspverify.policy.claims import Check, PossibleState, Project
from rspverify.policy.conditions import words
from rspverify.policy.expressions import DurationRef, Expr, Happening, Hours, TermOf, Var
from rspverify.policy.norms import Clause, Policy
from rspverify.policy.replacing import replaced
from rspverify.policy.vocabulary import World
from rspverify.semantics.replay import Refused, replay

CODE = "RSP411"


def deciding_words(audited: Audited) -> Iterator[Finding | Untold]:
    """Each word that decides about some kind of act."""
    in_head = mentions.words_of_head(audited.policy)
    for word, readings in words(audited.project.world).items():
        if len(readings) < 2:
            continue
        found: list[Finding | Untold] = []
        for action in audited.project.world.actions:
            judging = mentions.judging(audited.policy, action)
            clauses = [one for one in judging if word in mentions.words(one)]
            if clauses or (word in in_head and (judging or audited.policy.otherwise == "forbidden")):
                found += _decides(audited, word, readings, action, clauses)
        yield from found or _decides_checks(audited, word)


def read_as(world: World, policy: Policy, word: str, reading: str) -> Policy:
    """The policy with a word in one of its readings, whatever the check reads it as."""

    def change(expr: Expr) -> Expr:
        match expr:
            case TermOf(name=name, bodies=bodies) if name == word:
                meant = dict(bodies)[reading]
                return replace(expr, bodies=tuple((one, meant) for one, _ in bodies))
            case DurationRef(name) if name == word:
                return Hours(dict(world.durations[word].readings)[reading], span=expr.span)
            case _:
                return expr

    return replace(replaced(policy, change), name=f"{policy.name} reading {word} as {reading}")


def _decides(
    audited: Audited, word: str, readings: tuple[str, ...], action: str, clauses: list[Clause]
) -> Iterator[Finding | Untold]:
    world, policy = audited.project.world, audited.policy
    parameters = world.actions[action].parameters
    act = Happening(action, tuple(Var(one) for one in parameters))
    shown = act_text(world, action)
    for strict, lax in permutations(readings, 2):
        one, other = read_as(world, policy, word, strict), read_as(world, policy, word, lax)
        differ = both(forbidden(one.name, act), negated(forbidden(other.name, act)))
        asked = audited.with_policies(one, other)
        outcome = ask_first(asked, PossibleState(differ), parameters, (one.name, other.name))
        match outcome:
            case Reached() if _same_under(outcome, word, lax):
                yield Finding(
                    CODE,
                    policy.name,
                    tuple(clause.name for clause in clauses),
                    f"how `{word}` is read decides whether {shown} is permitted",
                    clauses[0].span if clauses else policy.span,
                    (f"at one moment of one run it is forbidden if `{word}` is read as `{strict}`, not if as `{lax}`",),
                    subject=f"{action} {word}",
                    excerpts=tuple(excerpt(policy, clause.name) for clause in clauses),
                    stories=(outcome.story(_ending(outcome, action, word, strict, lax)),),
                )
                return
            case Reached():
                reason = "the word shapes also what can happen, so there is no one run under both readings"
                about = f"whether the reading of `{word}` decides whether {shown} is permitted"
                yield from untold(audited, CODE, about, Unsettled(reason))
                return
            case Unsettled():
                about = f"whether the reading of `{word}` decides whether {shown} is permitted"
                yield from untold(audited, CODE, about, outcome)
                return
            case Excluded():
                pass


def _same_under(outcome: Reached, word: str, reading: str) -> bool:
    """Whether the run is one, and shows the same, where the world too reads the word otherwise."""
    asking = outcome.asking
    kept = tuple((one, read) for one, read in asking.conditions.readings if one != word)
    conditions = replace(asking.conditions, readings=(*kept, (word, reading)))
    trace = replace(outcome.trace, readings={**outcome.trace.readings, word: reading})
    return not isinstance(replay(asking.project, conditions, asking.property, trace), Refused)


def _ending(outcome: Reached, action: str, word: str, strict: str, lax: str) -> str:
    return (
        f"{outcome.act(action)} is forbidden here if `{word}` is read as `{strict}`, and not if it is read as `{lax}`"
    )


# ---------------------------------------------------------------- what is claimed


def _decides_checks(audited: Audited, word: str) -> Iterator[Finding]:
    """The first check of the policy whose verdict hangs on the word; only those that are said to depend on readings
    are run."""
    policy = audited.policy
    clauses = [one for one in policy.clauses.values() if word in mentions.words(one)]
    if not clauses and word not in mentions.words_of_head(policy):
        return
    for project, check in audited.checks.all():
        if not _left_open(policy, project, check, word):
            continue
        rows = _apart(audited.checks.result(project, check), word)
        if rows:
            yield Finding(
                CODE,
                policy.name,
                tuple(clause.name for clause in clauses),
                f"how `{word}` is read decides what becomes of `{check.property}`",
                clauses[0].span if clauses else policy.span,
                tuple(f"reading `{word}` as `{dict(row.readings)[word]}`: {row.verdict.value}" for row in rows),
                subject=word,
                excerpts=tuple(excerpt(policy, clause.name) for clause in clauses),
                stories=tuple(row.story for row in rows if row.story is not None),
            )
            return


def _left_open(policy: Policy, project: Project, check: Check, word: str) -> bool:
    """Whether a check of this very policy says that its verdict depends on readings, and leaves the word open."""
    return (
        check.expected == "depends"
        and any(one.span == policy.span for one in policies_in(project, check))
        and word not in {one for one, _ in check.conditions.readings}
    )


def _apart(result: CheckResult, word: str) -> tuple[ReadingVerdict, ...]:
    """Two combinations of readings that differ in the word alone and have different verdicts; empty: there are none."""
    for one in result.table:
        for other in result.table:
            mine, theirs = dict(one.readings), dict(other.readings)
            differ = {name for name in mine if mine[name] != theirs[name]}
            settled = Verdict.UNDETERMINED not in (one.verdict, other.verdict)
            if differ == {word} and one.verdict is not other.verdict and settled:
                return one, other
    return ()
