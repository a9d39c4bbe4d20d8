"""A proof for people: what it rests on, its invariants, what was left out."""

from __future__ import annotations

from rspverify.check.results import ProofNote, RestsOn
from rspverify.report.style import Style, number, plain

_BELOW = 6


def render_rests_on(found: RestsOn, style: Style) -> list[str]:
    """What the proof cannot do without, in a sentence."""
    reasons = [*map(plain, found.clauses)]
    reasons += [f"axiom {plain(name)}" for name in found.axioms]
    reasons += [f"assumption {plain(name)}" for name in found.assumptions]
    reasons += map(plain, found.others)
    if reasons:
        text = f"rests on {', '.join(reasons)}"
    elif found.meaning:
        text = f"rests on the meaning of {', '.join(map(plain, found.meaning))} alone"
    else:
        text = "rests on no clause, axiom or assumption"
    if not found.minimal:
        text += " (perhaps not on all of these: the solver left that open)"
    return style.wrap(text, _BELOW, _BELOW + 2)


def render_proof(proof: ProofNote, style: Style) -> list[str]:
    """All else there is to say."""
    lines: list[str] = []
    found = proof.rests_on
    if found is not None and found.meaning and (found.clauses or found.axioms or found.assumptions or found.others):
        lines += _listed("whose words are used: ", found.meaning, style)
    if found is not None and found.spare:
        lines += _listed("does not need ", found.spare, style)
    for invariant in proof.invariants:
        lines += style.wrap(f"invariant: {plain(invariant)}", _BELOW, _BELOW + 2)
    if proof.conditions:
        lines += style.wrap(f"{number(proof.conditions, 'verification condition')} confirmed by a fresh solver", _BELOW)
    if proof.left_out:
        lines += _listed("left out, because nothing depends on it: ", proof.left_out, style)
    return lines


def _listed(intro: str, names: tuple[str, ...], style: Style) -> list[str]:
    return style.wrap(intro + ", ".join(map(plain, names)), _BELOW, _BELOW + 2)
