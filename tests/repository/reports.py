"""The reports in `docs/reports`: `python -m tests.repository.reports` makes them anew, or only those that it is given."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.repository.places import ROOT

FOLDER = ROOT / "docs" / "reports"
COMMANDS = {
    "rsp-2.2-to-3.0.md": "diff rsp_2_2 rsp_3_0 specs/rsp/version_2_2.rsp specs/rsp/version_3_0.rsp --format markdown",
    "rsp-3.0-to-3.4.md": "diff rsp_3_0 rsp_3_4 specs/rsp/version_3_4.rsp --format markdown",
}
_USE = re.compile(r'^use "([^"]+)"', re.MULTILINE)


def head(command: str) -> str:
    """The first lines of a report, which pages do not show: the command that makes it, and the hashes of the policy
    files that it is made from."""
    hashes = "".join(f"{path.relative_to(ROOT).as_posix()} {_hash(path)}\n" for path in sorted(set(_sources(command))))
    return f"<!-- rspverify {command}\n{hashes}-->\n\n"


def made(command: str) -> str:
    """The report as the command line makes it."""
    program = [sys.executable, "-c", "from rspverify.cli.main import main; main()"]
    words = [*command.split(), "--fail-on", "never"]
    found = subprocess.run([*program, *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return head(command) + found.stdout


def _sources(command: str) -> Iterator[Path]:
    """The files that are compared, and all that they use."""
    pending = [(ROOT / word).resolve() for word in command.split() if word.endswith(".rsp")]
    while pending:
        path = pending.pop()
        yield path
        pending += [(path.parent / used).resolve() for used in _USE.findall(path.read_text(encoding="utf-8"))]


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_text(encoding="utf-8").encode()).hexdigest()


if __name__ == "__main__":
    for name in sys.argv[1:] or COMMANDS:
        (FOLDER / name).write_text(made(COMMANDS[name]), encoding="utf-8")
