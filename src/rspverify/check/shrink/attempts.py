"""One change after another: what the reference semantics confirms, and costs less, is the story from then on."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from typing import Protocol

from rspverify.check.confirm import Evidence
from rspverify.check.shrink.cost import Cost, cost, size
from rspverify.check.shrink.draft import Draft, Setting, draft_of, stepped
from rspverify.policy.expressions import Variable
from rspverify.policy.vocabulary import World
from rspverify.trace.values import Trace

Judge = Callable[[Trace], Evidence | None]
"""The evidence that a trace is, of the same verdict; None where it is none."""


class Pass(Protocol):
    """One idea of how a story may be less."""

    def __call__(self, world: World, draft: Draft, trace: Trace, /) -> Iterator[Draft]:
        """Drafts that may cost less than this one, whose trace is given, the boldest first. They need not be runs."""
        ...


class Attempts:
    """The best evidence so far. At most `left` more traces are judged, none of them twice."""

    def __init__(
        self, setting: Setting, variables: tuple[Variable, ...], judge: Judge, evidence: Evidence, most: int
    ) -> None:
        """`variables`: those of the claim."""
        self.left = most
        self._setting = setting
        self._variables = variables
        self._judge = judge
        self._draft = draft_of(setting, evidence.trace)
        ordered = stepped(setting, self._draft)
        if ordered is None or ordered != evidence.trace:
            raise ValueError("what was confirmed does not follow from its first state")
        self._judged = {_key(ordered)}
        self.evidence = replace(evidence, trace=ordered)
        self.cost = self._cost(self.evidence)

    def improved_by(self, one: Pass) -> bool:
        """Whether a draft of the pass was better; it is the best from now on."""
        drafts = one(self._setting.world, self._draft, self.evidence.trace)
        return any(self._accepted(draft) for draft in drafts)

    def _accepted(self, draft: Draft) -> bool:
        trace = stepped(self._setting, draft) if self.left > 0 else None
        if trace is None or size(self._setting.world, trace) > self.cost[0] or _key(trace) in self._judged:
            return False
        self._judged.add(_key(trace))
        self.left -= 1
        found = self._judge(trace)
        if found is None or self._cost(found) >= self.cost:
            return False
        self.evidence, self._draft, self.cost = found, draft, self._cost(found)
        return True

    def _cost(self, evidence: Evidence) -> Cost:
        return cost(self._setting.world, evidence, self._variables)


def _key(trace: Trace) -> Hashable:
    """A trace as what can be looked up; readings are the same in all."""
    members, lengths = tuple(trace.universe.members.values()), tuple(trace.durations.values())
    return members, lengths, trace.steps, tuple(tuple(state.facts.values()) for state in trace.states)
