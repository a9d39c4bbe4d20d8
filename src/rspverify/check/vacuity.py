"""Whether a claim that is true is more than vacuous: what it speaks of is looked for, and what is found is replayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rspverify.check.claims.question import Presence
from rspverify.check.confirm import GivenUp
from rspverify.check.judge import Case, Engine, Fault, Judged, agrees, proof_note, whole
from rspverify.check.readings import Readings, restricted
from rspverify.check.results import ProofNote, Verdict
from rspverify.check.undetermined import no_answer
from rspverify.logic import build
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.proof.outcome import Bounded, GroundRun, InScope, Proved, Refuted, Unknown
from rspverify.semantics.presence import refused_presence


@dataclass(frozen=True)
class Absence:
    """What keeps a claim from being more than vacuous: `reason`. `proof`: that it is so; None: it may be so, and `open`
    says why that could not be told."""

    reason: str
    proof: ProofNote | None
    open: str = ""


def absences(
    case: Case, presence: Presence, system: TransitionSystem, readings: Sequence[Readings], engine: Engine
) -> dict[Readings, Absence]:
    """The combinations under which what must be present is absent, or may be. Raises `Fault`."""
    found: dict[Readings, Absence] = {}
    open_ones = list(readings)
    while open_ones:
        answered = engine(restricted(system, case.encoding.symbols, open_ones), presence.goal)
        match answered.outcome:
            case Refuted(run):
                settled = _present(case, presence, run, open_ones)
                if isinstance(settled, GivenUp):
                    wanted = next(one for one in open_ones if agrees(case, run, one))
                    found[wanted] = Absence(presence.absent, None, settled.reason)
                    settled = [wanted]
            case Proved(certificate):
                nothing_at_all = _without_runs(case, system, open_ones, engine)
                if nothing_at_all is not None:
                    return found | dict.fromkeys(open_ones, nothing_at_all)
                note = replace(proof_note(certificate, answered, case), shows=presence.absent)
                return found | dict.fromkeys(open_ones, Absence(presence.absent, note))
            case Bounded() | InScope() | Unknown() as nothing:
                return found | dict.fromkeys(open_ones, Absence(presence.absent, None, no_answer(nothing, True)))
        open_ones = [one for one in open_ones if one not in settled]
    return found


def _without_runs(case: Case, system: TransitionSystem, readings: Sequence[Readings], engine: Engine) -> Absence | None:
    """That there is no run at all in which what the check assumes holds; None: there may be. Raises `Fault`."""
    if not case.conditions.assuming:
        return None
    answered = engine(restricted(system, case.encoding.symbols, readings), Goal(build.TRUE))
    if not isinstance(answered.outcome, Proved):
        return None
    reason = f"there is no run in which what is assumed holds: {', '.join(case.conditions.assuming)}"
    return Absence(reason, replace(proof_note(answered.outcome.certificate, answered, case), shows=reason))


def also_absent(before: Absence | None, here: Absence) -> Absence:
    """That what must be present is absent from several kinds of runs: it can only be told of all together."""
    if before is None or here.proof is None:
        return here
    return before if before.proof is None else here


def _present(case: Case, presence: Presence, run: GroundRun, open_ones: Sequence[Readings]) -> list[Readings] | GivenUp:
    """The combinations under which the run shows what must be present, by the reference semantics."""
    wanted = next(one for one in open_ones if agrees(case, run, one))
    trace = whole(case, run, wanted)
    if isinstance(trace, GivenUp):
        return trace
    shown = []
    for one in open_ones:
        read = replace(trace, readings={**trace.readings, **dict(one)})
        refused = refused_presence(case.project, case.conditions, case.asked, read, so=not presence.complying)
        if refused is None:
            shown.append(one)
        elif one == wanted:
            raise Fault(f"the reference semantics does not confirm that the claim speaks of anything: {refused.reason}")
    return shown


def weakened(one: Judged, absence: Absence | None, presence: Presence) -> Judged:
    """A claim that is true, or true as far as was looked, in view of what is absent."""
    if absence is None:
        return one
    if absence.proof is None:
        reason = (
            f"nothing breaks it, but it may be vacuous: whether {absence.reason} could not be told ({absence.open})"
        )
        return replace(one, verdict=Verdict.UNDETERMINED, reason=reason)
    if one.verdict is Verdict.HOLDS_UP_TO and not presence.settles:
        method = one.proof.method if one.proof is not None else "no short run breaks it"
        reason = f"{method}, which is no proof; if it is true, it is vacuous: {absence.reason}"
        return replace(one, verdict=Verdict.UNDETERMINED, reason=reason)
    proof = absence.proof if one.verdict is Verdict.HOLDS_UP_TO else one.proof
    return replace(one, verdict=Verdict.VACUOUS, reason=absence.reason, proof=proof, absence=absence.proof)
