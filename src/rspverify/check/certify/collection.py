"""Everything that one run of `certify` came to, what of it counts, and the exit code."""

from __future__ import annotations

from dataclasses import dataclass

from rspverify.check.certify.dossier import Uncertified
from rspverify.check.certify.examine import ANSWERS, Certified, Name
from rspverify.check.results import EXIT_EXPECTED, EXIT_FAULT, EXIT_OPEN


@dataclass(frozen=True)
class Asked:
    """A solver that was to be asked; `version` is None if it is not installed."""

    name: Name
    version: str | None


@dataclass(frozen=True)
class Collection:
    """`broken`: policy files whose checks have no result, each with the reason; `left_out`: how many checks and
    scenarios were not selected."""

    solvers: tuple[Asked, ...]
    proofs: tuple[Certified, ...]
    without: tuple[Uncertified, ...]
    broken: tuple[tuple[str, str], ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class Tally:
    """Of one solver: how many obligations it accepted, did not know, and refused."""

    accepted: int
    unknown: int
    refused: int


def tally(collection: Collection, solver: Name) -> Tally:
    accepted, unknown, refused = (sum(len(one.saying(solver, said)) for one in collection.proofs) for said in ANSWERS)
    return Tally(accepted, unknown, refused)


def obligations(collection: Collection) -> int:
    """How many there are in all."""
    return sum(len(one.dossier.obligations) for one in collection.proofs)


def settled(collection: Collection) -> int:
    """How many of them were false already when they were written down."""
    return sum(one.settled for proof in collection.proofs for one in proof.dossier.obligations)


def certification_code(collection: Collection) -> int:
    """4 if a solver finds an obligation satisfiable; 3 if one is missing, or did not accept each obligation; else 0."""
    tallies = {asked.name: tally(collection, asked.name) for asked in collection.solvers}
    if any(one.refused for one in tallies.values()):
        return EXIT_FAULT
    total = obligations(collection)
    missing = any(asked.version is None for asked in collection.solvers)
    if missing or any(one.accepted != total for one in tallies.values()):
        return EXIT_OPEN
    return EXIT_EXPECTED
