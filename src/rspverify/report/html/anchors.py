"""Names of places in the page. They are made of names and not of numbers, so that a link goes on working."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from rspverify.report.document import RunReport
from rspverify.report.ids import result_ids
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span

_LONGEST = 60


def anchor(kind: str, key: str) -> str:
    """`result-no-hidden-hazard-under-rsp-v3-5d1f0a2b`: readable, and not the same for any two keys."""
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8]
    words = re.sub("[^a-z0-9]+", "-", key.lower()).strip("-")[-_LONGEST:].strip("-")
    return f"{kind}-{words}-{digest}" if words else f"{kind}-{digest}"


class Places:
    """The places of a page in its policy files; `sources` are the files that are shown."""

    def __init__(self, sources: Iterable[SourceFile]) -> None:
        self._sources: dict[SourceFile, str] = {}
        for file in sources:
            alike = sum(file.path == other.path for other in self._sources)
            self._sources.setdefault(file, anchor("file", file.path + (f"::{alike + 1}" if alike else "")))

    @property
    def sources(self) -> dict[SourceFile, str]:
        return self._sources

    def line(self, file: SourceFile, line: int) -> str:
        """The line of a file that is shown; empty: it is not."""
        name = self._sources.get(file)
        return f"{name}-L{line}" if name else ""

    def span(self, span: Span) -> str:
        return self.line(span.file, span.line)


class Anchors(Places):
    """The places of a page about a run of `check`."""

    def __init__(self, report: RunReport, sources: Iterable[SourceFile]) -> None:
        super().__init__(sources)
        self._results = {key: anchor("result", name) for key, name in result_ids(report).items()}
        self._numbers = {id(result): number for number, result in enumerate(report.results)}

    def result(self, result: object) -> str:
        return self._results[id(result)]

    def number(self, result: object) -> int:
        """The place of a result in the run, from 0."""
        return self._numbers[id(result)]
