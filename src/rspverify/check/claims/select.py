"""Which file answers which claim."""

from __future__ import annotations

from typing import assert_never

from rspverify.check.claims import acts, after, states
from rspverify.check.claims.question import Question, ask
from rspverify.encode.system import Encoding
from rspverify.policy.claims import (
    AfterWithin,
    Always,
    NeverAct,
    NeverState,
    OnlyAfter,
    OnlyWhen,
    PossibleAct,
    PossibleState,
    Property,
    TraceClaim,
)


def question(encoding: Encoding, prop: Property, claim: TraceClaim) -> Question:
    """The goals of a property's claim; raises `Unsupported` with the reason in words."""
    asked = ask(encoding, prop)
    match claim:
        case NeverAct():
            return acts.never(asked, claim)
        case OnlyWhen():
            return acts.only_when(asked, claim)
        case OnlyAfter():
            return acts.only_after(asked, claim)
        case PossibleAct():
            return acts.possible(asked, claim)
        case Always():
            return states.always(asked, claim)
        case NeverState():
            return states.never(asked, claim)
        case PossibleState():
            return states.possible(asked, claim)
        case AfterWithin():
            return after.after(asked, claim)
        case _:
            assert_never(claim)
