"""The certificate of every proof is confirmed by a fresh solver, and one that was tampered with is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generate.choices import Choices
from generate.project import draw
from goals import Asked, asked, tools
from hypothesis import given
from profiles import examples, seeds

from rspverify.logic import build
from rspverify.logic.slice import cone
from rspverify.logic.system import Goal
from rspverify.proof.certificate import Certificate, Confirmation, Confirmed, Failed, check_certificate
from rspverify.proof.outcome import Proved, Refuted
from rspverify.proof.portfolio import prove
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_script


def proofs(seed: int) -> Iterator[tuple[str, Asked, Certificate]]:
    """The proofs among the checks of a project, each of its cone."""
    drawn = draw(seed, checks=2)
    for check in drawn.project.checks:
        question = asked(drawn.project, check)
        if question is None:
            continue
        sliced = replace(question, system=cone(question.system, question.goal).system)
        outcome = prove(sliced.system, sliced.goal, tools(), max_depth=2)
        if isinstance(outcome, Proved):
            yield drawn.text, sliced, outcome.certificate


def confirmation(certificate: Certificate, question: Asked, goal: Goal | None = None) -> Confirmation:
    return check_certificate(certificate, question.system, goal or question.goal, z3_script, Budget(Limits()))


@given(seeds)
@examples(40)
def test_certificates_check(seed: int) -> None:
    for text, question, certificate in proofs(seed):
        found = confirmation(certificate, question)
        assert isinstance(found, Confirmed) or found.answer.startswith("unknown"), f"{found}\n{text}"


@given(seeds)
@examples(40)
def test_tampered_certificates_do_not(seed: int) -> None:
    choices = Choices(seed)
    for text, question, certificate in proofs(seed):
        if _without_runs(question):
            continue
        for tampered in _tampered(certificate, choices, question):
            assert isinstance(confirmation(tampered, question), Failed), text


@given(seeds)
@examples(40)
def test_a_certificate_is_for_its_goal(seed: int) -> None:
    """A proof that something is not reached does not show that everything is not, if there is anything at all."""
    for text, question, certificate in proofs(seed):
        if _without_runs(question):
            continue
        assert isinstance(confirmation(certificate, question, Goal(build.TRUE)), Failed), text


def _without_runs(question: Asked) -> bool:
    """Whether nothing meets the assumptions: then whatever is said of all runs is so, also that nothing is."""
    return isinstance(prove(question.system, Goal(build.TRUE), tools(), max_depth=0), Proved)


def _tampered(certificate: Certificate, choices: Choices, question: Asked) -> Iterator[Certificate]:
    conditions = certificate.conditions
    if conditions:
        place = choices.number(0, len(conditions) - 1)
        yield replace(certificate, conditions=conditions[:place] + conditions[place + 1 :])
        emptied = replace(conditions[place], smtlib="(set-logic ALL)\n(assert false)\n(check-sat)\n")
        if emptied != conditions[place]:
            yield replace(certificate, conditions=(*conditions[:place], emptied, *conditions[place + 1 :]))
        yield replace(certificate, conditions=(*conditions, conditions[place]))
        if question.system.transitions:  # without any step it makes no difference how many are looked at
            yield replace(certificate, k=certificate.k + 2)
    yield replace(certificate, invariants=(*certificate.invariants, ("nothing is", build.FALSE)))


def test_some_goals_are_proved_and_some_are_refuted() -> None:
    outcomes = set()
    for seed in range(12):
        drawn = draw(seed)
        question = asked(drawn.project, drawn.project.checks[0])
        if question is not None:
            outcomes.add(type(prove(question.system, question.goal, tools(), max_depth=2)))
    assert {Proved, Refuted} <= outcomes
