"""Stories about two runs, or two states, with fewer steps: each that both can do without is left out of both."""

from __future__ import annotations

from dataclasses import replace

from rspverify.check.confirm import Evidence, confirm
from rspverify.check.shrink.draft import Draft, Setting, draft_of, stepped
from rspverify.policy.claims import Conditions, Project, Property


def with_fewer_steps(project: Project, conditions: Conditions, asked: Property, evidence: Evidence) -> Evidence:
    """Evidence of the same with no more steps, the last ones tried first. Raises nothing."""
    assert evidence.other is not None
    setting = Setting.of(project, conditions)
    found, one, other = evidence, draft_of(setting, evidence.trace), draft_of(setting, evidence.other)
    for i in reversed(range(len(evidence.trace.steps))):
        shorter, also = _without(one, i), _without(other, i)
        traces = stepped(setting, shorter), stepped(setting, also)
        if traces[0] is None or traces[1] is None:
            continue
        judged = confirm(project, conditions, asked, traces[0], traces[1])
        if isinstance(judged, Evidence):
            found, one, other = judged, shorter, also
    return found


def _without(draft: Draft, i: int) -> Draft:
    """Without step i. What changed by it at the very end, and not by the step itself, stays changed."""
    changed = list(draft.changed)
    lost = changed.pop(i)
    steps = (*draft.steps[:i], *draft.steps[i + 1 :])
    if i == len(changed) and not changed:
        return replace(draft, steps=steps, changed=(), first={**draft.first, **lost})
    if i == len(changed):
        changed[-1] = {**changed[-1], **lost}
    return replace(draft, steps=steps, changed=tuple(changed))
