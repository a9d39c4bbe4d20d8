"""Policy files as they were at a revision of a git repository."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError

_REVISION = re.compile(r"[A-Za-z0-9_@^~/.{}+=-]{1,200}")
_PLAIN_FILES = ("100644", "100755")
_MOST_FILES, _MOST_BYTES = 5_000, 200_000_000
_SECONDS = 60


def write_revision(file: str, revision: str, suffix: str, folder: Path) -> tuple[Path, Path]:
    """Writes the files of a repository that end in `suffix`, as they were at a revision, below `folder`. Gives back
    where the file itself is there, and the root of the repository. Raises `SourceError` if there is no git, no
    repository, no such revision, or no such file in it."""
    if revision.startswith("-") or not _REVISION.fullmatch(revision):
        raise _wrong(f"`{plain(revision)}` cannot be the name of a revision")
    here = os.path.dirname(os.path.realpath(file))
    root = (
        _git(["rev-parse", "--show-toplevel"], here, f"`{plain(file)}` is in no git repository").decode().rstrip("\n")
    )
    unknown = f"`{plain(revision)}` is no revision of the repository of `{plain(file)}`"
    verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    commit = _git(verify, root, unknown).decode("ascii").strip()
    own = PurePosixPath(os.path.relpath(os.path.realpath(file), os.path.realpath(root)).replace(os.sep, "/"))
    blobs = _blobs(commit, root, suffix, own)
    if own not in blobs:
        raise _wrong(f"`{plain(file)}` is not in the repository at `{plain(revision)}`")
    for path, content in zip(blobs, _contents(list(blobs.values()), root), strict=True):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder / own, Path(root)


def _blobs(commit: str, root: str, suffix: str, own: PurePosixPath) -> dict[PurePosixPath, str]:
    """The plain files that are wanted, with their names in the store. Links and submodules are none."""
    listed = _git(["ls-tree", "-r", "-z", "-l", "--full-tree", commit], root, "the revision cannot be read")
    found: dict[PurePosixPath, str] = {}
    total = 0
    for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
        head, tab, name = entry.partition("\t")
        path = PurePosixPath(name)
        if not tab or not (name.endswith(suffix) or path == own) or path.is_absolute() or ".." in path.parts:
            continue
        mode, _, blob, size = head.split()
        if mode in _PLAIN_FILES:
            found[path] = blob
            total += int(size)
    if len(found) > _MOST_FILES or total > _MOST_BYTES:
        raise _wrong(f"the revision has more than {_MOST_FILES} policy files, or more than {_MOST_BYTES} bytes of them")
    return found


def _contents(blobs: Sequence[str], root: str) -> list[bytes]:
    answered = _git(["cat-file", "--batch"], root, "the revision cannot be read", "\n".join([*blobs, ""]).encode())
    found, at = [], 0
    for _ in blobs:
        end = answered.index(b"\n", at)
        size = int(answered[at:end].split()[2])
        found.append(answered[end + 1 : end + 1 + size])
        at = end + 1 + size + 1
    return found


def _git(arguments: Sequence[str], folder: str, problem: str, given: bytes = b"") -> bytes:
    """What git prints. It is started without a shell, and asks nobody anything."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    command = ["git", "--no-pager", "--literal-pathspecs", *arguments]
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, input=given, capture_output=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        raise _wrong("`git` is not installed, or not found") from None
    except subprocess.TimeoutExpired:
        raise _wrong(f"`git` gave no answer within {_SECONDS} seconds") from None
    if done.returncode:
        raise _wrong(problem)
    return done.stdout


def _wrong(message: str) -> SourceError:
    return SourceError([Diagnostic("RSP161", message, help="`git log --oneline FILE` lists the revisions of a file")])
