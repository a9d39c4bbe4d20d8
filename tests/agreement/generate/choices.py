"""Where the generator's decisions come from: a seed, so that a project can be drawn again and shown."""

from __future__ import annotations

from rspverify.fuzz.choices import Dead
from rspverify.fuzz.choices import Seeded as Choices

__all__ = ["Choices", "Dead"]
