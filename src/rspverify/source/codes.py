"""The one list of diagnostic codes. Documentation and `explain` come from it.

RSP1xx cannot read, RSP2xx cannot resolve, RSP3xx lint, RSP4xx-RSP5xx findings about policies, RSP8xx a limit was
reached, RSP9xx our own bug.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Code:
    """What a code means. `page` is what `rspverify explain CODE` prints: what is wrong, why, and an example with its
    repair. `wrong` is a source text (or a fragment) that shows the code."""

    code: str
    title: str
    severity: Severity
    page: str


_CODES: tuple[Code, ...] = (
    # ---- RSP1xx: cannot read (files, lexing, parsing)
    # ---- RSP2xx: cannot resolve (names, types, policies, claims)
    # ---- RSP3xx: lint
    # ---- RSP4xx-RSP5xx: findings about policies
    # ---- RSP8xx: a limit was reached
    # ---- RSP9xx: our own fault
)

CODES: dict[str, Code] = {entry.code: entry for entry in _CODES}
