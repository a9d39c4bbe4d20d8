"""The command `rspverify`. This module is read before anything is decided, so it imports next to nothing."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # that of `typing`, which takes longer to import than all that is here
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and ends the process with one of the exit codes of docs/exit-codes.md."""
    _fill_standard_streams()
    words = tuple(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(words, arguments)
    except KeyboardInterrupt:  # while modules were still imported: nothing had begun
        code = 130
    sys.exit(code)


def _run(words: Sequence[str], arguments: Sequence[str] | None) -> int:
    if words[:1] == ("check",):
        from rspverify.store.whole_runs import shown_again

        code = shown_again(words)
        if code is not None:
            return code
    from rspverify.cli.verbs import group, run

    def verb() -> object:
        return group.main(args=arguments, prog_name="rspverify", standalone_mode=False, obj=words)

    return run(verb, arguments)


def _fill_standard_streams() -> None:
    """A stream that was closed before we began (`>&-`) leads nowhere from now on: else the next file that is opened
    would take its place, and what is printed would go there."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
