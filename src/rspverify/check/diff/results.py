"""What a comparison of two policies comes to. Plain data; reports print it and compute nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from rspverify.check.results import Excerpt, Story
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.spans import Span

Readings = tuple[tuple[str, str], ...]


class Change(Enum):
    """What the new policy permits (or does not require) against the old one. Each but the last is proved."""

    EQUAL = "equal"
    STRICTER = "stricter"
    LAXER = "laxer"
    INCOMPARABLE = "incomparable"
    """Stricter in some cases, laxer in others."""
    UNDETERMINED = "undetermined"


Where = Literal["some", "none", "unknown"]


@dataclass(frozen=True)
class Case:
    """One case of a difference: `conditions`, all of which hold, in words. `told_apart`: the difference is there
    wherever they hold; otherwise they do not tell whether it is (`reason`: why). `under_old`, `under_new`: whether runs
    that comply with this policy come to the case (None: not asked). `readings`: the combinations of readings in which
    it occurs, if not in all; `unread`: those of which that is not known. `story`: a replayed run that comes to it, of
    policy `story_of`; `blame`: how the clauses of both stand to the act there."""

    conditions: tuple[str, ...]
    told_apart: bool
    reason: str
    under_old: Where | None
    under_new: Where | None
    readings: tuple[Readings, ...]
    unread: tuple[Readings, ...]
    story_of: str
    story: Story
    blame: tuple[Excerpt, ...]


@dataclass(frozen=True)
class Difference:
    """What one policy forbids (demands) and the other does not. `found`: whether there is any of it: `none` is proved.
    `complete`: it is proved that `cases` are all; `reason`: why that, or `found`, is not known. `method`: of a proof
    that there is none."""

    found: Where
    cases: tuple[Case, ...]
    complete: bool
    reason: str
    method: str


@dataclass(frozen=True)
class ActChange:
    """One act. `act` in words with variables, `about`: what these range over. `table`: the change under each
    combination of readings, where they differ."""

    action: str
    act: str
    about: str
    change: Change
    permitted: Difference
    forbidden: Difference
    table: tuple[tuple[Readings, Change], ...]


DutyKind = Literal["dropped", "added", "lengthened", "shortened", "narrowed", "widened", "changed"]


@dataclass(frozen=True)
class Example:
    """A replayed run that complies with policy `kept` and breaches the duty `broken`. `readings`: in which
    combinations of readings there is one, if not in all."""

    kept: str
    broken: str
    readings: tuple[Readings, ...]
    story: Story


@dataclass(frozen=True)
class DutyChange:
    """A duty of the old policy, of the new one, or both (`old`, `new`: the clauses, as `clause`, empty if there is
    none). `kinds`: what is different about it; empty: nothing. `change`: whether less or more is demanded, judged by
    all that the policies demand, so that a duty which others imply is not missed. `details` in words. `place`: where
    the new clause stands, or the old one."""

    old: str
    new: str
    wording: str
    kinds: tuple[DutyKind, ...]
    change: Change
    details: tuple[str, ...]
    examples: tuple[Example, ...]
    conditions: tuple[Difference, Difference] | None
    """Where the old duty applies and the new one does not, and the reverse; None: not compared."""
    reason: str
    place: Span


@dataclass(frozen=True)
class BindingChange:
    """Members of an entity whom only one policy binds. `released`: bound by the old one alone; `added`: by the new."""

    entity: str
    released: Where
    added: Where
    details: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class PolicyDiff:
    """The comparison of two policies. `remarks`: what the reader should know of how they were compared.
    `not_compared`: acts of agents whom only one of them binds. `fault`: our own; then there is nothing else.
    `wrong_input`: nothing was compared, since the world contradicts itself; `doubtful`: since that is not known."""

    file: str
    old: str
    new: str
    old_wording: str
    new_wording: str
    conditions: str
    acts: tuple[ActChange, ...]
    not_compared: tuple[str, ...]
    duties: tuple[DutyChange, ...]
    bindings: tuple[BindingChange, ...]
    remarks: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    seconds: float
    fault: str = ""
    wrong_input: bool = False
    doubtful: bool = False

    @property
    def laxer(self) -> bool:
        """Whether the new policy permits or leaves open something that the old one does not, as was shown."""
        acts = any(act.permitted.found == "some" for act in self.acts)
        duties = any(duty.change in (Change.LAXER, Change.INCOMPARABLE) for duty in self.duties)
        return acts or duties or any(one.released == "some" for one in self.bindings)

    @property
    def stricter(self) -> bool:
        acts = any(act.forbidden.found == "some" for act in self.acts)
        duties = any(duty.change in (Change.STRICTER, Change.INCOMPARABLE) for duty in self.duties)
        return acts or duties or any(one.added == "some" for one in self.bindings)

    @property
    def laxer_open(self) -> bool:
        """Whether it is not known of something whether it is laxer."""
        return (
            self.doubtful
            or any(act.permitted.found == "unknown" for act in self.acts)
            or any(duty.change is Change.UNDETERMINED for duty in self.duties)
            or any(one.released == "unknown" for one in self.bindings)
        )

    @property
    def stricter_open(self) -> bool:
        return (
            self.doubtful
            or any(act.forbidden.found == "unknown" for act in self.acts)
            or any(duty.change is Change.UNDETERMINED for duty in self.duties)
            or any(one.added == "unknown" for one in self.bindings)
        )

    @property
    def undetermined(self) -> bool:
        """Whether something that was asked has no answer: a change, or whether the cases are all."""
        differences = [one for act in self.acts for one in (act.permitted, act.forbidden)]
        differences += [one for duty in self.duties for one in duty.conditions or ()]
        return (
            self.laxer_open
            or self.stricter_open
            or any(one.found == "unknown" or not one.complete for one in differences)
            or any(not case.told_apart and case.reason for one in differences for case in one.cases)
        )

    @property
    def change(self) -> Change:
        """Of the policies as wholes."""
        if self.laxer and self.stricter:
            return Change.INCOMPARABLE
        if self.laxer_open or self.stricter_open:
            return Change.UNDETERMINED
        return Change.LAXER if self.laxer else Change.STRICTER if self.stricter else Change.EQUAL
