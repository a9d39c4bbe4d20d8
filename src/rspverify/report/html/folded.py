"""Something that came out, folded up to a line: what the filters choose from, and what links lead to."""

from __future__ import annotations

from dataclasses import dataclass

from rspverify.report.html.anchors import Places
from rspverify.report.html.markup import Markup, element, join, lines
from rspverify.report.style import place
from rspverify.source.spans import Span


@dataclass(frozen=True)
class Item:
    """`name`: its place in the page; `number`: in the order of the page; `label`: what it is, in words. `stands` and
    `kind`: what the boxes and the list of the filters choose by. `group`: its look."""

    name: str
    number: int
    label: str
    stands: str
    kind: str
    group: str
    place: Span | None
    open: bool


def folded(item: Item, line: Markup, why: str, about: str, body: Markup, places: Places) -> Markup:
    """`line` is always seen, and so is `why`; `about`: what stands beside the place."""
    summary = element("summary", line, element("span", why, class_="why") if why else Markup(""))
    inside = element("div", lines(_about(item, about, places), body), class_="body")
    return element(
        "article",
        element("details", summary, inside, open=item.open),
        class_=f"result s-{item.group}",
        id=item.name,
        aria_label=item.label,
        tabindex="-1",
        data_result=item.number,
        data_verdict=item.kind,
        data_stands=item.stands,
        data_place=f"{item.place.file.path}:{item.place.line}" if item.place is not None else "",
    )


def _about(item: Item, about: str, places: Places) -> Markup:
    """Where it stands in its file, and the link to it."""
    parts = [element("span", about)] if about else []
    if item.place is not None:
        at = places.span(item.place)
        where = place(item.place)
        parts.insert(0, element("a", where, href=f"#{at}", class_="place") if at else element("span", where))
    between = " · " if parts else ""
    link = element("span", between, element("a", "link to this result", href=f"#{item.name}"), class_="permalink")
    return element("p", join(*(join(" · " if at else "", one) for at, one in enumerate(parts)), link), class_="about")
