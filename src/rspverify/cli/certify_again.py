"""`certify --check`: what somebody runs who was given a folder of certificates and trusts nobody.

No policy is read. Files that differ from the manifest in any way are named, and then no solver is asked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from rspverify.check.certify.collection import Asked
from rspverify.check.certify.commands import NoObligation, without_comments
from rspverify.check.certify.dossier import Obligation
from rspverify.check.certify.examine import Examined, Examiner, opinion
from rspverify.check.certify.roles import Other
from rspverify.check.results import EXIT_EXPECTED, EXIT_FAULT, EXIT_INPUT, EXIT_INTERRUPTED, EXIT_OPEN
from rspverify.cli.certificate_folder import contents, files_of, manifest_bytes
from rspverify.cli.console import Console
from rspverify.cli.interrupts import Interrupts
from rspverify.report.certificates.lines import asked_name, render_proof
from rspverify.report.certificates.manifest import MANIFEST, Listed, NoManifest, read_manifest, sha256
from rspverify.report.setting import Detail
from rspverify.report.style import number, plain
from rspverify.source.diagnostics import Diagnostic


def certify_again(
    folder: str, examiners: Sequence[Examiner], solvers: Sequence[Asked], out: Console, err: Console, detail: Detail
) -> int:
    """Compares, asks, reports. The exit code: 2 if the folder is not as it was written, 4 if a solver finds an
    obligation satisfiable, 3 if one does not know or is not installed, else 0."""
    try:
        manifest = manifest_bytes(folder)
        listed = read_manifest(manifest.decode("utf-8", "replace"))
    except NoManifest as reason:
        err.diagnostics([_wrong(f"`{plain(folder)}` is no folder of certificates: {reason}")])
        return EXIT_INPUT
    scripts: dict[str, str] = {}
    wrong = list(_differences(folder, listed, scripts))
    if wrong:
        err.diagnostics(wrong)
        return EXIT_INPUT
    try:
        with Interrupts():
            said = _asked(listed, scripts, examiners, solvers, out, detail)
    except KeyboardInterrupt:
        out.write("\ninterrupted: nothing is said about the rest\n")
        return EXIT_INTERRUPTED
    refused = [one for one in said if any(opinion.said == "sat" for opinion in one.opinions)]
    accepted = all(opinion.said == "unsat" for one in said for opinion in one.opinions)
    missing = any(asked.version is None for asked in solvers)
    code = EXIT_FAULT if refused else EXIT_EXPECTED if accepted and not missing else EXIT_OPEN
    err.diagnostics(refusal(one) for one in refused)
    if detail != "quiet" or code != EXIT_EXPECTED:
        out.write("\n" + _summary(listed, said, solvers))
        out.write(f"all files are those of the manifest, which has the SHA-256 {sha256(manifest)}\n")
    return code


def _differences(folder: str, listed: Listed, scripts: dict[str, str]) -> Iterator[Diagnostic]:
    """How the folder differs from its manifest; the obligations that are as they were go to `scripts`."""
    try:
        there = sorted(files_of(folder))
    except OSError as error:
        yield _wrong(f"`{plain(folder)}` cannot be read: {(error.strerror or 'the system refuses').lower()}")
        return
    for path in sorted(set(listed.files) - set(there)):
        yield _wrong(f"`{plain(path)}` is missing")
    for path in there:
        if path == MANIFEST:
            continue
        if path not in listed.files:
            yield _wrong(f"`{plain(path)}` is not in the manifest")
            continue
        try:
            content = contents(os.path.join(folder, *path.split("/")))
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            yield _wrong(f"`{plain(path)}` cannot be read: {(reason or 'the system refuses').lower()}")
            continue
        if sha256(content) != listed.files[path]:
            yield _wrong(f"`{plain(path)}` was changed")
        elif path.endswith(".smt2"):
            try:
                scripts[path] = content.decode("utf-8")
                without_comments(scripts[path])
            except ValueError as reason:
                told = reason if isinstance(reason, NoObligation) else "it is not UTF-8"
                yield _wrong(f"`{plain(path)}` is no obligation: {told}")


def _asked(
    listed: Listed,
    scripts: dict[str, str],
    examiners: Sequence[Examiner],
    solvers: Sequence[Asked],
    out: Console,
    detail: Detail,
) -> list[Examined]:
    """What the solvers say, told proof by proof."""
    said: list[Examined] = []
    for proof in listed.proofs:
        examined = [
            Examined(
                Obligation(path, path, Other(path), scripts[path]),
                listed.files[path],
                tuple(opinion(examiner, scripts[path]) for examiner in examiners),
            )
            for path in proof.obligations
        ]
        out.write(render_proof(plain(proof.title), examined, solvers, out.style, detail))
        said += examined
    return said


def _summary(listed: Listed, said: Sequence[Examined], solvers: Sequence[Asked]) -> str:
    parts = [f"{number(len(listed.proofs), 'proof')}, {number(len(said), 'obligation')}"]
    for asked in solvers if said else ():
        opinions = [opinion for one in said for opinion in one.opinions if opinion.solver == asked.name]
        accepted = sum(opinion.said == "unsat" for opinion in opinions)
        count = "all" if opinions and accepted == len(said) else str(accepted)
        absent = "" if asked.version else ", which is not installed"
        parts.append(f"{count} accepted by {asked_name(asked)}{absent}")
    if listed.without:
        parts.append(f"{number(listed.without, 'result')} without a proof")
    return "; ".join(parts) + "\n"


def _wrong(message: str) -> Diagnostic:
    return Diagnostic(
        "RSP148", message, help="ask for the folder as it was written, or write it anew with `rspverify certify`"
    )


def refusal(one: Examined) -> Diagnostic:
    """Our own fault: a solver refutes an obligation."""
    return Diagnostic(
        "RSP903",
        f"a solver finds an obligation satisfiable: `{plain(one.obligation.path)}`",
        help="nothing is proved here: this is a mistake in rspverify, or in a solver; please report it",
    )
