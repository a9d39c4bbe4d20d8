"""Properties, checks and scenarios as they were written (language reference, sections 4 and 5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rspverify.syntax.declarations import (
    ActionDeclaration,
    AlsoDeclaration,
    DefineDeclaration,
    DurationDeclaration,
    EntityDeclaration,
    EnumDeclaration,
    FactDeclaration,
    IndividualDeclaration,
    Initially,
    StatementDeclaration,
    TermDeclaration,
    Use,
)
from rspverify.syntax.expressions import (
    DurationExpression,
    Expression,
    Identifier,
    Node,
    Occurrence,
)
from rspverify.syntax.norms import Act, PolicyDeclaration

# ---------------------------------------------------------------- claims


@dataclass(frozen=True)
class Never(Node):
    """`never ACT [or ACT] [when φ]` or `never φ`; which of the two, `policy` decides by what the name stands for."""

    subject: Expression
    when: Expression | None


@dataclass(frozen=True)
class Always(Node):
    formula: Expression


@dataclass(frozen=True)
class OnlyWhen(Node):
    """`ACT only when φ`."""

    acts: tuple[Act, ...]
    condition: Expression


@dataclass(frozen=True)
class OnlyAfter(Node):
    """`ACT only after OCC [when φ]`."""

    acts: tuple[Act, ...]
    occurrences: tuple[Occurrence, ...]
    when: Expression | None


@dataclass(frozen=True)
class AfterWithin(Node):
    """`after OCC [when φ], ACT within D` (or `at once`)."""

    occurrences: tuple[Occurrence, ...]
    when: Expression | None
    acts: tuple[Act, ...]
    deadline: DurationExpression | Literal["at once"]


@dataclass(frozen=True)
class Possible(Node):
    """`possible ACT [when φ]` or `possible φ`."""

    subject: Expression
    when: Expression | None


@dataclass(frozen=True)
class Whatever(Node):
    """`P forbids whatever Q forbids [on ACT]`, `P permits whatever Q permits [on ACT]`."""

    status: Literal["forbids", "permits"]
    policy: Identifier
    other: Identifier
    on: tuple[Act, ...]


@dataclass(frozen=True)
class Agree(Node):
    """`P and Q agree [on ACT]`."""

    policy: Identifier
    other: Identifier
    on: tuple[Act, ...]


@dataclass(frozen=True)
class Keeping(Node):
    """`keeping P keeps Q`."""

    policy: Identifier
    other: Identifier


@dataclass(frozen=True)
class Dependence(Node):
    """`ACT does not depend on f, g` or `ACT depends only on f, g`; a name may be `now`."""

    act: Act
    relation: Literal["does not depend on", "depends only on"]
    names: tuple[Identifier, ...]


@dataclass(frozen=True)
class OutsidersCanTell(Node):
    """`outsiders can tell whether ACT is permitted`."""

    act: Act


@dataclass(frozen=True)
class Monotone(Node):
    """`more f(x, ..) [where φ] never unlocks ACT`, `less f never adds duties`, `… never lifts duties`.

    `arguments` is None for plain `more f`; `act` stands only with `unlocks`.
    """

    direction: Literal["more", "less"]
    fact: Identifier
    arguments: tuple[Expression, ...] | None
    where: Expression | None
    effect: Literal["unlocks", "adds duties", "lifts duties"]
    act: Act | None


@dataclass(frozen=True)
class Consistent(Node):
    policy: Identifier


@dataclass(frozen=True)
class Complete(Node):
    """`P is complete [on ACT] [when φ]`."""

    policy: Identifier
    on: tuple[Act, ...]
    when: Expression | None


@dataclass(frozen=True)
class CanComply(Node):
    """`P can always be complied with`."""

    policy: Identifier


@dataclass(frozen=True)
class KeptTogether(Node):
    """`P and Q can be kept together`."""

    policy: Identifier
    other: Identifier


Claim = (
    Never
    | Always
    | OnlyWhen
    | OnlyAfter
    | AfterWithin
    | Possible
    | Whatever
    | Agree
    | Keeping
    | Dependence
    | OutsidersCanTell
    | Monotone
    | Consistent
    | Complete
    | CanComply
    | KeptTogether
)


@dataclass(frozen=True)
class PropertyDeclaration(Node):
    name: Identifier
    wording: str | None
    claim: Claim


# ---------------------------------------------------------------- checks


@dataclass(frozen=True)
class UnderOption(Node):
    """`under P + Q`."""

    policies: tuple[Identifier, ...]


@dataclass(frozen=True)
class ReadingOption(Node):
    """`reading hazardous as by_capability`."""

    word: Identifier
    reading: Identifier


@dataclass(frozen=True)
class BindingOption(Node):
    """`binding x, y` (`every` None) or `binding every T` (`names` empty)."""

    names: tuple[Identifier, ...]
    every: Identifier | None


@dataclass(frozen=True)
class AssumingOption(Node):
    """`assuming honest, other`."""

    names: tuple[Identifier, ...]


@dataclass(frozen=True)
class EvenIfOption(Node):
    """`even if P.c is broken` or `even if P is broken`."""

    target: Identifier


@dataclass(frozen=True)
class UpToOption(Node):
    """`up to N steps`."""

    steps: int


ExpectedVerdict = Literal["holds", "violated", "vacuous", "undetermined", "depends", "possible", "impossible"]


@dataclass(frozen=True)
class ExpectOption(Node):
    verdict: ExpectedVerdict


CheckOption = UnderOption | ReadingOption | BindingOption | AssumingOption | EvenIfOption | UpToOption | ExpectOption


@dataclass(frozen=True)
class CheckDeclaration(Node):
    """`check NAME option*`. Each `under` begins a new run; options before the first `under` go to every run."""

    name: Identifier
    options: tuple[CheckOption, ...]


# ---------------------------------------------------------------- scenarios


@dataclass(frozen=True)
class Let(Node):
    """`let a, b: Lab`."""

    names: tuple[Identifier, ...]
    entity: Identifier


@dataclass(frozen=True)
class Given(Node):
    """`given dangerous(m), evidence(m) = weak, reasonable = 3 days`."""

    literals: tuple[Expression, ...]


@dataclass(frozen=True)
class StepOf(Node):
    """An act or event that happens."""

    act: Act


@dataclass(frozen=True)
class WaitStep(Node):
    """`wait 31 days`."""

    length: DurationExpression


@dataclass(frozen=True)
class Meanwhile(Node):
    """`meanwhile rival_close(a)`: a wait of no time after which these hold."""

    literals: tuple[Expression, ...]


@dataclass(frozen=True)
class Judged(Node):
    """`ACT is permitted|forbidden [by CLAUSE]`."""

    act: Act
    status: Literal["permitted", "forbidden"]
    clause: Identifier | None


@dataclass(frozen=True)
class So(Node):
    """`so φ`."""

    formula: Expression


@dataclass(frozen=True)
class Owes(Node):
    """`a owes CLAUSE`."""

    agent: Identifier
    clause: Identifier


@dataclass(frozen=True)
class HasBreached(Node):
    """`a has breached CLAUSE`."""

    agent: Identifier
    clause: Identifier


ScenarioStep = Let | Given | StepOf | WaitStep | Meanwhile | Judged | So | Owes | HasBreached


@dataclass(frozen=True)
class ScenarioDeclaration(Node):
    name: Identifier
    wording: str | None
    options: tuple[CheckOption, ...]
    steps: tuple[ScenarioStep, ...]


Declaration = (
    Use
    | EntityDeclaration
    | EnumDeclaration
    | IndividualDeclaration
    | FactDeclaration
    | DurationDeclaration
    | DefineDeclaration
    | TermDeclaration
    | ActionDeclaration
    | AlsoDeclaration
    | Initially
    | StatementDeclaration
    | PolicyDeclaration
    | PropertyDeclaration
    | CheckDeclaration
    | ScenarioDeclaration
)


@dataclass(frozen=True)
class Comment(Node):
    """`# text`, kept for the printer. `text` is what follows `#`, right-stripped; `own_line` if nothing else is before
    it on its line."""

    text: str
    own_line: bool


@dataclass(frozen=True)
class Module(Node):
    """One file. Comments take no part in equality."""

    declarations: tuple[Declaration, ...]
    comments: tuple[Comment, ...] = field(default=(), compare=False)
