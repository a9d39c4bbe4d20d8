"""Random projects: a text of every kind of declaration, that resolves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generate.behaviour import behaviour, statements
from generate.choices import Choices, Dead
from generate.claims import Claims
from generate.comparisons import Comparisons, with_hinges, with_public_facts, with_rivals
from generate.vocabulary import vocabulary
from rspverify.fuzz.generate.formulas import Formulas
from rspverify.fuzz.generate.policies import Policies
from rspverify.policy.claims import Project
from rspverify.policy.load import load_text
from rspverify.source.diagnostics import SourceError
from rspverify.source.files import SourceFile

ATTEMPTS = 50


@dataclass(frozen=True)
class Drawn:
    """A project and the text it was read from. `attempts`: how many texts were drawn until one resolved."""

    text: str
    project: Project
    attempts: int


def resolved(text: str) -> Project:
    """The project of a text; raises `SourceError`."""
    return load_text(SourceFile("random.rsp", text))


def project_text(choices: Choices, checks: int = 1, *, compare: bool = False) -> str:
    """A text that mostly resolves; raises `Dead` where there was nothing to draw from. Its checks are of claims about
    single runs, or with `compare` of those that compare."""
    words = vocabulary(choices)
    formulas = Formulas(choices, words)
    behaving = behaviour(formulas)
    if compare:
        narrow = 40 if words.individuals or any(fact.kind == "fixed" for fact in words.facts) else 0
        policies = Policies(formulas).policies(second=60, narrow=narrow)
        policies = with_hinges(formulas, with_rivals(formulas, policies))
    else:
        policies = Policies(formulas).policies()
    stated, assumptions = statements(formulas)
    if compare:
        claims = Comparisons(formulas, assumptions, policies).lines(checks)
        words.lines = with_public_facts(formulas, words.lines)
    else:
        claims = Claims(formulas, assumptions).lines(checks)
    return "\n".join([*words.lines, *behaving, *policies, *stated, *claims]) + "\n"


def draws(seed: int, checks: int = 1, *, compare: bool = False) -> Iterator[str]:
    """Texts from a seed, resolving or not."""
    for attempt in range(ATTEMPTS):
        try:
            text = project_text(Choices(seed * ATTEMPTS + attempt), checks, compare=compare)
        except Dead:
            continue
        yield text


def draw(seed: int, checks: int = 1, *, compare: bool = False) -> Drawn:
    """The first text of a seed that resolves, and its project."""
    for attempt, text in enumerate(draws(seed, checks, compare=compare), start=1):
        try:
            return Drawn(text, resolved(text), attempt)
        except SourceError:
            continue
    raise AssertionError(f"no project resolves for seed {seed}")
