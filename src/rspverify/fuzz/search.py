"""The search for runs that show what should not be: scenarios first, then random runs, which Hypothesis draws and
leads towards the boundaries of clauses.

Hypothesis (MacIver et al., JOSS 2019) varies what comes near (`target`, after Löscher and Sagonas, "Targeted
Property-Based Testing", ISSTA 2017); the reference semantics judges. Each claim is judged until one run shows something
of it; that run is then made as small as it can be, and kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from fnmatch import fnmatchcase

import hypothesis
from hypothesis import HealthCheck, Phase, strategies

from rspverify.check.fuzzing.goals import goals
from rspverify.check.fuzzing.groups import groups
from rspverify.check.fuzzing.judging import is_of_pairs, paired, sight
from rspverify.check.fuzzing.reached import Reached
from rspverify.check.fuzzing.results import Coverage, Fuzzed, Goal
from rspverify.check.fuzzing.retold import Kept
from rspverify.fuzz.choices import Choices, Dead, Drawn, Seeded
from rspverify.fuzz.matter import Matter, matter_of
from rspverify.fuzz.options import FuzzOptions
from rspverify.fuzz.partners import partners
from rspverify.fuzz.played import Scenarios
from rspverify.fuzz.told import Findings
from rspverify.fuzz.walk import walk
from rspverify.policy.claims import Project
from rspverify.semantics.run import Run, SemanticsError


@strategies.composite
def _drawn(draw: strategies.DrawFn, act: Callable[[Choices], None]) -> None:
    act(Drawn(draw))


_FAR_APART = 1_000_003


class _Enough(BaseException):
    """Ends the search; Hypothesis takes no exception of this kind for a failure."""


def fuzz(
    project: Project,
    options: FuzzOptions,
    kept: Kept,
    stories: Project | None = None,
    begins: Callable[[str], None] = lambda what: None,
) -> Fuzzed:
    """Plays the scenarios of a project, and of `stories` (what was kept from before), then draws random runs; judges
    all of them by the project's checks. `kept`: where failures will be kept. Raises nothing about the policies; what
    was found until it is interrupted is given."""
    started = time.monotonic()
    checks = [check for check in project.checks if _selected(check.property, options)]
    grouped = groups(project, checks)
    findings = Findings(project, checks, kept)
    scenarios = Scenarios(project, stories, grouped, findings, options.select).played()
    search = _Search(options, findings, begins, started)
    interrupted = False
    try:
        for group in grouped:
            search.group(matter_of(group))
    except KeyboardInterrupt:
        interrupted = True
    concerned = {name: group.policies[name] for group in grouped for name in group.concerned}
    every = tuple(goal for policy in concerned.values() for goal in goals(policy))
    return Fuzzed(
        file=project.path,
        runs=search.runs,
        steps=search.steps,
        stopped=search.stopped,
        scenarios=scenarios,
        checks=findings.results("it was interrupted before" if interrupted else "no run could begin"),
        coverage=Coverage(every, frozenset(search.reached)),
        diagnostics=tuple(findings.diagnostics),
        seconds=time.monotonic() - started,
        interrupted=interrupted,
    )


def _selected(name: str, options: FuzzOptions) -> bool:
    return not options.select or any(fnmatchcase(name, pattern) for pattern in options.select)


class _Search:
    """Random runs, until there were enough of them."""

    def __init__(
        self,
        options: FuzzOptions,
        findings: Findings,
        begins: Callable[[str], None],
        started: float,
    ) -> None:
        self._options = options
        self._findings = findings
        self._begins = begins
        self._started = started
        self.runs = 0
        self.steps = 0
        self.stopped = False
        self.reached: set[Goal] = set()

    def group(self, matter: Matter) -> None:
        """Runs that one group of checks speaks of: half of them drawn afresh, half led by Hypothesis, which likes to
        vary what it has."""
        until = self.runs + self._options.runs
        for _ in range(self._options.runs // 2):
            if self.stopped:
                return
            self.one(matter, Seeded(self._options.seed * _FAR_APART + self.runs))

        def led(choices: Choices) -> None:
            reached = self.one(matter, choices)
            for what, near in sorted(reached.nearest.items()):
                hypothesis.target(near, label=what)
            hypothesis.target(float(len(reached.goals)), label=f"all of {', '.join(matter.group.concerned)}")
            if self.stopped or self.runs >= until:
                raise _Enough

        @hypothesis.seed(self._options.seed)
        @hypothesis.settings(
            max_examples=self._options.runs,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.target),
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        )
        @hypothesis.given(_drawn(led))
        def runs(nothing: None) -> None:
            """The strategy does it all: to draw in it is faster than to draw in a test."""

        with suppress(_Enough):
            runs()

    def one(self, matter: Matter, choices: Choices) -> Reached:
        """One random run, judged step by step, and what it reached. What it draws hangs on nothing but what was drawn
        before."""
        group = matter.group
        reached = Reached([group.policies[name] for name in group.concerned])
        self._begins(f"run {self.runs + 1}")
        judged: set[int] = set()
        complying: Run | None = None
        try:
            for attempt in walk(choices, matter, self._options.steps):
                if attempt.complies:
                    complying = attempt.run
                    reached.look(attempt.run)
                for check in group.checks:
                    judged.add(id(check))
                    if not self._findings.settled(check):
                        self._findings.see(group, check, sight(group, check, attempt.run, attempt.complies))
            if complying is not None:
                self.steps += complying.last
                self._pairs(choices, matter, complying)
        except (SemanticsError, Dead) as problem:
            self._findings.without_meaning(group, str(problem))
        self.runs += 1
        self._findings.judged(check for check in group.checks if id(check) in judged)
        self.reached |= reached.goals
        seconds = self._options.seconds
        self.stopped = seconds is not None and time.monotonic() - self._started > seconds
        return reached

    def _pairs(self, choices: Choices, matter: Matter, run: Run) -> None:
        for check in matter.group.checks:
            if is_of_pairs(matter.group.asked(check)):
                for one, other in list(partners(choices, matter, check, run)):
                    if not self._findings.settled(check):
                        self._findings.see(matter.group, check, paired(matter.group, check, one, other))
