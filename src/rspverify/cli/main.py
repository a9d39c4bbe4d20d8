"""The command `rspverify`. This module is read before anything is decided, so it imports next to nothing."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # that of `typing`, which takes longer to import than all that is here
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and ends the process with one of the exit codes of docs/exit-codes.md."""
    from rspverify.cli.verbs import group, run

    sys.exit(run(lambda: group.main(args=arguments, prog_name="rspverify", standalone_mode=False), arguments))
