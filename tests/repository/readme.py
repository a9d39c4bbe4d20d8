"""README.md: the result that it shows, and the commands that it gives."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.commands.documents import environment
from tests.repository.places import ROOT

README = ROOT / "README.md"
_RESULT = re.compile(r"(?<=^```console\n)\$ (?P<command>rspverify [^\n]*)\n(?P<output>.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_COMMANDS = re.compile(r"^```sh\n(?P<command>[^\n]*)\n```$", re.MULTILINE)


def with_result(text: str) -> str:
    """The README with what its first command prints now."""
    shown = _RESULT.search(text)
    if shown is None:
        return text
    output = subprocess.run(
        [str(Path(sys.executable).parent / "rspverify"), *shown["command"].split()[1:]],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    ).stdout.decode("utf-8")
    return text[: shown.start()] + f"$ {shown['command']}\n{output.strip(chr(10))}\n" + text[shown.end() :]


def commands(text: str) -> list[str]:
    """The commands for a fresh machine."""
    return [match["command"] for match in _COMMANDS.finditer(text)]
