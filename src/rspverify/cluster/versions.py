"""What must be the same on all machines, so that all of them come to the same."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.metadata import version

from rspverify import __version__
from rspverify.store.fingerprint import code_digest


@dataclass(frozen=True)
class Versions:
    """`python`: without its last number; `code`: of what the files of rspverify hold, since two checkouts may have one
    version."""

    rspverify: str
    code: str
    python: str
    z3: str
    lark: str

    def unlike(self, others: Versions) -> tuple[tuple[str, str], ...]:
        """What is not the same, in words: how it is here, and how with the others."""
        mine, theirs = self._words(), others._words()
        return tuple((mine[name], theirs[name]) for name in mine if mine[name] != theirs[name])

    def _words(self) -> dict[str, str]:
        return {
            "rspverify": f"rspverify {self.rspverify} (code {self.code[:8]})",
            "python": f"Python {self.python}",
            "z3": f"z3-solver {self.z3}",
            "lark": f"lark {self.lark}",
        }


def installed() -> Versions:
    """Those of this process."""
    python = f"{sys.implementation.name} {sys.version_info[0]}.{sys.version_info[1]}".removeprefix("cpython ")
    return Versions(__version__, code_digest().hex(), python, version("z3-solver"), version("lark"))
