"""What the files expect besides, and whether it is still so after some edits.

Only what was met before can be disappointed. Scenarios come first, then checks; of a check whose policies say what they
said, nothing has changed; one that was decided by stories is still decided if they are still stories.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from rspverify.check.compare import compared
from rspverify.check.mentions import nodes, policies_of
from rspverify.check.necessary import shown_again
from rspverify.check.options import CheckOptions
from rspverify.check.repair.results import Turned
from rspverify.check.repair.workshop import Loaded
from rspverify.check.results import CheckResult, Meeting
from rspverify.check.sanity import Sanity, sane
from rspverify.check.scenarios import told
from rspverify.check.words import conditions_text
from rspverify.policy.claims import Project
from rspverify.policy.expressions import Breaching, NormOfAct, NormOfClause

Number = tuple[int, int]
"""A check: which file, and which of its checks."""


class Expectations:
    """Of several files. Remembers what was so before any edit."""

    def __init__(self, files: Sequence[Loaded], options: CheckOptions, may_change: Sequence[str] = ()) -> None:
        self._files, self._options, self._may_change = files, options, tuple(may_change)
        self._before: dict[Number, CheckResult] = {}
        self._told: dict[Number, bool] = {}
        self._sane: dict[int, Sanity] = {}

    def before(self, number: Number) -> CheckResult:
        """What a check comes to without any edit."""
        if number not in self._before:
            file, at = number
            project = self._files[file].project
            found = compared(project, project.checks[at], self._options, self.sanity(file), time.monotonic())
            self._before[number] = found
        return self._before[number]

    def sanity(self, file: int, after: Project | None = None) -> Sanity:
        """Of a file, after some edits. These change no vocabulary; a lemma may speak of policies."""
        if after is not None and speaks_of_norms(after):
            return sane(after, self._options)
        if file not in self._sane:
            self._sane[file] = sane(self._files[file].project, self._options)
        return self._sane[file]

    def disappointed(self, after: Sequence[Project], targets: Sequence[Number]) -> Iterator[Turned]:
        """All that is no longer as expected. `after`: the project of each file after the edits; `targets`: the checks
        that should change."""
        for file, project in enumerate(after):
            yield from self._scenarios(file, project)
        for file, project in enumerate(after):
            for at in range(len(project.checks)):
                if (file, at) not in targets:
                    yield from self._check((file, at), project)

    def _scenarios(self, file: int, after: Project) -> Iterator[Turned]:
        before = self._files[file].project
        for at, scenario in enumerate(before.scenarios):
            if self._excused(scenario.name) or before.policies == after.policies:
                continue
            if (file, at) not in self._told:
                self._told[file, at] = told(before, scenario).succeeded
            result = told(after, after.scenarios[at])
            if self._told[file, at] and not result.succeeded:
                conditions = conditions_text(scenario.conditions)
                yield Turned(before.path, scenario.name, conditions, "told as it is", result.failure)

    def _check(self, number: Number, after: Project) -> Iterator[Turned]:
        file, at = number
        before = self._files[file].project
        check = after.checks[at]
        concerned = policies_of(after, after.properties[check.property], check.conditions)
        if self._excused(check.property) or all(before.policies[one] == after.policies[one] for one in concerned):
            return
        was = self.before(number)
        if was.meeting is not Meeting.MET or shown_again(after, check, was):
            return
        result = compared(after, check, self._options, self.sanity(file, after), time.monotonic())
        if result.meeting is not Meeting.MET:
            unknown = result.meeting is not Meeting.NOT_MET
            instead = result.verdict.value
            yield Turned(before.path, check.property, was.conditions, check.expected, instead, unknown)

    def _excused(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in self._may_change)


def speaks_of_norms(project: Project) -> bool:
    """Whether the world, apart from policies, does: then what is proved of it may hang on them."""
    return any(isinstance(one, NormOfAct | NormOfClause | Breaching) for one in nodes(project.world))
