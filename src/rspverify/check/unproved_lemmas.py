"""Lemmas of a file that could not be proved, granted for once: is the proof stuck then in the claim, or in one of them?

Whoever states a lemma because a proof was stuck wants to know what is needed next, not where it was stuck before.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.proof.cti import counterexample_to_induction
from rspverify.proof.houdini import houdini
from rspverify.proof.induction import Named
from rspverify.proof.outcome import GroundRun
from rspverify.proof.search import Tools
from rspverify.proof.suggest import true_up_to

_CANDIDATE_RLIMIT = 1_000_000


@dataclass(frozen=True)
class Beyond:
    """`run`: one step from a state that the granted lemmas do not exclude; `broken`: the lemma that it breaks, or None
    where it breaks the claim."""

    run: GroundRun
    broken: str | None = None


def granted(
    encoding: Encoding, proved: Collection[str], runs: TransitionSystem, tools: Tools, depth: int
) -> tuple[Named, ...]:
    """The lemmas without a proof that may be true, so far as runs of `depth` steps tell: from a false one follows
    nothing. Those that speak of what these runs do not have are passed over, as they are in proofs."""
    stated = (
        (name, encoding.formulas.compile(lemma.formula, {}))
        for name, lemma in sorted(encoding.world.lemmas.items())
        if name not in proved
    )
    return tuple(
        (name, term)
        for name, term in stated
        if term.symbols <= {*runs.symbols} and true_up_to([term], runs, tools, 0, depth) is not None
    )


def further(
    system: TransitionSystem,
    goal: Goal,
    known: Sequence[Named],
    lemmas: Sequence[Named],
    runs: TransitionSystem,
    tools: Tools,
) -> Beyond | None:
    """Where the induction for the goal fails with the lemmas, or, where it does not, the induction for one of them;
    None where no such place was found. `runs`: the system of the runs that lemmas speak of."""
    run = counterexample_to_induction(system, goal, (*known, *lemmas), tools)
    if run is not None:
        return Beyond(run)
    if tools.budget.exhausted() is not None:
        return None
    found = houdini(runs, (*runs.hints, *lemmas), tools.solvers, tools.budget, rlimit=_CANDIDATE_RLIMIT)
    hints = tuple(one for one in found.kept if one not in lemmas)
    for name, term in lemmas:
        if (name, term) not in found.kept:
            others = tuple(other for other in lemmas if other[0] != name)
            run = counterexample_to_induction(runs, Goal(build.negate(term)), (*hints, *others), tools)
            if run is not None:
                return Beyond(run, name)
    return None
