"""Resolved claims, checks and scenarios."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rspverify.policy.expressions import Expr, Happening, Occurrence, Variable
from rspverify.policy.norms import Policy
from rspverify.policy.sorts import EntitySort
from rspverify.policy.vocabulary import World
from rspverify.source.spans import Span

# Absent conditions are Truth(True). Arguments of `acts` and `occurrences` may be any expressions, or None for `any`.


@dataclass(frozen=True)
class NeverAct:
    acts: tuple[Happening, ...]
    when: Expr


@dataclass(frozen=True)
class OnlyWhen:
    acts: tuple[Happening, ...]
    condition: Expr


@dataclass(frozen=True)
class OnlyAfter:
    acts: tuple[Happening, ...]
    occurrences: tuple[Occurrence, ...]
    when: Expr


@dataclass(frozen=True)
class Always:
    formula: Expr


@dataclass(frozen=True)
class NeverState:
    formula: Expr


@dataclass(frozen=True)
class AfterWithin:
    """`deadline`: `Hours` (0: at once) or `DurationRef`."""

    occurrences: tuple[Occurrence, ...]
    when: Expr
    acts: tuple[Happening, ...]
    deadline: Expr


@dataclass(frozen=True)
class PossibleAct:
    acts: tuple[Happening, ...]
    when: Expr


@dataclass(frozen=True)
class PossibleState:
    formula: Expr


@dataclass(frozen=True)
class Whatever:
    status: Literal["forbids", "permits"]
    policy: str
    other: str
    on: tuple[Happening, ...]


@dataclass(frozen=True)
class Agree:
    policy: str
    other: str
    on: tuple[Happening, ...]


@dataclass(frozen=True)
class Keeping:
    policy: str
    other: str


@dataclass(frozen=True)
class Dependence:
    act: Happening
    only: bool
    """True: `depends only on`; False: `does not depend on`."""
    facts: tuple[str, ...]
    actions: tuple[str, ...]
    time: bool
    """`now` is named."""


@dataclass(frozen=True)
class OutsidersCanTell:
    act: Happening


@dataclass(frozen=True)
class Monotone:
    direction: Literal["more", "less"]
    fact: str
    arguments: tuple[Expr, ...] | None
    where: Expr
    effect: Literal["unlocks", "adds duties", "lifts duties"]
    act: Happening | None


@dataclass(frozen=True)
class Consistent:
    policy: str


@dataclass(frozen=True)
class Complete:
    policy: str
    on: tuple[Happening, ...]
    when: Expr


@dataclass(frozen=True)
class CanComply:
    policy: str


@dataclass(frozen=True)
class KeptTogether:
    policy: str
    other: str


@dataclass(frozen=True)
class NeverPossible:
    """Not written in the language; asked where policies are compared or looked through. In no state of a run that
    complies with all policies of one of `among` (and those of the check) is one of `acts` possible where `when` holds;
    what policies say of that act itself is set aside."""

    acts: tuple[Happening, ...]
    when: Expr
    among: tuple[tuple[str, ...], ...]


TraceClaim = NeverAct | OnlyWhen | OnlyAfter | Always | NeverState | AfterWithin | PossibleAct | PossibleState
ComparisonClaim = (
    Whatever
    | Agree
    | Keeping
    | Dependence
    | OutsidersCanTell
    | Monotone
    | Consistent
    | Complete
    | CanComply
    | KeptTogether
    | NeverPossible
)
Claim = TraceClaim | ComparisonClaim


@dataclass(frozen=True)
class Property:
    """`variables`: the free variables of the claim, in order of appearance; universal, in `possible` existential."""

    name: str
    wording: str
    variables: tuple[Variable, ...]
    claim: Claim
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class BindingChoice:
    """`binding x, y` (`individuals`) or `binding every T` (`individuals` None)."""

    sort: EntitySort
    individuals: tuple[str, ...] | None


@dataclass(frozen=True)
class Tolerated:
    """`even if P.c is broken`; `clause` None: `even if P is broken`."""

    policy: str
    clause: str | None


Verdict = Literal["holds", "violated", "vacuous", "undetermined", "depends", "possible", "impossible"]


@dataclass(frozen=True)
class Conditions:
    """The options of one run of a check or of a scenario. `readings`: pairs of a word (term or duration) and the
    reading named for it. `policies`: those named `under`; `compared`: those that the claim itself names."""

    policies: tuple[str, ...]
    readings: tuple[tuple[str, str], ...]
    bindings: tuple[BindingChoice, ...]
    assuming: tuple[str, ...]
    tolerated: tuple[Tolerated, ...]
    steps: int | None
    compared: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """One run of one check: a property under conditions, with the verdict expected."""

    property: str
    conditions: Conditions
    expected: Verdict
    span: Span = field(compare=False, repr=False)


# ---------------------------------------------------------------- scenarios


@dataclass(frozen=True)
class Assign:
    """`fact(arguments) = value`; members introduced by `let` are `Individual`s. A predicate gets `Truth`."""

    fact: str
    arguments: tuple[Expr, ...]
    value: Expr
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class AssignDuration:
    duration: str
    hours: int
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Occur:
    """All arguments are constants."""

    happening: Happening
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class WaitFor:
    length: Expr
    """`Hours` or `DurationRef`."""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class MeanwhileSet:
    assignments: tuple[Assign, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class JudgeAct:
    """`clause`: pair of policy and clause. The act is then done if it is permitted."""

    happening: Happening
    permitted: bool
    clause: tuple[str, str] | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Expect:
    """`so φ`."""

    formula: Expr
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class ExpectOwes:
    agent: Expr
    policy: str
    clause: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class ExpectBreached:
    agent: Expr
    policy: str
    clause: str
    span: Span = field(compare=False, repr=False)


ScenarioStep = Occur | WaitFor | MeanwhileSet | JudgeAct | Expect | ExpectOwes | ExpectBreached


@dataclass(frozen=True)
class Scenario:
    """`members`: pairs of a name and its entity, as introduced by `let`."""

    name: str
    wording: str
    conditions: Conditions
    members: tuple[tuple[str, EntitySort], ...]
    given: tuple[Assign | AssignDuration, ...]
    steps: tuple[ScenarioStep, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True)
class Project:
    """One file with all that it uses, resolved. Checks and scenarios are the file's own."""

    path: str
    world: World
    policies: dict[str, Policy]
    properties: dict[str, Property]
    checks: tuple[Check, ...]
    scenarios: tuple[Scenario, ...]
