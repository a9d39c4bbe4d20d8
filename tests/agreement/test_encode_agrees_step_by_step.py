"""Along random runs the encoding and the reference semantics say the same, in every state and of every step.

Compared, without any solver: which clauses apply and are defeated, which duties are open and when they fall due, which
clauses a step breaches, whether a step can happen and complies, whether a state is allowed, and the goals of claims.
"""

from __future__ import annotations

from generate.choices import Choices
from generate.project import draw
from hypothesis import given
from profiles import examples, seeds
from step_by_step import disagreements


@given(seeds)
@examples(700)
def test_encoding_and_semantics_agree(seed: int) -> None:
    drawn = draw(seed, checks=3)
    found = next(disagreements(drawn.project, Choices(seed), runs=2, steps=4), None)
    assert found is None, f"{found}\n{drawn.text}"
