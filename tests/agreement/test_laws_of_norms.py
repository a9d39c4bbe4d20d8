"""Laws that each policy obeys, in random states by the reference semantics, and some by the checker too.

A law about a changed policy reads one run under both: acts happen as they do, whatever is forbidden.
"""

from __future__ import annotations

from collections.abc import Iterator

from generate.choices import Choices
from generate.project import Drawn, draw, resolved
from generate.runs import random_run
from hypothesis import given
from profiles import examples, seeds
from texts import permuted, renamed, with_clause
from verdicts import OPTIONS, results

from rspverify.check.results import CheckResult
from rspverify.policy.claims import Conditions, Project
from rspverify.policy.conditions import effective_policies
from rspverify.policy.norms import Duty, Permission, Policy, RecurringDuty
from rspverify.semantics import duties, norms
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import Run
from rspverify.semantics.steps import acts
from rspverify.source.diagnostics import SourceError
from rspverify.trace.values import Act

PLAIN = Conditions((), (), (), (), (), None)


def moments(seed: int, drawn: Drawn) -> Iterator[tuple[Run, int]]:
    """Each state of a random run of the project."""
    run = random_run(Choices(seed), drawn.project, PLAIN, steps=4)
    if run is not None:
        for i in range(run.last + 1):
            yield run, i


def judged(run: Run) -> Iterator[tuple[Policy, Act]]:
    """Each policy with each act whose agent it binds."""
    for policy in run.policies.values():
        for act in acts(run.world, run.universe):
            if norms.binds(run, policy, norms.agent_of(run, act)):
                yield policy, act


def elsewhere(run: Run, project: Project) -> Run:
    """The same trace in another project with the same vocabulary."""
    return Run.of(project.world, effective_policies(project, PLAIN), (), run.trace)


def owed(run: Run, policy: str, i: int) -> set[tuple[str, tuple[object, ...]]]:
    found = duties.owed_instances(run, run.policies[policy], i)
    return {(clause.name, tuple(env.values())) for clause, env in found}


@given(seeds)
@examples(60)
def test_prohibition_prevails_over_permission(seed: int) -> None:
    drawn = draw(seed)
    for run, i in moments(seed, drawn):
        for policy, act in judged(run):
            if norms.prohibitions(run, policy, act, i):
                assert norms.forbidden(run, policy, act, i), drawn.text


@given(seeds)
@examples(60)
def test_otherwise_decides_where_no_clause_does(seed: int) -> None:
    """What is neither prohibited nor expressly permitted is as `otherwise` says, while the policy is in force."""
    drawn = draw(seed)
    for run, i in moments(seed, drawn):
        for policy, act in judged(run):
            if norms.prohibitions(run, policy, act, i) or norms.permissions(run, policy, act, i):
                continue
            stands = policy.otherwise == "forbidden" and holds(run, policy.in_force, i, {})
            assert norms.forbidden(run, policy, act, i) == stands, drawn.text


@given(seeds)
@examples(60)
def test_out_of_force_nothing_is_forbidden_or_owed(seed: int) -> None:
    drawn = draw(seed)
    for run, i in moments(seed, drawn):
        for policy, act in judged(run):
            if not holds(run, policy.in_force, i, {}):
                assert not norms.forbidden(run, policy, act, i), drawn.text
                assert not owed(run, policy.name, i), drawn.text


@given(seeds)
@examples(60)
def test_nobody_else_is_bound(seed: int) -> None:
    drawn = draw(seed)
    for run, i in moments(seed, drawn):
        for policy in run.policies.values():
            for act in acts(run.world, run.universe):
                if not norms.binds(run, policy, norms.agent_of(run, act)):
                    assert not norms.forbidden(run, policy, act, i), drawn.text


@given(seeds)
@examples(60)
def test_a_policy_agrees_with_an_amendment_that_changes_nothing(seed: int) -> None:
    drawn = draw(seed)
    text = drawn.text + "policy same amends p {\n}\n"
    amended = resolved(text)
    for run, i in moments(seed, drawn):
        other = elsewhere(run, amended)
        assert owed(other, "p", i) == owed(other, "same", i), text
        for act in acts(other.world, other.universe):
            one, two = (norms.forbidden(other, other.policies[name], act, i) for name in ("p", "same"))
            assert one == two, text


@given(seeds)
@examples(80)
def test_one_more_prohibition_permits_nothing_more(seed: int) -> None:
    drawn = draw(seed)
    choices = Choices(seed + 1)
    action = choices.one([*drawn.project.world.actions.values()])
    given_ = ["b" if p == action.agent else "any" for p in action.parameters]
    clause = f"clause more: b must not {action.name}" + (f"({', '.join(given_)})" if given_ else "")
    changed = _changed(drawn, clause)
    if changed is None:
        return
    for run, i in moments(seed, drawn):
        other = elsewhere(run, changed)
        for act in acts(run.world, run.universe):
            if norms.forbidden(run, run.policies["p"], act, i):
                assert norms.forbidden(other, other.policies["p"], act, i), f"{clause}\n{drawn.text}"


@given(seeds)
@examples(120)
def test_an_exemption_never_adds_a_duty(seed: int) -> None:
    """Of duties that an occurrence opens. (One that opens by its condition opens anew when the exemption ends.) The
    overridden duty must not override anything, or its own absence may bring another norm to bear."""
    drawn = draw(seed)
    policy = drawn.project.policies["p"]
    triggered = [
        c
        for c in policy.clauses.values()
        if isinstance(c.norm, Duty) and c.norm.triggers and not c.overrides and c.origin == "p"
    ]
    if not triggered or "breach of" in drawn.text:
        return
    clause = Choices(seed).one(triggered)
    act = clause.norm.acts[0]
    agent = drawn.text.split(f"  clause {clause.name}")[1].split(": ")[1].split()[0]
    parameters = drawn.project.world.actions[act.action].parameters
    by = drawn.project.world.actions[act.action].agent
    given_ = [agent if p == by else "any" for p in parameters]
    facts = [
        f.name
        for f in drawn.project.world.facts.values()
        if not f.parameters and f.sort.__class__.__name__ == "BoolSort"
    ]
    when = f" when {Choices(seed).one(facts)}" if facts else ""
    spoken = f"{act.action}({', '.join(given_)})" if given_ else act.action
    changed = _changed(drawn, f"clause less overrides {clause.name}: {agent} need not {spoken}{when}")
    if changed is None:
        return
    for run, i in moments(seed, drawn):
        other = elsewhere(run, changed)
        assert owed(other, "p", i) <= owed(run, "p", i), f"{clause.name}\n{drawn.text}"


def _changed(drawn: Drawn, clause: str) -> Project | None:
    """The project with a clause more in `p`, if that is one."""
    try:
        return resolved(with_clause(drawn.text, "p", clause))
    except SourceError:
        return None


@given(seeds)
@examples(60)
def test_what_is_breached_was_owed_or_prohibited(seed: int) -> None:
    drawn = draw(seed)
    for run, i in moments(seed, drawn):
        if i == run.last:
            continue
        for policy in run.policies.values():
            for clause in policy.clauses.values():
                if isinstance(clause.norm, Permission):
                    continue
                timed = isinstance(clause.norm, Duty | RecurringDuty)
                for env in norms.environments(run.universe, clause.variables):
                    if duties.breached(run, policy, clause, env, i):
                        step = run.trace.steps[i]
                        if timed:
                            assert duties.owed(run, policy, clause, env, i), drawn.text
                        else:
                            assert isinstance(step, Act)
                            assert clause.name in norms.prohibitions(run, policy, step, i), drawn.text


# ---------------------------------------------------------------- by the checker


def told(result: CheckResult) -> tuple[object, ...]:
    """What must not depend on names and order: verdicts and how long traces are."""
    steps = None if result.story is None else len(result.story.trace.steps)
    table = sorted((row.verdict.value, row.story is not None) for row in result.table)
    return result.verdict, result.meeting, steps, table


@given(seeds)
@examples(25)
def test_renaming_changes_nothing(seed: int) -> None:
    drawn = draw(seed)
    other = renamed(drawn.text)
    assert list(map(told, results(drawn.project))) == list(map(told, results(resolved(other)))), drawn.text + other


@given(seeds)
@examples(25)
def test_order_of_declarations_changes_nothing(seed: int) -> None:
    drawn = draw(seed)
    other = permuted(drawn.text, Choices(seed))
    assert list(map(told, results(drawn.project))) == list(map(told, results(resolved(other)))), drawn.text + other


@given(seeds)
@examples(20)
def test_the_same_check_twice_says_the_same(seed: int) -> None:
    drawn = draw(seed)
    first, second = (results(drawn.project, OPTIONS) for _ in range(2))
    assert [r.story for r in first] == [r.story for r in second], drawn.text
