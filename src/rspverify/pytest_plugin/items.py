"""A policy file as pytest sees it: a test for each of its checks and scenarios."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

import pytest

from rspverify.check.words import conditions_text
from rspverify.policy.claims import Check, Project, Scenario
from rspverify.policy.load import load
from rspverify.pytest_plugin.settings import options_of
from rspverify.report.outcomes import as_expected
from rspverify.report.sentences import sentence
from rspverify.report.style import Style, plain
from rspverify.report.text import render_result
from rspverify.source.diagnostics import SourceError
from rspverify.source.render import render_diagnostic

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr, TracebackStyle

    from rspverify.check.results import Result
    from rspverify.check.sanity import Sanity


class NotAsExpected(Exception):
    """What a check or a scenario came to is not what its file says, or is not known."""

    def __init__(self, result: Result) -> None:
        self.result = result
        # pytest repeats the first line in its summary
        super().__init__(f"{sentence(result)}\n\n{render_result(result, None, Style(), 'normal')}")


class PolicyFile(pytest.File):
    """A policy file that is loaded, with all that it uses, when its tests are collected."""

    _sane: Sanity | None = None

    def collect(self) -> Iterator[PolicyTest]:
        """The checks, then the scenarios, in the order of the file. Raises `CollectError` with all diagnostics if the
        file, or one that it uses, is wrong."""
        try:
            project = load(_shown(self.path))
        except SourceError as error:
            raise self.CollectError("\n\n".join(map(render_diagnostic, error.diagnostics))) from None
        seen: dict[str, int] = {}
        every: tuple[Check | Scenario, ...] = (*project.checks, *project.scenarios)
        for asked in every:
            name = _name(asked)
            seen[name] = seen.get(name, 0) + 1
            name = name if seen[name] == 1 else f"{name} ({seen[name]})"
            yield PolicyTest.from_parent(self, name=name, project=project, asked=asked)

    def sane(self, project: Project) -> Sanity:
        """Whether the world of the file makes sense; found out once for all of its checks."""
        if self._sane is None:
            from rspverify.check.sanity import sane

            self._sane = sane(project, options_of(self.config))
        return self._sane


class PolicyTest(pytest.Item):
    """One check or one scenario of a policy file."""

    def __init__(self, *, name: str, parent: PolicyFile, project: Project, asked: Check | Scenario) -> None:
        super().__init__(name, parent)
        self._file, self._project, self._asked = parent, project, asked
        self.add_marker("rspverify")

    def runtest(self) -> None:
        """Raises `NotAsExpected` unless it comes to what the file says. Undetermined is not as expected, and neither is
        a bounded answer where a proof was asked for."""
        result = self._result()
        if not as_expected(result):
            raise NotAsExpected(result)

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: TracebackStyle | None = None
    ) -> str | TerminalRepr:
        """The story, or the reason; a crash of ours keeps its traceback."""
        if isinstance(excinfo.value, NotAsExpected):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the check or the scenario is; pytest counts lines from 0."""
        return self.path, self._asked.span.line - 1, self.name

    def _result(self) -> Result:
        match self._asked:
            case Check():
                from rspverify.check.compare import compared

                started = time.monotonic()
                sanity = self._file.sane(self._project)
                return compared(self._project, self._asked, options_of(self.config), sanity, started)
            case Scenario():
                from rspverify.check.scenarios import told

                return told(self._project, self._asked)
            case _:
                assert_never(self._asked)


def _name(asked: Check | Scenario) -> str:
    """`no_hidden_hazard under rsp_v3`, `scenario rivals_first`: as in JUnit reports, and independent of lines."""
    match asked:
        case Check():
            return plain(f"{asked.property} {conditions_text(asked.conditions)}".rstrip())
        case Scenario():
            return plain(f"scenario {asked.name}")
        case _:
            assert_never(asked)


def _shown(path: Path) -> str:
    """The path as a person in the working directory would write it."""
    try:
        return os.path.relpath(path)
    except ValueError:  # on different drives
        return str(path)
