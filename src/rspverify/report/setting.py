"""How a report is to be rendered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rspverify.report.style import Style

Detail = Literal["quiet", "normal", "verbose"]
"""`quiet`: only what is not as expected; `verbose`: all stories and proofs."""


@dataclass(frozen=True)
class Setting:
    """`version`: of rspverify. `detail` and `style` are for formats that people read."""

    version: str
    detail: Detail = "normal"
    style: Style = field(default_factory=Style)
