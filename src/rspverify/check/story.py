"""A replayed run as a story: who is there, how things stand, what happens, what breaks, and whose words let it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rspverify.check.compared_story import beside, blamed, compared_ending, counterpart_ending, duty_status
from rspverify.check.mentions import nodes, policies_of
from rspverify.check.missing_duties import cause_phrase, missing, missing_duties, waiting_since
from rspverify.check.phrases import default_value, fact_phrase, formula_phrase, step_phrase, telling
from rspverify.check.results import Beside, ClauseNote, Excerpt, Standing, Story, StoryStep
from rspverify.check.words import is_one, length_text, moment_text, reading_wording
from rspverify.policy.claims import (
    AfterWithin,
    Always,
    Check,
    ComparisonClaim,
    Complete,
    Conditions,
    NeverAct,
    NeverPossible,
    NeverState,
    OnlyAfter,
    OnlyWhen,
    PossibleAct,
    PossibleState,
    Project,
    Property,
)
from rspverify.policy.conditions import effective_policies, words
from rspverify.policy.expressions import DurationRef, Expr, NormOfAct, Truth
from rspverify.policy.norms import Policy
from rspverify.semantics import norms, occurrences
from rspverify.semantics.evaluate import holds, number
from rspverify.semantics.explain import AboutAct, Cause, changes, clauses_about, open_duties
from rspverify.semantics.lapses import fulfilled_by
from rspverify.semantics.reasons import Reason, reasons
from rspverify.semantics.replay import Confirmed
from rspverify.semantics.run import Environment, Run
from rspverify.trace.values import Act, Trace, Wait

_WORD = re.compile(r"[\w.]+")
"""Names of members, with prefixes, and other words."""


def tell(
    project: Project,
    check: Check,
    trace: Trace,
    confirmed: Confirmed,
    relevant: Sequence[str] | None = None,
    other: Trace | None = None,
    asked: Property | None = None,
) -> Story:
    """The story of a trace that the reference semantics confirmed; `other`: the second one of a claim about two.
    `relevant`: open words that matter; None: all do. `asked`: what the check asks, if the project does not declare
    it."""
    asked = asked or project.properties[check.property]
    policies = effective_policies(project, check.conditions)
    run = Run.of(project.world, policies, check.conditions.policies, trace)
    concerned = [policies[name] for name in dict.fromkeys((*check.conditions.policies, *check.conditions.compared))]
    aside = None if other is None else beside(_comparison(asked), run, other)
    lengths = _lengths(project, check.conditions, asked, policies)
    told = _told(project, asked, run, confirmed, concerned, relevant, lengths, aside)
    if aside is None:
        return told
    second = replace(run, trace=aside.trace, memo=())
    guilty = tuple(dict.fromkeys(_guilty(second, asked, confirmed, concerned, changed=True)))
    aside = replace(aside, guilty=guilty)
    if aside.kind == "run":
        counterpart = replace(
            _told(project, asked, second, confirmed, concerned, relevant, lengths, aside), guilty=guilty
        )
        aside = replace(aside, story=replace(counterpart, ending=counterpart_ending(second, confirmed)))
    return replace(told, beside=aside)


def _told(
    project: Project,
    asked: Property,
    run: Run,
    confirmed: Confirmed,
    concerned: Sequence[Policy],
    relevant: Sequence[str] | None,
    lengths: frozenset[str],
    aside: Beside | None,
) -> Story:
    trace = run.trace
    unowed = missing_duties(run, asked, confirmed, concerned)
    steps = tuple(_step(run, i, concerned, [one.note for one in unowed if one.index == i + 1]) for i in range(run.last))
    hinges = _hinges(run, asked, confirmed)
    ending = _ending(run, asked, confirmed, concerned, aside)
    texts = [step.text for step in steps] + [c for step in steps for c in step.changes]
    states = tuple(tuple(_standing(run, i)) for i in range(run.last + 1))
    initially = states[0]
    return Story(
        readings=tuple(_readings(project, trace, relevant)),
        durations=tuple((name, length_text(hours)) for name, hours in trace.durations.items() if name in lengths),
        members=tuple(
            _members(run, confirmed.environment, [*texts, *initially, ending, *(aside.differences if aside else ())])
        ),
        initially=initially,
        steps=steps,
        ending=ending,
        hinges=hinges,
        guilty=tuple(
            dict.fromkeys((*_guilty(run, asked, confirmed, concerned), *(e for m in unowed for e in m.excerpts)))
        ),
        trace=trace,
        states=states,
    )


def _readings(project: Project, trace: Trace, relevant: Sequence[str] | None) -> Iterator[tuple[str, str, str]]:
    for word, readings in words(project.world).items():
        if len(readings) > 1 if relevant is None else word in relevant:
            reading = trace.readings[word]
            yield word, reading, reading_wording(project.world, word, reading)


def _lengths(project: Project, conditions: Conditions, asked: Property, policies: dict[str, Policy]) -> frozenset[str]:
    """The durations of which something speaks that the check can depend on."""
    world = project.world
    spoken = (
        asked.claim,
        *(world.actions, world.axioms, world.initially),
        *(world.assumptions[name] for name in conditions.assuming),
        *(policies[name] for name in policies_of(project, asked, conditions)),
    )
    return frozenset(one.name for one in nodes(*spoken) if isinstance(one, DurationRef))


def _members(run: Run, environment: Environment, texts: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The members that the story mentions, and those without a name: they are there since they are needed."""
    said = {word.strip(".") for text in texts for word in _WORD.findall(text)} | {str(v) for v in environment.values()}
    for entity in run.world.entities.values():
        everybody = run.universe.members[entity.sort.name]
        shown = tuple(m for m in everybody if m not in entity.individuals or m in said)
        if shown:
            yield entity.sort.name, shown


def _standing(run: Run, i: int) -> Iterator[str]:
    """What differs in state i from the plainest one."""
    for place, found in run.trace.states[i].facts.items():
        if found != default_value(run.universe, run.world.facts[place[0]].sort):
            yield fact_phrase(run.world, place, found)


# ---------------------------------------------------------------- steps


def _step(run: Run, i: int, policies: Iterable[Policy], more: Iterable[ClauseNote]) -> StoryStep:
    step = run.trace.steps[i]
    agent = norms.agent_of(run, step) if isinstance(step, Act) else None
    return StoryStep(
        number=i + 1,
        time=run.time(i + 1),
        text=step_phrase(run.world, step),
        changes=tuple(fact_phrase(run.world, change.place, change.after) for change in changes(run, i)),
        clauses=tuple(dict.fromkeys((*_notes(run, i, policies), *more))),
        agent="" if agent is None else str(agent[1]),
    )


def _notes(run: Run, i: int, policies: Iterable[Policy]) -> Iterator[ClauseNote]:
    step = run.trace.steps[i]
    for policy in policies:
        if isinstance(step, Act):
            agent = norms.agent_of(run, step)
            if agent is not None and not norms.binds(run, policy, agent):
                yield ClauseNote(policy.name, policy.wording, f"does not bind {agent[1]}", policy.span, "does not bind")
                continue
            for about in clauses_about(run, policy, step, i):
                yield _note(run, policy, about, i)
            for status, standing in _of_the_rest(run, policy, step, i):
                yield ClauseNote(policy.name, policy.wording, status, policy.span, standing)
        elif isinstance(step, Wait) and step.hours:
            for duty in open_duties(run, policy, i):
                clause = policy.clauses[duty.clause]
                due = (
                    "without a deadline"
                    if duty.due is None
                    else f"due {'at ' if duty.due == 0 else ''}{moment_text(duty.due)}"
                )
                yield ClauseNote(
                    f"{policy.name}.{duty.clause}", clause.wording, f"is owed, {due}", clause.span, "is owed"
                )


def _note(run: Run, policy: Policy, about: AboutAct, i: int) -> ClauseNote:
    clause = policy.clauses[about.clause]
    name = f"{policy.name}.{about.clause}"
    return ClauseNote(name, clause.wording, _status(run, about, i), clause.span, about.status)


def _status(run: Run, about: AboutAct, i: int) -> str:
    doing = "forbids" if about.effect == "forbids" else "permits"
    at = run.until(i)
    match about.status:
        case "applies":
            return f"{doing} this"
        case "is defeated":
            return f"would {doing[:-1]} this, but is defeated by {', '.join(f'`{name}`' for name in about.by)}"
        case _:
            return f"does not apply: {'; '.join(cause_phrase(at, cause, about.environment) for cause in about.causes)}"


def _of_the_rest(run: Run, policy: Policy, act: Act, i: int) -> Iterator[tuple[str, Standing]]:
    """What `otherwise forbidden` does to a bound agent's act, where that decides: it forbids it, or would if the policy
    were in force, and no clause says so."""
    if policy.otherwise == "permitted" or norms.agent_of(run, act) is None:
        return
    if norms.forbidden_by_default(run, policy, act, i) and not norms.prohibitions(run, policy, act, i):
        yield "forbids this, since no clause permits it", "applies"
    elif not holds(run, policy.in_force, i, {}) and not clauses_about(run, policy, act, i):
        cause = Cause("in force", policy.in_force, reasons(run, policy.in_force, i, {}))
        yield f"does not forbid this: {cause_phrase(run.until(i), cause, {})}", "does not apply"


# ---------------------------------------------------------------- the end


def _ending(run: Run, asked: Property, confirmed: Confirmed, concerned: Sequence[Policy], aside: Beside | None) -> str:
    """The point where the property breaks (or what was asked for is reached), in one clause."""
    if isinstance(asked.claim, ComparisonClaim):
        return compared_ending(run, asked.claim, confirmed, concerned, aside)
    match asked.claim:
        case Always() | NeverState():
            return "things stand as the property rules out"
        case PossibleState():
            return "things stand as asked for"
        case AfterWithin(deadline=deadline):
            hours = number(run, deadline, run.last, confirmed.environment)
            have = "has" if is_one(hours) else "have"
            return f"{length_text(hours)} {have} passed, and what had to follow has not been done"
    last = step_phrase(run.world, run.trace.steps[-1])
    match asked.claim:
        case PossibleAct():
            return f"{last}, as asked for"
        case OnlyWhen():
            return f"{last}, although the condition for it is not met"
        case OnlyAfter():
            return f"{last}, although what has to come first has not happened"
        case _:
            return f"{last}, which the property rules out"


def _asked_formula(asked: Property) -> tuple[Expr, bool] | None:
    """The formula of a claim that tells, and whether it is in the state before the last step."""
    match asked.claim:
        case NeverAct(_, when) | PossibleAct(_, when) | OnlyAfter(_, _, when):
            return when, True
        case OnlyWhen(_, condition) | Complete(_, _, condition):
            return condition, True
        case NeverPossible(_, condition):
            return condition, True
        case Always(formula) | NeverState(formula) | PossibleState(formula):
            return formula, False
        case _:
            return None


def _hinges(run: Run, asked: Property, confirmed: Confirmed) -> tuple[str, ...]:
    found = _asked_formula(asked)
    if found is None or isinstance(found[0], Truth):
        return ()
    formula, before = found
    at = run.until(run.last - 1) if before else run
    return tuple(formula_phrase(at, reason) for reason in telling(reasons(at, formula, at.last, confirmed.environment)))


def _guilty(
    run: Run, asked: Property, confirmed: Confirmed, policies: Sequence[Policy], changed: bool = False
) -> Iterator[Excerpt]:
    """The clauses whose words made the last step possible: those about the act, or where a deadline passes the open
    duties to do what was awaited; where a state is judged, those about the acts of which the property speaks: duties
    for `required`, the others for what is permitted and forbidden. `changed`: the run is the other one of two."""
    match asked.claim:
        case claim if isinstance(claim, ComparisonClaim):
            yield from _blamed(run, claim, confirmed, policies, changed)
        case Always(formula) | NeverState(formula) | PossibleState(formula):
            for reason in reasons(run, formula, run.last, confirmed.environment):
                if isinstance(reason.formula, NormOfAct):
                    yield from _asked_about(run, reason.formula, reason, policies)
        case AfterWithin(acts=acts):
            since = waiting_since(run, asked.claim, confirmed)
            wanted = [occurrences.pattern(run, act, since, confirmed.environment) for act in acts]
            yield from _owed(run, run.last - 1, policies, wanted)
        case _:
            last = run.trace.steps[-1]
            assert isinstance(last, Act)
            yield from _excerpts(run, run.last - 1, last, policies)


def _blamed(
    run: Run, claim: ComparisonClaim, confirmed: Confirmed, policies: Sequence[Policy], changed: bool
) -> Iterator[Excerpt]:
    if confirmed.duty is not None:
        policy, name, _ = confirmed.duty
        yield Excerpt(f"{policy}.{name}", duty_status(claim, changed), run.policies[policy].clauses[name].span)
    for i, act, asked in blamed(run, claim, confirmed, policies):
        yield from _excerpts(run, i, act, asked)


def _comparison(asked: Property) -> ComparisonClaim:
    assert isinstance(asked.claim, ComparisonClaim)
    return asked.claim


def _asked_about(run: Run, norm: NormOfAct, reason: Reason, policies: Sequence[Policy]) -> Iterator[Excerpt]:
    """What the policies say of the act that a norm in a formula is about, where it is read."""
    asked = policies if norm.policy is None else [run.policies[norm.policy]]
    i, environment = reason.index, reason.environment
    if norm.status != "required":
        yield from _excerpts(run, i, norms.concrete(run, norm.act, i, environment), asked)
        return
    wanted = [occurrences.pattern(run, norm.act, i, environment)]
    yield from _owed(run, i, asked, wanted)
    if not reason.truth:
        yield from (excerpt for one in asked for found in missing(run, one, wanted, 0, i) for excerpt in found.excerpts)


def _owed(run: Run, i: int, policies: Sequence[Policy], wanted: Sequence[occurrences.Pattern]) -> Iterator[Excerpt]:
    """The duties that are open in state i and that some act which fits `wanted` fulfils."""
    for policy in policies:
        for duty in open_duties(run, policy, i):
            clause = policy.clauses[duty.clause]
            if fulfilled_by(run, clause, duty.environment, wanted, i):
                yield Excerpt(f"{policy.name}.{duty.clause}", "is owed", clause.span)


def _excerpts(run: Run, i: int, act: Act, policies: Sequence[Policy]) -> Iterator[Excerpt]:
    for policy in policies:
        agent = norms.agent_of(run, act)
        if agent is not None and not norms.binds(run, policy, agent):
            yield Excerpt(policy.name, f"does not bind {agent[1]}", policy.span)
            continue
        for about in clauses_about(run, policy, act, i):
            if _let_it(policy, about):
                yield Excerpt(
                    f"{policy.name}.{about.clause}", _status(run, about, i), policy.clauses[about.clause].span
                )
        for status, _ in _of_the_rest(run, policy, act, i):
            yield Excerpt(policy.name, status, policy.span)


def _let_it(policy: Policy, about: AboutAct) -> bool:
    """Whether a clause is to blame (or to thank): no order that was obeyed, no permission that was not needed."""
    if about.status == "does not apply" and any(cause.part == "obeyed" for cause in about.causes):
        return False
    return about.effect == "forbids" or about.status != "does not apply" or policy.otherwise == "forbidden"
