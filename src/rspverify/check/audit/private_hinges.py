"""RSP410: a verdict that hangs on what nobody else can see.

What: two runs that keep the policy and are alike in everything but a belief, or a fact or acts that are not public; at
the end of one an act is permitted, at the end of the other it is forbidden. One finding for each act and such fact.
Why: an outsider cannot tell whether the policy is kept, and who is bound by it judges its own case.
Formula: `ACT does not depend on f` is violated for an f that is not public; if none alone decides,
`outsiders can tell whether ACT is permitted` is.
Example: `l must not train(l, m) when dangerous(m) and expects_lead(l)`, with `belief expects_lead(l: Lab)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rspverify.check.audit import mentions
from rspverify.check.audit.asking import Audited, Excluded, Outcome, Reached, Unsettled, ask_first
from rspverify.check.audit.finding import Finding, Untold
from rspverify.check.audit.saying import act_text, excerpt, untold
from rspverify.policy.claims import Dependence, OutsidersCanTell
from rspverify.policy.expressions import Expr, FactOf, Happening
from rspverify.policy.norms import Clause
from rspverify.policy.vocabulary import World
from rspverify.policy.walk import subexpressions

CODE = "RSP410"


@dataclass(frozen=True)
class _Hinge:
    """What may decide, unseen: a fact, or acts of one kind with the facts that they change. `clauses` speak of it.
    `unseen`: the acts that are not public by which the fact may come to differ; `changed`: it, and all else that these
    change and that is not public."""

    name: str
    said: str
    facts: tuple[str, ...]
    actions: tuple[str, ...]
    clauses: tuple[Clause, ...]
    unseen: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def private_hinges(audited: Audited) -> Iterator[Finding | Untold]:
    """Each private fact on which the verdict on some kind of act hangs."""
    for action, declared in audited.project.world.actions.items():
        act = Happening(action, tuple(None for _ in declared.parameters))
        judging = mentions.judging(audited.policy, action)
        hinges = list(_hinges(audited, judging))
        found: list[Finding | Untold] = [one for hinge in hinges for one in _hangs(audited, act, hinge)]
        if hinges and not found:
            found += _together(audited, act, judging)
        yield from found


def _hinges(audited: Audited, judging: tuple[Clause, ...]) -> Iterator[_Hinge]:
    """Beliefs first."""
    world = audited.project.world
    everywhere = _of_policy(audited) if judging or audited.policy.otherwise == "forbidden" else set()
    private = [one for one in world.facts.values() if not one.public]
    for fact in sorted(private, key=lambda one: not one.belief):
        clauses = tuple(one for one in judging if fact.name in mentions.facts(one))
        if clauses or fact.name in everywhere:
            what = f"the belief `{fact.name}`" if fact.belief else f"`{fact.name}`, which is not public"
            unseen = _changing(world, fact.name)
            changed = dict.fromkeys(one for action in unseen for one in _changed(world, action))
            yield _Hinge(fact.name, what, (fact.name,), (), clauses, unseen, (fact.name, *changed))
    for action in world.actions.values():
        clauses = tuple(one for one in judging if action.name in mentions.acts(one))
        if clauses and not action.public:
            what = f"whether `{action.name}` has happened, which is not public"
            yield _Hinge(action.name, what, _changed(world, action.name), (action.name,), clauses)


def _of_policy(audited: Audited) -> set[str]:
    """The facts in the head of the policy: when it is in force, and whom it binds."""
    heads: list[Expr] = [audited.policy.in_force, *(bound.condition for bound in audited.policy.bounds)]
    return {part.fact for head in heads for part in subexpressions(head) if isinstance(part, FactOf)}


def _changing(world: World, fact: str) -> tuple[str, ...]:
    """The acts that are not public and change a fact."""
    return tuple(
        one.name for one in world.actions.values() if not one.public and fact in {effect.fact for effect in one.effects}
    )


def _changed(world: World, action: str) -> tuple[str, ...]:
    """The facts that an act changes unseen; what is public of it can be seen."""
    changed = dict.fromkeys(effect.fact for effect in world.actions[action].effects)
    return tuple(name for name in changed if not world.facts[name].public)


def _hangs(audited: Audited, act: Happening, hinge: _Hinge) -> Iterator[Finding | Untold]:
    claim = Dependence(act, False, hinge.facts, hinge.actions, False)
    outcome = ask_first(audited, claim)
    if hinge.unseen and not isinstance(outcome, Reached) and not _failed(outcome):
        wider = ask_first(audited, Dependence(act, False, hinge.changed, hinge.unseen, False))
        # A run is a finding, whatever was too hard to tell before; that there is none takes both answers.
        if isinstance(outcome, Excluded) or isinstance(wider, Reached) or _failed(wider):
            outcome = wider
    shown = act_text(audited.project.world, act.action)
    match outcome:
        case Reached():
            names = tuple(one.name for one in hinge.clauses)
            message = f"whether {shown} is permitted hangs on {hinge.said}"
            yield _finding(audited, outcome, names, message, f"{act.action} {hinge.name}")
        case Unsettled():
            yield from untold(audited, CODE, f"whether the verdict on {shown} hangs on {hinge.said}", outcome)
        case Excluded():
            pass


def _failed(outcome: Outcome) -> bool:
    """Whether there is no answer by a mistake of our own, which is always told."""
    return isinstance(outcome, Unsettled) and outcome.fault


def _together(audited: Audited, act: Happening, judging: tuple[Clause, ...]) -> Iterator[Finding | Untold]:
    """No private fact alone decides; perhaps several do."""
    outcome = ask_first(audited, OutsidersCanTell(act))
    shown = act_text(audited.project.world, act.action)
    match outcome:
        case Reached():
            message = f"outsiders cannot tell whether {shown} is permitted"
            yield _finding(audited, outcome, tuple(one.name for one in judging), message, act.action)
        case Unsettled():
            yield from untold(audited, CODE, f"whether outsiders can tell that {shown} is permitted", outcome)
        case Excluded():
            pass


def _finding(audited: Audited, outcome: Reached, names: tuple[str, ...], message: str, subject: str) -> Finding:
    policy = audited.policy
    span = policy.clauses[names[0]].span if names else policy.span
    excerpts = tuple(excerpt(policy, name) for name in names)
    return Finding(CODE, policy.name, names, message, span, (), subject, excerpts, (outcome.story(),))
