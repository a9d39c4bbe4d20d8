"""`ACT does not depend on f, ..`, `ACT depends only on f, ..`, `outsiders can tell whether ACT is permitted`.

What: two complying runs of the same length that are alike in what the claim says; at their ends ACT is permitted in
both or in neither.
Why: whether a verdict hangs on something, such as a belief, a rival, or what no outsider sees.
Formula: unsatisfiable iff the claim holds: `reachable(s, t) side by side and permitted(ACT, s) and forbidden(ACT, t)`
(self-composition: Barthe, D'Argenio, Rezk, CSFW 2004; the other way round is the same with the runs exchanged).
Example: `train(l, m) does not depend on expects_lead`.
"""

from __future__ import annotations

from dataclasses import replace

from rspverify.check.claims.question import Asked, Question
from rspverify.encode.hints.candidates import hints
from rspverify.encode.steps import MOMENT
from rspverify.encode.symbols import NOW
from rspverify.encode.two_runs import Likeness, TwoRuns
from rspverify.logic import build
from rspverify.logic.slice import cone
from rspverify.logic.system import Goal, Transition, TransitionSystem
from rspverify.policy.claims import Dependence, OutsidersCanTell
from rspverify.policy.expressions import Happening


def depends(asked: Asked, claim: Dependence) -> Question:
    named, acts = frozenset(claim.facts), frozenset(claim.actions)
    if claim.only:
        alike = Likeness(named, claim.time, acts, steps=False, free=frozenset())
    else:
        others = frozenset(asked.encoding.world.facts) - named
        alike = Likeness(others, not claim.time, frozenset(), steps=True, free=acts)
    return _question(asked, claim.act, alike)


def outsiders(asked: Asked, claim: OutsidersCanTell) -> Question:
    world = asked.encoding.world
    facts = frozenset(name for name, fact in world.facts.items() if fact.public)
    acts = frozenset(name for name, action in world.actions.items() if action.public)
    return _question(asked, claim.act, Likeness(facts, True, acts, steps=False, free=frozenset()))


def _question(asked: Asked, act: Happening, alike: Likeness) -> Question:
    encoding = asked.encoding
    arguments, left_open, limits = asked.arguments(act)
    forbidden = build.disj(encoding.norms.forbidden(policy, act.action, arguments) for policy in asked.under)
    presence = asked.agents(lambda step: build.disj(asked.bound(step, policy) for policy in asked.under))
    single = hints(encoding, (), [forbidden]).given_to(encoding.system())
    if not alike.steps:
        constants = (*asked.constants.values(), *left_open)
        single = _cut(asked, single, Goal(forbidden, (), constants), alike)
    twin = TwoRuns(encoding, alike, single)
    state = build.conj([build.negate(forbidden), twin.other(forbidden), limits, asked.limits()])
    goal = Goal(state, (), (*asked.constants.values(), *left_open))
    return Question(goal, False, (presence,), asked.constants, twin=twin)


def _cut(asked: Asked, single: TransitionSystem, goal: Goal, alike: Likeness) -> TransitionSystem:
    """The part of one run that can matter. Where any step may stand beside any other there are very many pairs of them;
    a step that changes nothing of what matters is as good as a wait of no time."""
    facts = [asked.encoding.symbols.facts[name] for name in sorted(alike.facts)]
    kept = (*goal.constants, *facts, *((NOW,) if alike.time else ()))
    part = cone(single, replace(goal, constants=kept)).system
    if any(transition.name == MOMENT for transition in part.transitions):
        return part
    idle = Transition(MOMENT, (), build.TRUE, build.TRUE, {})
    return replace(part, transitions=(*part.transitions, idle))
