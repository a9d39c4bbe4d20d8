"""What a report is about: everything that one run came to."""

from __future__ import annotations

from dataclasses import dataclass

from rspverify.check.results import CheckResult, Result
from rspverify.report.also import NOTHING_BESIDES, Also
from rspverify.report.outcomes import Outcome, outcome
from rspverify.report.shard import Shard
from rspverify.source.diagnostics import Diagnostic


@dataclass(frozen=True)
class FileReport:
    """One file. `diagnostics`: why it could not be read, what `lint` says, or our own fault; `left_out`: how many of
    its checks and scenarios were not selected; `unfinished`: how many were asked for but have no result, because the
    run was interrupted or broke off; `begun`: whether the run came as far as this file; `elsewhere`: how many are left
    to other parts of the run."""

    path: str
    results: tuple[Result, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    left_out: int = 0
    unfinished: int = 0
    begun: bool = True
    elsewhere: int = 0


@dataclass(frozen=True)
class RunReport:
    """One run of `check`. `diagnostics` are those of no file. `exit_code` is what the process ends with. `remembered`:
    how many of the results were known from an earlier run. `also`: what was done besides checking. `shard`: which part
    of a run it is; None: the whole."""

    files: tuple[FileReport, ...]
    diagnostics: tuple[Diagnostic, ...]
    exit_code: int
    interrupted: bool
    seconds: float
    remembered: int = 0
    also: Also = NOTHING_BESIDES
    shard: Shard | None = None

    @property
    def results(self) -> tuple[Result, ...]:
        return tuple(result for file in self.files for result in file.results)


@dataclass(frozen=True)
class Counts:
    """How many results came to what. `bounded`: bounded where a proof was asked; `broken_files` could not be read."""

    expected: int
    unexpected: int
    undetermined: int
    bounded: int
    wrong_input: int
    faults: int
    told: int
    not_told: int
    left_out: int
    unfinished: int
    broken_files: int
    files_not_begun: int
    elsewhere: int

    @property
    def nothing(self) -> bool:
        """Whether there was nothing to check at all."""
        return not any(vars(self).values())


def count(report: RunReport) -> Counts:
    """Counts the results of a run."""
    outcomes = [outcome(result) for result in report.results]
    return Counts(
        expected=outcomes.count(Outcome.EXPECTED),
        unexpected=outcomes.count(Outcome.UNEXPECTED),
        undetermined=outcomes.count(Outcome.UNDETERMINED),
        bounded=outcomes.count(Outcome.BOUNDED),
        wrong_input=outcomes.count(Outcome.WRONG_INPUT),
        faults=outcomes.count(Outcome.FAULT),
        told=outcomes.count(Outcome.TOLD),
        not_told=outcomes.count(Outcome.NOT_TOLD),
        left_out=sum(file.left_out for file in report.files),
        unfinished=sum(file.unfinished for file in report.files),
        broken_files=sum(_broken(file) for file in report.files),
        files_not_begun=sum(not file.begun for file in report.files),
        elsewhere=sum(file.elsewhere for file in report.files),
    )


def spare_clauses(report: RunReport) -> tuple[str, ...]:
    """The clauses that proofs of the run could have needed and none did, in order of first appearance."""
    found: dict[str, None] = {}
    needed: set[str] = set()
    for result in report.results:
        for proof in result.proofs if isinstance(result, CheckResult) else ():
            if proof.rests_on is not None:
                found |= dict.fromkeys(proof.rests_on.spare)
                needed.update(proof.rests_on.clauses, proof.rests_on.meaning)
    return tuple(name for name in found if name not in needed)


def _broken(file: FileReport) -> bool:
    """Whether a file has no results because it is wrong."""
    return not file.results and any(diagnostic.code < "RSP3" for diagnostic in file.diagnostics)
