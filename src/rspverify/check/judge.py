"""One claim under one set of conditions: proved, refuted with evidence, or open, for each combination of readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from rspverify.check.bounds import bound
from rspverify.check.claims.question import Question
from rspverify.check.confirm import Evidence, GivenUp, complete, confirm, under_other_readings
from rspverify.check.countable import countable
from rspverify.check.encodings import Encoded
from rspverify.check.manner import ALONE, Manner
from rspverify.check.readings import Readings, restricted
from rspverify.check.results import InductionGap, ProofNote, RestsOn, Verdict
from rspverify.check.shrink.pair import shrunk_pair
from rspverify.check.shrink.shrink import shrunk
from rspverify.check.undetermined import no_answer
from rspverify.encode.decode import Found, decode
from rspverify.encode.hints.candidates import in_words
from rspverify.encode.system import Encoding
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.logic.terms import Symbol, Term
from rspverify.policy.claims import Conditions, Project, Property
from rspverify.policy.conditions import unshared
from rspverify.proof.certificate import Certificate
from rspverify.proof.inductive_validity import ValidityCore
from rspverify.proof.outcome import Bounded, GroundRun, InScope, Outcome, Proved, Refuted, Unknown
from rspverify.semantics.replay import Refused
from rspverify.trace.values import Trace, Value


@dataclass(frozen=True)
class Answered:
    """What the engines say. `left_out`: facts and actions that they did not look at, since nothing depends on them.
    `rests_on`: what a proof needs; `core`: the same as it was found."""

    outcome: Outcome
    left_out: tuple[str, ...] = ()
    rests_on: RestsOn | None = None
    core: ValidityCore | None = None


Engine = Callable[[TransitionSystem, Goal], Answered]
"""Asks the engines for the goal; proofs that come back were checked again. Raises `Fault`."""


Steps = list[tuple[str, Mapping[Symbol, Value]]]


class Fault(Exception):
    """Our own fault: a result that was not confirmed. The message says which."""


@dataclass(frozen=True)
class Judged:
    """The answer under one combination of readings. `absence`: the proof that the claim is vacuous; `gap`: where
    a proof is stuck; `besides`: further proofs that the verdict needs, where a claim is about several kinds of runs."""

    readings: Readings
    verdict: Verdict
    reason: str = ""
    evidence: Evidence | None = None
    proof: ProofNote | None = None
    absence: ProofNote | None = None
    gap: InductionGap | None = None
    besides: tuple[ProofNote, ...] = ()


@dataclass(frozen=True)
class Case:
    """What is judged: a property under conditions, encoded. `side`: of which runs it is judged here, where the claim is
    about several kinds of them."""

    project: Project
    conditions: Conditions
    asked: Property
    encoded: Encoded
    question: Question
    side: str = ""

    @property
    def encoding(self) -> Encoding:
        return self.encoded.encoding


def judge(
    case: Case, system: TransitionSystem, readings: Sequence[Readings], engine: Engine, manner: Manner = ALONE
) -> list[Judged]:
    """The claim itself under each combination, vacuity aside; where any run will do, that one alone, if there is one.
    Raises `Fault`."""
    found: list[Judged] = []
    open_ones = list(readings)
    while open_ones:
        answered = engine(restricted(system, case.encoding.symbols, open_ones), case.question.goal)
        match answered.outcome:
            case Refuted(run):
                settled = list(_confirmed(case, run, open_ones, manner))
                if manner.any_run and settled[0].evidence is not None:
                    return settled
            case Bounded() | InScope() | Unknown() if len(open_ones) > 1:
                # Together they were too much; of some of them alone more may be told.
                settled = [told for one in open_ones for told in judge(case, system, [one], engine, manner)]
                if manner.any_run and (shown := [one for one in settled if one.evidence is not None]):
                    return shown[:1]
            case Proved() | Bounded() | InScope() | Unknown():
                verdict, reason, note = _settled(answered, case)
                settled = [Judged(one, verdict, reason, None, note) for one in open_ones]
        found += settled
        done = {one.readings for one in settled}
        open_ones = [one for one in open_ones if one not in done]
    found.sort(key=lambda judged: readings.index(judged.readings))
    return found if manner.each_plain or manner.any_run else list(_first_plain(case, found))


def _first_plain(case: Case, found: Sequence[Judged]) -> Iterator[Judged]:
    """The first story made plain."""
    told = False
    for one in found:
        if one.evidence is not None and not told:
            told = True
            yield replace(one, evidence=_plain(case, one.evidence, minimal=not one.evidence.may_be_smaller))
        else:
            yield one


# ---------------------------------------------------------------- a run was found


def agrees(case: Case, run: GroundRun, readings: Readings) -> bool:
    """Whether the words that the engine looked at are read in this way."""
    words = case.encoding.symbols.words
    return all(run.constants.get(words[word], reading) == reading for word, reading in readings)


def whole(case: Case, run: GroundRun, wanted: Readings) -> Trace | GivenUp:
    """The engine's run as a whole trace, words that it did not look at read as `wanted`. Raises `Fault`."""
    return _completed(case, run, [(step.transition, step.parameters) for step in run.steps], wanted)


def _completed(case: Case, run: Found, steps: Steps, wanted: Readings, like: Trace | None = None) -> Trace | GivenUp:
    sketch = decode(case.encoding, run, steps)
    free = {word: reading for word, reading in wanted if case.encoding.symbols.words[word] not in run.constants}
    sketch = replace(sketch, readings=sketch.readings | free)
    if not countable(case.project, case.asked, sketch.universe):
        return GivenUp("a run was found, but there are too many numbers to go through one by one to confirm it")
    trace = complete(case.project, case.conditions, sketch, like)
    if isinstance(trace, Refused):
        raise Fault(f"the run that was found is none: {trace.reason}")
    return trace


def _shown(case: Case, run: GroundRun, wanted: Readings) -> tuple[Trace, Trace | None] | GivenUp:
    """What the engine found for the claim: a trace, and the other one where the claim is about two. Raises `Fault`."""
    twin, raised = case.question.twin, case.question.raised
    if twin is None:
        trace = whole(case, run, wanted)
        if isinstance(trace, GivenUp) or raised is None:
            return trace if isinstance(trace, GivenUp) else (trace, None)
        table = run.states[-1].get(raised.symbol) or {(): run.constants[raised.symbol]}
        last = trace.states[-1]
        changed = replace(last, facts={**last.facts, **raised.found(run, table)})
        return trace, replace(trace, states=(*trace.states[:-1], changed))
    one, other = twin.split(run.sizes, run.constants, run.states, [(s.transition, s.parameters) for s in run.steps])
    first = _completed(case, one, list(one.steps), wanted)
    if isinstance(first, GivenUp):
        return first
    second = _completed(case, other, list(other.steps), wanted, like=first)
    return second if isinstance(second, GivenUp) else (first, second)


def _confirmed(case: Case, run: GroundRun, open_ones: Sequence[Readings], manner: Manner) -> Iterator[Judged]:
    """The evidence for the combination that the run has, and for the others under which it shows the same, as short and
    plain as it can be made."""
    reached = Verdict.POSSIBLE if case.question.witness else Verdict.VIOLATED
    wanted = next(one for one in open_ones if agrees(case, run, one))
    shown = _shown(case, run, wanted)
    if isinstance(shown, GivenUp):
        yield Judged(wanted, Verdict.UNDETERMINED, shown.reason)
        return
    evidence = confirm(case.project, case.conditions, case.asked, *shown)
    if isinstance(evidence, Refused):
        if case.question.loose:
            yield Judged(wanted, Verdict.UNDETERMINED, case.question.loose)
            return
        raise Fault(f"the reference semantics does not confirm the run that was found: {evidence.reason}")
    if manner.any_run:
        yield Judged(wanted, reached, "", evidence)
        return
    smaller = not run.minimal
    plain = _plain(case, evidence, run.minimal) if manner.each_plain else replace(evidence, may_be_smaller=smaller)
    yield Judged(wanted, reached, "", plain)
    # Under another reading the longer story may be one where the plain one is none.
    told = (plain, evidence) if manner.each_plain else (plain,)
    for other in open_ones:
        read = (under_other_readings(case.project, case.conditions, case.asked, one, dict(other)) for one in told)
        if other != wanted and (also := next((one for one in read if one is not None), None)) is not None:
            made = _plain(case, also, run.minimal) if manner.each_plain else replace(also, may_be_smaller=smaller)
            yield Judged(other, reached, "", made)


def _plain(case: Case, evidence: Evidence, minimal: bool) -> Evidence:
    """The same verdict's smallest story that can be made of this one. `minimal`: the run was as small as can be."""
    plainer = shrunk if evidence.other is None else shrunk_pair
    found = plainer(case.project, case.conditions, case.asked, evidence)
    entities = case.project.world.entities.values()
    members = found.trace.universe.members
    more = any(len(members[entity.sort.name]) > max(len(entity.individuals), 1) for entity in entities)
    return replace(found, may_be_smaller=not minimal and (more or bool(found.trace.steps)))


# ---------------------------------------------------------------- none was found


def _settled(answered: Answered, case: Case) -> tuple[Verdict, str, ProofNote | None]:
    witness = case.question.witness
    match answered.outcome:
        case Proved(certificate):
            proved = Verdict.IMPOSSIBLE if witness else Verdict.HOLDS
            return proved, "", proof_note(certificate, answered, case)
        case Bounded() | InScope() as bounded:
            found = None if witness else bound(bounded, case.conditions.steps)
            if found is None:
                return Verdict.UNDETERMINED, no_answer(bounded, witness), None
            note = ProofNote(found.method(), (), found.conditions, found.steps, answered.left_out, sizes=found.sizes)
            return Verdict.HOLDS_UP_TO, "", note
        case Unknown() as unknown:
            return Verdict.UNDETERMINED, no_answer(unknown, witness), None
        case Refuted():
            raise AssertionError("a run was found")
        case _:
            assert_never(answered.outcome)


def proof_note(certificate: Certificate, answered: Answered, case: Case) -> ProofNote:
    """How it was proved, in words."""
    return ProofNote(
        _method(certificate.k, len(certificate.invariants)),
        tuple(_invariant(name, term, case) for name, term in certificate.invariants),
        len(certificate.conditions),
        None,
        answered.left_out,
        certificate,
        answered.rests_on,
        side=case.side,
    )


def _invariant(name: str, term: Term, case: Case) -> str:
    """An invariant in words. Where it is about shares of policies, it speaks of no other agents."""
    text = in_words(name, term, case.encoding)
    own = unshared(case.asked.claim, text)
    return own if own == text else f"for agents whom both policies bind: {own}"


def _method(k: int, invariants: int) -> str:
    """How a proof goes, in words; k = 0 without invariants: no single step or state can break the claim, whatever came
    before."""
    if k == 0 and not invariants:
        return "from the rules alone"
    steps = f" on {k} step{'' if k == 1 else 's'}" if k else ""
    given = f" with {invariants} invariant{'' if invariants == 1 else 's'}" if invariants else ""
    return f"by induction{steps}{given}"
