"""Two properties that no policy can have both.

What: a property that rules something out (`never`, `only when`, `only after`, `always`) and one that asks for something
(`possible`), both about single runs, neither about what policies say. The first holds of a policy if no run that
complies breaks it, the second if some run that complies shows it. So if in all runs, whoever complies with what, one
that shows the second has broken the first before, no policy has both.
Formula: `possible ψ` in the runs in all of whose states it is not so that the first has been broken:
`not once (ACT and previously φ)` for `never ACT when φ`. Answer `impossible`, proved: they exclude each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rspverify.check.answer import answer
from rspverify.check.fuzzing.draft_results import Incompatible
from rspverify.check.options import CheckOptions
from rspverify.check.results import Verdict
from rspverify.policy.claims import (
    Always,
    Check,
    Conditions,
    NeverAct,
    NeverState,
    OnlyAfter,
    OnlyWhen,
    PossibleAct,
    PossibleState,
    Project,
    Property,
)
from rspverify.policy.expressions import (
    And,
    Breaching,
    Elapsed,
    EnumValue,
    Expr,
    Happening,
    Individual,
    NormOfAct,
    NormOfClause,
    Not,
    Num,
    Occurs,
    Once,
    Or,
    Previously,
    Quantified,
    Var,
)
from rspverify.policy.vocabulary import Statement
from rspverify.policy.walk import arguments_of, subexpressions
from rspverify.source.spans import NOWHERE

_NAME = "kept so far"
"""Of the assumption. Names that are declared hold no space, so that this one is new."""


def incompatible(project: Project, options: CheckOptions, lemmas: Sequence[str]) -> Iterator[Incompatible]:
    """All pairs of properties with checks that exclude each other. `lemmas`: names of those that were proved."""
    asked = dict.fromkeys(check.property for check in project.checks)
    properties = [project.properties[name] for name in asked]
    anything = Conditions((), (), (), (), (), None)
    for wish in (one for one in properties if isinstance(one.claim, PossibleAct | PossibleState)):
        if _speaks_of_policies(_claimed(wish)):
            continue
        for rule in properties:
            broken = ruled_out(rule)
            if broken is None or _speaks_of_policies((broken,)):
                continue
            kept = Statement(_NAME, _NAME, Not(broken), NOWHERE)
            world = replace(project.world, assumptions={**project.world.assumptions, _NAME: kept})
            judged = answer(replace(project, world=world), wish, replace(anything, assuming=(_NAME,)), options, lemmas)
            if judged.verdict is not Verdict.IMPOSSIBLE:
                continue
            if answer(project, wish, anything, options, lemmas).verdict is Verdict.IMPOSSIBLE:
                break  # it is impossible by itself, and no rule is to blame
            method = next((one.proof.method for one in judged.judged if one.proof is not None), "")
            yield Incompatible(rule.name, wish.name, method, _of_both(project, rule, wish))


def ruled_out(asked: Property) -> Expr | None:
    """That the property has been broken, as a formula about the past; None for claims of other kinds."""
    if isinstance(asked.claim, NeverAct | OnlyWhen | OnlyAfter) and not _plain(asked.claim.acts):
        return None
    match asked.claim:
        case NeverAct(acts, when):
            broken = _done(acts, when)
        case OnlyWhen(acts, condition):
            broken = _done(acts, Not(condition))
        case OnlyAfter(acts, occurrences, when):
            before = Or(tuple(Once(Occurs(one)) for one in occurrences))
            broken = _done(acts, And((when, Not(before))))
        case Always(formula):
            broken = Not(formula)
        case NeverState(formula):
            broken = formula
        case _:
            return None
    return Once(Quantified("some", 0, asked.variables, None, broken) if asked.variables else broken)


def _done(acts: Sequence[Happening], when: Expr) -> Expr:
    """One of the acts led here from a state with `when`."""
    return And((Or(tuple(Occurs(act) for act in acts)), Previously(when)))


def _plain(acts: Sequence[Happening]) -> bool:
    """No argument hangs on the state: those of an act are read before it, here after it."""
    return all(isinstance(one, Var | Individual | EnumValue | Num) for act in acts for one in arguments_of(act))


def _claimed(asked: Property) -> tuple[Expr, ...]:
    match asked.claim:
        case PossibleAct(acts, when):
            return (when, *(argument for act in acts for argument in arguments_of(act)))
        case PossibleState(formula):
            return (formula,)
        case _:
            return ()


def _speaks_of_policies(formulas: Sequence[Expr]) -> bool:
    """What a policy says, and breaches of it, are otherwise for another policy."""
    for part in (part for formula in formulas for part in subexpressions(formula)):
        match part:
            case NormOfAct() | NormOfClause() | Occurs(Breaching()) | Elapsed(occurrence=Breaching()):
                return True
    return False


def _of_both(project: Project, rule: Property, wish: Property) -> tuple[str, ...]:
    """The policies of which the file expects that the rule holds and that the wish is possible."""
    held = {_under(check) for check in project.checks if check.property == rule.name and check.expected == "holds"}
    wished = (one for one in project.checks if one.property == wish.name and one.expected == "possible")
    return tuple(dict.fromkeys(_under(check) for check in wished if _under(check) in held))


def _under(check: Check) -> str:
    return " + ".join(check.conditions.policies) or "no policy"
