"""What is asked of a worker, and what becomes of it. All of it is plain data that can be pickled."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias


class Task(Protocol):
    """One piece of work. `do` is called in a worker, with the subject that the task was given to the pool with."""

    def do(self, subject: Any) -> object: ...


@dataclass(frozen=True)
class Call:
    """A function as a task: it is called with the subject. It must be one that a worker can import."""

    function: Callable[[Any], object]

    def do(self, subject: Any) -> object:
        return self.function(subject)


@dataclass(frozen=True)
class Limits:
    """`seconds`: how long one task may take before its worker is ended; `megabytes`: how much memory a worker may use.
    None: no limit."""

    seconds: float | None = None
    megabytes: int | None = None


UNLIMITED = Limits()


@dataclass(frozen=True)
class Failure:
    """An exception, to be told elsewhere: its `kind`, the `place` in our code ("check/run.py:12", or nothing) and the
    lines of its traceback."""

    kind: str
    place: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Done:
    """What `do` gave back."""

    value: Any


@dataclass(frozen=True)
class Raised:
    """`do` raised an exception."""

    failure: Failure


@dataclass(frozen=True)
class Stopped:
    """The task was ended from outside, and nothing is wrong with it: its time was over, its memory used up, or the
    system ended the worker, as it does when memory runs out. `seconds`: how long it had been at work."""

    by: Literal["time", "memory", "system"]
    seconds: float = 0.0


@dataclass(frozen=True)
class Died:
    """The worker ended by itself, twice. `how` in words ("by signal 11, SIGSEGV"); `lines`: its last words."""

    how: str
    lines: tuple[str, ...]


Outcome: TypeAlias = Done | Raised | Stopped | Died


def failure_of(error: BaseException) -> Failure:
    """An exception with the innermost place in our own code."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "rspverify" in Path(frame.filename).parts] or list(frames)
    place = f"{'/'.join(Path(ours[-1].filename).parts[-2:])}:{ours[-1].lineno}" if ours else ""
    lines = "".join(traceback.format_exception(error)).rstrip("\n").split("\n")
    return Failure(type(error).__name__, place, tuple(lines))
