"""How a question is asked that is one of many: what it shares with the others, and how much of an answer is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rspverify.check.encodings import Encodings
from rspverify.check.readings import Readings


@dataclass(frozen=True)
class Manner:
    """`encodings`: those that the questions share. `readings`: only words read like this. `any_run`: the first run that
    is found and confirmed will do, as it is, under whatever reading. `each_plain`: the story is made as plain as it can
    be under each reading, and not only under the first. `gaps`: where a proof is stuck is looked for. `runs_first`: a
    run is expected, so that one is looked for before invariants are."""

    encodings: Encodings | None = None
    readings: Readings = ()
    any_run: bool = False
    each_plain: bool = True
    gaps: bool = True
    runs_first: bool = False

    def chosen(self, combinations: Sequence[Readings]) -> list[Readings]:
        """Those of the combinations that are wanted."""
        wanted = dict(self.readings)
        return [one for one in combinations if all(wanted.get(word, reading) == reading for word, reading in one)]


ALONE = Manner()
"""As a check is asked."""
