"""Which file answers which claim."""

from __future__ import annotations

from typing import assert_never

from rspverify.check.claims import acts, after, states
from rspverify.check.claims.complete import complete
from rspverify.check.claims.comply import can_comply, kept_together
from rspverify.check.claims.consistent import consistent
from rspverify.check.claims.depends import depends, outsiders
from rspverify.check.claims.keeping import keeping
from rspverify.check.claims.monotone import monotone
from rspverify.check.claims.possible_acts import never_possible
from rspverify.check.claims.question import Question, ask
from rspverify.check.claims.whatever import agree, whatever
from rspverify.encode.system import Encoding
from rspverify.policy.claims import (
    AfterWithin,
    Agree,
    Always,
    CanComply,
    Claim,
    Complete,
    Consistent,
    Dependence,
    Keeping,
    KeptTogether,
    Monotone,
    NeverAct,
    NeverPossible,
    NeverState,
    OnlyAfter,
    OnlyWhen,
    OutsidersCanTell,
    PossibleAct,
    PossibleState,
    Property,
    Whatever,
)


def question(encoding: Encoding, prop: Property, claim: Claim) -> Question:
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
        case Whatever():
            return whatever(asked, claim)
        case Agree():
            return agree(asked, claim)
        case Keeping():
            return keeping(asked, claim)
        case Consistent():
            return consistent(asked, claim)
        case Complete():
            return complete(asked, claim)
        case CanComply():
            return can_comply(asked, claim)
        case KeptTogether():
            return kept_together(asked, claim)
        case NeverPossible():
            return never_possible(asked, claim)
        case Dependence():
            return depends(asked, claim)
        case OutsidersCanTell():
            return outsiders(asked, claim)
        case Monotone():
            return monotone(asked, claim)
        case _:
            assert_never(claim)
