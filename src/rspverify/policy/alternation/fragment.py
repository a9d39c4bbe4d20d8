"""Start here: what leaves the decidable fragment, which declarations do it, and what to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rspverify.policy.alternation.asked import ALONE, arcs_of
from rspverify.policy.alternation.compared import kinds
from rspverify.policy.alternation.graph import Arc, Cycle, Reason, cycles
from rspverify.policy.claims import Check, Conditions, Project, Property

INDUCTION = "only where the property is its own induction hypothesis"


@dataclass(frozen=True)
class Finding:
    """A cycle of sorts. `properties`: those whose checks it concerns, in order of declaration; none: every check.
    `hypothesis`: it is there only where a property is assumed of all members to prove itself by induction; a proof that
    does not need that is not concerned."""

    cycle: Cycle
    properties: tuple[str, ...] = ()
    hypothesis: bool = False

    @property
    def sentence(self) -> str:
        """One sentence, lower case and without a period, that names the declarations: why a solver may give up."""
        because = "; ".join(
            told(arc, reasons) for arc, reasons in zip(self.cycle.arcs, self.cycle.reasons, strict=True)
        )
        only = f", {INDUCTION}" if self.hypothesis else ""
        return f"{consequence(self.cycle)} ({because}{only})"


def outside_fragment(project: Project, check: Check | None = None) -> tuple[Finding, ...]:
    """The cycles in the questions of one check, or of any check of the project. Without any, and without arithmetic
    beyond comparisons, the solver's questions can be decided.

    Checks without a cycle of their own are not named by one that others have. A project without checks is looked at as
    far as its world goes.
    """
    if check is not None:
        asked = project.properties[check.property]
        merged: dict[tuple[str, ...], Finding] = {}
        for conditions in kinds(asked.claim, check.conditions):
            for finding in _findings(project, conditions, [asked]):
                _add(merged, finding)
        return tuple(merged.values())
    found = {one.cycle.sorts: one for one in _findings(project, ALONE, [])}
    for conditions, names in _together(project):
        together = [project.properties[name] for name in names]
        if cycles(arcs_of(project, conditions, together), project.world.entities):
            for one in together:
                for finding in _findings(project, conditions, [one]):
                    _add(found, replace(finding, properties=(one.name,)))
    order = {name: number for number, name in enumerate(project.properties)}
    every = {check.property for check in project.checks}
    return tuple(
        replace(
            one, properties=() if {*one.properties} == every else tuple(sorted(one.properties, key=order.__getitem__))
        )
        for one in sorted(found.values(), key=lambda one: _place(one.cycle, project))
    )


def _findings(project: Project, conditions: Conditions, asked: Sequence[Property]) -> tuple[Finding, ...]:
    """The cycles of some properties under the same conditions."""
    order = project.world.entities
    found = cycles(arcs_of(project, conditions, asked), order)
    if not found:
        return ()
    certain = {cycle.sorts for cycle in cycles(arcs_of(project, conditions, asked, hypotheses=False), order)}
    return tuple(Finding(cycle, hypothesis=cycle.sorts not in certain) for cycle in found)


def _together(project: Project) -> list[tuple[Conditions, list[str]]]:
    """The properties that are checked under the same conditions, once each."""
    found: dict[Conditions, dict[str, None]] = {}
    for check in project.checks:
        for conditions in kinds(project.properties[check.property].claim, replace(check.conditions, steps=None)):
            found.setdefault(conditions, {})[check.property] = None
    return [(conditions, list(names)) for conditions, names in found.items()]


def _add(found: dict[tuple[str, ...], Finding], new: Finding) -> None:
    """A cycle of the world alone is everybody's; else the reasons of several checks are put together."""
    known = found.get(new.cycle.sorts)
    if known is None:
        found[new.cycle.sorts] = new
        return
    both = zip(known.cycle.reasons, new.cycle.reasons, strict=True)
    reasons = tuple(tuple(dict.fromkeys((*mine, *more))) for mine, more in both)
    named = known.properties and tuple(dict.fromkeys((*known.properties, *new.properties)))
    cycle = replace(known.cycle, reasons=reasons)
    found[cycle.sorts] = Finding(cycle, named, known.hypothesis and new.hypothesis)


def _place(cycle: Cycle, project: Project) -> tuple[int, list[int]]:
    order = list(project.world.entities)
    return len(cycle.sorts), [order.index(sort) for sort in cycle.sorts]


# ---------------------------------------------------------------- in words


def consequence(cycle: Cycle) -> str:
    """What a cycle means, without its reasons."""
    (first, second), *rest = cycle.arcs
    asked = [f"for every {first} there must be some {second}", *(f"for every {s} some {t}" for s, t in rest)]
    needed = f"{', '.join(asked[:-1])}, and {asked[-1]}" if rest else f"{asked[0]}, maybe a new one each time"
    return f"{needed}: the solver may look for ever larger worlds and give no answer"


def told(arc: Arc, reasons: Sequence[Reason]) -> str:
    """All that makes an arc, in one clause."""
    functions = [f"`{one.origin.name}`" for one in reasons if one.origin.kind == "fact"]
    others = [one.origin.words for one in reasons if one.origin.kind != "fact"]
    parts = []
    if functions:
        parts.append(f"{_listed(functions)} {_verb('give', functions)} a {arc[1]} for each {arc[0]}")
    if others:
        parts.append(f"{_listed(others)} {_verb('ask', others)} for some {arc[1]} for every {arc[0]}")
    return ", and ".join(parts)


def _verb(verb: str, subjects: Sequence[str]) -> str:
    return f"{verb}s" if len(subjects) == 1 else verb


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
