"""One check: its claim judged under every combination of readings, made weaker where it is vacuous, and one verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rspverify.check.claims.question import Unsupported
from rspverify.check.claims.select import question
from rspverify.check.engine import engine, new_budget
from rspverify.check.expected import joined
from rspverify.check.judge import Case, Engine, Fault, Judged, judge
from rspverify.check.options import CheckOptions
from rspverify.check.readings import combinations, relevant_words
from rspverify.check.results import Verdict
from rspverify.check.stuck import induction_gap
from rspverify.check.vacuity import absences, weakened
from rspverify.encode.hints.candidates import hints
from rspverify.encode.system import encode
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.policy.claims import Conditions, Project, Property, TraceClaim

TRUE = (Verdict.HOLDS, Verdict.HOLDS_UP_TO)


@dataclass(frozen=True)
class Answer:
    """A verdict before it is compared with the expected one. `words`: the open words that matter; `fault`: our own."""

    verdict: Verdict
    judged: tuple[Judged, ...] = ()
    reason: str = ""
    words: tuple[str, ...] = ()
    fault: bool = False


def answer(
    project: Project, asked: Property, conditions: Conditions, options: CheckOptions, lemmas: Sequence[str] = ()
) -> Answer:
    """The verdict on a property. `lemmas`: names of those that were proved before."""
    try:
        return _answered(posed(project, asked, conditions), options, lemmas)
    except Unsupported as unsupported:
        return Answer(Verdict.UNDETERMINED, reason=f"not yet supported: {unsupported}")
    except Fault as fault:
        return Answer(Verdict.UNDETERMINED, reason=str(fault), fault=True)


def posed(project: Project, asked: Property, conditions: Conditions) -> Case:
    """The property under the conditions, encoded, with the question that it is to the engines. Raises `Unsupported`."""
    if not isinstance(asked.claim, TraceClaim):
        raise Unsupported("this kind of claim")
    encoding = encode(project, conditions)
    return Case(project, conditions, asked, encoding, question(encoding, asked, asked.claim))


def _answered(case: Case, options: CheckOptions, lemmas: Sequence[str]) -> Answer:
    encoding, asking = case.encoding, case.question
    statements = case.project.world.lemmas
    known = tuple((name, encoding.formulas.compile(statements[name].formula, {})) for name in sorted(lemmas))
    complying, free = systems(case)
    goals = [(complying, asking.goal)]
    goals += [(complying if presence.complying else free, presence.goal) for presence in asking.presences]
    words = relevant_words(encoding, goals)
    budget = new_budget(options)
    depth = options.depth if case.conditions.steps is None else case.conditions.steps
    ask = engine(encoding, case.asked, options, budget, known, depth, runs_first=asking.witness)
    judged = judge(case, complying, combinations(encoding.symbols, words), ask)
    looking = engine(encoding, case.asked, options, budget, known, max(depth, options.depth), runs_first=True)
    judged = _in_view_of_absences(case, judged, goals[1:], looking)
    stuck = next((i for i, one in enumerate(judged) if _wants_proof(one, case)), None)
    if stuck is not None and budget.seconds_left() != 0:
        one = judged[stuck]
        gap = induction_gap(case, complying, free, one.readings, known, options, budget)
        judged = [*judged[:stuck], replace(one, gap=gap), *judged[stuck + 1 :]]
    verdict = joined([one.verdict for one in judged])
    return Answer(verdict, tuple(judged), _reason(verdict, judged), tuple(words))


def _wants_proof(one: Judged, case: Case) -> bool:
    """Whether a proof was asked for and none was found, nor a run."""
    bounded = one.verdict is Verdict.HOLDS_UP_TO and case.conditions.steps is None
    return (one.verdict is Verdict.UNDETERMINED and one.proof is None) or bounded


def systems(case: Case) -> tuple[TransitionSystem, TransitionSystem]:
    """That of the complying runs and that of all runs, with candidates for invariants."""
    encoding, asking = case.encoding, case.question
    complying, free = encoding.system(), encoding.system(complying=False)
    asked_terms = [asking.goal.state, *(step.condition for step in asking.goal.steps)]
    candidates = hints(encoding, asking.waiting, asked_terms)
    return candidates.given_to(complying), candidates.given_to(free)


def _in_view_of_absences(
    case: Case, judged: list[Judged], goals: Sequence[tuple[TransitionSystem, Goal]], ask: Engine
) -> list[Judged]:
    for (system, _), presence in zip(goals, case.question.presences, strict=True):
        true = [one.readings for one in judged if one.verdict in TRUE]
        if true:
            missing = absences(case, presence, system, true, ask)
            judged = [weakened(one, missing.get(one.readings), presence) for one in judged]
    return judged


def _reason(verdict: Verdict, judged: Sequence[Judged]) -> str:
    """Why there is no better verdict, where there is none."""
    told = next((one.reason for one in judged if one.verdict is verdict and one.reason), "")
    if verdict is Verdict.UNDETERMINED and not told:
        return "violated under some readings, and under the others only short runs are known to keep it"
    return told
