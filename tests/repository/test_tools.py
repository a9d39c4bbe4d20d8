"""What the tools say about the code: floors, types, style."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.places import ROOT

_PROGRAMS = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-m", "ruff", "check", "src", "tests"],
        [sys.executable, "-m", "mypy"],
        [str(_PROGRAMS / "lint-imports")],
    ],
    ids=["ruff", "mypy", "floors"],
)
def test_tool_has_nothing_to_say(command: list[str]) -> None:
    completed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert completed.returncode == 0, completed.stdout + completed.stderr
