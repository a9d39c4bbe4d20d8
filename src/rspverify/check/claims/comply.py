"""`P can always be complied with`, `P and Q can be kept together`.

What: no state of a complying run in which a duty of a bound agent falls due now, and no act that fulfils it is both
possible and permitted.
Why: a dead end makes everything beyond it true, so it takes the worth from every `holds`.
Formula: unsatisfiable iff the claim holds: `reachable(s) and some duty d | owed(d, s) and due(d, s) = now and no act a
fulfilling d | possible(a, s) and permitted(a, s)`. An act counts as possible with all that varies staying as it is;
where an axiom looks at what varies, a state that is found may have a way out, and the reference semantics decides.
Example: `rsp_v3 can always be complied with`.
"""

from __future__ import annotations

from rspverify.check.claims.question import Asked, Question
from rspverify.encode.standing import due_now, exact, unfulfillable
from rspverify.encode.steps import Step
from rspverify.encode.symbols import in_range, logic_sort
from rspverify.logic import build
from rspverify.logic.system import Goal
from rspverify.logic.terms import Symbol, Term
from rspverify.policy.claims import CanComply, KeptTogether
from rspverify.policy.norms import Duty, Policy, RecurringDuty

_LOOSE = "a duty falls due where its act may be impossible; whether what varies makes it possible could not be told"


def can_comply(asked: Asked, claim: CanComply) -> Question:
    return _question(asked, (asked.encoding.norms.policies[claim.policy],))


def kept_together(asked: Asked, claim: KeptTogether) -> Question:
    policies = asked.encoding.norms.policies
    return _question(asked, (policies[claim.policy], policies[claim.other]))


def _question(asked: Asked, named: tuple[Policy, ...]) -> Question:
    encoding = asked.encoding
    owing = tuple({policy.name: policy for policy in named}.values())
    # Whether an act is possible does not hang on what a check assumes of the state after it.
    constraint = encoding.constraint(assumed=False)
    constants: list[Symbol] = []
    found = []
    actions: dict[str, None] = {}
    for policy in owing:
        for clause in policy.clauses.values():
            if not isinstance(clause.norm, Duty | RecurringDuty):
                continue
            symbols = {
                v: Symbol(f"{v.name} of {policy.name}.{clause.name}", (), logic_sort(v.sort), rigid=True)
                for v in clause.variables
            }
            env = {v: build.apply(symbol) for v, symbol in symbols.items()}
            due = due_now(encoding, policy, clause, env)
            if due is build.FALSE:
                continue
            stuck = unfulfillable(encoding, clause, env, asked.under, constraint)
            limits = [in_range(v.sort, term) for v, term in env.items()]
            constants += symbols.values()
            actions |= dict.fromkeys(act.action for act in clause.norm.acts)
            found.append(build.conj([due, stuck, *limits]))

    def bound(step: Step) -> Term:
        return build.disj(asked.bound(step, policy) for policy in owing)

    loose = "" if exact(encoding, iter(actions), constraint) else _LOOSE
    goal = Goal(build.disj(found), (), tuple(constants))
    return Question(goal, False, (asked.agents(bound),), asked.constants, loose=loose)
