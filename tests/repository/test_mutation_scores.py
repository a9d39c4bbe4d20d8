"""No fault in the policies of these folders of specs/ goes unnoticed without a written reason. Slow."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.repository.places import ROOT


@pytest.mark.skipif(not os.environ.get("RSPVERIFY_NIGHTLY"), reason="takes minutes; .ci/nightly sets RSPVERIFY_NIGHTLY")
@pytest.mark.parametrize("folder", ["specs/news", "specs/rsp"])
def test_every_fault_is_noticed(folder: str) -> None:
    command = [sys.executable, "-m", "rspverify", "mutate", folder, "--fail-under", "100"]
    completed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert completed.returncode == 0, completed.stdout + completed.stderr
