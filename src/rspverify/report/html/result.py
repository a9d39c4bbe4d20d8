"""One result with all that is known of it, folded up to a line."""

from __future__ import annotations

from collections.abc import Sequence

from rspverify.check.results import CheckResult, Result, ScenarioResult
from rspverify.report.html.anchors import Anchors
from rspverify.report.html.diagnostics import diagnostic
from rspverify.report.html.folded import Item, folded
from rspverify.report.html.markup import Markup, element, hidden, join, lines
from rspverify.report.html.outcomes import group_of, result_pill, standing, verdict_name
from rspverify.report.html.proof import gap, proofs, readings
from rspverify.report.html.roles import Part, Role
from rspverify.report.html.source import excerpt
from rspverify.report.html.story import told_story
from rspverify.report.outcomes import as_expected
from rspverify.report.sentences import how, name_of, place_of, stories, titled, worded

_QUOTED = {Role.GUILTY, Role.DEFEATED, Role.PROOF, Role.APPLIES, Role.OWED}


def result_section(result: Result, parts: Sequence[Part], anchors: Anchors, open_: bool) -> Markup:
    """The whole result. `open_`: it is not folded."""
    name = anchors.result(result)
    where = place_of(result)
    match result:
        case CheckResult():
            title, why = result.conditions or "as it stands", how(result, False)
            body = _check(result, parts, anchors, name)
        case ScenarioResult():
            title, why = titled(result.name, result.wording), result.failure
            body = _scenario(result, anchors)
    item = Item(
        name,
        anchors.number(result),
        name_of(result),
        group_of(result),
        verdict_name(result),
        group_of(result),
        where,
        open_,
    )
    line = join(result_pill(result), " ", element("span", title, class_="conditions"), " ", standing(result))
    expected = f"expected {result.expected}" if isinstance(result, CheckResult) else "expected to go as it is told"
    return folded(item, line, why, expected, body, anchors)


def _check(result: CheckResult, parts: Sequence[Part], anchors: Anchors, name: str) -> Markup:
    told = list(stories(result))
    shown = [told_story(one, f"{name}-story-{at + 1}", anchors) for at, one in enumerate(told)]
    if len(shown) > 1:
        shown = [
            element("details", element("summary", f"{one.verdict.value} with {one.readings}"), section, class_="more")
            for one, section in zip(told, shown, strict=True)
        ]
    cause = element("p", result.cause) if result.cause and not as_expected(result) else Markup("")
    return lines(
        readings(result.table),
        *(diagnostic(one, "", anchors) for one in result.diagnostics),
        cause,
        gap(result.gap) if result.gap is not None else Markup(""),
        *shown,
        proofs(result),
        _parts(parts, anchors, anchors.number(result)),
    )


def _scenario(result: ScenarioResult, anchors: Anchors) -> Markup:
    found = element("p", result.failure or "Every step went as it is told, and what was to be so was so.")
    quoted = excerpt(result.place or result.span, anchors)
    return lines(found, quoted, *(diagnostic(one, "", anchors) for one in result.diagnostics))


def _parts(parts: Sequence[Part], anchors: Anchors, number: int) -> Markup:
    """The clauses by their parts: those that matter with their words, the others by name."""
    quoted = sorted((part for part in parts if _QUOTED & {*part.roles}), key=lambda part: _rank(part))
    items = [_part(part, anchors) for part in quoted]
    others = [part for part in parts if part not in quoted]
    for role in (Role.MEANING, Role.IDLE, Role.SPARE):
        names = [_named(part, anchors) for part in others if part.roles[0] is role]
        if names:
            tag = element("span", role.value, class_=f"tag r-{role.look}")
            listed = join(*(join(", " if at else " ", one) for at, one in enumerate(names)))
            items.append(element("li", tag, listed))
    if not items:
        return Markup("")
    title = element("h5", "What part the clauses play")
    to = element("a", "see them in the policy text", href="#texts", data_parts_in=number)
    return element("section", title, element("ul", join(*items), class_="parts"), element("p", to), class_="clauses")


def _rank(part: Part) -> int:
    return list(Role).index(part.roles[0])


def _part(part: Part, anchors: Anchors) -> Markup:
    tags = join(*(element("span", role.value, class_=f"tag r-{role.look}") for role in part.roles))
    said = worded(part.clause, part.wording)
    wording = f" “{said}”" if said else ""
    why = [element("p", f"{one}", class_="why") for one in part.why]
    return element(
        "li",
        tags,
        " ",
        _named(part, anchors),
        wording,
        join(*why),
        excerpt(part.span, anchors),
        class_=f"r-{part.roles[0].look}",
    )


def _named(part: Part, anchors: Anchors) -> Markup:
    at = anchors.span(part.span)
    shown = element("code", part.clause)
    return element("a", shown, hidden(" in the policy text"), href=f"#{at}") if at else shown
