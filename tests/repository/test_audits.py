"""What an audit finds in these folders of specs/ has been looked at: it is accepted, with a reason. Slow."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.repository.places import ROOT

FOLDERS = ("specs/access", "specs/frameworks", "specs/law", "specs/news", "specs/rsp")


@pytest.mark.skipif(not os.environ.get("RSPVERIFY_NIGHTLY"), reason="takes minutes; .ci/nightly sets RSPVERIFY_NIGHTLY")
@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_is_open(folder: str) -> None:
    command = [sys.executable, "-m", "rspverify", "audit", folder]
    completed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert completed.returncode == 0, completed.stdout + completed.stderr
