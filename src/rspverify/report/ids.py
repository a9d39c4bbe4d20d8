"""A name for each result that stays the same when its file changes elsewhere."""

from __future__ import annotations

from typing import assert_never

from rspverify.check.results import CheckResult, Result, ScenarioResult
from rspverify.report.document import RunReport


class Ids:
    """Names results one after another: by file, name and conditions, and a number where these are alike."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, result: Result) -> str:
        """The name of the next result."""
        key = _key(result).encode("utf-8", "replace").decode("utf-8")
        self._seen[key] = self._seen.get(key, 0) + 1
        return key if self._seen[key] == 1 else f"{key}::{self._seen[key]}"


def result_ids(report: RunReport) -> dict[int, str]:
    """The names of all results of a run. The keys are the identities of the results."""
    ids = Ids()
    return {id(result): ids.of(result) for result in report.results}


def _key(result: Result) -> str:
    match result:
        case CheckResult():
            return f"{result.file}::{result.property}::{result.conditions}"
        case ScenarioResult():
            return f"{result.file}::scenario::{result.name}"
        case _:
            assert_never(result)
