"""What the engines said of a question, for checks whose files have changed, but not in what matters to the question.

A proof is kept as its invariants: the certificate is made of them and of the question, and checked again by whoever
asks. A run is replayed by whoever asks. Other answers are kept only if neither clock nor memory had a part in them, and
given only to those who might spend just as much."""

from __future__ import annotations

import os
from dataclasses import replace

from rspverify.check.recall import Posed, Recalled
from rspverify.logic.terms import INT, Symbol
from rspverify.proof.certificate import certify
from rspverify.proof.inductive_validity import ValidityCore
from rspverify.proof.outcome import Bounded, GroundRun, InScope, Proved, Refuted, Table, Unknown
from rspverify.proof.replay import Computed
from rspverify.store.database import Database
from rspverify.store.fingerprint import fingerprint
from rspverify.store.packing import Refused, packed, unpacked
from rspverify.store.place import OFF, VARIABLE, NoPlace, cache_file, cache_folder
from rspverify.store.term_digests import Digests

KIND = "answer"
CORE = "core"
_BY_CHANCE = ("memory", "time", "internal: ", "bad_alloc", "canceled", "interrupted")
"""Words in the reasons of answers that might be others next time."""


def remembered(folder: str | None) -> Outcomes:
    """What the engines said in earlier runs, in this folder; None: where the command line keeps it, too. Raises
    `NoPlace` if there is none."""
    place = cache_folder(os.environ) if folder is None else os.path.abspath(folder)
    if place is None:
        raise NoPlace(f"`{VARIABLE}` is `{OFF}`")
    database = Database(cache_file(place))
    code = fingerprint(database)
    database.close()
    if code is None:
        raise NoPlace("it cannot be told which Z3 is installed")
    return Outcomes(database.path, code)


class Outcomes:
    """A `Recall` in a database file, which is opened where it is first used: in the process of a worker, say. `code`:
    the fingerprint."""

    def __init__(self, path: str, code: bytes) -> None:
        self._path, self._code = path, code
        self._open: tuple[Database, Digests] | None = None

    def __reduce__(self) -> tuple[object, ...]:
        return (Outcomes, (self._path, self._code))

    def recalled(self, posed: Posed, left: int) -> Recalled | None:
        database, _ = self._opened()
        key, core_key = self._keys(posed)
        content = database.get(KIND, [key]).get(key)
        if content is None:
            return None
        try:
            kind, spent, had, answer = unpacked(content)
            found = self._found(posed, kind, answer)
        except (Refused, TypeError, ValueError):
            database.drop(KIND, [key])
            return None
        if found is None or (left < spent if isinstance(found, (Proved, Refuted)) else left != had):
            return None
        return Recalled(found, spent, had, self._core(core_key) if isinstance(found, Proved) else None)

    def keep(self, posed: Posed, found: Recalled) -> None:
        database, _ = self._opened()
        key, core_key = self._keys(posed)
        outcome = found.outcome
        try:
            match outcome:
                case Proved(certificate):
                    answer: object = (certificate.k, certificate.invariants)
                    if found.core is not None:
                        database.put(CORE, [(core_key, packed(found.core))])
                case Refuted(run):
                    answer = _plain(run)
                    if answer is None:
                        return
                case Bounded() | InScope() | Unknown():
                    reasons = (outcome.reason, *outcome.tried)
                    if any(word in reason for word in _BY_CHANCE for reason in reasons):
                        return
                    answer = outcome
            kind = type(outcome).__name__
            database.put(KIND, [(key, packed((kind, found.spent, found.left, answer)))])
        except Refused:
            return  # nested too deeply

    def forget(self, posed: Posed) -> None:
        database, _ = self._opened()
        key, core_key = self._keys(posed)
        database.drop(KIND, [key])
        database.drop(CORE, [core_key])

    def close(self) -> None:
        """Ends all; another question opens the file again."""
        if self._open is not None:
            self._open[0].close()
            self._open = None

    def _found(
        self, posed: Posed, kind: object, answer: object
    ) -> Proved | Refuted | Bounded | InScope | Unknown | None:
        """The answer. Raises `TypeError` or `ValueError` if it is none."""
        match kind, answer:
            case "Proved", (int(k), tuple(invariants)):
                known = {*posed.system.symbols, *posed.goal.constants}
                if k < 0 or any(not term.symbols <= known or term.free for _, term in invariants):
                    return None
                return Proved(certify(posed.system, posed.goal, k, invariants))
            case "Refuted", GroundRun() as run:
                return Refuted(run)
            case _, Bounded() | InScope() | Unknown():
                return answer
            case _:
                return None

    def _core(self, key: bytes) -> ValidityCore | None:
        database, _ = self._opened()
        content = database.get(CORE, [key]).get(key)
        try:
            found = None if content is None else unpacked(content)
        except Refused:
            return None
        return found if isinstance(found, ValidityCore) else None

    def _keys(self, posed: Posed) -> tuple[bytes, bytes]:
        """Of the answer, and of what a proof rests on, which hangs also on what the parts of the system are called."""
        _, digests = self._opened()
        bare = replace(posed, system=replace(posed.system, parts=()))
        key = digests.of((self._code, bare))
        return key, digests.of((key, posed.system.parts))

    def _opened(self) -> tuple[Database, Digests]:
        if self._open is None:
            self._open = (Database(self._path), Digests())
        return self._open


def _plain(run: GroundRun) -> GroundRun | None:
    """The run with its values written out; None: there are tables whose places nobody can count."""
    states: list[dict[Symbol, Table]] = []
    for state in run.states:
        if any(isinstance(table, Computed) and INT in symbol.arguments for symbol, table in state.items()):
            return None
        states.append({symbol: dict(table) for symbol, table in state.items()})
    return replace(run, states=tuple(states))
