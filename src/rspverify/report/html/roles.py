"""What part each clause plays in a result: in its stories and in its proofs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from rspverify.check.results import CheckResult, Result, ScenarioResult, Standing, Story
from rspverify.report.sentences import stories
from rspverify.source.spans import Span


class Role(Enum):
    """The first ones are the ones that matter most."""

    GUILTY = "made it possible"
    DEFEATED = "was defeated"
    PROOF = "used by the proof"
    APPLIES = "applied"
    OWED = "was owed"
    MEANING = "its words are used"
    IDLE = "did not apply"
    SPARE = "not needed by the proof"

    @property
    def look(self) -> str:
        """Its name in style and script."""
        return self.name.lower()


ORDER = tuple(Role)
_STANDINGS: dict[Standing, Role] = {
    "applies": Role.APPLIES,
    "is defeated": Role.DEFEATED,
    "does not apply": Role.IDLE,
    "does not bind": Role.IDLE,
    "is owed": Role.OWED,
}


@dataclass(frozen=True)
class Part:
    """The part of a clause (or of a whole policy, where that binds nobody). `why`: what is said of it, each once."""

    clause: str
    wording: str
    span: Span
    roles: tuple[Role, ...]
    why: tuple[str, ...]


def parts(result: Result) -> tuple[Part, ...]:
    """The clauses that play a part, as they stand in the policies, then others."""
    if isinstance(result, ScenarioResult):
        return ()
    wordings = {one.clause: one.why for one in result.clauses}
    found: dict[tuple[str, Span], tuple[dict[Role, None], dict[str, None]]] = {
        (one.clause, one.span): ({}, {}) for one in result.clauses
    }
    for name, wording, span, role, why in _mentions(result):
        wordings[name] = wordings.get(name) or wording
        roles, reasons = found.setdefault((name, span), ({}, {}))
        roles[role] = None
        reasons |= {why: None} if why else {}
    return tuple(
        Part(name, wordings.get(name, ""), span, tuple(sorted(roles, key=ORDER.index)), tuple(reasons))
        for (name, span), (roles, reasons) in found.items()
        if roles
    )


Mention = tuple[str, str, Span, Role, str]


def _mentions(result: CheckResult) -> Iterator[Mention]:
    for told in stories(result):
        yield from _of_story(told.story)
    places = {one.clause: one.span for one in result.clauses}
    for proof in result.proofs or ((result.proof,) if result.proof is not None else ()):
        rests = proof.rests_on
        if rests is None:
            continue
        for names, role in ((rests.clauses, Role.PROOF), (rests.meaning, Role.MEANING), (rests.spare, Role.SPARE)):
            for name in names:
                if name in places:
                    yield name, "", places[name], role, ""


def _of_story(story: Story) -> Iterator[Mention]:
    aside = story.beside
    for excerpt in story.guilty:
        yield excerpt.clause, "", excerpt.span, Role.GUILTY, excerpt.why
    if aside is not None:
        there = "in the other run" if aside.kind == "run" else "after the change"
        for excerpt in aside.guilty:
            yield excerpt.clause, "", excerpt.span, Role.GUILTY, f"{there}: {excerpt.why}" if excerpt.why else ""
    for step in story.steps:
        for note in step.clauses:
            if note.standing:
                yield note.clause, note.wording, note.span, _STANDINGS[note.standing], ""
    if aside is not None and aside.story is not None:
        yield from _of_story(replace(aside.story, guilty=()))
