"""RSP402: acts of which a policy speaks in some cases, and says nothing in others.

What: a possible act of a bound agent, of a kind that some clause is about, to which no clause (exemptions aside)
applies, in a state of a complying run. One finding for each kind of act, with the shortest case.
Why: `otherwise` decides there. It may be meant so; or nobody thought of the case.
Formula: `P is complete on ACT` is violated.
Example: `l must not train(l, m) when dangerous(m)` says nothing of what is not dangerous.
"""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.audit.asking import Audited, Excluded, Reached, Unsettled, ask_for_run
from rspverify.check.audit.finding import Finding, Untold
from rspverify.check.audit.saying import act_text, conditions_text, excerpt, some, untold
from rspverify.policy.claims import Complete
from rspverify.policy.expressions import Happening, Truth
from rspverify.policy.norms import Clause, Exemption, Order

CODE = "RSP402"


def gaps(audited: Audited) -> Iterator[Finding | Untold]:
    """Each kind of act of which the policy says nothing in some case."""
    for action in audited.project.world.actions:
        about = [one for one in audited.policy.clauses.values() if _speaks_of(one, action)]
        if about:
            yield from _gap(audited, action, about)


def _speaks_of(clause: Clause, action: str) -> bool:
    return not isinstance(clause.norm, Exemption) and any(act.action == action for act in clause.judged)


def _gap(audited: Audited, action: str, about: list[Clause]) -> Iterator[Finding | Untold]:
    policy = audited.policy
    on = Happening(action, tuple(None for _ in audited.project.world.actions[action].parameters))
    outcome = ask_for_run(audited, Complete(policy.name, (on,), Truth(True)))
    act = act_text(audited.project.world, action)
    match outcome:
        case Reached(only=only):
            said = f"it is then {policy.otherwise}, as `otherwise` says"
            yield Finding(
                CODE,
                policy.name,
                (),
                f"there are cases of {act} of which `{policy.name}` says nothing",
                policy.span,
                some(only, said, *(_applies(one) for one in about)),
                subject=action,
                excerpts=tuple(excerpt(policy, one.name) for one in about),
                stories=(outcome.story(),),
            )
        case Unsettled():
            yield from untold(audited, CODE, f"whether `{policy.name}` says something of every {act}", outcome)
        case Excluded():
            pass


def _applies(clause: Clause) -> str:
    conditions = conditions_text(clause)
    if isinstance(clause.norm, Order):
        # It speaks of the later act only while it forbids it.
        return f"`{clause.name}` applies only until what must come first has come{conditions and f', {conditions}'}"
    return f"`{clause.name}` {f'applies {conditions}' if conditions else 'is about other acts of this kind'}"
