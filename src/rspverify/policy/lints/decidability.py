"""RSP307: quantifiers and functions that lead from a sort back to itself, where a solver may give no answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.policy.alternation.fragment import INDUCTION, Finding, consequence, outside_fragment, told
from rspverify.policy.alternation.graph import Reason
from rspverify.policy.claims import Project
from rspverify.source.diagnostics import Diagnostic, Label


def lint(projects: Sequence[Project]) -> Iterator[Diagnostic]:
    """One finding for each cycle of sorts, at the first quantifier that makes it, or at a function where only
    functions do; the other declarations are labelled."""
    for project in projects:
        for finding in outside_fragment(project):
            yield _told(finding)


def _told(finding: Finding) -> Diagnostic:
    cycle = finding.cycle
    labels = [
        Label(reason.place, told(arc, [reason]))
        for arc, reasons in zip(cycle.arcs, cycle.reasons, strict=True)
        for reason in reasons
    ]
    every = [reason for reasons in cycle.reasons for reason in reasons]
    first = min(range(len(every)), key=lambda index: (every[index].origin.kind == "fact", index))
    own = labels.pop(first)
    concerned = ", ".join(f"`{name}`" for name in finding.properties)
    notes = [f"this concerns the checks of {concerned}"] if concerned else []
    if finding.hypothesis:
        notes.append(f"{INDUCTION}: a proof may not need that")
    return Diagnostic(
        "RSP307",
        consequence(cycle),
        own.span,
        label=own.text,
        labels=tuple(labels),
        help=_advice(every),
        notes=tuple(notes),
    )


def _advice(reasons: Sequence[Reason]) -> str:
    """What to change, by what makes the cycle. Whatever breaks one arc breaks the cycle."""
    function = next((one.origin.name for one in reasons if one.origin.kind == "fact"), None)
    asking = next((one.origin for one in reasons if one.origin.kind != "fact"), None)
    advice = []
    if function is not None:
        advice.append(f"make `{function}` a relation with an axiom that says `at most one`")
    if asking is not None:
        what = "`initially`" if asking.kind == "initially" else f"`{asking.name}`"
        advice.append(f"in {what} say with a fact that there is some, or speak only of the members that matter")
    advice.append("help the proof with a `lemma`, or accept an answer `up to N steps`")
    return "; or ".join(advice)
