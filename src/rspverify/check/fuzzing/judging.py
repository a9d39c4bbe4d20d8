"""Does a run, as it is drawn step by step, show a claim to be false? Asked of the reference semantics at each step."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from rspverify.check.fuzzing.groups import Group
from rspverify.policy.claims import (
    Agree,
    Check,
    Complete,
    Dependence,
    Monotone,
    NeverPossible,
    OutsidersCanTell,
    PossibleAct,
    PossibleState,
    Property,
    TraceClaim,
    Whatever,
)
from rspverify.semantics.claims import judge_at
from rspverify.semantics.compared import judge_compared
from rspverify.semantics.raised import judge_raised
from rspverify.semantics.replay import Confirmed, replay
from rspverify.semantics.run import Run
from rspverify.semantics.steps import Candidates
from rspverify.semantics.violation import raisings
from rspverify.trace.values import Trace

_RAISINGS = 24
"""So many ways of raising the present are tried at each step."""


def is_witnessed(asked: Property) -> bool:
    """Whether a run that shows something shows that the claim is true."""
    return isinstance(asked.claim, PossibleAct | PossibleState)


def is_of_pairs(asked: Property) -> bool:
    """Whether it takes two runs."""
    return isinstance(asked.claim, Dependence | OutsidersCanTell)


@dataclass(frozen=True)
class Sight:
    """Traces that seem to show something: one, or two where the claim speaks of two states."""

    trace: Trace
    other: Trace | None = None


def sight(group: Group, check: Check, run: Run, complies: bool) -> Sight | None:
    """What a run, which complied up to its last step, shows of the check at its end; `complies`: whether it still does.
    Claims about two runs are for `paired` to judge. Raises `SemanticsError`."""
    asked = group.asked(check)
    steps = check.conditions.steps
    if steps is not None and run.last > steps:
        return None
    claim = asked.claim
    if isinstance(claim, TraceClaim):
        return Sight(run.trace) if complies and judge_at(run, asked, run.last) is not None else None
    if not complies and not isinstance(claim, Whatever | Agree | Complete | NeverPossible):
        return None
    match claim:
        case Dependence() | OutsidersCanTell():
            return None
        case Monotone():
            for other in islice(raisings(run, claim, Candidates()), 1, _RAISINGS):
                if isinstance(judge_raised(group.project, check.conditions, asked, run, other), Confirmed):
                    return Sight(run.trace, other)
            return None
        case _:
            found = judge_compared(group.project, check.conditions, asked, run)
            return Sight(run.trace) if isinstance(found, Confirmed) else None


def paired(group: Group, check: Check, one: Trace, other: Trace) -> Sight | None:
    """A claim about two runs, judged by two; the one that permits comes first."""
    asked = group.asked(check)
    for first, second in ((one, other), (other, one)):
        if isinstance(replay(group.project, check.conditions, asked, first, second), Confirmed):
            return Sight(first, second)
    return None
