"""What a proof is said not to need, it does not need: without those clauses the claim still holds; and in the system
itself, the proof goes through without all that is spare and not without any part that is needed."""

from __future__ import annotations

from dataclasses import replace

from generate.project import draw
from goals import asked, tools
from hypothesis import given
from laws_of_cores import cores_lie
from profiles import examples, seeds
from repeals import repeals_contradict

from rspverify.logic.slice import cone
from rspverify.proof.outcome import Proved
from rspverify.proof.portfolio import prove


@given(seeds)
@examples(150)
def test_clauses_that_a_proof_does_not_need_can_be_repealed(seed: int) -> None:
    drawn = draw(seed)
    assert not list(repeals_contradict(drawn.project)), drawn.text


@given(seeds)
@examples(60)
def test_a_proof_goes_through_with_what_it_rests_on_and_not_with_less(seed: int) -> None:
    drawn = draw(seed)
    question = asked(drawn.project, drawn.project.checks[0])
    if question is None:
        return
    sliced = replace(question, system=cone(question.system, question.goal).system)
    outcome = prove(sliced.system, sliced.goal, tools(), max_depth=2)
    if isinstance(outcome, Proved):
        assert not list(cores_lie(outcome.certificate, sliced.system, sliced.goal)), drawn.text
