"""Where the results of a run of checks come from: made here one after another, or otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, assert_never

from rspverify.check.options import CheckOptions
from rspverify.check.results import Result
from rspverify.cli.failures import fault
from rspverify.cli.progress import Tracker
from rspverify.policy.claims import Check, Project, Scenario
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic
from rspverify.workers.messages import Died, Done, Outcome, Raised, Stopped, Task, failure_of

if TYPE_CHECKING:  # it knows what a solver is for
    from rspverify.check.run import Asked


@dataclass(frozen=True)
class FileWork:
    """A file that could be read, and what is asked of it, in order. `left_out`: how many of its checks and scenarios
    are not selected; `elsewhere`: how many are left to other parts of the run (`--shard`)."""

    path: str
    project: Project
    asked: tuple[Asked, ...]
    left_out: int = 0
    elsewhere: int = 0

    def place(self, number: int) -> int:
        """Where the project has what stands at `number` among `asked`: among its checks, and then its scenarios."""
        every = (*self.project.checks, *self.project.scenarios)
        return next(place for place, one in enumerate(every) if one is self.asked[number])


class Source(Protocol):
    """Makes results, or knows them from before. One source serves one run."""

    def results(self, file: FileWork) -> Iterator[Result]:
        """The results of all that is asked of a file, in this order, each as soon as it is there."""

    def finished(self, file: FileWork, given: int) -> Iterator[Result]:
        """When the run was interrupted: what is there beyond the first `given` results of a file, in order."""

    def close(self) -> None:
        """The run is over, or broken off: nothing goes on."""


Begin: TypeAlias = Callable[[Sequence[FileWork], Tracker], Source]
"""Makes the source of a run, given all that will be asked for, so that work on later files can begin early. The tracker
is told of all that is finished."""


Open: TypeAlias = Callable[[str, CheckOptions], FileWork]
"""Reads a policy file and finds what is asked of it. Raises `SourceError`."""


class InProcess:
    """Makes each result when it is asked for. `certificates`: whether proofs keep theirs."""

    def __init__(
        self, options: CheckOptions, files: Sequence[FileWork], tracker: Tracker, certificates: bool = False
    ) -> None:
        self._options, self._tracker, self._certificates = options, tracker, certificates

    def results(self, file: FileWork) -> Iterator[Result]:
        # A solver is imported only if there is something to check.
        from rspverify.workers.checks import CheckOne, LookAtWorld

        world: Outcome = Done(None)
        if any(isinstance(one, Check) for one in file.asked):
            self._tracker.working_at([world_of(file)])
            world = _done(LookAtWorld(self._options), file.project)
        for number, one in enumerate(file.asked):
            self._tracker.working_at([name_of(one)])
            outcome = world
            if isinstance(world, Done) or isinstance(one, Scenario):
                sanity = world.value if isinstance(world, Done) else None
                task = CheckOne(file.place(number), self._options, sanity, self._certificates)
                outcome = _done(task, file.project)
            self._tracker.finished()
            yield result_from(file, number, outcome, self._options)

    def finished(self, file: FileWork, given: int) -> Iterator[Result]:
        return iter(())

    def close(self) -> None:
        """Nothing goes on by itself."""


def opened(path: str, options: CheckOptions) -> FileWork:
    """Reads a file. Raises `SourceError`."""
    from rspverify.check.run import selected
    from rspverify.policy.load import load

    project = load(path)
    asked = selected(project, options)
    return FileWork(path, project, asked, len(project.checks) + len(project.scenarios) - len(asked))


def result_from(file: FileWork, number: int, outcome: Outcome, options: CheckOptions) -> Result:
    """What became of a task, as the result of what is asked at `number`."""
    from rspverify.check.unanswered import unanswered
    from rspverify.check.undetermined import limit_note, stopped_by

    asked = file.asked[number]
    match outcome:
        case Done(value):
            result: Result = value
            return result
        case Stopped(by, seconds):
            reason = stopped_by(by)
            note = limit_note(reason, options, None, asked.span)
            notes = () if note is None else (note,)
            return unanswered(file.project, asked, reason, notes, fault=False, seconds=seconds)
        case Raised(failure):
            place = f" at {failure.place}" if failure.place else ""
            reason, lines = f"rspverify itself failed: {failure.kind}{place}", failure.lines
        case Died(how, lines):
            reason = f"a process of rspverify ended {how}, and again when it was tried once more"
        case _:
            assert_never(outcome)
    told = _fault(reason, file, lines)
    return unanswered(file.project, asked, reason, (told,), fault=True)


def _fault(reason: str, file: FileWork, lines: Sequence[str]) -> Diagnostic:
    return fault(f"{reason}, while it checked `{plain(file.path)}`", lines)


def name_of(asked: Asked) -> str:
    """What is being checked, in a few words."""
    match asked:
        case Check():
            from rspverify.check.words import conditions_text

            return plain(f"{asked.property} {conditions_text(asked.conditions)}".rstrip())
        case Scenario():
            return plain(asked.name)
        case _:
            assert_never(asked)


def world_of(file: FileWork) -> str:
    """What is being done before the first check of a file."""
    return f"the world of {plain(file.path)}"


def _done(task: Task, subject: Any) -> Outcome:
    try:
        return Done(task.do(subject))
    except Exception as error:
        return Raised(failure_of(error))
