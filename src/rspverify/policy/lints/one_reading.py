"""RSP305: a term or duration with one reading only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.policy.claims import Project
from rspverify.policy.conditions import words
from rspverify.source.diagnostics import Diagnostic


def lint(projects: Sequence[Project]) -> Iterator[Diagnostic]:
    """One finding for each word that claims to be open and is not."""
    for project in projects:
        world = project.world
        for name, readings in words(world).items():
            if len(readings) == 1:
                term = name in world.terms
                kind, span = ("term", world.terms[name].span) if term else ("duration", world.durations[name].span)
                better = f"define {name}(…) = …" if term else f"duration {name} = …"
                yield Diagnostic(
                    "RSP305",
                    f"the {kind} `{name}` has one reading only, so nothing is open about it",
                    span,
                    help=f"write `{better}`, or add the other readings",
                )
