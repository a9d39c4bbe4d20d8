"""What README.md shows and gives is real."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands.documents import environment
from tests.repository.places import ROOT
from tests.repository.readme import README, commands, with_result

TEXT = README.read_text(encoding="utf-8")


def test_result_is_what_the_tool_prints() -> None:
    assert "```console\n$ rspverify check specs" in TEXT
    assert with_result(TEXT) == TEXT, "run `python -m tests.record`"


def test_two_commands_for_a_fresh_machine() -> None:
    assert len(commands(TEXT)) == 2
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "-m pytest -n auto" in commands(TEXT)[1] and "-m pytest -n auto" in ci


@pytest.mark.skipif(not os.environ.get("RSPVERIFY_SLOW"), reason="takes minutes; .ci/run sets RSPVERIFY_SLOW")
def test_first_command_works_on_a_fresh_machine(tmp_path: Path) -> None:
    """In a copy of the checkout, without anything that is ignored by git."""
    copy = tmp_path / "rspverify"
    left_out = shutil.ignore_patterns(".git", ".venv", "*_cache", ".hypothesis", "__pycache__")
    shutil.copytree(ROOT, copy, ignore=left_out)
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(("PIP_", "SSL_")) or "proxy" in name.lower()
    }
    home = {"HOME": os.environ.get("HOME", "/")}
    completed = subprocess.run(
        ["bash", "-c", commands(TEXT)[0]],
        cwd=copy,
        env={**environment(), **kept, **home},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr
    assert "as expected" in completed.stdout
