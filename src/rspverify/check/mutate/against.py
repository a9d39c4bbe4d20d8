"""A policy with a fault against the policy without: the same, laxer, or stricter; by proof, or with a replayed run.

What: whether the same runs comply with both. Laxer: a run that complies with the mutant, and whose last step breaks the
policy as it is, by an act that it forbids or a duty that falls due; stricter: the reverse.
Formula: of each kind of act that clauses with the fault (or overridden by such) are about, `reachable(s) and
forbidden_P(ACT, s) and not forbidden_P'(ACT, s)` in runs that comply with both up to there: the first step that tells
the policies apart has a past that both permit. Of each such duty, whether a run that complies with the one breaches
that of the other. Where nothing is found, the complying runs are the same, by induction over their steps.
What is unlike only in runs that break the policy anyhow, and permissions that make no difference, are no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass, replace
from math import prod
from typing import TypeVar, cast

from rspverify.check.answer import answer
from rspverify.check.confirm import Evidence
from rspverify.check.mentions import nodes, spoken_of
from rspverify.check.mutate.alike import alike_clauses, alike_heads
from rspverify.check.options import CheckOptions
from rspverify.check.phrases import step_phrase
from rspverify.check.results import ProofNote, Story, Verdict
from rspverify.check.story import tell
from rspverify.policy.claims import Check, Claim, Conditions, NeverPossible, NeverState, Project, Property
from rspverify.policy.conditions import words
from rspverify.policy.expressions import (
    And,
    Breaching,
    Happening,
    NormOfAct,
    NormOfClause,
    Not,
    Occurs,
    Once,
    Var,
    Variable,
)
from rspverify.policy.norms import Clause, Duty, Exemption, Policy, RecurringDuty
from rspverify.policy.substitute import each, rebuilt
from rspverify.source.spans import NOWHERE

Node = TypeVar("Node")

MOST_COMBINATIONS = 16
"""Of readings: of so many it is looked for a run under all of them; else under the first reading of each word first."""


@dataclass(frozen=True)
class Shown:
    """A run that is in order for one of the two and not for the other. `words`: the open words that matter to it;
    `duty`: the one that is not fulfilled in time in it, if it is no act that breaks the policy."""

    evidence: Evidence
    story: Story
    words: tuple[str, ...] = ()
    duty: str = ""


@dataclass(frozen=True)
class Against:
    """`laxer`, `stricter`: a run that shows it; None with `laxer_open` (`stricter_open`): not known, for `reason`; None
    otherwise: proved, or not asked. `fault`: our own."""

    laxer: Shown | None = None
    stricter: Shown | None = None
    laxer_open: bool = False
    stricter_open: bool = False
    proofs: tuple[ProofNote, ...] = ()
    reason: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Sides:
    """Both policies in one project. `old`: as it is, under another name; `new`: with the fault, under its own."""

    project: Project
    old: Policy
    new: Policy
    options: CheckOptions
    lemmas: tuple[str, ...]


def sides(before: Project, after: Project, policy: str, options: CheckOptions, lemmas: tuple[str, ...]) -> Sides:
    """`before`, `after`: the project without the fault and with it; `policy`: which is to be compared. What it speaks
    of, and what that speaks of, is taken from where it stands itself."""
    names = _spoken_of_by(before, policy)
    others = {name: f"{name} as it is" for name in names}
    old = {others[name]: _called(before.policies[name], others) for name in names}
    both = replace(after, policies={**after.policies, **old})
    return Sides(both, old[others[policy]], after.policies[policy], options, lemmas)


def _spoken_of_by(project: Project, policy: str) -> tuple[str, ...]:
    """A policy with those on whose norms or breach it hangs."""
    found: dict[str, None] = {}
    pending = [policy]
    while pending:
        name = pending.pop()
        if name not in found:
            found[name] = None
            pending += spoken_of(project.policies[name])
    return tuple(found)


def _called(policy: Policy, names: Mapping[str, str]) -> Policy:
    """The policy under another name, by which it then speaks of itself, and of others by theirs."""

    def change(node: object) -> object:
        match node:
            case dict():
                return {key: change(value) for key, value in node.items()}
            case tuple():
                return each(node, change)
            case NormOfAct(policy=str(name)) | NormOfClause(policy=name) | Breaching(policy=name) if name in names:
                return replace(rebuilt(node, change), policy=names[name])
            case _ if is_dataclass(node):
                return rebuilt(node, change)
            case _:
                return node

    return replace(
        policy,
        name=names[policy.name],
        in_force=_changed(policy.in_force, change),
        clauses=_changed(policy.clauses, change),
    )


def _changed(node: Node, change: Callable[[object], object]) -> Node:
    return cast(Node, change(node))


def against(given: Sides) -> Against:
    """Whether the mutant is laxer; if that is not shown, whether it is stricter."""
    laxer = _one_way(given, given.old, given.new)
    if laxer.laxer is not None or laxer.fault:
        return laxer
    back = _one_way(given, given.new, given.old)
    return Against(
        None,
        back.laxer,
        laxer.laxer_open,
        back.laxer_open,
        (*laxer.proofs, *back.proofs),
        laxer.reason or back.reason,
        back.fault,
    )


def _one_way(given: Sides, breaks: Policy, keeps: Policy) -> Against:
    """Whether a run keeps one of the two and breaks the other."""
    proofs: list[ProofNote] = []
    reason, left_open = "", False
    for variables, claim, under, duty in _questions(given, breaks, keeps):
        match _ask(given, variables, claim, under):
            case Shown() as shown:
                ending = _ending(given, shown, breaks, keeps)
                told = replace(shown, story=replace(shown.story, ending=ending), duty=duty)
                return Against(laxer=told)
            case str() as why:
                left_open, reason = True, reason or why
            case _Fault(why):
                return Against(fault=why)
            case found:
                proofs += found
    return Against(laxer_open=left_open, proofs=tuple(proofs), reason=reason)


def _questions(
    given: Sides, breaks: Policy, keeps: Policy
) -> Iterator[tuple[tuple[Variable, ...], Claim, tuple[str, ...], str]]:
    """Each with its variables, the policies that are complied with, and the duty that it is about, if it is one."""
    acts, duties = concerned(given.project, breaks, keeps)
    for action in acts:
        parameters = given.project.world.actions[action].parameters
        act = Happening(action, tuple(Var(one) for one in parameters))
        differs = And((NormOfAct("forbidden", act, breaks.name), Not(NormOfAct("forbidden", act, keeps.name))))
        yield parameters, NeverPossible((act,), differs, ((keeps.name, breaks.name),)), (), ""
    for name in duties:
        if name in breaks.clauses:
            clause = breaks.clauses[name]
            breach = Breaching(breaks.name, name, tuple(None for _ in clause.variables))
            yield (), NeverState(Once(Occurs(breach))), (keeps.name,), name


# ---------------------------------------------------------------- where they can differ


def concerned(project: Project, mine: Policy, theirs: Policy) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The actions of which the two may say something else, and the duties that may be breached otherwise."""
    every = [*mine.clauses.values(), *theirs.clauses.values()]
    names = dict.fromkeys((*mine.clauses, *theirs.clauses))
    if not alike_heads(mine, theirs) or _speak_of_norms(mine, theirs):
        changed = set(names)
        acts = {action.name for action in project.world.actions.values() if action.agent is not None}
    else:
        changed = {name for name in names if not alike_clauses(mine.clauses.get(name), theirs.clauses.get(name))}
        pending = list(changed)
        while pending:
            name = pending.pop()
            overriding = [clause for clause in every if clause.name == name]
            fresh = {other for clause in overriding for other in _overridden(clause, every)} - changed
            changed |= fresh
            pending += sorted(fresh)
        acts = {act.action for clause in every if clause.name in changed for act in clause.judged}
    breakable = {clause.name for clause in every if _can_be_breached(clause)}
    duties = tuple(name for name in names if name in changed and name in breakable)
    return tuple(name for name in project.world.actions if name in acts), duties


def _overridden(clause: Clause, every: list[Clause]) -> Iterator[str]:
    """What a clause may defeat: what it overrides; an exemption every duty with an act of its own."""
    yield from clause.overrides
    if isinstance(clause.norm, Exemption):
        acts = {act.action for act in clause.judged}
        yield from (other.name for other in every if acts & {act.action for act in other.judged})


def _speak_of_norms(one: Policy, other: Policy) -> bool:
    """Whether a clause speaks of what these policies, or others that may hang on them, forbid or require."""
    return any(
        isinstance(part, NormOfAct | NormOfClause | Breaching) for policy in (one, other) for part in nodes(policy)
    )


def _can_be_breached(clause: Clause) -> bool:
    return isinstance(clause.norm, RecurringDuty) or (
        isinstance(clause.norm, Duty) and clause.norm.deadline is not None
    )


# ---------------------------------------------------------------- one question


@dataclass(frozen=True)
class _Fault:
    reason: str


def _ask(
    given: Sides, variables: tuple[Variable, ...], claim: Claim, under: tuple[str, ...]
) -> Shown | str | _Fault | tuple[ProofNote, ...]:
    """A run that breaks the claim, why it is not known whether there is one, or the proofs that there is none."""
    open_words = {word: found for word, found in words(given.project.world).items() if len(found) > 1}
    named = tuple(dict.fromkeys((given.old.name, given.new.name)))
    conditions = Conditions(under, (), (), (), (), None, named)
    if prod(len(found) for found in open_words.values()) > MOST_COMBINATIONS:
        first = tuple((word, found[0]) for word, found in open_words.items())
        tried = _answered(given, variables, claim, replace(conditions, readings=first))
        if isinstance(tried, Shown | _Fault | str):
            # What is too much for one combination is not less for all of them.
            return tried
    return _answered(given, variables, claim, conditions)


def _answered(
    given: Sides, variables: tuple[Variable, ...], claim: Claim, conditions: Conditions
) -> Shown | str | _Fault | tuple[ProofNote, ...]:
    asked = Property("the comparison with the mutant", "", variables, claim, NOWHERE)
    found = answer(given.project, asked, conditions, given.options, given.lemmas)
    if found.fault:
        return _Fault(found.reason)
    for one in found.judged:
        if one.evidence is not None:
            check = Check(asked.name, conditions, "holds", NOWHERE)
            evidence = one.evidence
            told = tell(given.project, check, evidence.trace, evidence.confirmed, found.words, evidence.other, asked)
            # Parts of a question that are in no file have no words.
            hinges = tuple(hinge for hinge in told.hinges if not hinge.startswith("``"))
            plain = replace(told, hinges=hinges, may_be_smaller=evidence.may_be_smaller)
            return Shown(evidence, plain, found.words)
    if found.verdict in (Verdict.HOLDS, Verdict.VACUOUS):
        return tuple(note for one in found.judged for note in (one.proof, *one.besides) if note is not None)
    reason = found.reason or next((one.reason for one in found.judged if one.reason), "")
    return reason or "no proof and no run was found"


def _ending(given: Sides, shown: Shown, breaks: Policy, keeps: Policy) -> str:
    act = shown.evidence.confirmed.act
    faulty = keeps is given.new
    if act is None:
        return (
            "a duty of the policy is not fulfilled in time here, and with the fault nobody breaks it"
            if faulty
            else "with the fault a duty is not fulfilled in time here, and without it nobody breaks the policy"
        )
    done = step_phrase(given.project.world, act)
    as_it_is, with_fault = ("forbids", "permits") if faulty else ("permits", "forbids")
    return f"{done}: the policy {as_it_is} it, and with the fault it {with_fault} it"
