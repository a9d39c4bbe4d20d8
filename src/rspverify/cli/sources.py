"""Where the results of a run of checks come from: made here one after another, or otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rspverify.check.options import CheckOptions
from rspverify.check.results import Result
from rspverify.policy.claims import Project

if TYPE_CHECKING:  # it knows what a solver is for
    from rspverify.check.run import Asked


@dataclass(frozen=True)
class FileWork:
    """A file that could be read, and what is asked of it, in order. `left_out`: how many of its checks and scenarios
    are not selected."""

    path: str
    project: Project
    asked: tuple[Asked, ...]
    left_out: int = 0


class Source(Protocol):
    """Makes results, or knows them from before. One source serves one run."""

    def expects(self, files: Sequence[FileWork]) -> None:
        """All that this run will ask for, before anything is: work on later files may begin early."""

    def results(self, file: FileWork) -> Iterator[Result]:
        """The results of all that is asked of a file, in this order, each as soon as it is there."""

    def finished(self, file: FileWork, given: int) -> Iterator[Result]:
        """When the run was interrupted: what is there beyond the first `given` results of a file, in order."""


@dataclass(frozen=True)
class InProcess:
    """Makes each result when it is asked for."""

    options: CheckOptions

    def expects(self, files: Sequence[FileWork]) -> None:
        """Nothing is begun early."""

    def results(self, file: FileWork) -> Iterator[Result]:
        # A solver is imported only if there is something to check.
        if not file.asked:
            return iter(())
        from rspverify.check.run import run_checks

        return run_checks(file.project, self.options)

    def finished(self, file: FileWork, given: int) -> Iterator[Result]:
        return iter(())


def opened(path: str, options: CheckOptions) -> FileWork:
    """Reads a file. Raises `SourceError`."""
    from rspverify.check.run import selected
    from rspverify.policy.load import load

    project = load(path)
    asked = selected(project, options)
    return FileWork(path, project, asked, len(project.checks) + len(project.scenarios) - len(asked))
