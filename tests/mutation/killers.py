"""Small policies in which every kind of clause, duty, claim and time meets others: along their random runs the encoding
and the reference semantics say the same, and no short run speaks against a verdict. The same is tested elsewhere on many
more; these few take little time, and kill most mutants (`tests/mutants` chose them).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from generate.choices import Choices
from generate.project import draw, resolved
from step_by_step import disagreements
from verdicts import contradictions

SAVED = sorted((Path(__file__).parents[1] / "mutants" / "tricky").glob("*.rsp"))


@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.stem)
def test_step_by_step(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "# error:" not in text:
        assert next(disagreements(resolved(text), Choices(0), runs=3, steps=4), None) is None


@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.stem)
def test_verdicts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "# error:" not in text:
        assert next(contradictions(resolved(text)), None) is None


@pytest.mark.parametrize("seed", range(24))
def test_random_runs(seed: int) -> None:
    assert next(disagreements(draw(seed, checks=3).project, Choices(seed), runs=2, steps=4), None) is None


@pytest.mark.parametrize("seed", range(8))
def test_random_verdicts(seed: int) -> None:
    assert next(contradictions(draw(seed).project), None) is None
