"""`accept CODE "reason"`: which findings of the audit may stand, and which faults nothing need notice."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from rspverify.policy.norms import Acceptance
from rspverify.policy.problems import Problems
from rspverify.source.codes_audit import ACCEPTABLE as FINDINGS
from rspverify.source.codes_mutate import FAULTS
from rspverify.source.diagnostics import Label
from rspverify.syntax.norms import Acceptance as Written

ACCEPTABLE = (*FINDINGS, *FAULTS)


def accepted(written: Iterable[Written], problems: Problems) -> tuple[Acceptance, ...]:
    """What stands in one place, each code once. A code that is no finding, one that stands there twice, and an empty
    reason are recorded."""
    found: dict[str, Written] = {}
    for one in written:
        code = one.code.text
        if code not in ACCEPTABLE:
            close = get_close_matches(code, ACCEPTABLE, n=1, cutoff=0.7)
            listed = (
                f"the findings are `{FINDINGS[0]}` to `{FINDINGS[-1]}`, and `{FAULTS[0]}` to `{FAULTS[-1]}` of `mutate`"
            )
            listed += "; `rspverify explain` lists them"
            problems.add(
                "RSP269",
                f"`{code}` is no finding of `rspverify audit` or `rspverify mutate`, so it cannot be accepted",
                one.code.span,
                help=f"did you mean `{close[0]}`? {listed}" if close else listed,
            )
        elif code in found:
            first = Label(found[code].span, "the first one")
            help = "join the reasons into one"
            problems.add("RSP269", f"`{code}` is accepted twice here", one.code.span, labels=(first,), help=help)
        elif not one.reason.strip():
            problems.add(
                "RSP269", f"`{code}` is accepted without a reason", one.span, help="say why it may stand, in a sentence"
            )
        else:
            found[code] = one
    return tuple(Acceptance(one.code.text, one.reason, one.span) for one in found.values())
