"""Strategies for users' own Hypothesis tests (docs/fuzz.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from hypothesis import assume, strategies

from rspverify.check.fuzzing.groups import Group
from rspverify.fuzz.choices import Choices, Drawn
from rspverify.fuzz.drafted import Drafted, Printer, drafted
from rspverify.fuzz.matter import Matter, matter_of
from rspverify.fuzz.walk import walk
from rspverify.policy.claims import Conditions, Project
from rspverify.policy.conditions import words
from rspverify.semantics import norms
from rspverify.semantics.replay import Confirmed, replay
from rspverify.semantics.run import Run
from rspverify.semantics.steps import malformed, show, show_place
from rspverify.trace.values import Act, State, Step, Trace, Value

T = TypeVar("T")


@dataclass(frozen=True)
class Played:
    """A run that complies with a policy. `trace` is plain data: who is there, all states, what happened."""

    trace: Trace = field(repr=False)
    _project: Project = field(repr=False)
    _conditions: Conditions = field(repr=False)
    _run: Run = field(repr=False)

    def __repr__(self) -> str:
        first = [show_place(place) for place, found in self.states[0].facts.items() if found is True]
        told = [f"at first {', '.join(first)}" if first else "at first nothing is so", *map(show, self.steps)]
        return f"<run: {'; '.join(told)}>".replace("`", "")

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:
        """How Hypothesis shows what it found."""
        printer.text(repr(self))

    @property
    def states(self) -> tuple[State, ...]:
        return self.trace.states

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.trace.steps

    def fact(self, name: str, *arguments: Value, at: int = -1) -> Value:
        """The value of a fact in a state, by default the last one. Raises `KeyError` if there is no such place."""
        return self.trace.states[at].facts[name, arguments]

    def permits(self, action: str, *arguments: Value) -> bool:
        """Whether the policies permit an act at the end of the run. Raises `KeyError` if there is no such act, or
        nobody of that name in this run."""
        act = Act(action, arguments)
        problem = malformed(self._run, act)
        if problem is not None:
            raise KeyError(problem)
        return norms.permitted(self._run, act, self._run.last)

    def shows(self, property_: str) -> bool:
        """Whether the run shows at its end that a property of the file is false (with `possible`: true). Raises
        `KeyError` if there is no such property."""
        asked = self._project.properties[property_]
        return isinstance(replay(self._project, self._conditions, asked, self.trace), Confirmed)


def runs(
    project: Project,
    *policies: str,
    steps: int = 8,
    readings: Iterable[str] = (),
    assuming: Iterable[str] = (),
) -> strategies.SearchStrategy[Played]:
    """Runs of a project that comply with all these policies (without any: whatever anybody does), of at most so many
    steps, drawn near the boundaries of their clauses.

    `readings`: readings of open words (`"risky=by_plans"`); other words are read in any way. `assuming`: names of
    assumptions that hold throughout. Raises `ValueError` for a name that the project does not have, and for fewer steps
    than none.
    """
    if steps < 0:
        raise ValueError(f"no run has {steps} steps")
    matter = matter_of(_group(project, policies, readings, assuming))
    return _drawn(_Short(matter, repr(matter)), steps)


def states(
    project: Project,
    *policies: str,
    steps: int = 8,
    readings: Iterable[str] = (),
    assuming: Iterable[str] = (),
) -> strategies.SearchStrategy[State]:
    """States that such runs reach; as `runs`."""
    return runs(project, *policies, steps=steps, readings=readings, assuming=assuming).map(lambda run: run.states[-1])


def policies(vocabulary: Project) -> strategies.SearchStrategy[Drafted]:
    """Random policies over the vocabulary of a project: all kinds of clauses, with conditions, exceptions, overrides
    and deadlines. Each is resolved, and comes with its text; whether it makes sense is another question. Whatever else
    the file declares is there, too, so that its properties can be asked of the policy."""
    return _drafted(_Short(vocabulary, f"the vocabulary of {vocabulary.path}"))


@dataclass(frozen=True)
class _Short(Generic[T]):
    """What Hypothesis does not print at length, but as these words."""

    it: T
    words: str

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:
        printer.text(self.words)


@strategies.composite
def _drafted(draw: strategies.DrawFn, vocabulary: _Short[Project]) -> Drafted:
    found = drafted(Drawn(draw), vocabulary.it)
    assume(found is not None)
    assert found is not None
    return found


@strategies.composite
def _drawn(draw: strategies.DrawFn, about: _Short[Matter], steps: int) -> Played:
    # The number of steps is drawn first, so that Hypothesis can make runs shorter.
    choices, matter = Drawn(draw), about.it
    run = _walked(choices, matter, choices.number(0, steps))
    assume(run is not None)
    assert run is not None
    return Played(run.trace, matter.group.project, matter.group.conditions, run)


def _walked(choices: Choices, matter: Matter, steps: int) -> Run | None:
    found = None
    for attempt in walk(choices, matter, steps):
        if attempt.complies:
            found = attempt.run
    return found


def _group(project: Project, policies: Iterable[str], readings: Iterable[str], assuming: Iterable[str]) -> Group:
    named, assumed = tuple(policies), tuple(assuming)
    for name in named:
        if name not in project.policies:
            raise ValueError(f"there is no policy `{name}`")
    for name in assumed:
        if name not in project.world.assumptions:
            raise ValueError(f"there is no assumption `{name}`")
    conditions = Conditions(named, tuple(_readings(project, readings)), (), assumed, (), None)
    return Group(project, conditions, None, ())


def _readings(project: Project, readings: Iterable[str]) -> Iterable[tuple[str, str]]:
    known = words(project.world)
    for one in readings:
        word, _, reading = one.partition("=")
        if reading not in known.get(word, ()):
            raise ValueError(f"there is no reading `{one}`")
        yield word, reading
