"""Whatever tasks are about, with the files that it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rspverify.check.mutate.bench import Bench
from rspverify.check.repair.workshop import Loaded, load_all
from rspverify.policy.claims import Project
from rspverify.source.diagnostics import Diagnostic, SourceError


def files_of(subject: object) -> Sequence[Loaded]:
    """The files as loaded. Those of a project, of which only what they say is known, are read again. Raises
    `SourceError` if they are no longer what they were."""
    match subject:
        case Bench():
            return subject.files
        case Project():
            return (_read_again(subject),)
        case _:
            raise TypeError(f"of what files {type(subject).__name__} is made is not known")


def _read_again(project: Project) -> Loaded:
    loaded = load_all(project.path)
    if loaded.project != project:
        told = f"`{project.path}`, or a file that it uses, was changed while the run began"
        raise SourceError([Diagnostic("RSP149", told, help="run the command again")])
    return replace(loaded, project=project)
