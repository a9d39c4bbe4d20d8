"""What mutants are tried on: the files with their checks and scenarios, as they come out without any fault."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from rspverify.check.audit.unneeded import needed_places
from rspverify.check.compare import compared
from rspverify.check.mentions import policies_of, spoken_of
from rspverify.check.mutate.alike import heirs
from rspverify.check.mutate.results import LeftOut
from rspverify.check.options import CheckOptions
from rspverify.check.repair.workshop import Loaded
from rspverify.check.results import CheckResult, Meeting, Verdict
from rspverify.check.sanity import Sanity, sane
from rspverify.check.scenarios import told
from rspverify.check.words import conditions_text
from rspverify.policy.claims import Project
from rspverify.policy.load import resolved
from rspverify.source.diagnostics import Diagnostic, SourceError
from rspverify.source.files import SourceFile
from rspverify.syntax.claims import Module
from rspverify.syntax.parser import parse
from rspverify.trace.values import Trace

Number = tuple[int, int]
"""A check or a scenario: which file, and which of its checks (scenarios)."""


@dataclass(frozen=True)
class Known:
    """A check that is as expected without any fault. `stories`: those that decide it, if stories do; `needs`: where the
    clauses stand that matter to it."""

    number: Number
    stories: tuple[tuple[Trace, Trace | None], ...]
    needs: frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Bench:
    """Everything that a mutant is judged by, as plain data that can be sent anywhere. `worlds`: what is known of the
    world of each file; `spoken`: of which policies its policies speak, where they speak of any; `checks`, `scenarios`:
    those that come out as expected."""

    files: tuple[Loaded, ...] = field(repr=False)
    options: CheckOptions
    worlds: tuple[Sanity, ...] = field(default=(), repr=False)
    spoken: tuple[Mapping[str, frozenset[str]], ...] = field(default=(), repr=False)
    checks: tuple[Known, ...] = field(default=(), repr=False)
    scenarios: tuple[Number, ...] = ()
    every: bool = False
    """Whether all that notices a mutant is named, or the first alone."""


class Task(Protocol):
    """A piece of work on a bench, as plain data, so that it can be done anywhere. `words`: what it is about;
    `unanswered`: what it comes to if it cannot be done."""

    @property
    def words(self) -> str: ...

    def do(self, subject: Bench) -> Any: ...

    def unanswered(self, subject: Bench, reason: str, fault: bool) -> Any: ...


Do = Callable[[Bench, Sequence[Any]], Iterator[tuple[Any, Any]]]
"""Does tasks, in whatever order and wherever; gives each with what it came to, as soon as that is there."""


def here(bench: Bench, tasks: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """One task after another, in this process."""
    for task in tasks:
        yield task, task.do(bench)


def read_again(file: Loaded, texts: dict[str, SourceFile]) -> Loaded | tuple[Diagnostic, ...]:
    """A file with other texts in the place of some that it uses; what is wrong with it, if it is none any more."""
    modules: dict[str, Module] = {}
    for one in file.gathered.files:
        real = file.reals[one.home.path]
        if real in texts:
            parsed = parse(texts[real])
            if parsed.diagnostics:
                return tuple(parsed.diagnostics)
            modules[real] = parsed.module
    if not modules:
        return file
    files = tuple(
        replace(one, module=modules[real], home=replace(one.home, file=texts[real]))
        if (real := file.reals[one.home.path]) in modules
        else one
        for one in file.gathered.files
    )
    gathered = replace(file.gathered, files=files)
    try:
        return replace(file, gathered=gathered, project=resolved(file.path, gathered))
    except SourceError as error:
        return tuple(error.diagnostics)


# ---------------------------------------------------------------- without any fault


@dataclass(frozen=True)
class Prepared:
    """`problems`: why some file cannot be looked at."""

    bench: Bench
    left_out: tuple[LeftOut, ...]
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class TryScenario:
    """A task: whether a scenario goes as told, without any fault."""

    number: Number

    @property
    def words(self) -> str:
        return "how things are without any fault"

    def do(self, subject: Bench) -> LeftOut | Number:
        at, which = self.number
        found = told(subject.files[at].project, subject.files[at].project.scenarios[which])
        return self.number if found.succeeded else self._left_out(subject, found.failure)

    def unanswered(self, subject: Bench, reason: str, fault: bool) -> LeftOut:
        return self._left_out(subject, reason)

    def _left_out(self, bench: Bench, reason: str) -> LeftOut:
        file = bench.files[self.number[0]]
        scenario = file.project.scenarios[self.number[1]]
        return LeftOut(file.path, scenario.name, conditions_text(scenario.conditions), reason)


@dataclass(frozen=True)
class TryCheck:
    """A task: whether a check is as expected, without any fault."""

    number: Number

    @property
    def words(self) -> str:
        return "how things are without any fault"

    def do(self, subject: Bench) -> LeftOut | Known:
        at, which = self.number
        project = subject.files[at].project
        result = compared(project, project.checks[which], subject.options, subject.worlds[at], time.monotonic())
        if result.meeting is Meeting.MET:
            return _known(project, self.number, result)
        return self.unanswered(subject, _why(result), False)

    def unanswered(self, subject: Bench, reason: str, fault: bool) -> LeftOut:
        file = subject.files[self.number[0]]
        check = file.project.checks[self.number[1]]
        return LeftOut(file.path, check.property, conditions_text(check.conditions), reason)


def prepared(files: Sequence[Loaded], options: CheckOptions, every: bool, policies: Set[str], do: Do) -> Prepared:
    """Runs all checks and scenarios that can notice a fault in these policies once, as they are. Those that are not as
    expected cannot."""
    tasks = [task for at, file in enumerate(files) for task in _tasks(at, file.project, policies)]
    checked = {task.number[0] for task in tasks if isinstance(task, TryCheck)}
    # A solver need not look at the world of files without checks.
    worlds = [sane(file.project, options) if at in checked else _NOTHING for at, file in enumerate(files)]
    problems = dict.fromkeys(one for world in worlds for one in (*world.errors, *world.doubts))
    bench = Bench(tuple(files), options, tuple(worlds), tuple(_spoken(file.project) for file in files), every=every)
    if problems:
        return Prepared(bench, (), tuple(problems))
    found = {tasks.index(task): value for task, value in do(bench, tasks)}
    results = [found[number] for number in sorted(found)]
    bench = replace(
        bench,
        checks=tuple(one for one in results if isinstance(one, Known)),
        scenarios=tuple(one for one in results if isinstance(one, tuple)),
    )
    return Prepared(bench, tuple(one for one in results if isinstance(one, LeftOut)), ())


def _spoken(project: Project) -> Mapping[str, frozenset[str]]:
    found = {name: frozenset(spoken_of(policy)) for name, policy in project.policies.items()}
    return {name: of for name, of in found.items() if of}


_NOTHING = Sanity((), (), (), frozenset())


def _tasks(at: int, project: Project, policies: Set[str]) -> Iterator[TryScenario | TryCheck]:
    """The scenarios and the checks of a file that these policies, or those that amend them, can matter to."""
    concerned = {name for policy in policies for name in heirs(project, policy)}
    if concerned:
        yield from (TryScenario((at, which)) for which, _ in enumerate(project.scenarios))
        for which, check in enumerate(project.checks):
            if concerned & set(policies_of(project, project.properties[check.property], check.conditions)):
                yield TryCheck((at, which))


def _why(result: CheckResult) -> str:
    reason = f": {result.reason}" if result.reason else ""
    return f"it is {result.verdict.value}, and expected is {result.expected}{reason}"


def _known(project: Project, number: Number, result: CheckResult) -> Known:
    stories: list[tuple[Trace, Trace | None]] = []
    if result.verdict in (Verdict.VIOLATED, Verdict.POSSIBLE):
        shown = [row.story for row in result.table] or [result.story]
        stories = [(one.trace, None if one.beside is None else one.beside.trace) for one in shown if one is not None]
        if len(stories) < len(shown):
            stories = []
    return Known(number, tuple(stories), frozenset(needed_places(project, result)))
