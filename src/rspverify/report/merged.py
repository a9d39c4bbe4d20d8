"""The parts of a run put together: one report, as if one machine had done all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rspverify.check.results import Result, ScenarioResult
from rspverify.report.document import FileReport
from rspverify.report.lossless import Part
from rspverify.source.diagnostics import Diagnostic


@dataclass(frozen=True)
class Merged:
    """`missing`: the numbers of parts that are not there, `of` so many."""

    files: tuple[FileReport, ...]
    diagnostics: tuple[Diagnostic, ...]
    interrupted: bool
    seconds: float
    missing: tuple[int, ...]
    of: int


def differences(parts: Sequence[Part]) -> tuple[str, ...]:
    """Why parts are not those of one run, in sentences; empty if they are. There is at least one."""
    first = parts[0]
    found: list[str] = []
    for one in parts[1:]:
        if one.version != first.version:
            found.append(f"they come from rspverify {first.version} and {one.version}")
        if one.shard.of != first.shard.of:
            found.append(f"one is of {first.shard.of} parts, another of {one.shard.of}")
        theirs = dict(one.shard.settings)
        for name, value in first.shard.settings:
            other = theirs.get(name, "")
            if other != value:
                found.append(f"`{name}` is {_said(value)} in one and {_said(other)} in another")
        if not found and [_size(file) for file in one.files] != [_size(file) for file in first.files]:
            found.append("they are about different files, or different versions of them")
    numbers = [one.shard.number for one in parts]
    found += [f"part {number} is there twice" for number in dict.fromkeys(numbers) if numbers.count(number) > 1]
    return tuple(dict.fromkeys(found))


def merged(parts: Sequence[Part]) -> Merged:
    """Parts of one run (see `differences`) as one."""
    parts = sorted(parts, key=lambda one: one.shard.number)
    of = parts[0].shard.of
    numbers = {one.shard.number for one in parts}
    complete = len(numbers) == of
    files = tuple(_file([one.files[place] for one in parts], complete) for place in range(len(parts[0].files)))
    return Merged(
        files,
        tuple(dict.fromkeys(found for one in parts for found in one.diagnostics)),
        any(one.interrupted for one in parts),
        sum(one.seconds for one in parts),
        tuple(number for number in range(1, of + 1) if number not in numbers),
        of,
    )


def _file(parts: Sequence[FileReport], complete: bool) -> FileReport:
    """One file: what all parts of the run found out about it. What a missing part was to do is left to it."""
    results = sorted((result for one in parts for result in one.results), key=_place)
    unfinished = sum(one.unfinished for one in parts)
    first = parts[0]
    asked = len(first.results) + first.unfinished + first.elsewhere
    return FileReport(
        first.path,
        tuple(results),
        tuple(dict.fromkeys(found for one in parts for found in one.diagnostics)),
        first.left_out,
        unfinished,
        any(one.begun for one in parts),
        0 if complete else asked - len(results) - unfinished,
    )


def _place(result: Result) -> tuple[bool, int]:
    """In the order of a whole run: the checks in the order of the file, then the scenarios."""
    return isinstance(result, ScenarioResult), result.span.start


def _size(file: FileReport) -> tuple[str, int, int]:
    return file.path, file.left_out, len(file.results) + file.unfinished + file.elsewhere


def _said(value: str) -> str:
    return "not set" if value in ("", "None") else f"`{value}`"
