"""RSP431: a belief in place of the fact that it is about.

A belief stands for what an axiom or an assumption ties it to; one that nothing is tied to, for any fact that it fits:
with the same type and the same parameters, or its holder (the clause's agent) before them. Two are tried at most.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rspverify.check.mutate.ground import Fault, Ground
from rspverify.check.repair.candidates import is_tied
from rspverify.check.repair.formulas import arguments_of, name_of
from rspverify.syntax.declarations import DefineDeclaration, FactDeclaration, TermDeclaration
from rspverify.syntax.expressions import Call, Expression, Identifier, Name
from rspverify.syntax.norms import ClauseDeclaration

CODE = "RSP431"
MOST = 2
Told = FactDeclaration | DefineDeclaration | TermDeclaration


def faults(ground: Ground) -> Iterator[Fault]:
    facts = ground.words.facts
    beliefs = [one for one in facts.values() if one.keyword == "belief"]
    told = {one.name.text for one in ground.words.declarations if isinstance(one, Told)}
    loose = [one for one in beliefs if not _tied_to_anything(ground, one)]
    for place in ground.places():
        name = name_of(place.formula)
        if not isinstance(place.formula, Call | Name) or name is None:
            continue
        fact = facts.get(name)
        if name not in told or (fact is not None and fact.keyword == "belief"):
            continue
        known = [one for one in beliefs if is_tied(ground.words, one.name.text, name)]
        # Of a belief of which no statement says what it is about, it may be about any fact that it fits.
        known += loose if fact is not None else []
        found = (new for one in known if (new := _held(ground, place.clause, place.formula, one)) is not None)
        yield from (place.says(new) for new in islice(found, MOST))


def _tied_to_anything(ground: Ground, belief: FactDeclaration) -> bool:
    """Whether an axiom or an assumption ties the belief to something else."""
    others = (one.name.text for one in ground.words.declarations if isinstance(one, Told) and one is not belief)
    return any(is_tied(ground.words, belief.name.text, one) for one in others)


def _held(
    ground: Ground, clause: ClauseDeclaration | None, there: Call | Name, belief: FactDeclaration
) -> Expression | None:
    """The belief about what stands there; None where it does not fit, or is nobody's."""
    name = name_of(there)
    told = next(one for one in ground.words.declarations if isinstance(one, Told) and one.name.text == name)
    if isinstance(told, FactDeclaration) and told.type != belief.type:
        return None
    mine = [one.type for one in told.parameters]
    theirs = [one.type for one in belief.parameters]
    arguments = arguments_of(there)
    if theirs == mine:
        pass
    elif theirs[1:] == mine and clause is not None:
        agent = clause.norm.agent
        arguments = (Name(agent.span, agent.text), *arguments)
    else:
        return None
    called = belief.name.text
    return Call(there.span, Identifier(there.span, called), arguments) if arguments else Name(there.span, called)
