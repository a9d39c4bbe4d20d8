"""The command `rspverify`. This module is read before anything is decided, so it imports next to nothing."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # that of `typing`, which takes longer to import than all that is here
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and ends the process with one of the exit codes of docs/exit-codes.md."""
    words = tuple(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ("check",):
        from rspverify.store.whole_runs import shown_again

        code = shown_again(words)
        if code is not None:
            sys.exit(code)
    from rspverify.cli.verbs import group, run

    def verb() -> object:
        return group.main(args=arguments, prog_name="rspverify", standalone_mode=False, obj=words)

    sys.exit(run(verb, arguments))
