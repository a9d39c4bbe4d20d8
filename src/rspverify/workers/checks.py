"""The checks and scenarios of a policy file as tasks. Their subject is the project."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rspverify.check.options import CheckOptions
from rspverify.check.results import CheckResult, ProofNote, Result
from rspverify.policy.claims import Check, Project, Scenario

if TYPE_CHECKING:  # it needs a solver, and so does only the worker
    from rspverify.check.sanity import Sanity


@dataclass(frozen=True)
class LookAtWorld:
    """What must be known of a project before any of its checks is judged; each check is given it."""

    options: CheckOptions

    def do(self, subject: Project) -> Sanity:
        from rspverify.check.sanity import sane

        return sane(subject, self.options)


@dataclass(frozen=True)
class CheckOne:
    """One check or scenario: the one at `place` among the project's checks and then its scenarios. `sanity`: what
    `LookAtWorld` found; None for a scenario. `certificates`: whether proofs come with theirs, which is much to send."""

    place: int
    options: CheckOptions
    sanity: Sanity | None
    certificates: bool = False

    def do(self, subject: Project) -> Result:
        from rspverify.check.run import result_of

        every: tuple[Check | Scenario, ...] = (*subject.checks, *subject.scenarios)
        result = result_of(subject, every[self.place], self.options, self.sanity)
        return result if self.certificates else _lighter(result)


def _lighter(result: Result) -> Result:
    if not isinstance(result, CheckResult):
        return result
    proof = None if result.proof is None else _without(result.proof)
    return replace(result, proof=proof, proofs=tuple(_without(one) for one in result.proofs))


def _without(proof: ProofNote) -> ProofNote:
    return replace(proof, certificate=None)
