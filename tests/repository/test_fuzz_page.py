"""The tests on docs/fuzz.md run, and type checkers know what is in them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rspverify import fuzz
from tests.repository.places import ROOT

PAGE = (ROOT / "docs" / "fuzz.md").read_text(encoding="utf-8")
_FILE = re.compile(r"^```rsp (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in _FILE.findall(PAGE):
        (tmp_path / name).write_text(text, encoding="utf-8")
    [example] = _EXAMPLE.findall(PAGE)
    (tmp_path / "test_draft.py").write_text(example, encoding="utf-8")
    return tmp_path


def run(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={"MYPYPATH": str(ROOT / "src"), "PATH": os.environ.get("PATH", "")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.stdout + done.stderr


def test_examples_run(folder: Path) -> None:
    words = ["pytest", "-q", "-p", "no:cacheprovider", "--hypothesis-seed", "1", "--rootdir", ".", "test_draft.py"]
    assert "3 passed" in run(folder, *words)
    # ... and fail where the policy is worse
    worse = (
        (folder / "careful.rsp").read_text(encoding="utf-8").replace("published(l, m)\n  clause", "crisis\n  clause")
    )
    (folder / "careful.rsp").write_text(worse, encoding="utf-8")
    example = (folder / "test_draft.py").read_text(encoding="utf-8").replace("given,", "Phase, given,")
    example = example.replace(
        "max_examples=30, deadline=None", "max_examples=500, deadline=None, phases=[Phase.generate]"
    )
    (folder / "test_draft.py").write_text(example, encoding="utf-8")
    assert "2 failed, 1 passed" in run(folder, *words)


def test_examples_have_types(folder: Path) -> None:
    assert "test_draft.py" not in run(folder, "mypy", "--strict", "test_draft.py")


def test_page_speaks_of_all_that_is_public() -> None:
    spoken = set(re.findall(r"fuzz\.(\w+)", PAGE)) | {"Trace"}
    assert set(fuzz.__all__) - spoken == set()
