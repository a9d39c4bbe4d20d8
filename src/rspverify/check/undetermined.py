"""Why a check has no answer, in sentences; and which limit it was that was reached."""

from __future__ import annotations

from rspverify.check.options import CheckOptions
from rspverify.proof.outcome import Bounded, Unknown
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.spans import Span

DEPTH = "the depth limit is reached"

_STOPPED = {
    DEPTH: "the search looks no further",
    "the resource limit is reached": "all the work that one check may be is done",
    "the limit for one query is reached": "the solver did all the work that one question may be",
    "the time limit is reached": "the time for one check is over",
}
"""What the engines say, and what it means."""


def no_answer(outcome: Bounded | Unknown, witness: bool) -> str:
    """What is known instead, and what stopped the engines. `witness`: they looked for one."""
    stopped = _STOPPED.get(outcome.reason) or (
        f"the solver gave up ({outcome.reason})" if outcome.reason else "the solver gave up"
    )
    match outcome:
        case Bounded(depth):
            seen = f"{runs(depth)} {'shows' if witness else 'breaks'} it, but longer ones are not excluded by a proof"
        case Unknown():
            seen = f"not even runs without a step are known {'to show it or not' if witness else 'to keep it'}"
    return f"{seen}: {stopped}"


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
        case _:
            return None
    return Diagnostic("RSP801", said, span, help=told)
