"""Duties: what is no longer demanded, and what is demanded now. Judged by runs: a duty is kept where no run that
complies with the other policy breaches it, so what other clauses demand as well is not missed."""

from __future__ import annotations

from dataclasses import replace

from rspverify.check.diff.acts import change, where
from rspverify.check.diff.ask import FULL, NOTHING, Asking, Effort, Finding, Shown
from rspverify.check.diff.atoms import both, conditions_of, either, leaves, some
from rspverify.check.diff.by_readings import occurring
from rspverify.check.diff.cases import Cases, find_cases
from rspverify.check.diff.diligent import diligently, recurring
from rspverify.check.diff.duty_pairs import Pair, deadline, includes, longer, matched, paired, same_words, triggers
from rspverify.check.diff.results import Case, Change, Difference, DutyChange, DutyKind, Example
from rspverify.check.diff.words import occurrence_said, said, value_said
from rspverify.check.results import Excerpt, Story
from rspverify.policy.claims import NeverState
from rspverify.policy.conditions import binds, effective_policies, reading_combinations
from rspverify.policy.expressions import (
    And,
    Breaching,
    Expr,
    Happening,
    NormOfAct,
    NormOfClause,
    Not,
    Occurs,
    Once,
    Truth,
    Var,
    Variable,
)
from rspverify.policy.norms import Clause, Duty, Policy
from rspverify.policy.sorts import Sort
from rspverify.policy.substitute import substituted
from rspverify.policy.vocabulary import World

MOST_COMBINATIONS = 64
"""Of readings, under which a run is played again."""


def duty_changes(asking: Asking, old: Policy, new: Policy) -> tuple[DutyChange, ...]:
    """Every duty of both policies, changed or not. Raises `Fault`."""
    return tuple(_change(asking, old, new, pair) for pair in paired(old, new))


def _change(asking: Asking, old: Policy, new: Policy, pair: Pair) -> DutyChange:
    one, other = pair.old, pair.new
    if one is not None and other is not None and same_words(old, one, new, other):
        return _told(pair, (), Change.EQUAL, ("it says the same",), (), None, "")
    # Whoever keeps the new policy breaks no duty of the old one that a duty of the new one includes, and the reverse.
    relaxed = NOTHING if one is None or includes(new, other, old, one) else _breached(asking, old, one, new)
    tightened = NOTHING if other is None or includes(old, one, new, other) else _breached(asking, new, other, old)
    kinds: list[DutyKind] = []
    details: list[str] = []
    conditions = None
    if one is None:
        kinds.append("added")
        details += [] if tightened.some else [_idle(other, "what it demands was demanded before, or never arises")]
    elif other is None:
        kinds.append("dropped")
        details += [] if relaxed.some else [_idle(one, "what it demands is still demanded, or never arises")]
    else:
        conditions = _conditions(asking, old, one, new, other)
        _compare_texts(asking.project.world, one, other, kinds, details)
        if conditions is not None:
            kinds += ["narrowed"] if conditions[0].found == "some" else []
            kinds += ["widened"] if conditions[1].found == "some" else []
        if not kinds and (relaxed.some or tightened.some):
            kinds.append("changed")
            details.append("it is different what overrides it, exempts from it, or lets it lapse")
    is_laxer, is_stricter = where(relaxed), where(tightened)
    if one is not None and other is not None and deadline(one) is None and deadline(other) is None and conditions:
        is_laxer, is_stricter = conditions[0].found, conditions[1].found
    examples = [
        example
        for finding, kept, policy, clause in ((relaxed, new, old, one), (tightened, old, new, other))
        if clause is not None and (example := _example(asking, finding, kept, policy, clause)) is not None
    ]
    reason = next((found.reason for found in (relaxed, tightened) if where(found) == "unknown"), "")
    told = tuple(dict.fromkeys(kinds))
    return _told(pair, told, change(is_laxer, is_stricter), tuple(details), tuple(examples), conditions, reason)


def _idle(clause: Clause | None, otherwise: str) -> str:
    """Why it makes no difference whether a duty is there."""
    open_ended = clause is not None and deadline(clause) is None
    return "it has no deadline, so nothing breaches it" if open_ended else otherwise


def _told(
    pair: Pair,
    kinds: tuple[DutyKind, ...],
    found: Change,
    details: tuple[str, ...],
    examples: tuple[Example, ...],
    conditions: tuple[Difference, Difference] | None,
    reason: str,
) -> DutyChange:
    shown = pair.new or pair.old
    assert shown is not None
    return DutyChange(
        old="" if pair.old is None else pair.old.name,
        new="" if pair.new is None else pair.new.name,
        wording=shown.wording,
        kinds=kinds,
        change=found,
        details=details,
        examples=examples,
        conditions=conditions,
        reason=reason,
        place=shown.span,
    )


# ---------------------------------------------------------------- is it still demanded


def _breached(asking: Asking, policy: Policy, clause: Clause, kept: Policy) -> Finding:
    """Whether a run that complies with `kept` breaches the clause, by an agent whom both bind."""
    if deadline(clause) is None:
        return NOTHING
    variables, bound, arguments = _of_agent(clause, kept)
    breach = Once(Occurs(Breaching(policy.name, clause.name, arguments)))
    claim = NeverState(And((breach, bound)))
    found = _played(asking, policy, clause, kept, claim)
    if found is not None:
        return found
    return asking.ask(variables, claim, (kept.name,))


def _played(asking: Asking, policy: Policy, clause: Clause, kept: Policy, claim: NeverState) -> Finding | None:
    """A breach that is found by playing on from where the duty begins, under every reading."""
    variables, bound, _ = _of_agent(clause, kept)
    agent = next(iter(variables), None)
    begins = either([Occurs(one) for one in triggers(clause)]) if triggers(clause) else Truth(True)
    arguments = tuple(Var(one) for one in clause.variables)
    applies = both([begins, NormOfClause("applies", policy.name, clause.name, arguments)])
    values: dict[Variable, Expr] = {}
    if agent is not None and isinstance(clause.agent, Var):
        values[clause.agent.variable] = Var(agent)
    rest = tuple(one for one in clause.variables if one not in values)
    possible = [_may_be_done(asking.project.world, kept, act) for norm in recurring(kept) for act in norm.acts]
    ready = both([some(rest, substituted(applies, values)), bound, *possible])
    start = asking.ask(variables, NeverState(ready), (kept.name,))
    for _, shown in start.shown[:1]:
        policies = effective_policies(asking.project, shown.conditions)
        mine, theirs = policies[kept.name], policies[policy.name]
        trace = diligently(asking.project, mine, theirs, clause.name, shown.evidence.trace)
        if trace is not None:
            played = replace(shown, evidence=replace(shown.evidence, trace=trace, may_be_smaller=True))
            readings = [tuple(one.items()) for one in reading_combinations(asking.project.world, asking.conditions)]
            if len(readings) <= MOST_COMBINATIONS:
                return asking.known(played, variables, claim, readings, (kept.name,))
    return None


def _may_be_done(world: World, policy: Policy, act: Happening) -> Expr:
    """That some such act is not forbidden."""
    parameters = world.actions[act.action].parameters
    new = tuple(
        Variable(f"{p.shown}'done{i}", p.sort) if a is None or isinstance(a, Var) else None
        for i, (p, a) in enumerate(zip(parameters, act.arguments, strict=True))
    )
    arguments = tuple(a if v is None else Var(v) for v, a in zip(new, act.arguments, strict=True))
    free = Not(NormOfAct("forbidden", replace(act, arguments=arguments), policy.name))
    return some(tuple(v for v in new if v is not None), free)


def _of_agent(clause: Clause, kept: Policy) -> tuple[tuple[Variable, ...], Expr, tuple[Expr | None, ...]]:
    """The agent as a variable, if it is one; that the other policy binds it; and what the clause is asked for."""
    agent = clause.agent
    if isinstance(agent, Var):
        own = Variable(f"{agent.variable.shown}'owes", agent.variable.sort)
        arguments = tuple(Var(own) if v == agent.variable else None for v in clause.variables)
        return (own,), binds(kept, own.sort, Var(own)), arguments
    return (), binds(kept, agent.sort, agent), tuple(None for _ in clause.variables)


def _example(asking: Asking, finding: Finding, kept: Policy, policy: Policy, clause: Clause) -> Example | None:
    if not finding.shown:
        return None
    name = f"{policy.name}.{clause.name}"
    readings, _ = occurring([finding.table])
    return Example(kept.name, name, readings, _story(asking, finding.shown[0][1], kept.name, name, clause))


def _story(asking: Asking, shown: Shown, kept: str, name: str, clause: Clause) -> Story:
    told = asking.story(shown, f"{kept} is kept, and {name} is not: its time has passed")
    return replace(told, hinges=(), guilty=(Excerpt(name, "is not fulfilled in time here", clause.span),))


# ---------------------------------------------------------------- what its text says


def _compare_texts(world: World, one: Clause, other: Clause, kinds: list[DutyKind], details: list[str]) -> None:
    before, after = deadline(one), deadline(other)
    sign = longer(world, before, after)
    if sign != 0:
        kinds.append("changed" if sign is None else "lengthened" if sign > 0 else "shortened")
        open_ = "; which is longer hangs on readings, or cannot be told" if sign is None else ""
        details.append(f"time: {_length(world, after)}, before it was {_length(world, before)}{open_}")
    values = matched(one, other) or {}
    for title, mine, theirs in (
        ("fulfilled by", one.judged, other.judged),
        ("opened by", triggers(one), triggers(other)),
    ):
        old_ones, new_ones = list(mine), [substituted(occurrence, values) for occurrence in theirs]
        for text, found in (
            (f"no longer {title}", [o for o in old_ones if o not in new_ones]),
            (f"now {title}", [o for o in new_ones if o not in old_ones]),
        ):
            if found:
                kinds.append("changed")
                details.append(f"{text}: {' or '.join(occurrence_said(world, o) for o in found)}")
    if isinstance(one.norm, Duty) and isinstance(other.norm, Duty) and one.norm.lasting != other.norm.lasting:
        kinds.append("changed")
        details.append("it now lapses where its condition ends" if other.norm.lasting else "it no longer lapses")


def _length(world: World, length: Expr | None) -> str:
    return "no deadline" if length is None else value_said(world, length)


# ---------------------------------------------------------------- when it applies


def _conditions(
    asking: Asking, old: Policy, one: Clause, new: Policy, other: Clause
) -> tuple[Difference, Difference] | None:
    """Where the old duty applies and the new one does not, in runs that comply with the new policy; and the reverse."""
    values = matched(one, other)
    if values is None:
        return None
    shared = [t for t in triggers(one) if any(substituted(o, values) == t for o in triggers(other))]
    if triggers(one) and not shared:
        return None
    fresh: dict[Variable, Expr] = {v: Var(Variable(f"{v.shown}'owed", v.sort)) for v in one.variables}
    opened = either([Occurs(substituted(t, fresh)) for t in shared]) if shared else None
    arguments = tuple(fresh[v] for v in one.variables)
    theirs = tuple(substituted(substituted(Var(v), values), fresh) for v in other.variables)
    others: dict[Variable, Expr] = dict(zip(other.variables, theirs, strict=True))
    mine = NormOfClause("applies", old.name, one.name, arguments)
    also = NormOfClause("applies", new.name, other.name, theirs)
    agent = substituted(one.agent, fresh)
    bound = And(tuple(binds(policy, _sort(one), agent) for policy in (old, new)))
    given = both([bound, *([] if opened is None else [opened])])
    variables = tuple(value.variable for value in fresh.values() if isinstance(value, Var))
    known = tuple(
        dict.fromkeys(
            leaf
            for policy, clause, terms in (
                (old, one, fresh),
                (new, other, others),
            )
            for part in (policy.in_force, *conditions_of(clause, terms))
            for leaf in leaves(part)
        )
    )
    found = []
    for applies, not_so, kept in ((mine, also, new), (also, mine, old)):

        def ask(formula: Expr, effort: Effort = FULL, kept: str = kept.name) -> Finding:
            return asking.ask(variables, NeverState(And((given, formula))), (kept,), effort)

        cases = find_cases(asking, ask, And((applies, Not(not_so))), known)
        found.append(_difference(asking, cases, kept.name, kept is old))
    return found[0], found[1]


def _sort(clause: Clause) -> Sort:
    return clause.agent.variable.sort if isinstance(clause.agent, Var) else clause.agent.sort


def _difference(asking: Asking, cases: Cases, kept: str, of_old: bool) -> Difference:
    method = "" if cases.first.proof is None else cases.first.proof.method
    shown = []
    for cube in cases.cubes:
        story = asking.story(cube.shown, "the one applies here, and the other does not")
        shown.append(
            Case(
                conditions=tuple(said(asking.project.world, atom, truth) for atom, truth in cube.literals),
                told_apart=cube.whole,
                reason=cube.reason,
                under_old="some" if of_old else None,
                under_new=None if of_old else "some",
                readings=(),
                unread=(),
                story_of=kept,
                story=story,
                blame=(),
            )
        )
    return Difference(where(cases.first), tuple(shown), cases.complete, cases.reason, method)
