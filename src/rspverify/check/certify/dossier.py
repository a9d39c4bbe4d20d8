"""From the result of a check to what can be certified of it, and what cannot, each with its place in the folder.

Nothing is left out: each combination of readings of a check is in a `Dossier`, or in an `Uncertified` with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from rspverify.check.certify.combinations import in_words
from rspverify.check.certify.names import Names
from rspverify.check.certify.roles import Role, role
from rspverify.check.readings import Readings
from rspverify.check.results import CheckResult, Meeting, ProofNote, Verdict
from rspverify.proof.certificate import Certificate

SUFFIX = ".smt2"
_FILE, _PROPERTY, _CONDITIONS, _PART, _OBLIGATION = 32, 40, 56, 40, 40
"""How long the parts of a path get: all together leave room for the place of the folder, also on Windows."""


@dataclass(frozen=True)
class Obligation:
    """One script that must be `unsat`. `path`: inside the folder, with `/`; `name`: that of the condition."""

    path: str
    name: str
    role: Role
    script: str

    @property
    def settled(self) -> bool:
        """Whether it was false already when it was written down, so that a solver has nothing to do."""
        return "\n(assert false)\n" in self.script


@dataclass(frozen=True)
class Dossier:
    """One proof. `verdict` is the word for what it proves of the property; `readings`: the combinations that it is for
    (none: all that the check asks for), and `reading` says them in words; `shows`: what it proves where that is not
    the claim, but that it is vacuous; `side`: of which runs it speaks, where the claim is about several kinds of them;
    `expected`: the verdict that the file expects, if the check came to another one.
    """

    file: str
    property: str
    wording: str
    conditions: str
    readings: tuple[Readings, ...]
    reading: str
    verdict: str
    shows: str
    method: str
    k: int
    invariants: tuple[str, ...]
    left_out: tuple[str, ...]
    folder: str
    obligations: tuple[Obligation, ...]
    expected: str = ""
    side: str = ""


@dataclass(frozen=True)
class Uncertified:
    """A check, or some combinations of its readings, without a proof, and why there is none; the rest as above."""

    file: str
    property: str
    wording: str
    conditions: str
    readings: tuple[Readings, ...]
    reading: str
    verdict: str
    reason: str
    expected: str = ""


class Filing:
    """Gives each proof of a run its folder, in the order in which they come."""

    def __init__(self) -> None:
        self._names: dict[str, Names] = {}

    def filed(self, result: CheckResult, file: str) -> tuple[tuple[Dossier, ...], tuple[Uncertified, ...]]:
        """The proofs of a result, and what it has no proof for. `file` is the policy file as it is named to readers."""
        dossiers = tuple(
            self._dossier(result, file, note, note.certificate)
            for note in result.proofs
            if note.certificate is not None
        )
        return dossiers, tuple(_uncertified(result, file))

    def _dossier(self, result: CheckResult, file: str, note: ProofNote, certificate: Certificate) -> Dossier:
        readings = () if len(note.readings) >= max(len(result.table), 1) else note.readings
        reading = _in_words(readings, result)
        folder = self._within("", file, file.rsplit("/", 1)[-1].removesuffix(".rsp"), _FILE, "file")
        folder = self._within(folder, result.property, result.property, _PROPERTY, "property")
        run = (result.conditions, result.span.start)
        folder = self._within(folder, run, result.conditions, _CONDITIONS, "no-conditions")
        if readings or note.shows or note.side:
            text = " ".join(part for part in ("vacuous" if note.shows else "", reading, note.side) if part)
            folder = self._within(folder, (readings, note.shows, note.side), text, _PART, "part")
        verdict = _proved(result, note)
        return Dossier(
            file=file,
            property=result.property,
            wording=result.wording,
            conditions=result.conditions,
            readings=readings,
            reading=reading,
            verdict=verdict.value,
            shows=note.shows,
            side=note.side,
            method=note.method,
            k=certificate.k,
            invariants=note.invariants,
            left_out=note.left_out,
            folder=folder,
            obligations=tuple(self._obligations(certificate, folder)),
            expected=_missed(result),
        )

    def _obligations(self, certificate: Certificate, folder: str) -> Iterator[Obligation]:
        width = max(2, len(str(len(certificate.conditions))))
        for number, condition in enumerate(certificate.conditions, 1):
            text = f"{number:0{width}} {condition.name}"
            path = self._within(folder, number, text, width + 1 + _OBLIGATION, "obligation") + SUFFIX
            yield Obligation(path, condition.name, role(condition.name), condition.smtlib)

    def _within(self, folder: str, thing: object, text: str, longest: int, empty: str) -> str:
        name = self._names.setdefault(folder, Names()).name(thing, text, longest, empty)
        return f"{folder}/{name}" if folder else name


def _proved(result: CheckResult, note: ProofNote) -> Verdict:
    """The word for what a proof shows."""
    if note.shows:
        return Verdict.VACUOUS
    mine = [row.verdict for row in result.table if row.readings in note.readings] or [result.verdict]
    return Verdict.IMPOSSIBLE if Verdict.IMPOSSIBLE in mine else Verdict.HOLDS


def _uncertified(result: CheckResult, file: str) -> Iterator[Uncertified]:
    """The combinations of readings that no certificate is for, those of one verdict together."""
    certified = {one for note in result.proofs if note.certificate is not None for one in note.readings}
    if not result.table:
        if not any(note.certificate is not None for note in result.proofs):
            yield _without(result, file, (), result.verdict)
        return
    for verdict in dict.fromkeys(row.verdict for row in result.table):
        rows = [row.readings for row in result.table if row.verdict is verdict and row.readings not in certified]
        if rows:
            yield _without(result, file, () if len(rows) == len(result.table) else tuple(rows), verdict)


def _without(result: CheckResult, file: str, readings: Sequence[Readings], verdict: Verdict) -> Uncertified:
    return Uncertified(
        file=file,
        property=result.property,
        wording=result.wording,
        conditions=result.conditions,
        readings=tuple(readings),
        reading=_in_words(readings, result),
        verdict=verdict.value,
        reason=_reason(result, verdict),
        expected=_missed(result),
    )


def _in_words(readings: Sequence[Readings], result: CheckResult) -> str:
    return in_words(readings, [row.readings for row in result.table]) if readings else ""


def _missed(result: CheckResult) -> str:
    return "" if result.meeting is Meeting.MET else result.expected


def _reason(result: CheckResult, verdict: Verdict) -> str:
    """Why there is nothing to certify, after the words "no proof, since"."""
    if result.meeting in (Meeting.FAULT, Meeting.WRONG_INPUT):
        return f"the check has no result: {result.reason}"
    match verdict:
        case Verdict.VIOLATED:
            return "a run breaks it"
        case Verdict.POSSIBLE:
            return "a run shows that it is possible"
        case Verdict.HOLDS_UP_TO:
            bounds = [] if result.steps is None else [f"{result.steps} steps"]
            bounds += [f"{size} {entity}" for entity, size in result.sizes]
            return f"it holds only up to {', '.join(bounds) or 'a bound'}"
        case Verdict.UNDETERMINED | Verdict.VACUOUS | Verdict.DEPENDS | Verdict.HOLDS | Verdict.IMPOSSIBLE:
            why = "; ".join(part for part in (result.reason, result.cause) if part)
            return f"it is {verdict.value}" + (f": {why}" if why else "")
        case _:
            assert_never(verdict)
