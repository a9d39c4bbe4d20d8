"""What an expression may speak of at one place: its variables, and which kinds of words are allowed there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from rspverify.policy.expressions import Variable
from rspverify.policy.names import Home
from rspverify.policy.sorts import Sort
from rspverify.source.spans import Span


class ClauseSignatures(Protocol):
    """What the clauses of all policies are about, known before any condition is read (see `resolve_norms`)."""

    def signature(self, policy: str, clause: str) -> tuple[Variable, ...] | None:
        """The clause's variables, in order of appearance (its own agent first); None where there is no such clause.
        `policy` is a full name, `clause` the name in the policy (after amendment)."""

    def clauses(self, policy: str) -> tuple[str, ...]:
        """The names of a policy's clauses, for hints."""

    def breachable(self, policy: str, clause: str) -> bool:
        """Whether the clause can be breached: it is neither a permission nor an exemption."""


class FreshNames:
    """Gives each variable of a project a name of its own: `m`, `m'2`, `m'3`, …"""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def variable(self, shown: str, sort: Sort) -> Variable:
        number = self._used.get(shown, 0) + 1
        self._used[shown] = number
        return Variable(shown if number == 1 else f"{shown}'{number}", sort)


class FreeVariables:
    """The variables that one claim or clause uses without declaring them; each has the sort of the places where it
    stands. Filled while expressions are elaborated with `Scope.free` set to it."""

    def __init__(self, fresh: FreshNames) -> None:
        self._fresh = fresh
        self._found: dict[str, tuple[Variable, Span]] = {}
        self._hints: dict[str, Sort] = {}

    @property
    def variables(self) -> tuple[Variable, ...]:
        """In order of appearance in the text."""
        return tuple(variable for variable, _ in sorted(self._found.values(), key=lambda found: found[1].start))

    def get(self, shown: str) -> Variable | None:
        found = self._found.get(shown)
        return None if found is None else found[0]

    def place(self, shown: str) -> Span | None:
        """Where a variable first appeared."""
        found = self._found.get(shown)
        return None if found is None else found[1]

    def declare(self, shown: str, sort: Sort, span: Span) -> Variable:
        """The variable of that name, made if it is new. A second use keeps the first use's sort."""
        found = self._found.get(shown)
        if found is None:
            found = self._found[shown] = (self._fresh.variable(shown, sort), span)
        elif span.start < found[1].start:
            self._found[shown] = (found[0], span)
        return found[0]

    def hint(self, shown: str, sort: Sort) -> None:
        """A place somewhere in the same claim gives the name this sort; used where a comparison alone does not tell."""
        self._hints.setdefault(shown, sort)

    def hinted(self, shown: str) -> Sort | None:
        return self._hints.get(shown)


@dataclass(frozen=True)
class Scope:
    """Immutable: the `with_…` methods and `replace` give changed copies.

    `place` names the place in messages (`an axiom`, `the clause`, …). `past`: the past and `within D after OCC` are
    allowed. `occurrences`: an act may stand for a formula (below a past operator). `norms`: `forbidden …`, `applies …`
    are allowed. `free`: unknown names become free variables. `fixed_only`: only fixed facts and individuals may be
    spoken of (the `where` of `binds`).
    """

    home: Home
    names: FreshNames = field(compare=False, repr=False)
    variables: Mapping[str, Variable] = field(default_factory=dict)
    place: str = "this place"
    past: bool = True
    occurrences: bool = False
    norms: bool = False
    free: FreeVariables | None = None
    fixed_only: bool = False

    def fresh(self, shown: str, sort: Sort) -> Variable:
        """A new variable with a name that no other variable has; not yet in the scope."""
        return self.names.variable(shown, sort)

    def with_variables(self, variables: Iterable[Variable]) -> Scope:
        """The scope with these variables too, found by their shown names."""
        return replace(self, variables={**self.variables, **{v.shown: v for v in variables}})

    def with_free(self) -> Scope:
        """The scope in which unknown names become variables, collected in its (new) `free`."""
        return replace(self, free=FreeVariables(self.names))

    def in_past(self) -> Scope:
        """The scope below a past operator."""
        return replace(self, occurrences=True)

    def variable(self, shown: str) -> Variable | None:
        """The variable of that name that is already known here, declared or free."""
        found = self.variables.get(shown)
        if found is None and self.free is not None:
            found = self.free.get(shown)
        return found
