"""RSP304: a fact that nothing speaks of, or an action or event that does nothing and that nothing speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.policy.claims import Project
from rspverify.policy.lints.mentions import mentioned
from rspverify.source.diagnostics import Diagnostic


def lint(projects: Sequence[Project]) -> Iterator[Diagnostic]:
    """One finding for each such declaration. An action with effects is of use without being spoken of."""
    spoken = [mentioned(project) for project in projects]
    facts = {name for one in spoken for name in one.facts}
    actions = {name for one in spoken for name in one.actions}
    for project in projects:
        for fact in project.world.facts.values():
            if fact.name not in facts:
                yield Diagnostic("RSP304", f"nothing speaks of the fact `{fact.name}`", fact.span, help="remove it")
        for action in project.world.actions.values():
            if action.name not in actions and not action.effects:
                kind = "event" if action.agent is None else "action"
                yield Diagnostic(
                    "RSP304",
                    f"the {kind} `{action.name}` changes nothing, and nothing speaks of it",
                    action.span,
                    help="give it effects with `then`, or remove it",
                )
