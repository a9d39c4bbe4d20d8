"""What reports of `fuzz` are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from rspverify.check.fuzzing.draft_results import DraftsTried
from rspverify.check.fuzzing.results import CheckFuzzed, Fuzzed, Outcome, ScenarioPlayed
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.spans import Span

FileT = TypeVar("FileT", bound=Fuzzed | DraftsTried)


@dataclass(frozen=True)
class Report(Generic[FileT]):
    """What one run told. `diagnostics` are those of no file that was tried."""

    files: tuple[FileT, ...]
    diagnostics: tuple[Diagnostic, ...]
    exit_code: int
    interrupted: bool = False

    @property
    def every_diagnostic(self) -> tuple[Diagnostic, ...]:
        """Those of the files, too, each once."""
        of_files = (one for file in self.files for one in file.diagnostics)
        return tuple(dict.fromkeys((*self.diagnostics, *of_files)))


class FuzzReport(Report[Fuzzed]):
    """One run of `fuzz`."""


class DraftsReport(Report[DraftsTried]):
    """One run of `fuzz --drafts`."""


def name_of(one: CheckFuzzed | ScenarioPlayed) -> str:
    """`no_hidden_hazard under rsp_v3`, `scenario rivals_first`."""
    match one:
        case CheckFuzzed():
            return f"{one.property} {one.conditions}".rstrip()
        case ScenarioPlayed():
            return f"scenario {one.name}"


def is_wrong(one: CheckFuzzed | ScenarioPlayed) -> bool:
    """Whether it is not as the file says."""
    match one:
        case CheckFuzzed():
            return one.outcome is Outcome.UNEXPECTED
        case ScenarioPlayed():
            return bool(one.failure)


def code_of(one: CheckFuzzed | ScenarioPlayed) -> str:
    """The code under which reports file it."""
    return "RSP511" if isinstance(one, ScenarioPlayed) else "RSP510"


def place_of(one: CheckFuzzed | ScenarioPlayed) -> Span:
    """Where it is shown: the check, the scenario, or the step that went otherwise."""
    return one.place or one.span if isinstance(one, ScenarioPlayed) else one.span


def tried(file: Fuzzed) -> Iterator[CheckFuzzed | ScenarioPlayed]:
    """All that was tried in a file: scenarios first, as they are played."""
    yield from file.scenarios
    yield from file.checks
