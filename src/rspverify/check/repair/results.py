"""What a search for repairs comes to. Plain data; reports print it and compute nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rspverify.check.results import Verdict
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.files import SourceFile


@dataclass(frozen=True)
class Target:
    """A check that comes to `verdict` and should come to `wanted`."""

    file: str
    conditions: str
    verdict: Verdict
    wanted: Verdict


@dataclass(frozen=True)
class Turned:
    """An expectation of the files that an edit would disappoint: the name of a check's property (or of a scenario), its
    conditions, what is expected and what it would come to (`unknown`: whether it still is so could not be told)."""

    file: str
    name: str
    conditions: str
    expected: str
    instead: str
    unknown: bool = False


@dataclass(frozen=True)
class ActChanged:
    """An act of which the policy would say something else: `stricter`, `laxer` or `incomparable`, in how many cases;
    `undetermined` where that is not known."""

    act: str
    change: str
    cases: int


@dataclass(frozen=True)
class Repair:
    """Edits after which the targets come to what is wanted. `edits` in words; `clauses`: what the edited clauses then
    say; `amendment`: the same as a policy of its own that amends the old one; `diffs`: unified, one for each file;
    `texts`: the whole files, by their real paths. `cost`: how large the edits are; `changed`: what else changes, by a
    comparison of the old policy with the new. `turned`: other expectations that it would disappoint; none for a
    repair proper."""

    edits: tuple[str, ...]
    clauses: tuple[str, ...]
    amendment: str
    diffs: tuple[tuple[str, str], ...]
    texts: Mapping[str, SourceFile] = field(repr=False)
    cost: int
    changed: tuple[ActChanged, ...] = ()
    duties: tuple[str, ...] = ()
    turned: tuple[Turned, ...] = ()


@dataclass(frozen=True)
class Tried:
    """How much was looked at: single edits that there are; combinations that were weighed by the stories known so far;
    those that were proved or refuted. `limits`: which limits were reached, in words; `undecided`: combinations of which
    it could not be told."""

    single: int
    weighed: int
    proved: int
    undecided: int
    limits: tuple[str, ...]


@dataclass(frozen=True)
class Repairs:
    """`state`: `fine`: the property comes to what is wanted already; `repaired`: `found` has the best repairs first;
    `none`: no edits within the limits do; `open`: the verdict itself, or that of some edits, could not be told.
    `near`: edits that do but for other expectations. `diagnostics`: what is wrong with the files, or our own fault."""

    property: str
    wording: str
    policy: str
    targets: tuple[Target, ...]
    state: Literal["fine", "repaired", "none", "open", "fault", "wrong input"]
    found: tuple[Repair, ...]
    near: tuple[Repair, ...]
    tried: Tried
    diagnostics: tuple[Diagnostic, ...] = ()
    reason: str = ""
