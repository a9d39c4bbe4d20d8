"""One claim under one set of conditions: proved, refuted with evidence, or open, for each combination of readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rspverify.check.claims.question import Presence, Question
from rspverify.check.confirm import Evidence, complete, confirm, under_other_readings
from rspverify.check.results import ProofNote, Verdict
from rspverify.encode.decode import Sketch, decode
from rspverify.encode.symbols import Symbols
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import Symbol, Term
from rspverify.policy.claims import Conditions, Project, Property
from rspverify.proof.outcome import Bounded, GroundRun, Outcome, Proved, Refuted, Unknown
from rspverify.semantics.replay import Refused

Readings = tuple[tuple[str, str], ...]
"""One reading for each word that matters."""

Engine = Callable[[TransitionSystem, Goal], Outcome]
"""Asks the engines for the goal; proofs that come back were checked again."""


class Fault(Exception):
    """Our own fault: a result that was not confirmed. The message says which."""


@dataclass(frozen=True)
class Judged:
    """The answer under one combination of readings."""

    readings: Readings
    verdict: Verdict
    reason: str = ""
    evidence: Evidence | None = None
    proof: ProofNote | None = None


@dataclass(frozen=True)
class Case:
    """What is judged: a property under conditions, encoded."""

    project: Project
    conditions: Conditions
    asked: Property
    encoding: Encoding
    question: Question


def combinations(symbols: Symbols, relevant: Sequence[str]) -> list[Readings]:
    """All combinations of readings of the words that matter."""
    found: list[Readings] = [()]
    for word in relevant:
        found = [(*done, (word, reading)) for done in found for reading in symbols.allowed[word]]
    return found


def relevant_words(encoding: Encoding, systems: Sequence[tuple[TransitionSystem, Goal]]) -> list[str]:
    """The open words with several readings that occur in what the engines look at."""
    present: set[Symbol] = set()
    for system, goal in systems:
        terms = [system.background, system.initial, system.constraint, goal.state]
        terms += [step.condition for step in goal.steps]
        for transition in system.transitions:
            terms += [transition.possible, transition.complies]
            terms += [closure.body for closure in transition.updates.values()]
        for term in terms:
            present |= term.symbols
    return [word for word, symbol in encoding.symbols.words.items() if symbol in present]


def limit(symbols: Symbols, wanted: Sequence[Readings]) -> Term:
    """That the words are read in one of these ways."""
    return build.disj(build.conj(symbols.chosen(word, reading) for word, reading in one) for one in wanted)


def restricted(system: TransitionSystem, symbols: Symbols, wanted: Sequence[Readings]) -> TransitionSystem:
    return replace(system, background=build.both(system.background, limit(symbols, wanted)))


def judge(case: Case, system: TransitionSystem, readings: Sequence[Readings], engine: Engine) -> list[Judged]:
    """The claim itself under each combination, vacuity aside. Raises `Fault`."""
    found: list[Judged] = []
    open_ones = list(readings)
    reached = Verdict.POSSIBLE if case.question.witness else Verdict.VIOLATED
    while open_ones:
        outcome = engine(restricted(system, case.encoding.symbols, open_ones), case.question.goal)
        match outcome:
            case Refuted(run):
                for readings_of, evidence in _confirmed(case, run, open_ones):
                    found.append(Judged(readings_of, reached, "", evidence))
                    open_ones.remove(readings_of)
            case Proved() | Bounded() | Unknown():
                verdict, reason, note = _settled(outcome, case)
                found += [Judged(one, verdict, reason, None, note) for one in open_ones]
                open_ones = []
    return sorted(found, key=lambda judged: readings.index(judged.readings))


def _sketch(case: Case, run: GroundRun, wanted: Readings) -> Sketch:
    """The run in names. Words that the engine did not look at are read as `wanted`."""
    sketch = decode(case.encoding, run, [(step.transition, step.parameters) for step in run.steps])
    free = {word: reading for word, reading in wanted if case.encoding.symbols.words[word] not in run.constants}
    return replace(sketch, readings=sketch.readings | free)


def _agrees(case: Case, run: GroundRun, readings: Readings) -> bool:
    """Whether the words that the engine looked at are read in this way."""
    words = case.encoding.symbols.words
    return all(run.constants.get(words[word], reading) == reading for word, reading in readings)


def _confirmed(case: Case, run: GroundRun, open_ones: Sequence[Readings]) -> Iterator[tuple[Readings, Evidence]]:
    """The evidence for the combination that the run has, and for the others under which it shows the same."""
    wanted = next(one for one in open_ones if _agrees(case, run, one))
    trace = complete(case.project, case.conditions, _sketch(case, run, wanted))
    if isinstance(trace, Refused):
        raise Fault(f"the run that was found is none: {trace.reason}")
    evidence = confirm(case.project, case.conditions, case.asked, trace)
    if isinstance(evidence, Refused):
        raise Fault(f"the reference semantics does not confirm the run that was found: {evidence.reason}")
    yield wanted, evidence
    for other in [one for one in open_ones if one != wanted]:
        also = under_other_readings(case.project, case.conditions, case.asked, trace, dict(other))
        if also is not None:
            yield other, also


def _method(k: int, invariants: int) -> str:
    """How a proof goes, in words; k = 0: no single step or state can break the claim, whatever came before."""
    given = f" and {invariants} invariant{'' if invariants == 1 else 's'}" if invariants else ""
    return f"from the rules alone{given}" if k == 0 else f"by induction on {k} step{'' if k == 1 else 's'}{given}"


def _settled(outcome: Proved | Bounded | Unknown, case: Case) -> tuple[Verdict, str, ProofNote | None]:
    witness = case.question.witness
    match outcome:
        case Proved(certificate):
            note = ProofNote(
                _method(certificate.k, len(certificate.invariants)),
                tuple(name for name, _ in certificate.invariants),
                len(certificate.conditions),
            )
            return (Verdict.IMPOSSIBLE if witness else Verdict.HOLDS), "", note
        case Bounded(depth, _, reason):
            wanted = case.conditions.steps
            if wanted is not None and depth >= wanted and not witness:
                return Verdict.HOLDS_UP_TO, "", ProofNote(f"no run of {depth} steps or fewer breaks it", (), 0, depth)
            looked = f"no run of {depth} steps or fewer {'shows' if witness else 'breaks'} it, but no proof was found"
            return Verdict.UNDETERMINED, f"{looked} ({reason})" if reason else looked, None
        case Unknown(reason):
            return Verdict.UNDETERMINED, reason, None


@dataclass(frozen=True)
class Absence:
    """What keeps a claim from being more than vacuous; `told` False: whether it is so could not be told."""

    reason: str
    told: bool


def absences(
    case: Case, presence: Presence, system: TransitionSystem, readings: Sequence[Readings], engine: Engine
) -> dict[Readings, Absence]:
    """The combinations under which what must be present is absent, or may be."""
    open_ones = list(readings)
    while open_ones:
        outcome = engine(restricted(system, case.encoding.symbols, open_ones), presence.goal)
        match outcome:
            case Refuted(run):
                open_ones = [one for one in open_ones if not _agrees(case, run, one)]
            case Proved() | Bounded() | Unknown():
                return dict.fromkeys(open_ones, Absence(presence.absent, isinstance(outcome, Proved)))
    return {}
