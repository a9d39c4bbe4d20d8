"""What a check comes to: verdicts, stories and the exit code. Plain data; reports print it and compute nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Literal

from rspverify.source.diagnostics import Diagnostic
from rspverify.source.spans import Span
from rspverify.trace.values import Trace

if TYPE_CHECKING:  # reports are made of results, and need no engine
    from rspverify.proof.certificate import Certificate


class Verdict(Enum):
    """Language reference, section 6."""

    HOLDS = "holds"
    HOLDS_UP_TO = "holds up to"
    VIOLATED = "violated"
    VACUOUS = "vacuous"
    UNDETERMINED = "undetermined"
    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    DEPENDS = "depends"


class Meeting(Enum):
    """How a verdict stands to the expected one."""

    MET = "met"
    NOT_MET = "not met"
    OPEN = "open"
    """Undetermined, or bounded where a proof was asked."""
    FAULT = "fault"
    """Replay or certificate did not confirm: our own fault."""
    WRONG_INPUT = "wrong input"
    """The check cannot be run: its axioms contradict each other, a lemma is not provable, …"""


Standing = Literal["", "applies", "is defeated", "does not apply", "is owed", "does not bind"]


@dataclass(frozen=True)
class ClauseNote:
    """How one clause stood to an act: `clause` is qualified (`rsp_v3.delay`), `status` says it in words ("applies",
    "is defeated by `proceed`", "does not apply: `expects_lead(l)` is false"), `standing` in one of a few."""

    clause: str
    wording: str
    status: str
    span: Span
    standing: Standing = ""


@dataclass(frozen=True)
class StoryStep:
    """`time`: hours since the start, after the step. `changes`: what became different, in words. `agent`: the member
    that acts; empty for events and the passing of time."""

    number: int
    time: int
    text: str
    changes: tuple[str, ...]
    clauses: tuple[ClauseNote, ...]
    agent: str = ""


@dataclass(frozen=True)
class Excerpt:
    """A piece of the policy to blame (or to thank), with its place; `why` in words."""

    clause: str
    why: str
    span: Span


@dataclass(frozen=True)
class Apart:
    """Two runs at one moment: `step` 0 is how things stand at first, else what happens in that step. `alike`: the step
    that both take (in words); empty: they take different ones, or it is the beginning. `here`, `there`: what is
    otherwise, and was not in the same way before: in the first run, in the other one; in the same order."""

    step: int
    alike: str
    here: tuple[str, ...]
    there: tuple[str, ...]


@dataclass(frozen=True)
class Beside:
    """What a claim about two shows besides its first run. `kind`: a second run, with its `story`, or the last state of
    the same run with a fact changed. `differences`: what is otherwise there, in words; `moments`: the same for two
    runs, moment by moment. `trace`: the second run, or the same run with its last state changed. `guilty`: how the
    clauses to blame stand there."""

    kind: Literal["run", "state"]
    differences: tuple[str, ...]
    trace: Trace
    moments: tuple[Apart, ...] = ()
    story: Story | None = None
    guilty: tuple[Excerpt, ...] = ()


@dataclass(frozen=True)
class Story:
    """A replayed run in the words of the vocabulary.

    `readings`: word, reading, wording of the reading, for the words that matter. `durations`: word and length in
    words. `members`: entity and its members that matter. `initially`: how things stand at first, only what matters.
    `ending`: the point where the property breaks (or what was to be shown). `hinges`: the parts of the property's
    formula that are false (true) there. `trace`: the whole run, for `replay`. `may_be_smaller`: the engines left open
    whether fewer steps or members would show the same. `beside`: the other run, or state, of a claim about two.
    `states`: for each moment of the run what differs there from the plainest state; the first is `initially`.
    """

    readings: tuple[tuple[str, str, str], ...]
    durations: tuple[tuple[str, str], ...]
    members: tuple[tuple[str, tuple[str, ...]], ...]
    initially: tuple[str, ...]
    steps: tuple[StoryStep, ...]
    ending: str
    hinges: tuple[str, ...]
    guilty: tuple[Excerpt, ...]
    trace: Trace
    may_be_smaller: bool = False
    beside: Beside | None = None
    states: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class RestsOn:
    """What a proof cannot do without: `clauses` (qualified; also `otherwise forbidden`), `axioms`, `assumptions`,
    `others` (what acts require, how runs begin, ranges of numbers). Of the other clauses of the check's policies,
    `meaning`: those which the property, or what the proof needs, speaks of or is defeated by; `spare`: those that could
    be repealed. `minimal`: none of what the proof needs can be left out of it."""

    clauses: tuple[str, ...]
    axioms: tuple[str, ...]
    assumptions: tuple[str, ...]
    others: tuple[str, ...]
    meaning: tuple[str, ...]
    spare: tuple[str, ...]
    minimal: bool


@dataclass(frozen=True)
class ProofNote:
    """How a claim was proved. `method` in words ("by induction on 1 step"), `invariants` in words, `conditions`: how
    many verification conditions were checked again by a fresh solver. For a bounded answer, `bound`: steps, `sizes`:
    entities with the number of members up to which it speaks; without them it is for any number.
    `certificate`: the verification conditions themselves, and `rests_on`: what they need; None for a bounded answer.
    `readings`: the combinations of readings that it is for, where a check has several; `shows`: what it proves where
    that is not the claim itself, but what makes it vacuous; `side`: of which runs it speaks ("in runs that comply with
    p"), where the claim is about several kinds of them."""

    method: str
    invariants: tuple[str, ...]
    conditions: int
    bound: int | None = None
    left_out: tuple[str, ...] = ()
    certificate: Certificate | None = None
    rests_on: RestsOn | None = None
    sizes: tuple[tuple[str, int], ...] = ()
    readings: tuple[tuple[tuple[str, str], ...], ...] = ()
    shows: str = ""
    side: str = ""


@dataclass(frozen=True)
class InductionGap:
    """Where a proof by induction is stuck: a state that nothing known excludes, whether or not a run leads to it, and a
    step from it that breaks the property. All in words.

    `members`: entity and its members. `before`: what holds in the state, as far as it is not the plainest. `step`, and
    `after`: what became different. `ending`: why the property breaks. `suggestion`: lemmas in the language, true in all
    runs as far as they were searched; `names` for them that are free. `advice`: what follows, and what the lemmas would
    do. `witness`: the step does not break the property, but shows what is asked for.
    """

    members: tuple[tuple[str, tuple[str, ...]], ...]
    before: tuple[str, ...]
    step: str
    after: tuple[str, ...]
    ending: str
    suggestion: tuple[str, ...]
    advice: str
    witness: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadingVerdict:
    """The verdict under one combination of readings (only words that matter)."""

    readings: tuple[tuple[str, str], ...]
    verdict: Verdict
    story: Story | None


@dataclass(frozen=True)
class CheckResult:
    """One run of one check. `conditions` in words ("under rsp_v3 reading hazardous as by_capability"). `reason`: why
    vacuous or undetermined or what the fault is. `expected` is the verdict's word as in the file. `proof`: the one
    behind the verdict; `proofs`: all that were found, for one combination of readings or several. `cause`: of a check
    without an answer, what its proof failed for, if `reason` does not say it; `gap`: where the proof is stuck.
    `steps`, `sizes`: of a bounded answer, how many steps and how many members of each entity it covers. `under`: the
    policies that the check names; `clauses`: all clauses of these and of those that the claim compares, with their
    wordings."""

    file: str
    property: str
    wording: str
    conditions: str
    span: Span
    expected: str
    verdict: Verdict
    meeting: Meeting
    steps: int | None
    reason: str
    story: Story | None
    table: tuple[ReadingVerdict, ...]
    proof: ProofNote | None
    diagnostics: tuple[Diagnostic, ...]
    seconds: float
    proofs: tuple[ProofNote, ...] = ()
    sizes: tuple[tuple[str, int], ...] = ()
    cause: str = ""
    gap: InductionGap | None = None
    under: tuple[str, ...] = ()
    clauses: tuple[Excerpt, ...] = ()


@dataclass(frozen=True)
class ScenarioResult:
    """One scenario. `failure` is empty if it went as told; else what went otherwise, under which readings; `place` is
    the step that did. `unanswered`: it was not played to its end, for the reason that `failure` says: it was stopped
    ("open"), or we failed ("fault")."""

    file: str
    name: str
    wording: str
    span: Span
    succeeded: bool
    failure: str
    place: Span | None
    diagnostics: tuple[Diagnostic, ...]
    seconds: float
    unanswered: Literal["", "open", "fault"] = ""


Result = CheckResult | ScenarioResult

EXIT_EXPECTED, EXIT_OTHER, EXIT_INPUT, EXIT_OPEN, EXIT_FAULT, EXIT_INTERRUPTED = 0, 1, 2, 3, 4, 130


def exit_code(results: Sequence[Result]) -> int:
    """The exit code of a run (docs/exit-codes.md): of its results the worst, in the order 4, 2, 1, 3, 0; without any,
    0. Raises nothing."""
    codes = {_code(result) for result in results}
    for code in (EXIT_FAULT, EXIT_INPUT, EXIT_OTHER, EXIT_OPEN):
        if code in codes:
            return code
    return EXIT_EXPECTED


def _code(result: Result) -> int:
    match result:
        case ScenarioResult():
            without = {"open": EXIT_OPEN, "fault": EXIT_FAULT}.get(result.unanswered, EXIT_OTHER)
            return EXIT_EXPECTED if result.succeeded else without
        case CheckResult():
            return {
                Meeting.MET: EXIT_EXPECTED,
                Meeting.NOT_MET: EXIT_OTHER,
                Meeting.OPEN: EXIT_OPEN,
                Meeting.FAULT: EXIT_FAULT,
                Meeting.WRONG_INPUT: EXIT_INPUT,
            }[result.meeting]
