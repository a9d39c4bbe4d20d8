"""Second runs, for claims that compare two: like the first, but for what the claim lets be otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rspverify.check.shrink.draft import Draft, Setting, draft_of, stepped
from rspverify.fuzz.choices import Choices, Dead
from rspverify.fuzz.matter import Matter
from rspverify.fuzz.starting import flipped
from rspverify.policy.claims import Check, Dependence
from rspverify.semantics.pairs import as_dependence
from rspverify.semantics.run import Run
from rspverify.trace.values import Act, Place, Trace, Value, Wait

_ATTEMPTS = 3


def partners(choices: Choices, matter: Matter, check: Check, run: Run) -> Iterator[tuple[Trace, Trace]]:
    """Runs that may be compared with this one, or with its beginning, which comes first in each pair. They need not
    comply."""
    claim = as_dependence(matter.group.project.world, matter.group.asked(check).claim)
    if claim is None:
        return
    setting = Setting(run.world, run.policies, run.under)
    free = tuple(name for name in matter.world.facts if (name in claim.facts) != claim.only)
    for _ in range(_ATTEMPTS):
        short = run.until(choices.number(0, run.last))
        draft = draft_of(setting, short.trace)
        first = {**draft.first, **dict(flipped(choices, matter, short, free, 3))}
        # As scenarios tell it: things change by nobody's doing in waits of no time alone.
        changed = tuple(
            _changed(choices, matter, short, free, each) if step == Wait(0) else each
            for step, each in zip(draft.steps, draft.changed, strict=True)
        )
        other = stepped(setting, _steps_changed(choices, claim, replace(draft, first=first, changed=changed)))
        if other is not None:
            yield short.trace, other


def _changed(choices: Choices, matter: Matter, run: Run, free: tuple[str, ...], changed: object) -> dict[Place, Value]:
    """What changes by nobody's doing in one step, some of it otherwise."""
    assert isinstance(changed, dict)
    varying = tuple(name for name in free if matter.world.facts[name].kind == "varying")
    new = dict(flipped(choices, matter, run, varying, 1)) if varying and choices.chance(40) else {}
    return {**changed, **new}


def _steps_changed(choices: Choices, claim: Dependence, draft: Draft) -> Draft:
    """A step that may be otherwise is left out, which takes no time."""
    steps = []
    for step in draft.steps:
        free = isinstance(step, Act) and (step.action in claim.actions) != claim.only
        try:
            steps.append(choices.one((step, Wait(0))) if free else step)
        except Dead:
            steps.append(step)
    return replace(draft, steps=tuple(steps))
