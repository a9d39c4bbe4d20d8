"""RSP409: a proviso that not everybody has to meet.

What: a permission with `provided`, and a case in which it would apply but for the proviso, which is not met, and the
act is permitted all the same. Either nobody ever has to meet the proviso (proved), or only some have to.
Why: a proviso looks like a price for what is permitted. Where nothing forbids the act, nobody pays it.
Formula: reachable(s) and possible(ACT, s) and when(s) and not provided(s) and permitted(ACT, s).
Example: `l may train(l, m) when a_rival_trains(l) provided published(l, m)`, overriding a halt only for those who lead.
"""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.audit.asking import Audited, Excluded, Reached, Unsettled, look, look_for_act
from rspverify.check.audit.finding import Finding, Untold
from rspverify.check.audit.lens import Lens, both, forbidden, lens, negated
from rspverify.check.audit.plain import parts_of
from rspverify.check.audit.saying import act_text, excerpt, some, text, untold
from rspverify.policy.conditions import binds
from rspverify.policy.expressions import Expr, Individual, Var
from rspverify.policy.norms import Clause, Permission

CODE = "RSP409"


def idle_provisos(audited: Audited) -> Iterator[Finding | Untold]:
    """Each permission whose proviso is not asked of all."""
    for clause in audited.policy.clauses.values():
        if isinstance(clause.norm, Permission) and clause.norm.provided is not None:
            for part in parts_of(audited.plain, clause):
                found = list(_idle(audited, clause, lens(audited.project.world, audited.plain, part)))
                yield from found
                if found:
                    break


def _idle(audited: Audited, clause: Clause, view: Lens) -> Iterator[Finding | Untold]:
    unmet = _unmet(audited, view)
    may_not = forbidden(audited.policy.name, view.act)
    act = act_text(audited.project.world, view.action)
    free = look_for_act(audited, view.act, both(unmet, negated(may_not)), view.parameters)
    asked = look(audited, both(unmet, may_not), view.parameters, first=True) if isinstance(free, Reached) else free
    match free, asked:
        case Reached(), Excluded(proofs):
            message = f"nobody has to meet the proviso of `{clause.name}`: without it {act} is permitted too"
        case Reached(), Reached() | Unsettled():
            proofs = ()
            message = f"not everybody has to meet the proviso of `{clause.name}`: {act} can be permitted without it"
        case Unsettled() as open_one, _:
            about = f"whether everybody has to meet the proviso of `{clause.name}`"
            yield from untold(audited, CODE, about, open_one, clause)
            return
        case _:
            return
    assert isinstance(clause.norm, Permission) and clause.norm.provided is not None
    yield Finding(
        CODE,
        audited.policy.name,
        (clause.name,),
        message,
        clause.span,
        some(free.only, f"the proviso is: {text(clause.norm.provided)}"),
        excerpts=(excerpt(audited.policy, clause.name),),
        stories=(free.story(f"{free.act(view.action)} is permitted, and the proviso of {clause.name} is not met"),),
        proofs=proofs,
    )


def _unmet(audited: Audited, view: Lens) -> Expr:
    """The permission would apply, but its proviso is not met."""
    match view.clause.agent:
        case Var(variable):
            bound = binds(audited.policy, variable.sort, view.values[variable])
        case Individual(sort=sort) as one:
            bound = binds(audited.policy, sort, one)
    return both(view.fits, bound, audited.policy.in_force, view.but_for_proviso, negated(view.provided))
