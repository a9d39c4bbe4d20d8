"""README.md: the result that it shows, and the commands that it gives."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from tests.commands.documents import replayed
from tests.repository.places import ROOT

README = ROOT / "README.md"
_COMMANDS = re.compile(r"^```sh\n(?P<command>[^\n]*)\n```$", re.MULTILINE)


def with_result(text: str) -> str:
    """The README with what its commands print now, in a folder where `specs` is."""
    with tempfile.TemporaryDirectory(prefix="rspverify-") as name:
        (Path(name) / "specs").symlink_to(ROOT / "specs")
        return replayed(text, Path(name))


def commands(text: str) -> list[str]:
    """The commands for a fresh machine."""
    return [match["command"] for match in _COMMANDS.finditer(text)]
