"""`P can always be complied with`, `P and Q can be kept together` (language.md 4): duties at their last hour."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.policy.expressions import Expr, FactOf, Hours, Num
from rspverify.policy.norms import Clause, Policy
from rspverify.policy.sorts import DurationSort, IntSort, Sort, TimeSort
from rspverify.policy.walk import subexpressions
from rspverify.semantics import duties, norms, occurrences, steps
from rspverify.semantics.admission import Confirmed
from rspverify.semantics.run import Environment, LimitReached, Run
from rspverify.trace.values import Act, State


def dead_end(run: Run, policies: tuple[Policy, ...]) -> Confirmed | None:
    """A duty of a bound agent that falls due in the last state, where no act that fulfils it is both possible and
    permitted by all that the run is under. Raises `LimitReached` where that cannot be settled."""
    for policy in policies:
        for clause, env in duties.owed_instances(run, policy, run.last):
            if duties.due(run, policy, clause, env, run.last) != run.time(run.last):
                continue
            if not any(norms.permitted(run, act, run.last) and can_happen(run, act) for act in _ways(run, clause, env)):
                return Confirmed(run.last, {}, duty=(policy.name, clause.name, env))
    return None


def _ways(run: Run, clause: Clause, env: Environment) -> Iterator[Act]:
    """The acts that fulfil a duty in the last state."""
    for wanted in clause.norm.acts:
        yield from occurrences.acts(run, occurrences.pattern(run, wanted, run.last, env))


# ---------------------------------------------------------------- possible, among endless values


def can_happen(run: Run, act: Act) -> bool:
    """An act is possible in the last state. Raises `LimitReached` where only an endless search could tell."""
    if steps.possible(run, act, run.last, _worth_trying(run)):
        return True
    if steps.malformed(run, act) is None and steps.demands_met(run, act, run.last) and _left_endless(run, act):
        raise LimitReached(f"whether `{steps.show(act)}` can happen hangs on values of which there is no end")
    return False


def _left_endless(run: Run, act: Act) -> bool:
    """The act leaves a place open, or a place varies, that has no end of values and of which some axiom speaks."""
    spoken_of = {
        part.fact for axiom in run.world.axioms for part in subexpressions(axiom.formula) if isinstance(part, FactOf)
    }
    opened = {fact for fact, _ in steps.outcome(run, act, run.last).opened}
    varying = {fact.name for fact in run.world.facts.values() if fact.kind == "varying"}
    return any(_endless(run.world.facts[name].sort) for name in spoken_of & (opened | varying))


def _endless(sort: Sort) -> bool:
    return isinstance(sort, TimeSort | DurationSort) or sort == IntSort()


def _worth_trying(run: Run) -> steps.Candidates:
    """Numbers of the last state and of the axioms, and those next to them."""
    state = run.trace.states[-1]
    known = {0, state.time, *_numbers_of(state), *_numerals(axiom.formula for axiom in run.world.axioms)}
    tried = tuple(sorted({number + next_to for number in known for next_to in (-1, 0, 1)}, key=lambda n: (abs(n), n)))
    return steps.Candidates(numbers=tried, moments=tried)


def _numbers_of(state: State) -> Iterator[int]:
    return (found for found in state.facts.values() if isinstance(found, int) and not isinstance(found, bool))


def _numerals(formulas: Iterator[Expr]) -> Iterator[int]:
    for formula in formulas:
        for part in subexpressions(formula):
            match part:
                case Num(number) | Hours(number):
                    yield number
                case _:
                    pass
