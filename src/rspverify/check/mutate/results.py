"""What seeding faults comes to. Plain data; reports print it and compute nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rspverify.check.audit.finding import Accepted
from rspverify.check.results import ProofNote, Story
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.spans import Span

Outcome = Literal["caught", "equivalent", "silent", "undetermined"]
Change = Literal["laxer", "stricter", "equal", "unknown"]


@dataclass(frozen=True)
class Notice:
    """What would notice a fault: a `check`, a `scenario`, or the `text` of a file, which could no longer be read.
    `name`: of the property or the scenario, or the code of what is wrong with the text; `expected`, `instead`: what the
    file expects, and what it comes to."""

    kind: Literal["check", "scenario", "text"]
    file: str
    name: str
    conditions: str
    expected: str
    instead: str


@dataclass(frozen=True)
class Remedy:
    """`text`: a property and a check to be pasted into `file`. It was tried: it is as expected of the policy as it is,
    and is not of the mutant."""

    file: str
    text: str


@dataclass(frozen=True)
class MutantResult:
    """A mutant with what it comes to.

    `change`: against the policy as it is; where it is caught, nobody asked (`unknown`). `noticed`: what catches it (the
    first that does, or all); `left_open`: checks of which it could not be told. `story`: a replayed run that the mutant
    allows and the policy does not (or the reverse, where it is stricter); `heir`: the policy that amends this one, or
    speaks of it, if the difference shows only there. `proofs`: that it is equivalent. `reason`: why something is not
    known."""

    code: str
    policy: str
    clause: str
    said: str
    diffs: tuple[tuple[str, str], ...] = field(repr=False)
    place: Span
    outcome: Outcome
    change: Change
    noticed: tuple[Notice, ...] = ()
    left_open: tuple[Notice, ...] = ()
    story: Story | None = None
    heir: str = ""
    proofs: tuple[ProofNote, ...] = ()
    remedy: Remedy | None = None
    reason: str = ""
    accepted: Accepted | None = None
    fault: bool = False
    seconds: float = field(default=0.0, compare=False)

    @property
    def laxer(self) -> bool:
        return self.change == "laxer"


@dataclass(frozen=True)
class Score:
    """How many faults of a clause (empty: of the policy's head) come to what. `accepted`: silent ones with a reason;
    they count neither for nor against the suite, nor do equivalent ones."""

    policy: str
    clause: str
    place: Span
    caught: int
    silent: int
    accepted: int
    undetermined: int
    equivalent: int

    @property
    def counted(self) -> int:
        return self.caught + self.silent + self.undetermined

    @property
    def percent(self) -> float | None:
        """How many of those that count are caught; None where none counts."""
        return percent(self.caught, self.counted)


@dataclass(frozen=True)
class Stale:
    """An acceptance that meets no silent fault."""

    policy: str
    clause: str
    code: str
    reason: str
    span: Span


@dataclass(frozen=True)
class PolicyMutation:
    """One policy. `mutants`: silent laxer ones first; then other silent ones, those without an answer, accepted,
    caught, and equivalent ones."""

    policy: str
    wording: str
    span: Span
    mutants: tuple[MutantResult, ...]
    scores: tuple[Score, ...]
    stale: tuple[Stale, ...] = ()

    @property
    def open(self) -> tuple[MutantResult, ...]:
        """Silent ones that nobody accepted."""
        return tuple(one for one in self.mutants if one.outcome == "silent" and one.accepted is None)


@dataclass(frozen=True)
class LeftOut:
    """A check or a scenario that is not as expected as things are, so that it can notice nothing."""

    file: str
    name: str
    conditions: str
    reason: str


@dataclass(frozen=True)
class Mutation:
    """All policies. `checks`, `scenarios`: how many of them could notice something; `left_out`: those that cannot.
    `diagnostics`: what keeps a file from being looked at; `not_begun`: mutants that were not looked at, since the run
    was interrupted, or since nothing can be told of the files."""

    policies: tuple[PolicyMutation, ...]
    checks: int
    scenarios: int
    left_out: tuple[LeftOut, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    not_begun: int = 0
    interrupted: bool = False

    @property
    def mutants(self) -> tuple[MutantResult, ...]:
        return tuple(one for policy in self.policies for one in policy.mutants)

    @property
    def percent(self) -> float | None:
        """Of all that count, how many are caught."""
        scores = [score for policy in self.policies for score in policy.scores]
        return percent(sum(one.caught for one in scores), sum(one.counted for one in scores))


def percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
