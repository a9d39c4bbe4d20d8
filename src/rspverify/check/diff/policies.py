"""Two policies of one project compared. Start reading at `diff`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from rspverify.check.diff.acts import act_change
from rspverify.check.diff.ask import Asking
from rspverify.check.diff.bindings import binding_changes
from rspverify.check.diff.duties import duty_changes
from rspverify.check.diff.results import ActChange, PolicyDiff
from rspverify.check.diff.subject import subject
from rspverify.check.encodings import Encodings
from rspverify.check.judge import Fault
from rspverify.check.options import CheckOptions
from rspverify.check.sanity import sane
from rspverify.check.words import conditions_text
from rspverify.policy.claims import Conditions, Project
from rspverify.policy.conditions import effective_policies
from rspverify.policy.expressions import Happening
from rspverify.policy.norms import Policy

NO_CONDITIONS = Conditions((), (), (), (), (), None)


def diff(
    project: Project,
    old: str,
    new: str,
    options: CheckOptions,
    conditions: Conditions = NO_CONDITIONS,
    on: Happening | None = None,
    remarks: Sequence[str] = (),
    begins: Callable[[str], None] = lambda _: None,
) -> PolicyDiff:
    """What policy `new` permits, forbids and requires that `old` does not. `conditions`: readings, bindings and
    assumptions under which both are looked at; `on`: the only act that is compared (then duties are not);
    `begins` hears what is looked at next."""
    started = time.monotonic()
    conditions = replace(conditions, compared=tuple(dict.fromkeys((old, new))))
    policies = effective_policies(project, conditions)
    one, other = policies[old], policies[new]
    sanity = sane(project, options)
    found = PolicyDiff(
        file=project.path,
        old=old,
        new=new,
        old_wording=one.wording,
        new_wording=other.wording,
        conditions=conditions_text(conditions),
        acts=(),
        not_compared=(),
        duties=(),
        bindings=(),
        remarks=tuple(remarks),
        diagnostics=(*sanity.errors, *sanity.doubts, *sanity.unproved),
        seconds=0.0,
    )
    if sanity.errors or sanity.doubts:
        wrong = bool(sanity.errors)
        return replace(found, wrong_input=wrong, doubtful=not wrong, seconds=time.monotonic() - started)
    asking = Asking(project, conditions, options, tuple(sorted(sanity.proved)), Encodings(project))
    try:
        acts, left_out = _acts(asking, one, other, on, begins)
        found = replace(found, acts=acts, not_compared=left_out)
        if on is None:
            begins("the duties")
            found = replace(
                found, duties=duty_changes(asking, one, other), bindings=binding_changes(asking, one, other)
            )
    except Fault as fault:
        found = replace(found, fault=str(fault))
    return replace(found, seconds=time.monotonic() - started)


def _acts(
    asking: Asking, old: Policy, new: Policy, on: Happening | None, begins: Callable[[str], None]
) -> tuple[tuple[ActChange, ...], tuple[str, ...]]:
    world = asking.project.world
    changes, left_out = [], []
    for action in world.actions.values():
        if action.agent is None or (on is not None and on.action != action.name):
            continue
        about = subject(world, old, new, action, on)
        if about is None:
            left_out.append(action.name)
        else:
            begins(action.name)
            changes.append(act_change(asking, about, old, new))
    return tuple(changes), tuple(left_out)
