"""What random drafts came to. Plain data; reports print it and compute nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rspverify.check.results import EXIT_EXPECTED, EXIT_OTHER
from rspverify.source.diagnostics import Diagnostic


@dataclass(frozen=True)
class Incompatible:
    """Two properties that no policy can have both, proved. `never`: the one that rules out, `possible`: the one that
    asks for something. `method`: how it was proved. `expected`: the policies of which the file expects both."""

    never: str
    possible: str
    method: str
    expected: tuple[str, ...]


@dataclass(frozen=True)
class Idle:
    """A clause that no proof needs, of the policy as it is or of any draft that has it. `proofs`: how many there were
    of policies with the clause."""

    clause: str
    proofs: int


@dataclass(frozen=True)
class Audited:
    """What the audit finds in a draft and not in the policy as it is."""

    code: str
    message: str


@dataclass(frozen=True)
class Drafted:
    """One draft. `policy`: what is edited, or the new one. `said`: the edits in words; of a new policy, its text.
    `unexpected`: checks and scenarios that are no more as the file expects (of a new policy: checks of the file that
    do not come out of it as expected), `open`: those that were left open. `audited`: new findings; None: it was not
    audited."""

    kind: Literal["edited", "new"]
    policy: str
    said: str
    judged: int
    unexpected: tuple[str, ...]
    open: tuple[str, ...]
    audited: tuple[Audited, ...] | None

    @property
    def unnoticed(self) -> bool:
        """The audit finds something, and no property fails."""
        return bool(self.audited) and not self.unexpected and not self.open

    @property
    def unfound(self) -> bool:
        """A property fails, and the audit finds nothing."""
        return self.audited == () and bool(self.unexpected)


@dataclass(frozen=True)
class Apart:
    """Two properties that held of some drafts each, and of none both: a hint, no proof. `drafts`: how many of them one
    of the two held of."""

    one: str
    other: str
    drafts: int


@dataclass(frozen=True)
class DraftsTried:
    """One file. `stopped`: time was up before all drafts were tried; `interrupted`: by who had asked for them."""

    file: str
    drafts: tuple[Drafted, ...]
    incompatible: tuple[Incompatible, ...]
    apart: tuple[Apart, ...]
    idle: tuple[Idle, ...]
    left_out: tuple[str, ...]
    stopped: bool
    diagnostics: tuple[Diagnostic, ...]
    seconds: float = 0.0
    interrupted: bool = False


def drafts_exit_code(found: Sequence[DraftsTried]) -> int:
    """1 where the file expects two properties of one policy that cannot both hold; else 0. The rest is to be read."""
    both = any(one.expected for file in found for one in file.incompatible)
    return EXIT_OTHER if both else EXIT_EXPECTED
