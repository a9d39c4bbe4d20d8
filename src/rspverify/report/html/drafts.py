"""What random drafts came to, as one HTML file."""

from __future__ import annotations

from rspverify.check.fuzzing.draft_results import DraftsTried
from rspverify.report.drafts_text import EXCLUDING, Row, drafts_summary, incompatible_row, sections
from rspverify.report.fuzz_report import DraftsReport
from rspverify.report.html.anchors import Places
from rspverify.report.html.diagnostics import diagnostic
from rspverify.report.html.filters import Choice, filters
from rspverify.report.html.folded import folded
from rspverify.report.html.frame import Head, framed, look_of
from rspverify.report.html.gathered import Gathered
from rspverify.report.html.markup import Markup, element, join, lines
from rspverify.report.html.proof import bullets
from rspverify.report.html.source import plain_text
from rspverify.report.setting import Setting

_GROUPS = {"proved": "proved", "seen": "seen in drafts"}


def render(report: DraftsReport, setting: Setting) -> str:
    """The whole page. `setting.detail` verbose: every draft."""
    told = report.every_diagnostic
    places = Places(dict.fromkeys(one.span.file for one in told if one.span is not None))
    about = [diagnostic(one, "", places) for one in told]
    gathered = Gathered()
    found = [_file(one, places, gathered, setting.detail == "verbose") for one in report.files]
    texts = element("section", element("h2", "Policy text"), plain_text(places), id="texts") if places.sources else ""
    main = lines(
        filters([Choice("What drafts show", _GROUPS, "Kind", gathered.chosen)]),
        element("section", element("h2", "About the input"), lines(*about), id="input") if about else "",
        element("section", element("h2", "What drafts show"), lines(*found), id="drafts", tabindex="-1"),
        texts,
    )
    links = [("#drafts", "What drafts show"), *([("#texts", "Policy text")] if texts else [])]
    notes = ("What was finished stands below.",) if report.interrupted else ()
    code = report.exit_code
    title = "Interrupted" if report.interrupted else "Random drafts"
    head = Head(title, look_of(code), drafts_summary(report.files), code, tuple(links), notes)
    return framed(head, main, setting.version)


def _file(file: DraftsTried, places: Places, gathered: Gathered, verbose: bool) -> Markup:
    groups = []
    for title, rows in sections(file, verbose):
        items = [_row(title, row, file, places, gathered) for row in rows]
        key = gathered.name("part", f"{file.file}::{title}")
        heading = element("h4", f"{title[:1].upper()}{title[1:]}", id=key)
        groups.append(element("section", heading, lines(*items), class_="property"))
    nothing = element("p", "nothing to tell") if not groups else ""
    head = element("h3", file.file, id=gathered.name("file-drafts", file.file))
    return element("section", lines(head, nothing, *groups), class_="checks", data_file=file.file)


def _row(title: str, row: Row, file: DraftsTried, places: Places, gathered: Gathered) -> Markup:
    said, below = row
    expected = title == EXCLUDING and any(one.expected and incompatible_row(one) == row for one in file.incompatible)
    sign, words, look = ("✗", "proved", "v-violated") if expected else ("!", "proved", "v-possible")
    if title != EXCLUDING:
        sign, words, look = "?", "seen", "v-undetermined"
    pill = element("span", element("span", sign, aria_hidden="true"), f" {words}", class_=f"pill {look}")
    line = join(pill, " ", element("span", said, class_="conditions"))
    name = gathered.name("draft", f"{file.file}::{title}::{said}")
    group = "unexpected" if expected else "open"
    item = gathered.item(name, said, words, title, group, None, file.file, expected)
    return folded(item, line, "", "", bullets(below), places)
