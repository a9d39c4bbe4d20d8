"""Proofs and verification conditions in plain words."""

from __future__ import annotations

from typing import assert_never

from rspverify.check.certify.dossier import Dossier, Obligation, Uncertified
from rspverify.check.certify.roles import Kept, Other, Reached, Role, Start
from rspverify.report.style import number, plain

VACUOUS = "(that it is vacuous)"
"""What sets the second proof of a vacuous claim apart."""


def title(one: Dossier | Uncertified) -> str:
    """`no_hidden_hazard under rsp_v2`, with the readings where a check has several results."""
    parts = [one.property, one.conditions]
    if one.reading:
        parts.append(f"with {one.reading}")
    if isinstance(one, Dossier):
        parts += [one.side, VACUOUS if one.shows else ""]
    return plain(" ".join(part for part in parts if part))


def shown(dossier: Dossier) -> str:
    """What the proof shows of the property."""
    where = f" {plain(dossier.side)}" if dossier.side else ""
    match dossier.verdict:
        case "vacuous":
            return plain(f"it is vacuous{where}: {dossier.shows}")
        case "impossible":
            return f"it is impossible{where}: no run reaches what it asks for"
        case _:
            return f"it holds{where}: no run reaches what it rules out"


def goal(dossier: Dossier) -> str:
    """What "the goal" is in the obligations of this proof."""
    match dossier.verdict:
        case "vacuous":
            return "what the claim speaks of"
        case "impossible":
            return "what the property asks for"
        case _:
            return "what the property rules out"


def what_it_shows(obligation: Obligation, dossier: Dossier) -> str:
    """What an obligation shows, in a sentence or two."""
    settled = (
        " They are `false` as they were written down, which no solver is needed for." if obligation.settled else ""
    )
    return role_text(obligation.role, dossier) + settled


def role_text(role: Role, dossier: Dossier) -> str:
    """What an obligation of this role shows."""
    start = "a state with the invariants" if dossier.invariants else "a state that the axioms admit"
    match role:
        case Start():
            return (
                "base: every state in which a run may begin satisfies the invariants. The assertions describe such a "
                "state in which one of them fails."
            )
        case Kept(transition):
            return (
                f"step: a step of the kind `{plain(transition)}` keeps the invariants. The assertions describe one "
                "from a state with the invariants to a state without."
            )
        case Reached(0, True, _, _):
            return f"implication: the goal is not a state of this kind. The assertions describe {start} that is it."
        case Reached(0, False, _, _):
            return "base: no run begins in the goal. The assertions describe a first state that is it."
        case Reached(steps, first, transition, act):
            kind = f"`{plain(transition or '')}`"
            last = f"a step of the kind {kind} that is the goal" if act else f"a step of the kind {kind} into the goal"
            if not first:
                path = f"a run of exactly {number(steps, 'step')} that ends with {last}"
                return f"base: there is no such short run. The assertions describe {path}."
            if steps == 1:
                path = f"{last}, taken from there"
                return f"implication: from {start} there is no step to the goal. The assertions describe {path}."
            return (
                f"implication: from {start} no {number(steps, 'step')} lead to the goal for the first time. The "
                f"assertions describe a path of {number(steps, 'step')} from there that ends with {last}."
            )
        case Other(name):
            return f"the condition `{plain(name)}`. The assertions describe what must be impossible."
        case _:
            assert_never(role)
