"""Encodings that many questions share: a comparison or an audit asks hundreds about the same policies.

What a question adds to an encoding (what it has to remember of the past) is forgotten before the next one, so that no
answer hangs on what was asked before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rspverify.encode.duties import Pending
from rspverify.encode.hints.candidates import Hints, hints
from rspverify.encode.hints.shapes import individual_terms
from rspverify.encode.system import Encoding, encode
from rspverify.logic.system import TransitionSystem
from rspverify.logic.terms import Term
from rspverify.policy.claims import Conditions, Project
from rspverify.policy.conditions import effective_policies


class Encoded:
    """An encoding for one question, with the system of the complying runs and the candidates for invariants."""

    def __init__(self, encoding: Encoding) -> None:
        self.encoding = encoding

    def system(self) -> TransitionSystem:
        """With all that has been compiled so far."""
        return self.encoding.system()

    def hints(self, waiting: Sequence[tuple[Pending, Term]], asked: Sequence[Term]) -> Hints:
        return hints(self.encoding, waiting, asked)


class _Shared(Encoded):
    """The same for one question after the other: where a question needs nothing of its own, nothing is built anew."""

    def __init__(self, encoding: Encoding) -> None:
        super().__init__(encoding)
        self._system = encoding.system()
        self._mark = encoding.mark()
        self._hints: dict[tuple[Term, ...], Hints] = {}

    def begin(self) -> None:
        self.encoding.back_to(self._mark)

    def system(self) -> TransitionSystem:
        return self._system if self._unchanged() else self.encoding.system()

    def hints(self, waiting: Sequence[tuple[Pending, Term]], asked: Sequence[Term]) -> Hints:
        if waiting or not self._unchanged():
            return super().hints(waiting, asked)
        constants = individual_terms(list(asked), set(self.encoding.symbols.individuals.values()))
        if constants not in self._hints:
            self._hints[constants] = super().hints(waiting, asked)
        return self._hints[constants]

    def _unchanged(self) -> bool:
        return self.encoding.mark().monitors == self._mark.monitors


class Encodings:
    """The encodings of one project's policies that were needed so far. Policies that are made for one question may
    stand beside them, under names of their own."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[Conditions, _Shared] = {}

    def of(self, project: Project, conditions: Conditions) -> Encoded:
        """The encoding, as if nothing had been asked of it before."""
        own = self._project.policies
        same = project.world is self._project.world and all(
            project.policies.get(name) is policy for name, policy in own.items()
        )
        if not same or any(name not in own for name in conditions.policies):
            return Encoded(encode(project, conditions))
        key = replace(conditions, steps=None, compared=conditions.compared if conditions.bindings else ())
        if key not in self._known:
            self._known[key] = _Shared(encode(self._project, key))
        found = self._known[key]
        found.begin()
        found.encoding.norms.policies = effective_policies(project, conditions)
        return found
