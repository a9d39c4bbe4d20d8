"""What a run of `check` knows from earlier ones, and what it keeps for later ones (docs/cache.md)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TextIO, cast

from rspverify.check.options import CheckOptions
from rspverify.check.results import Result
from rspverify.cli.console import Console
from rspverify.cli.find import Found
from rspverify.cli.progress import Tracker
from rspverify.cli.sources import Begin, FileWork, Source, opened
from rspverify.report.document import RunReport
from rspverify.store.database import Database
from rspverify.store.fingerprint import fingerprint
from rspverify.store.inputs import digest_of, listing, surroundings
from rspverify.store.outcomes import Outcomes
from rspverify.store.place import NoPlace, cache_file, cache_folder
from rspverify.store.projects import Opened, Projects
from rspverify.store.results import Results, lasting
from rspverify.store.whole_runs import KIND, LAST, kept, run_key

TIMELESS = ("text", "markdown", "sarif", "junit", "html")
"""Formats whose reports would be the same if all were computed anew; the others tell how long it took."""


class Remembering:
    """One run with a cache, or without: then everything is made anew. `problem`: why there is none."""

    def __init__(self, options: CheckOptions, words: Sequence[str] | None, *, wanted: bool = True) -> None:
        self.problem = ""
        self.known = 0
        self._options = options
        self._words = words
        self._database: Database | None = None
        self._files: dict[str, Opened] = {}
        self._tape: Tape | None = None
        self._key: bytes | None = None
        self._around: tuple[bytes, bytes] = (b"", b"")
        if wanted:
            self._begin()

    def _begin(self) -> None:
        try:
            folder = cache_folder(os.environ)
            database = None if folder is None else Database(cache_file(folder))
        except NoPlace as reason:
            self.problem = str(reason)
            return
        code = None if database is None else fingerprint(database)
        if database is None or code is None:
            self.problem = "" if database is None else "it cannot be told which Z3 is installed"
            return
        self._database, self._code = database, code
        self._outcomes = Outcomes(database.path, code)
        self._projects, self._results = Projects(database, code), Results(database, self._options)

    @property
    def options(self) -> CheckOptions:
        """The options for what is made anew, which may know something of it."""
        return self._options if self._database is None else replace(self._options, recall=self._outcomes)

    # ---------------------------------------------------------------- files and results

    def opened(self, path: str, options: CheckOptions) -> FileWork:
        """As `sources.opened`. Raises `SourceError`."""
        if self._database is None:
            return opened(path, options)
        from rspverify.check.run import selected

        self._files[path] = found = self._projects.open(path)
        asked = selected(found.project, options)
        every = len(found.project.checks) + len(found.project.scenarios)
        return FileWork(path, found.project, asked, every - len(asked))

    def begin(self, anew: Begin) -> Begin:
        """Where results come from: what is not known is made as `anew` says."""
        if self._database is None:
            return anew
        results = self._results

        def source(files: Sequence[FileWork], tracker: Tracker) -> Source:
            known: dict[str, Mapping[int, Result]] = {}
            rest: dict[str, FileWork] = {}
            for file in files:
                places = [file.place(number) for number in range(len(file.asked))]
                found = results.recalled(self._files[file.path], places)
                known[file.path] = {number: found[place] for number, place in enumerate(places) if place in found}
                left = tuple(one for number, one in enumerate(file.asked) if number not in known[file.path])
                rest[file.path] = replace(file, asked=left)
            self.known = sum(map(len, known.values()))
            tracker.known(self.known)
            return _Recalling(known, rest, self._files, results, anew(list(rest.values()), tracker))

        return source

    # ---------------------------------------------------------------- the run as a whole

    def recorded(self, out: Console, found: Found, paths: Sequence[str]) -> Console:
        """The console with a record of what is printed. Called before anything is read."""
        if self._database is None or self._words is None:
            return out
        self._key = run_key(self._words, self._code, out.stream)
        try:
            self._around = (listing(paths or (".",)), surroundings(found.files))
        except OSError:
            return out
        self._tape = Tape(out.stream)
        return replace(out, stream=cast(TextIO, self._tape))

    def told(self, report: RunReport) -> RunReport:
        """The report, which says how much of it was known. A run that was cut off has not told all that it knew."""
        self.known = min(self.known, len(report.results))
        return replace(report, remembered=self.known)

    def close(self, report: RunReport, code: int, found: Found, paths: Sequence[str], *, repeatable: bool) -> None:
        """The run is over. `repeatable`: it did nothing but to print a report without times."""
        if self._database is None:
            return
        if repeatable and code == report.exit_code:
            self._keep(report, found, paths or (".",))
        self._outcomes.close()
        self._database.note(LAST, f"{self.known} {len(report.results)}")
        self._database.close()
        self.problem = self._database.problem

    def _keep(self, report: RunReport, found: Found, paths: Sequence[str]) -> None:
        """Keeps the whole run, if all of it would be the same again."""
        assert self._database is not None
        uncertain = report.interrupted or report.diagnostics or any(file.diagnostics for file in report.files)
        if self._tape is None or self._key is None or uncertain:
            return
        if not all(lasting(result, self._options) for result in report.results):
            return
        files: dict[str, bytes] = {}
        for one in self._files.values():
            files |= dict(one.stamps)
        if not all(one.stamps for one in self._files.values()) or fingerprint(self._database) != self._code:
            return
        try:
            same = (listing(paths), surroundings(found.files)) == self._around
        except OSError:
            return
        if same and all(digest_of(path) == digest for path, digest in files.items()):
            seen = (self._around[0], surroundings(files))
            entry = kept(report.exit_code, len(report.results), self._tape.text, paths, files, seen)
            if entry is not None:
                self._database.put(KIND, [(self._key, entry)])


class _Recalling:
    """A `Source` that knows some results, and has the others made."""

    def __init__(
        self,
        known: Mapping[str, Mapping[int, Result]],
        rest: Mapping[str, FileWork],
        files: Mapping[str, Opened],
        memory: Results,
        anew: Source,
    ) -> None:
        self._known, self._rest, self._files, self._memory, self._anew = known, rest, files, memory, anew

    def results(self, file: FileWork) -> Iterator[Result]:
        known, others = self._known[file.path], self._made(file.path)
        for number in range(len(file.asked)):
            yield known[number] if number in known else next(others)

    def _made(self, path: str) -> Iterator[Result]:
        rest = self._rest[path]
        for number, result in enumerate(self._anew.results(rest) if rest.asked else ()):
            self._memory.keep(self._files[path], {rest.place(number): result})
            yield result

    def finished(self, file: FileWork, given: int) -> Iterator[Result]:
        known = self._known[file.path]
        yield from (known[number] for number in sorted(known) if number >= given)
        made = sum(number not in known for number in range(given))
        yield from self._anew.finished(self._rest[file.path], made)

    def close(self) -> None:
        self._anew.close()


class Tape:
    """A stream that remembers what is written to it; all else is as with the other stream."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._parts: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def write(self, text: str) -> int:
        written = self._stream.write(text)
        self._parts.append(text)
        return written

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)
