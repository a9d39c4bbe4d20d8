"""Random new policies over the vocabulary of a project."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Protocol

from rspverify.fuzz.choices import Choices, Dead
from rspverify.fuzz.generate.formulas import Formulas
from rspverify.fuzz.generate.policies import Policies
from rspverify.fuzz.generate.project_words import agents, words_of
from rspverify.policy.claims import Project
from rspverify.policy.load import load_text
from rspverify.source.diagnostics import SourceError
from rspverify.source.files import SourceFile

_ATTEMPTS = 20
_FACTS = 12
"""Of a large vocabulary a policy speaks of so many facts, and as many acts, at most."""


class Printer(Protocol):
    """What Hypothesis prints with."""

    def text(self, obj: str) -> None: ...


@dataclass(frozen=True)
class Drafted:
    """A random policy. `text`: as it would be written in a file that uses the one with the vocabulary. `project`: that
    vocabulary, and all that its file declares, with the policy."""

    policy: str
    text: str
    project: Project

    def __repr__(self) -> str:
        return self.text

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:
        """How Hypothesis shows what it found."""
        printer.text(self.text)


def drafted(choices: Choices, project: Project) -> Drafted | None:
    """A random policy; None where none could be drawn in a few tries."""
    name = _free(project, "draft")
    for _ in range(_ATTEMPTS):
        try:
            text = _text(choices, project, name)
            path = os.path.join(os.path.dirname(project.path), "drafted.rsp")
            used = os.path.basename(project.path).replace("\\", "\\\\").replace('"', '\\"')
            return Drafted(name, text, load_text(SourceFile(path, f'use "{used}"\n\n{text}')))
        except (Dead, SourceError):
            continue  # not every text that is drawn has a meaning: then another is
    return None


def _text(choices: Choices, project: Project, name: str) -> str:
    """Raises `Dead`."""
    words = words_of(project)
    words.facts = choices.some(words.facts, _FACTS) if len(words.facts) > _FACTS else words.facts
    words.actions = choices.some(words.actions, _FACTS) if len(words.actions) > _FACTS else words.actions
    main = choices.one(agents(words))
    lines = Policies(Formulas(choices, words), main, None, (name, name, name)).one()
    return "\n".join(lines) + "\n"


def _free(project: Project, stem: str) -> str:
    world = project.world
    taken = {*project.policies, *project.properties, *world.facts, *world.actions, *world.defines, *world.terms}
    taken |= {*world.durations, *world.assumptions, *world.lemmas, *(axiom.name for axiom in world.axioms)}
    names = (stem, *(f"{stem}_{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
