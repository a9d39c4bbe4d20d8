"""Traces made by hand, and what becomes of them, for the tests of `check.shrink`."""

from __future__ import annotations

from collections.abc import Mapping

from asked import project

from rspverify.check.confirm import Evidence, confirm
from rspverify.check.phrases import default_value
from rspverify.check.shrink.attempts import Pass
from rspverify.check.shrink.draft import Draft, Setting, stepped
from rspverify.check.shrink.shrink import PASSES, shrunk
from rspverify.policy.claims import Check, Project, Property
from rspverify.semantics.run import places
from rspverify.trace.values import Act, Place, Step, Trace, Universe, Value

WORLD = """
entity Lab
individual ada: Lab
entity Model
enum Level { low < mid < high }
duration notice
fact trained(l: Lab, m: Model)
fact level(m: Model): Level
fact budget: int
fact count: int
fact since: time
fact author(m: Model): Lab
varying fact calm
varying fact busy
action train(l: Lab, m: Model) by l then trained(l, m), author(m) becomes l
action start(l: Lab) by l then since becomes now
action spend(l: Lab, n: 1..9) by l then budget becomes budget + n
event alarm
policy free binds l: Lab { }
"""


class Asked:
    """A claim about runs under no policy's bans; `facts` other than the defaults begin a trace."""

    def __init__(self, claim: str, more: str = "", under: str = "free") -> None:
        self.project: Project = project(f"{more}\nproperty asked: {claim}\ncheck asked under {under}\n", WORLD)
        self.check: Check = self.project.checks[0]
        self.asked: Property = self.project.properties["asked"]
        self.setting = Setting.of(self.project, self.check.conditions)

    def draft(
        self,
        *steps: Step,
        facts: Mapping[Place, Value] | None = None,
        labs: int = 1,
        models: int = 1,
        changed: Mapping[int, Mapping[Place, Value]] | None = None,
        notice: int = 1,
    ) -> Draft:
        """A run with the individual and so many members."""
        members = {
            "Lab": ("ada", *(f"lab_{i}" for i in range(1, labs))),
            "Model": tuple(f"model_{i}" for i in range(1, models + 1)),
        }
        universe = Universe(members)
        world = self.project.world
        first = {place: default_value(universe, world.facts[place[0]].sort) for place in places(world, universe)}
        changes = tuple((changed or {}).get(i, {}) for i in range(len(steps)))
        return Draft(universe, {}, {"notice": notice}, {**first, **(facts or {})}, steps, changes)

    def evidence(self, draft: Draft) -> Evidence:
        """The draft's run, which must show what the claim rules out."""
        trace = stepped(self.setting, draft)
        assert trace is not None
        found = confirm(self.project, self.check.conditions, self.asked, trace)
        assert isinstance(found, Evidence), found
        return found

    def shrunk(self, draft: Draft, *passes: Pass) -> Trace:
        """The trace that the passes leave; all of them where none is named."""
        evidence = self.evidence(draft)
        return shrunk(self.project, self.check.conditions, self.asked, evidence, passes or PASSES).trace


def train(lab: str = "ada", model: str = "model_1") -> Act:
    return Act("train", (lab, model))


ALARM = Act("alarm", ())
