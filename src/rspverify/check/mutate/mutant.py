"""A policy with one fault in it, as text."""

from __future__ import annotations

from dataclasses import dataclass, field

from rspverify.source.files import SourceFile
from rspverify.source.spans import Span


@dataclass(frozen=True)
class Mutant:
    """`code`: of the kind of fault; `policy`, `clause`: where it is seeded (clause empty: in the head or `otherwise`).
    `said`: the fault in words; `texts`: the files that read otherwise, by their real paths; `diffs`: path and unified
    difference of each. `place`: of the clause, or of the policy, as it was."""

    code: str
    policy: str
    clause: str
    said: str
    texts: tuple[tuple[str, SourceFile], ...] = field(repr=False)
    diffs: tuple[tuple[str, str], ...] = field(repr=False)
    place: Span
