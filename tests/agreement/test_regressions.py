"""Projects that once came out wrong, made small; each check says what it comes to.

The first line of a file says what was wrong. `# error: RSPnnn` at its end: the world is wrong, and that is found.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from generate.choices import Choices
from generate.project import resolved
from step_by_step import disagreements
from verdicts import contradictions, results

from rspverify.check.results import Meeting

FILES = sorted((Path(__file__).parent / "regressions").glob("*.rsp"))
ERROR = re.compile(r"# error: (RSP\d{3})")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_verdicts_are_the_expected_ones(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    expected = ERROR.search(text)
    found = results(resolved(text))
    assert found
    for result in found:
        codes = [each.code for each in result.diagnostics]
        if expected is None:
            assert result.meeting is Meeting.MET, f"{result.property}: {result.verdict}, {result.reason} {codes}"
        else:
            assert result.meeting is Meeting.WRONG_INPUT and expected[1] in codes


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_speaks_against_them(path: Path) -> None:
    project = resolved(path.read_text(encoding="utf-8"))
    assert list(contradictions(project)) == []
    for seed in range(5):
        assert list(disagreements(project, Choices(seed), runs=2, steps=4)) == []
