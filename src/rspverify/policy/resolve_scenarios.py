"""Scenarios: `resolve_scenarios` makes each story of a file from what was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rspverify.policy import wording
from rspverify.policy.claims import Assign, AssignDuration, Conditions, Scenario, ScenarioStep
from rspverify.policy.elaborate import Elaborator
from rspverify.policy.expressions import DurationRef, Expr, Variable
from rspverify.policy.names import Home, ReadFile
from rspverify.policy.norms import Policy
from rspverify.policy.problems import Problems
from rspverify.policy.resolve_checks import parts_of
from rspverify.policy.resolve_options import Options, Run, all_named
from rspverify.policy.resolve_scenario_given import Givens
from rspverify.policy.resolve_scenario_steps import Steps
from rspverify.policy.scope import Scope
from rspverify.policy.sorts import EntitySort
from rspverify.policy.vocabulary import World
from rspverify.source.diagnostics import Label
from rspverify.syntax.claims import (
    AssumingOption,
    EvenIfOption,
    ExpectOption,
    Given,
    Let,
    ScenarioDeclaration,
    UnderOption,
    UpToOption,
)
from rspverify.syntax.expressions import Identifier


def resolve_scenarios(
    file: ReadFile, elaborator: Elaborator, world: World, policies: Mapping[str, Policy], problems: Problems
) -> tuple[Scenario, ...]:
    """The scenarios of a file, in order."""
    return tuple(
        _Story(declaration, file.home, elaborator, world, policies, problems).scenario()
        for declaration in file.module.declarations
        if isinstance(declaration, ScenarioDeclaration)
    )


class _Story:
    def __init__(
        self,
        declaration: ScenarioDeclaration,
        home: Home,
        el: Elaborator,
        world: World,
        policies: Mapping[str, Policy],
        problems: Problems,
    ) -> None:
        self._declaration = declaration
        self._home = home
        self._el = el
        self._world = world
        self._policies = policies
        self._problems = problems
        self._members: dict[str, tuple[Identifier, Variable]] = {}

    def scenario(self) -> Scenario:
        conditions, complete = self._conditions()
        self._let_members()
        scope = self._scope()
        givens = Givens(self._el, scope)
        stepping = Steps(self._el, scope, givens, self._policies, conditions.policies, complete)
        given: list[Assign | AssignDuration] = []
        steps: list[ScenarioStep] = []
        for step in self._declaration.steps:
            match step:
                case Let():
                    continue
                case Given():
                    if steps:
                        self._problems.add(
                            "RSP297",
                            "`given` speaks of the first state, and something has happened before it",
                            step.span,
                            help="move it before the first step; for what changes by itself, write `meanwhile`",
                        )
                    given.extend(givens.first(step))
                case _:
                    resolved = stepping.step(step)
                    if resolved is not None:
                        steps.append(resolved)
        self._lengths(conditions, given, steps)
        spoken, name = self._declaration.wording, self._el.names.full(self._declaration.name, self._home)
        return Scenario(
            name=name,
            wording=wording.plain(name) if spoken is None else spoken,
            conditions=conditions,
            members=tuple(
                (shown, variable.sort)
                for shown, (_, variable) in self._members.items()
                if isinstance(variable.sort, EntitySort)
            ),
            given=tuple(given),
            steps=tuple(steps),
            span=self._declaration.span,
        )

    def _conditions(self) -> tuple[Conditions, bool]:
        """The conditions, and whether they hold all the policies that the scenario names."""
        fitting = []
        under: UnderOption | None = None
        for option in self._declaration.options:
            if isinstance(option, AssumingOption | EvenIfOption | UpToOption | ExpectOption):
                self._problems.add(
                    "RSP295",
                    f"`{' '.join(option.span.text.split())}` says nothing in a scenario",
                    option.span,
                    help="a scenario is one story: it takes `under`, `reading` and `binding`",
                )
            elif isinstance(option, UnderOption) and under is not None:
                self._problems.add(
                    "RSP295",
                    "a scenario is one story and has one `under`",
                    option.span,
                    labels=(Label(under.span, "the first one"),),
                    help="join the policies with `+`, or write a second scenario",
                )
            elif isinstance(option, UnderOption):
                under = option
            else:
                fitting.append(option)
        own = fitting if under is None else [under, *fitting]
        run = Run((), tuple(own))
        conditions = Options(self._el, self._policies, self._home).conditions(run)
        return conditions, all_named(run, conditions.policies)

    # ------------------------------------------------------------ members

    def _let_members(self) -> None:
        plain = self._el.scope(self._home, "a scenario")
        for step in self._declaration.steps:
            if not isinstance(step, Let):
                continue
            entity = self._el.entity(step.entity, self._home)
            for one in step.names:
                if one.text in self._members:
                    self._problems.add(
                        "RSP290",
                        f"`{one.text}` is introduced twice",
                        one.span,
                        labels=(Label(self._members[one.text][0].span, "introduced here first"),),
                        help="different members have different names",
                    )
                    continue
                self._el.check_variable(one, plain)
                sort = EntitySort("?") if entity is None else entity
                self._members[one.text] = (one, plain.fresh(one.text, sort))

    def _scope(self) -> Scope:
        plain = replace(self._el.scope(self._home, "a scenario"), norms=True)
        return plain.with_variables(variable for _, variable in self._members.values())

    # ------------------------------------------------------------ unknown lengths

    def _lengths(self, conditions: Conditions, given: list[Assign | AssignDuration], steps: list[ScenarioStep]) -> None:
        """Records an unknown length that the story needs and does not give."""
        known = {one.duration for one in given if isinstance(one, AssignDuration)}
        for name, duration in self._world.durations.items():
            if name in known or duration.hours is not None or duration.readings:
                continue
            if any(isinstance(one, DurationRef) and one.name == name for one in self._spoken(conditions, steps)):
                self._problems.add(
                    "RSP299",
                    f"this scenario needs to know how long `{name}` is",
                    self._declaration.name.span,
                    labels=(Label(duration.span, "a length that is not known"),),
                    help=f"write `given {name} = 3 days`, or another length",
                )

    def _spoken(self, conditions: Conditions, steps: list[ScenarioStep]) -> Iterator[Expr]:
        yield from parts_of(tuple(steps))
        for name in conditions.policies:
            policy = self._policies[name]
            yield from parts_of(policy.in_force)
            yield from parts_of(tuple(policy.clauses.values()))
        yield from parts_of(tuple(self._world.actions.values()))
