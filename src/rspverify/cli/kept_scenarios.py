"""Where `fuzz` keeps failures: beside `draft.rsp` a file `draft_found.rsp` that uses it and holds scenarios."""

from __future__ import annotations

import os
from dataclasses import dataclass

from rspverify.check.fuzzing.results import Fuzzed, Outcome
from rspverify.check.fuzzing.retold import Kept
from rspverify.cli.write import write
from rspverify.policy.claims import Project
from rspverify.source.diagnostics import SourceError

_SUFFIX = "_found.rsp"


@dataclass(frozen=True)
class Keeping:
    """The policy file's scenario file: where it is, what is in it by now, and its stories (None: there is no such file
    yet)."""

    kept: Kept
    stories: Project | None


def found_path(path: str) -> str:
    """Where scenarios of a policy file are kept."""
    return path.removesuffix(".rsp") + _SUFFIX


def without_kept(files: tuple[str, ...]) -> tuple[str, ...]:
    """The files but for those that keep scenarios of others among them, and are played with these."""
    kept = {os.path.realpath(found_path(path)) for path in files}
    return tuple(path for path in files if os.path.realpath(path) not in kept)


def keeping(project: Project) -> Keeping:
    """Raises `SourceError` if what was kept is wrong by now."""
    from rspverify.policy.load import load

    path = found_path(project.path)
    names = {scenario.name for scenario in project.scenarios}
    if not os.path.exists(path):
        used = _quoted(os.path.basename(project.path))
        head = f"# What random runs found; `rspverify fuzz --save` adds to it.\n\nuse {used}\n"
        return Keeping(Kept(path, head, tuple(sorted(names))), None)
    stories = load(path)
    names |= {scenario.name for scenario in stories.scenarios}
    with open(path, encoding="utf-8") as stream:
        return Keeping(Kept(path, stream.read(), tuple(sorted(names))), stories)


def save(keeping: Keeping, found: Fuzzed) -> int:
    """Appends what should not be, unless a scenario told it; gives how many. Raises `SourceError` if it cannot be
    written, or what is there is no policy file any more."""
    new = [
        check.shown.scenario
        for check in found.checks
        if check.outcome is Outcome.UNEXPECTED and check.shown is not None and check.shown.scenario
        if not check.shown.by
    ]
    if new:
        write(keeping.kept.path, "\n".join([keeping.kept.text, *new]))
        from rspverify.policy.load import load

        try:
            load(keeping.kept.path)
        except SourceError:
            write(keeping.kept.path, keeping.kept.text)
            raise
    return len(new)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
