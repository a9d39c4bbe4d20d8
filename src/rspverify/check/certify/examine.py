"""Solvers answer obligations, each afresh, from the text that stands in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

from rspverify.check.certify.dossier import Dossier, Obligation
from rspverify.solver.port import Budget, Limits, Sat, ScriptSolver, Unknown, Unsat

Name = Literal["Z3", "cvc5"]
NAMES: tuple[Name, ...] = ("Z3", "cvc5")

Said = Literal["unsat", "unknown", "sat"]
ANSWERS: tuple[Said, ...] = ("unsat", "unknown", "sat")

_Z3_LIMITS = Limits(rlimit=50_000_000, query_rlimit=50_000_000)
_CVC5_LIMITS = Limits(rlimit=3_000_000, query_rlimit=1_000_000)
"""For one obligation, each in the solver's own unit: half a minute at most, in either."""


@dataclass(frozen=True)
class Examiner:
    """A solver that is asked, with its version and with what each obligation may cost."""

    name: Name
    version: str
    scripts: ScriptSolver
    limits: Limits


@dataclass(frozen=True)
class Opinion:
    """What a solver said of an obligation; `reason`: why it did not know."""

    solver: Name
    said: Said
    reason: str = ""


@dataclass(frozen=True)
class Examined:
    """An obligation as it was written, with what each solver that was asked said of it."""

    obligation: Obligation
    sha256: str
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True)
class Certified:
    """A proof whose obligations were all examined."""

    dossier: Dossier
    examined: tuple[Examined, ...]

    def saying(self, solver: Name, said: Said) -> tuple[Examined, ...]:
        """The obligations of which the solver said so."""
        return tuple(one for one in self.examined if any(o.solver == solver and o.said == said for o in one.opinions))


def examiners(wanted: Sequence[Name], timeout: float) -> tuple[tuple[Examiner, ...], tuple[Name, ...]]:
    """The wanted solvers, and those of them that are not installed. `timeout`: seconds for each obligation, a hard
    stop besides the limits that do not depend on the machine."""
    # These know how to import the solvers, and do so.
    from rspverify.solver.cvc5_adapter import cvc5_script
    from rspverify.solver.versions import cvc5_version, z3_version
    from rspverify.solver.z3_adapter import z3_script

    found: list[Examiner] = []
    missing: list[Name] = []
    for name in wanted:
        match name:
            case "Z3":
                found.append(Examiner(name, z3_version(), z3_script, _limited(_Z3_LIMITS, timeout)))
            case "cvc5":
                version = cvc5_version()
                if version is None:
                    missing.append(name)
                else:
                    found.append(Examiner(name, version, cvc5_script, _limited(_CVC5_LIMITS, timeout)))
            case _:
                assert_never(name)
    return tuple(found), tuple(missing)


def opinion(examiner: Examiner, script: str) -> Opinion:
    """What one solver says of one script."""
    match examiner.scripts(script, Budget(examiner.limits)):
        case Unsat():
            return Opinion(examiner.name, "unsat")
        case Sat():
            return Opinion(examiner.name, "sat")
        case Unknown(reason):
            return Opinion(examiner.name, "unknown", reason)


def _limited(limits: Limits, timeout: float) -> Limits:
    return Limits(limits.rlimit, limits.query_rlimit, timeout)
