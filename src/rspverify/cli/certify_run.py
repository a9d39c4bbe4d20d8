"""Certifies proofs as the checks come to them: writes the obligations, reads them back, asks the solvers, says so."""

from __future__ import annotations

import os
from collections.abc import Sequence

from rspverify.check.certify.collection import Asked, Collection
from rspverify.check.certify.commands import NoObligation, without_comments
from rspverify.check.certify.dossier import Dossier, Filing, Obligation, Uncertified
from rspverify.check.certify.examine import Certified, Examined, Examiner, opinion
from rspverify.check.results import CheckResult, Result
from rspverify.cli.certificate_folder import FolderDraft
from rspverify.cli.console import Console, ReaderGone, silence
from rspverify.cli.exit_code import severity_of
from rspverify.cli.listeners import Progress
from rspverify.policy.claims import Project
from rspverify.report.certificates.lines import render_certified, render_without
from rspverify.report.certificates.manifest import MANIFEST, manifest_text, sha256
from rspverify.report.certificates.obligation import obligation_text
from rspverify.report.certificates.readme import README, readme_text
from rspverify.report.document import RunReport
from rspverify.report.setting import Detail
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError


class Certifier:
    """Hears of each result of a run of checks (a `Listener`), and keeps what was certified."""

    def __init__(
        self,
        draft: FolderDraft,
        examiners: Sequence[Examiner],
        solvers: Sequence[Asked],
        out: Console,
        err: Console,
        detail: Detail,
    ) -> None:
        self._draft = draft
        self._examiners = examiners
        self._solvers = tuple(solvers)
        self._out, self._err, self._detail = out, err, detail
        self._progress = Progress(err)
        self._filing = Filing()
        self._proofs: list[Certified] = []
        self._without: list[Uncertified] = []
        self._hashes: dict[str, str] = {}
        self._headed: str | None = None
        self._told: set[str] = set()
        self.failed: tuple[Diagnostic, ...] = ()
        """Why nothing can be written, if so."""

    # ---------------------------------------------------------------- while checks run

    def begins(self, path: str) -> None:
        """Each result says which file it is of."""

    def working(self, text: str) -> None:
        self._progress.show(text)

    def result(self, project: Project, result: Result) -> tuple[Diagnostic, ...]:
        if not isinstance(result, CheckResult) or self.failed:
            return ()
        dossiers, without = self._filing.filed(result, in_project(result.file))
        try:
            for dossier in dossiers:
                certified = Certified(dossier, tuple(self._examined(dossier, one) for one in dossier.obligations))
                self._proofs.append(certified)
                self._print(dossier.file, render_certified(certified, self._solvers, self._out.style, self._detail))
        except SourceError as error:
            self.failed = error.diagnostics
            return self.failed
        for one in without:
            self._without.append(one)
            self._print(one.file, render_without(one, self._out.style, self._detail))
        self.problem(tuple(one for one in result.diagnostics if severity_of(one) == "error"), result.file)
        return ()

    def problem(self, diagnostics: tuple[Diagnostic, ...], file: str | None) -> None:
        self._progress.clear()
        fresh = [one for one in diagnostics if repr(one) not in self._told]
        self._told |= {repr(one) for one in fresh}
        self._err.diagnostics(fresh)

    def finished(self) -> None:
        self._progress.clear()

    # ---------------------------------------------------------------- at the end

    def collection(self, report: RunReport) -> Collection:
        """All that was certified."""
        broken = tuple(
            (in_project(file.path), _why(file.diagnostics, file.unfinished))
            for file in report.files
            if file.unfinished or any(one.code < "RSP3" or one.code >= "RSP9" for one in file.diagnostics)
        )
        left_out = sum(file.left_out for file in report.files)
        return Collection(self._solvers, tuple(self._proofs), tuple(self._without), broken, left_out)

    def close(self, collection: Collection, version: str) -> str:
        """Writes the README and the manifest, and puts the folder into its place. Gives the hash of the manifest.
        Raises `SourceError`."""
        self._hashes[README] = sha256(self._draft.write(README, readme_text(collection, version)))
        manifest = self._draft.write(MANIFEST, manifest_text(collection, self._hashes, version))
        self._draft.publish()
        return sha256(manifest)

    # ---------------------------------------------------------------- one obligation

    def _examined(self, dossier: Dossier, obligation: Obligation) -> Examined:
        """Written, read back, compared with what is to be shown, and answered. Raises `SourceError`."""
        content = self._draft.write(obligation.path, obligation_text(dossier, obligation))
        text = content.decode("utf-8")
        if without_comments(text) != without_comments(obligation.script):
            raise NoObligation(f"the file of `{obligation.name}` says something else than its condition")
        self._hashes[obligation.path] = digest = sha256(content)
        return Examined(obligation, digest, tuple(opinion(examiner, text) for examiner in self._examiners))

    def _print(self, file: str, text: str) -> None:
        """Prints under the heading of the policy file. If nobody reads any more, the run is interrupted."""
        if not text:
            return
        self._progress.clear()
        heading = self._out.style.paint(plain(file), "bold", "cyan")
        opening = "" if self._headed == file else f"{heading}\n" if self._headed is None else f"\n{heading}\n"
        self._headed = file
        try:
            self._out.write(opening + text)
        except ReaderGone:
            silence()
            raise KeyboardInterrupt from None


def in_project(path: str) -> str:
    """A policy file as it is named in certificates: from the root of its project, so that it does not matter where
    rspverify runs."""
    from rspverify.policy.load import find_root

    relative = os.path.relpath(os.path.abspath(path), find_root(path))
    return relative.replace(os.sep, "/")


def _why(diagnostics: Sequence[Diagnostic], unfinished: int) -> str:
    if diagnostics:
        return f"{diagnostics[0].code}: {diagnostics[0].message}"
    return f"interrupted, {unfinished} without a result"
