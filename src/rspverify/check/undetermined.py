"""Why a check has no answer, in sentences; and which limit it was that was reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, assert_never

from rspverify.check.options import CheckOptions
from rspverify.proof.outcome import Bounded, InScope, Unknown
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.spans import Span

DEPTH = "the depth limit is reached"

_STOPPED = {
    DEPTH: "the search looks no further",
    "the resource limit is reached": "all the work that one check may be is done",
    "the limit for one query is reached": "the solver did all the work that one question may be",
    "the time limit is reached": "the time for one check is over",
    "the memory limit is reached": "the memory for one check is used up",
    "the system has no memory left": "the system ended it, as it does when its memory runs out",
}
"""What the engines say, and what it means."""


_GAVE_UP = "the solver gave up"


def no_answer(outcome: Bounded | InScope | Unknown, witness: bool) -> str:
    """What is known instead, and what stopped the engines. `witness`: they looked for one."""
    stopped = _STOPPED.get(outcome.reason) or (f"{_GAVE_UP} ({outcome.reason})" if outcome.reason else _GAVE_UP)
    match outcome:
        case Bounded(depth):
            seen = f"{runs(depth)} {'shows' if witness else 'breaks'} it, but longer ones are not excluded by a proof"
        case InScope(scopes):
            among = ", ".join(f"{size} {sort.name}" for sort, size in scopes[0].sizes.items())
            length = "no run" if scopes[0].depth is None else runs(scopes[0].depth)
            told = f"{length} with up to {among} {'shows' if witness else 'breaks'} it"
            seen = f"{told}, but larger worlds are not excluded by a proof"
        case Unknown():
            seen = f"not even runs without a step are known {'to show it or not' if witness else 'to keep it'}"
    return f"{seen}: {stopped}"


def cause(reason: str, stuck: bool, cycles: Sequence[str]) -> str:
    """What a proof failed for, in one sentence; empty where the `reason` says it already (a limit) or nobody knows.

    `stuck`: a state was found in which the induction fails; `cycles`: what leads the check's questions out of the
    decidable fragment, each in a sentence.
    """
    stopped = next((said for said, meant in _STOPPED.items() if meant in reason), None)
    if stopped is not None and stopped != DEPTH:
        outside = "more may not help: the question is outside the fragment in which solvers always answer"
        return f"{outside}: {cycles[0]}" if cycles else ""
    if _GAVE_UP in reason and cycles:
        return f"the question is outside the fragment in which solvers always answer: {cycles[0]}"
    if stuck:
        return "the induction fails, and not for want of an answer of the solver: a lemma is missing"
    return ""


def runs(depth: int) -> str:
    """`no run of 3 steps or fewer`."""
    match depth:
        case 0:
            return "no run without a step"
        case 1:
            return "no run of at most one step"
        case _:
            return f"no run of {depth} steps or fewer"


def limit_note(reason: str, options: CheckOptions, steps: int | None, span: Span) -> Diagnostic | None:
    """Which limit of the user's is behind a reason, and what lifts it. `steps`: those of `up to N steps`."""
    said = next((said for said, meant in _STOPPED.items() if meant in reason), None)
    match said:
        case "the depth limit is reached" if steps is not None:
            told = f"a larger number than {steps} after `up to` looks further"
        case "the depth limit is reached":
            told = f"`--depth {2 * max(options.depth, 1)}` looks further; a `lemma` may help to prove it for all runs"
        case "the resource limit is reached" | "the limit for one query is reached":
            told = f"`--rlimit {2 * options.rlimit}` allows twice the work; a `lemma` may make it less"
        case "the time limit is reached":
            told = "a larger `--timeout` allows more time; a `lemma` may make it unnecessary"
        case "the memory limit is reached":
            told = f"`--memory {2 * (options.memory or 2048)}` allows more; a `lemma` may make it unnecessary"
        case "the system has no memory left":
            told = "fewer `--jobs` leave more memory for each; a `lemma` may make it unnecessary"
        case _:
            return None
    return Diagnostic("RSP801", said, span, help=told)


def stopped_by(limit: Literal["time", "memory", "system"]) -> str:
    """The reason why a check has no answer whose process was ended: its time or its memory was over, or the system
    had none left."""
    match limit:
        case "time":
            return f"{_STOPPED['the time limit is reached']}, and it did not end by itself"
        case "memory":
            return _STOPPED["the memory limit is reached"]
        case "system":
            return _STOPPED["the system has no memory left"]
        case _:
            assert_never(limit)
