"""Small policies with faults, for the tests of `check.mutate` and its reports."""

from __future__ import annotations

from pathlib import Path

from rspverify.check.mutate.campaign import mutation
from rspverify.check.mutate.options import MutateOptions
from rspverify.check.mutate.results import MutantResult, Mutation
from rspverify.check.repair.workshop import Loaded, load_all

VOCABULARY = Path(__file__).parents[1] / "policy" / "vocabulary.rsp"


def mutated(folder: Path, text: str, *select: str, every: bool = False) -> Mutation:
    """What becomes of the faults of these kinds in the policies of a text, which has the common vocabulary before it."""
    return mutation([written(folder, text)], MutateOptions(select=select, every=every))


def written(folder: Path, text: str) -> Loaded:
    """A file of a text, which has the common vocabulary before it."""
    path = folder / "care.rsp"
    path.write_text(VOCABULARY.read_text(encoding="utf-8") + text, encoding="utf-8")
    return load_all(str(path))


def faults(found: Mutation) -> dict[str, MutantResult]:
    """Each fault by its words."""
    return {one.said: one for one in found.mutants}
