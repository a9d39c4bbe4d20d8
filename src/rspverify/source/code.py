"""What a diagnostic code is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Code:
    """What a code means. `title` is one line, lower case, no final period. `page` is what `rspverify explain CODE`
    prints: what is wrong, why, and an example with its repair, in Markdown with fenced blocks."""

    code: str
    title: str
    severity: Severity
    page: str
