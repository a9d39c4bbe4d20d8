"""Where a proof by induction is stuck: the state that nothing known excludes, and a lemma that would exclude it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count as count_from
from itertools import islice

from rspverify.check.judge import Case
from rspverify.check.options import CheckOptions
from rspverify.check.readings import Readings, restricted
from rspverify.check.results import InductionGap
from rspverify.check.stuck_words import in_words
from rspverify.check.unproved_lemmas import Beyond, further, granted
from rspverify.encode.lemma_text import as_lemma
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.slice import cone
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import Symbol, Term
from rspverify.proof.cti import counterexample_to_induction
from rspverify.proof.ground import Preference
from rspverify.proof.houdini import houdini
from rspverify.proof.induction import Named
from rspverify.proof.outcome import GroundRun
from rspverify.proof.search import Tools
from rspverify.proof.suggest import suggest
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_solver

_SHARE = 4
"""A quarter of what a check may spend is spent on saying why it has no answer."""

_LEARNED = 4
"""Clauses are learned from runs of so many steps."""

_CANDIDATE_RLIMIT = 1_000_000


def induction_gap(
    case: Case,
    complying: TransitionSystem,
    free: TransitionSystem,
    readings: Readings,
    lemmas: Sequence[Named],
    options: CheckOptions,
    spent: Budget,
) -> InductionGap | None:
    """Where the induction for the claim fails under these readings; None where no such place was found.

    `complying` and `free` are the systems of the check and of all runs, `lemmas` those that were proved; `spent` is the
    budget of the check, whose time this shares.
    """
    tools = _tools(case.encoding, options, spent)
    goal = case.question.goal
    system = cone(restricted(complying, case.encoding.symbols, [readings]), goal).system
    found = _failure(system, goal, [lemma for lemma in lemmas if lemma[1].symbols <= {*system.symbols}], tools)
    if found is None:
        return None
    known, run = found
    spoken = _spoken_of(free, system.symbols)
    stated = granted(case.encoding, {name for name, _ in lemmas}, spoken, tools, min(_LEARNED, options.depth))
    beyond = further(system, goal, known, stated, spoken, tools) if stated else None
    if beyond is None:
        beyond, stated = Beyond(run), ()
    suggested = suggest(
        system,
        goal,
        known,
        None if beyond.broken else beyond.run,
        tools,
        stated=stated,
        depth=min(_LEARNED, options.depth),
        most_depth=options.depth,
        runs=spoken,
        sayable=lambda literal: _said(literal, case.encoding) is not None,
    )
    learned = () if suggested is None else suggested.lemmas
    said = tuple(text for lemma in learned if (text := as_lemma(lemma, case.encoding, same_memory=True)) is not None)
    if len(said) < len(learned) or _stated(case.encoding, said):
        suggested, said = None, ()
    told = in_words(case, beyond.run, suggested, said, tuple(name for name, _ in stated), beyond.broken)
    return replace(told, names=_names(case.encoding, len(said)))


def _stated(encoding: Encoding, said: Sequence[str]) -> bool:
    """Whether the file has one of these lemmas already: it could not be proved, and to say it again does not help."""
    lemmas = (encoding.formulas.compile(lemma.formula, {}) for lemma in encoding.world.lemmas.values())
    return not {as_lemma(lemma, encoding, same_memory=True) for lemma in lemmas}.isdisjoint(said)


def _names(encoding: Encoding, count: int) -> tuple[str, ...]:
    """Names that the file does not have yet."""
    world = encoding.world
    taken = {*world.lemmas, *world.assumptions, *(axiom.name for axiom in world.axioms), *world.facts, *world.actions}
    taken |= {*world.defines, *world.terms, *world.durations, *encoding.symbols.individuals}
    free = (name for name in _lemma_names() if name not in taken)
    return tuple(islice(free, count))


def _lemma_names() -> Iterator[str]:
    yield "needed"
    yield from (f"needed_{number}" for number in count_from(2))


def _failure(
    system: TransitionSystem, goal: Goal, lemmas: Sequence[Named], tools: Tools
) -> tuple[Sequence[Named], GroundRun] | None:
    """Invariants, and where the induction fails with them; None where it was not found to."""
    failure: tuple[Sequence[Named], GroundRun] | None = None
    known: Sequence[Named] = lemmas
    for hints in (system.hints, system.more_hints):
        # As in the engines: the many other candidates only where the few do not do.
        found = houdini(system, (*known, *hints), tools.solvers, tools.budget, rlimit=_CANDIDATE_RLIMIT)
        if not found.complete:
            return failure
        known = found.kept
        run = counterexample_to_induction(system, goal, known, tools)
        if run is None:
            return failure if tools.budget.exhausted() is not None else None
        failure = (known, run)
    return failure


def _tools(encoding: Encoding, options: CheckOptions, spent: Budget) -> Tools:
    left = spent.seconds_left()
    share = options.rlimit // _SHARE
    budget = Budget(Limits(rlimit=share, query_rlimit=share, timeout=None if left is None else left / _SHARE))
    return Tools(z3_solver, budget, tuple(Preference(symbol) for symbol in encoding.symbols.facts.values()))


def _said(literal: Term, encoding: Encoding) -> str | None:
    """The literal as a formula about all members."""
    variables = sorted(literal.free, key=lambda variable: str(variable.payload))
    return as_lemma(build.forall(variables, literal), encoding, same_memory=True)


def _spoken_of(free: TransitionSystem, symbols: Sequence[Symbol]) -> TransitionSystem:
    """The system of the runs that lemmas speak of: all, also those that break policies or assumptions; of what can
    matter to these symbols."""
    constraint = build.conj(
        part.term for part in free.parts if part.place == ("constraint",) and part.origin.kind != "assumption"
    )
    return cone(replace(free, constraint=constraint), Goal(build.FALSE, (), tuple(symbols))).system
