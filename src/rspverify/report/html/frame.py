"""What the pages of all verbs have in common: the head, the parts, the foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rspverify.report.html.markup import Markup, element, join, lines
from rspverify.report.html.page import page

Look = Literal["good", "open", "bad"]
_SIGNS: dict[Look, str] = {"good": "✓", "open": "?", "bad": "✗"}


@dataclass(frozen=True)
class Head:
    """`title`: what came out, in a few words; `said`: in a sentence; `links`: places of the page and their names."""

    title: str
    look: Look
    said: str
    code: int
    links: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()


def look_of(code: int) -> Look:
    """How an exit code looks."""
    return "good" if code == 0 else "open" if code == 3 else "bad"


_FILE = "Nothing in this file is loaded from elsewhere."
_SERVED = "It is served on this machine alone, and shows what is new as soon as it is there."


def framed(head: Head, main: Markup, version: str, live: str = "") -> str:
    """The whole page; `live`: see `page`."""
    first, name = head.links[0]
    body = lines(
        element("a", f"Skip to the {name.lower()}", href=first, class_="skip"),
        _header(head, live_line() if live else Markup("")),
        element("main", main),
        element("footer", element("p", f"Made by rspverify {version}. {_SERVED if live else _FILE}")),
    )
    return page(f"{head.title}: rspverify", body, live)


def waiting(version: str, live: str) -> str:
    """The page that is served before there is a report."""
    sign = element("span", _SIGNS["open"], aria_hidden="true")
    head = [element("p", "rspverify", class_="brand"), element("h1", sign, " Checking"), live_line()]
    body = lines(
        element("header", lines(*head), class_="open"),
        element("main", element("p", "The report will be here as soon as all is checked.")),
        element("footer", element("p", f"Made by rspverify {version}. {_SERVED}")),
    )
    return page("Checking: rspverify", body, live, ())


def live_line() -> Markup:
    """Where a served page says what is being done."""
    return element("p", "", class_="note", id="live")


def _header(head: Head, live: Markup) -> Markup:
    sign = element("span", _SIGNS[head.look], aria_hidden="true")
    links = [element("a", text, href=to) for to, text in head.links]
    return element(
        "header",
        lines(
            element("p", "rspverify", class_="brand"),
            element("h1", sign, f" {head.title}"),
            element("p", f"{head.said}; exit code {head.code}", class_="summary"),
            live,
            *(element("p", note, class_="note") for note in head.notes),
            element("nav", join(*links), aria_label="parts of the report"),
        ),
        class_=head.look,
        data_exit_code=head.code,
    )
