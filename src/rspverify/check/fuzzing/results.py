"""What random runs came to. Plain data; reports print it and compute nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from rspverify.check.results import EXIT_EXPECTED, EXIT_OTHER, Story
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.spans import Span


class Outcome(Enum):
    """How what was found stands to what the file expects. None of these is a proof."""

    UNEXPECTED = "unexpected"
    """A run shows what should not be."""
    AGAIN = "found again"
    """A run shows what the file says that there is."""
    NOTHING = "nothing found"
    """No run shows anything; that there is none is not known."""
    LEFT_OUT = "left out"
    """No run could be judged."""


GoalKind = Literal["applies", "is defeated", "is true", "is false", "is fulfilled", "is in its last hour"]


@dataclass(frozen=True)
class Goal:
    """Something that runs should reach at least once. `what`: of a condition its text, of a defeat the clause that
    defeats; `part`: where a condition stands (`when`, `unless`, ...). `clause` is empty for the head of the policy."""

    policy: str
    clause: str
    kind: GoalKind
    what: str = ""
    part: str = ""
    span: Span = field(compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Coverage:
    """All goals of the policies in question, and those that some run reached."""

    goals: tuple[Goal, ...]
    reached: frozenset[Goal]

    @property
    def missed(self) -> tuple[Goal, ...]:
        return tuple(goal for goal in self.goals if goal not in self.reached)


@dataclass(frozen=True)
class Shown:
    """A run that shows a claim to be false (or, with `possible`, what is asked for), replayed, and made as small as it
    can be. `by`: the scenario that showed it, or empty for a random run. `scenario`: the run as text of the language;
    empty, with the reason in `untold`, where it cannot be written as one."""

    story: Story
    witness: bool
    by: str
    scenario: str
    scenario_name: str
    untold: str


@dataclass(frozen=True)
class CheckFuzzed:
    """One check. `judged`: how many runs were judged by it. `reason`: why none could be."""

    property: str
    wording: str
    conditions: str
    span: Span
    expected: str
    outcome: Outcome
    judged: int
    shown: Shown | None
    reason: str = ""


@dataclass(frozen=True)
class ScenarioPlayed:
    """A scenario, played before there is any random run. `shows`: the properties that its run shows to be false (or
    possible)."""

    name: str
    wording: str
    span: Span
    failure: str
    place: Span | None
    shows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fuzzed:
    """One file. `runs`: how many random runs there were, of `steps` steps in all. `stopped`: time was up before all
    runs were made; `interrupted`: somebody ended them before."""

    file: str
    runs: int
    steps: int
    stopped: bool
    scenarios: tuple[ScenarioPlayed, ...]
    checks: tuple[CheckFuzzed, ...]
    coverage: Coverage
    diagnostics: tuple[Diagnostic, ...] = ()
    seconds: float = 0.0
    interrupted: bool = False


def exit_code(found: Sequence[Fuzzed]) -> int:
    """1 where a run shows what should not be, or a scenario goes otherwise; else 0. What is not found is no failure,
    and no proof."""
    other = any(
        any(one.outcome is Outcome.UNEXPECTED for one in file.checks) or any(one.failure for one in file.scenarios)
        for file in found
    )
    return EXIT_OTHER if other else EXIT_EXPECTED
