"""What a proof rests on, sorted into what people look for: clauses, axioms, assumptions, all else."""

from __future__ import annotations

from collections.abc import Iterable

from rspverify.check.entangled import entangled
from rspverify.check.results import RestsOn
from rspverify.encode.system import Encoding
from rspverify.policy.claims import Property
from rspverify.policy.conditions import unshared
from rspverify.proof.inductive_validity import ValidityCore

_CLAUSES = ("clause", "rule")


def rests_on(encoding: Encoding, asked: Property, core: ValidityCore) -> RestsOn:
    """The core in the names of the policy; of the check's policies, also the clauses that do not matter to it."""
    clauses = [(policy.name, clause.name) for policy, clause in encoding.norms.clauses()]
    names = {origin.name for origin in core.needed if origin.kind == "clause"}
    needed = [pair for pair in clauses if _qualified(pair) in names]
    spoken = entangled(encoding.world, encoding.norms.policies, encoding.conditions.policies, asked, needed)
    clauses_needed = _own(asked, (origin.name for origin in core.needed if origin.kind in _CLAUSES))
    meaning = _own(asked, (_qualified(pair) for pair in clauses if pair in spoken and pair not in needed))
    spare = _own(asked, (_qualified(pair) for pair in clauses if pair not in spoken and pair not in needed))
    return RestsOn(
        clauses=clauses_needed,
        axioms=tuple(origin.name for origin in core.needed if origin.kind == "axiom"),
        assumptions=tuple(origin.name for origin in core.needed if origin.kind == "assumption"),
        others=tuple(_other(o.kind, o.name) for o in core.needed if o.kind not in (*_CLAUSES, "axiom", "assumption")),
        meaning=tuple(name for name in meaning if name not in clauses_needed),
        spare=tuple(name for name in spare if name not in (*clauses_needed, *meaning)),
        minimal=core.minimal,
    )


def _own(asked: Property, names: Iterable[str]) -> tuple[str, ...]:
    """Each once, by the name that the policy has in its file: a claim may be about a share of it."""
    return tuple(dict.fromkeys(unshared(asked.claim, name) for name in names))


def _qualified(pair: tuple[str, str]) -> str:
    return f"{pair[0]}.{pair[1]}"


def _other(kind: str, name: str) -> str:
    return f"the range of `{name}`" if kind == "range" else name
