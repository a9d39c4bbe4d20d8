"""Short concrete runs for the tests of the semantics: a text, a first state, steps; then questions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rspverify.policy.claims import Always, Conditions, Project
from rspverify.policy.conditions import effective_policies, reading_combinations
from rspverify.policy.load import load_text
from rspverify.policy.norms import Policy
from rspverify.semantics import norms
from rspverify.semantics.comply import complies
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import Environment, Run
from rspverify.semantics.starts import starts
from rspverify.semantics.steps import Candidates, successors
from rspverify.source.files import SourceFile
from rspverify.trace.values import Act, Place, Universe, Value, Wait

WORLD = """
entity Lab
entity Model
enum Level { none < weak < strong }
individual a, b: Lab
individual m, n: Model
fact trained(l: Lab, x: Model)
fact published(l: Lab, x: Model)
fact dangerous(x: Model)
fact safe(x: Model)
fact ready(l: Lab)
fact level(x: Model): Level
fact budget(l: Lab): int 0..3
fact best(l: Lab): Model
varying fact mood(l: Lab)
fixed fact big(l: Lab)
action train(l: Lab, x: Model) by l then trained(l, x)
action publish(l: Lab, x: Model) by l then published(l, x)
action review(l: Lab) by l
action find_danger(l: Lab, x: Model) by l then dangerous(x)
action fix(l: Lab, x: Model) by l then not dangerous(x)
action prepare(l: Lab) by l then ready(l)
action unprepare(l: Lab) by l then not ready(l)
event incident(x: Model) then level(x) becomes strong
"""


def project(text: str) -> Project:
    return load_text(SourceFile("story.rsp", text))


def conditions(
    *under: str,
    readings: tuple[tuple[str, str], ...] = (),
    assuming: tuple[str, ...] = (),
) -> Conditions:
    return Conditions(under, readings, (), assuming, (), None)


def place(text: str) -> Place:
    name, _, inside = text.partition("(")
    return name, tuple(_constant(each) for each in re.findall(r"[\w.'-]+", inside))


def _constant(text: str) -> Value:
    return int(text) if re.fullmatch(r"-?\d+", text) else text


def act(text: str) -> Act:
    name, arguments = place(text)
    return Act(name, arguments)


@dataclass(frozen=True)
class Story:
    """A run in the making; each method gives a longer one."""

    project: Project
    run: Run

    def do(self, *steps: str | int) -> Story:
        """Acts, and waits by their hours. The first state to which each can lead is taken."""
        run = self.run
        for step in steps:
            taken = Wait(step) if isinstance(step, int) else act(step)
            state = next(successors(run, taken, Candidates()), None)
            assert state is not None, f"{step} is impossible"
            run = run.then(taken, state)
        return Story(self.project, run)

    def meanwhile(self, **facts: Value) -> Story:
        """A wait of no time that sets varying facts of lab a."""
        settled = {(name, ("a",)): found for name, found in facts.items()}
        state = next(successors(self.run, Wait(0), Candidates(), settled))
        return Story(self.project, self.run.then(Wait(0), state))

    def true(self, name: str, **env: Value) -> bool:
        """Whether the formula of a property `always φ` holds in the last state."""
        asked = self.project.properties[name]
        assert isinstance(asked.claim, Always)
        named: Environment = {variable.name: env[variable.shown] for variable in asked.variables}
        return holds(self.run, asked.claim.formula, self.run.last, named)

    def fact(self, text: str) -> Value:
        return self.run.trace.states[-1].facts[place(text)]

    def policy(self, name: str = "p") -> Policy:
        return self.run.policies[name]

    def forbids(self, text: str, name: str = "p") -> bool:
        return norms.forbidden(self.run, self.policy(name), act(text), self.run.last)

    def forbidders(self, text: str, name: str = "p") -> tuple[str, ...]:
        return norms.prohibitions(self.run, self.policy(name), act(text), self.run.last)

    def complies(self) -> bool:
        return complies(self.run)


def begin(
    text: str,
    *given: str,
    readings: dict[str, str] | None = None,
    durations: dict[str, int] | None = None,
    members: dict[str, tuple[str, ...]] | None = None,
    **values: Value,
) -> Story:
    """The first state: `given` predicates are true, `values` give the other facts (of lab a or model m), all else is
    the first value that is allowed. All policies of the text are complied with."""
    found = project(text)
    under = tuple(found.policies)
    asked = conditions(*under)
    universe = Universe(members or {name: e.individuals for name, e in found.world.entities.items()})
    chosen = readings if readings is not None else reading_combinations(found.world, asked)[0]
    facts: dict[Place, Value] = {place(each): True for each in given}
    for name, new in values.items():
        (parameter,) = found.world.facts[name].parameters
        facts[name, (universe.members[parameter.sort.name][0],)] = new  # type: ignore[union-attr]
    policies = effective_policies(found, asked)
    run = next(starts(found.world, policies, under, universe, chosen, durations or {}, facts))
    return Story(found, run)
