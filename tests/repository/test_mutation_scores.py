"""No fault in the policies of specs/news goes unnoticed. Slow."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.repository.places import ROOT


@pytest.mark.skipif(not os.environ.get("RSPVERIFY_NIGHTLY"), reason="takes minutes; .ci/nightly sets RSPVERIFY_NIGHTLY")
def test_every_fault_in_the_news_is_noticed() -> None:
    command = [sys.executable, "-m", "rspverify", "mutate", "specs/news", "--fail-under", "100"]
    completed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert completed.returncode == 0, completed.stdout + completed.stderr
