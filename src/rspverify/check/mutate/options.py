"""What a user may set for a run of `mutate`."""

from __future__ import annotations

from dataclasses import dataclass, field

from rspverify.check.options import CheckOptions


@dataclass(frozen=True)
class MutateOptions:
    """`policies`: only these; else all that the files' own texts declare. `select`, `ignore`: beginnings of codes of
    kinds of faults. `every`: whether all properties that notice a fault are named, or the first alone."""

    check: CheckOptions = field(default_factory=lambda: CheckOptions(rlimit=20_000_000, depth=6))
    policies: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    every: bool = False

    def wanted(self, code: str) -> bool:
        chosen = not self.select or any(code.startswith(one) for one in self.select)
        return chosen and not any(code.startswith(one) for one in self.ignore)
