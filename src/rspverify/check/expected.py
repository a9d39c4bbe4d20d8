"""How a verdict stands to the expected one (language reference, sections 5 and 6)."""

from __future__ import annotations

from collections.abc import Sequence

from rspverify.check.results import Meeting, Verdict

_TRUE = frozenset({Verdict.HOLDS, Verdict.HOLDS_UP_TO, Verdict.VACUOUS, Verdict.POSSIBLE})
_PROVED = frozenset({Verdict.HOLDS, Verdict.VACUOUS, Verdict.IMPOSSIBLE})
_FALSE = frozenset({Verdict.VIOLATED, Verdict.IMPOSSIBLE})
_WEAKEST = (Verdict.VACUOUS, Verdict.HOLDS_UP_TO, Verdict.HOLDS)


def joined(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict over all combinations of readings."""
    found = set(verdicts)
    if len(found) == 1:
        return verdicts[0]
    if found & _TRUE and found & _FALSE:
        # `depends` needs a proof for at least one of the combinations.
        return Verdict.DEPENDS if found & _PROVED else Verdict.UNDETERMINED
    if Verdict.UNDETERMINED in found:
        return Verdict.UNDETERMINED
    return next(verdict for verdict in _WEAKEST if verdict in found)


def meeting(expected: str, verdict: Verdict, parts: Sequence[Verdict], bounded_will_do: bool) -> Meeting:
    """Whether a verdict is the expected one. `parts`: the verdicts under each combination of readings;
    `bounded_will_do`: the check says `up to N steps`."""
    if verdict.value == expected:
        return Meeting.MET
    if verdict is Verdict.HOLDS_UP_TO:
        if expected == "holds":
            return Meeting.MET if bounded_will_do else Meeting.OPEN
        if expected == "undetermined" and not bounded_will_do:
            # A proof was asked for, and there is none.
            return Meeting.MET
        return Meeting.NOT_MET if bounded_will_do else Meeting.OPEN
    if verdict is Verdict.UNDETERMINED:
        return Meeting.OPEN if _may_become(expected, parts) else Meeting.NOT_MET
    return Meeting.NOT_MET


def _may_become(expected: str, parts: Sequence[Verdict]) -> bool:
    """Whether what is settled already leaves room for the expected verdict. No parts: nothing is known."""
    settled = set(parts) - {Verdict.UNDETERMINED, Verdict.HOLDS_UP_TO}
    match expected:
        case "holds":
            return settled <= {Verdict.HOLDS}
        case "violated":
            return settled <= {Verdict.VIOLATED}
        case "possible":
            return settled <= {Verdict.POSSIBLE}
        case "impossible":
            return settled <= {Verdict.IMPOSSIBLE}
        case "vacuous":
            return settled <= {Verdict.VACUOUS, Verdict.HOLDS}
        case "depends":
            return len(parts) != 1
        case _:
            return False
