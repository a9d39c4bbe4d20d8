"""`rspverify init`: a small project to begin with, which can be checked at once."""

from __future__ import annotations

import os
import shlex

import click

from rspverify.check.results import EXIT_EXPECTED
from rspverify.cli.console import When, standard_output
from rspverify.cli.options import color_option
from rspverify.cli.write import write
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError

STARTER = {
    "rspverify.toml": """\
# What stands here need not stand on the command line (docs/command-line.md, "Settings").
paths = ["."]
""",
    "world.rsp": """\
# What can be, and what can happen. The words in quotes are those in which reports speak.

entity Lab "an AI developer"
entity Model

fact dangerous(m: Model) "{m} could do great harm"
fact assessed(l: Lab, m: Model) "{l} has assessed {m}"
fact released(l: Lab, m: Model) "{l} has released {m}"

action assess(l: Lab, m: Model) by l "{l} assesses {m}"
  then assessed(l, m)

action release(l: Lab, m: Model) by l "{l} releases {m}"
  then released(l, m)
""",
    "policy.rsp": """\
# What a policy demands of whom, and what is claimed about it.

use "world.rsp"

policy first "our policy" binds l: Lab {
  clause assess_first "section 1":
    l must not release(l, m) when dangerous(m) unless assessed(l, m)
}

property no_blind_release "A dangerous model is never released unassessed":
  never release(l, m) when dangerous(m) and not assessed(l, m)

property can_release "A dangerous model can be released at all":
  possible release(l, m) when dangerous(m)

check no_blind_release
  under first expect holds

check can_release
  under first expect possible

scenario assess_and_release "first the assessment, then the release" under first {
  let ours: Lab
  let mild: Model
  let wild: Model
  given dangerous(wild)
  release(ours, mild) is permitted
  release(ours, wild) is forbidden by assess_first
  assess(ours, wild)
  release(ours, wild) is permitted
}
""",
}
"""The files, by their names."""


@click.command("init")
@click.argument("folder", default=os.curdir, metavar="[FOLDER]")
@color_option
def command(folder: str, color: When) -> int:
    """Write a small project to begin with: settings, a vocabulary, and a policy with claims and a scenario.

    It goes to FOLDER, which is made if it is not there, or to the working directory. No file is replaced: if one of
    these names is taken, nothing is written.
    """
    places = {os.path.join(folder, name): text for name, text in STARTER.items()}
    taken = [_taken(path) for path in places if os.path.lexists(path)]
    if taken:
        raise SourceError(taken)
    try:
        os.makedirs(folder, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "no valid path").lower()
        raise SourceError([Diagnostic("RSP143", f"`{plain(folder)}` cannot be written: {reason}")]) from None
    for path, text in places.items():
        write(path, text)
    out = standard_output(color)
    out.write("".join(f"{plain(os.path.normpath(path))}\n" for path in places))
    named = os.path.join(os.curdir, folder) if folder.startswith("-") else folder
    where = "" if os.path.normpath(folder) == os.curdir else f" {shlex.quote(plain(named))}"
    out.write(f"`rspverify check{where}` checks what is claimed there\n")
    return EXIT_EXPECTED


def _taken(path: str) -> Diagnostic:
    message = f"`{plain(os.path.normpath(path))}` cannot be written: it is there already"
    return Diagnostic("RSP143", message, help="name a new folder: `rspverify init FOLDER`")
