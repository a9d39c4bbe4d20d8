"""What the checks and scenarios of a saved file came to: found out by `rspverify check` in a process of its own, which
can be ended at any time, and remembers what it found for the next run, here or elsewhere."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from rspverify.check.results import Result
from rspverify.policy.load import find_root
from rspverify.report.lossless import NotWhole, part_from_json
from rspverify.source.files import SourceFile

_PATIENCE = 3.0
"""Seconds that a process has to end after it was asked to."""


@dataclass(frozen=True)
class Judged:
    """`texts`: what the results are about, to the letter; `folder`: the one from which the paths in them lead."""

    texts: tuple[SourceFile, ...]
    folder: str
    results: tuple[Result, ...]


class NoResults(Exception):
    """The run gave no report, for the reason that the message says."""


async def judged(path: str, texts: Sequence[SourceFile]) -> Judged:
    """Checks a file as it is on disk, with the settings of its project. If this is cancelled, so is the run. Raises
    `NoResults`."""
    # A report of one part of one holds the results as they are.
    command = (sys.executable, "-m", "rspverify", "check", path, "--shard=1/1", "--format=json", "--color=never")
    pipe, folder = asyncio.subprocess.PIPE, str(find_root(path))
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe, cwd=folder
    )
    try:
        out, err = await process.communicate()
    finally:
        if process.returncode is None:
            await _ended(process)
    try:
        part = part_from_json(json.loads(out))
    except (ValueError, NotWhole):
        said = err.decode("utf-8", "replace").strip().splitlines()
        raise NoResults(f"exit code {process.returncode}: {said[0] if said else 'it said nothing'}") from None
    return Judged(tuple(texts), folder, tuple(result for file in part.files for result in file.results))


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Ends a process; those that it has begun end with it."""
    with suppress(ProcessLookupError):
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()
