"""How many checks are done at the same time, and where."""

from __future__ import annotations

import os
from collections.abc import Sequence

from rspverify.check.options import CheckOptions
from rspverify.cli.progress import Tracker
from rspverify.cli.sources import FileWork, InProcess, Source

WORTH_A_PROCESS = 4
"""How many checks and scenarios there must be for each process: one costs half a second before it can begin."""


def begin(options: CheckOptions, jobs: int | None, files: Sequence[FileWork], tracker: Tracker) -> Source:
    """The source of a run (see `Begin`). One job is done here, unless it may have to be stopped."""
    size = size_of(jobs, sum(len(file.asked) for file in files), processors())
    hard_stop = options.timeout is not None or options.memory is not None
    if not has_processes() or not size or (size == 1 and not hard_stop):
        return InProcess(options, files, tracker)
    from rspverify.cli.parallel import Parallel
    from rspverify.workers.messages import Limits
    from rspverify.workers.pool import Pool

    return Parallel(options, Pool(size, Limits(options.timeout, options.memory)), files, tracker)


def size_of(jobs: int | None, asked: int, available: int) -> int:
    """How many processes are used for so many checks and scenarios. `jobs`: what the user says, if anything."""
    if jobs is not None:
        return min(jobs, asked)
    return min(available, max(asked // WORTH_A_PROCESS, 1), asked)


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def has_processes() -> bool:
    """Whether pipes of child processes can be waited for together, as on Linux and macOS."""
    return os.name == "posix"
