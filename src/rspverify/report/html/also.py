"""What a run of `check` did besides, where that was asked for: the same parts as in the pages of `diff` and `audit`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rspverify.report.also import Also, audit_words, diff_words
from rspverify.report.html.anchors import Places
from rspverify.report.html.audit import audit_files, findings_of
from rspverify.report.html.diff import changes_of, diff_files
from rspverify.report.html.filters import Choice
from rspverify.report.html.gathered import Gathered, Listing
from rspverify.report.html.markup import Markup, element
from rspverify.source.files import SourceFile

_NO_PART = "What stands here has no part in the verdicts above, nor in the exit code."


@dataclass(frozen=True)
class Section:
    """`link`: its place and its name; `said`: what came out, in a line."""

    shown: Markup
    choice: Choice
    link: tuple[str, str]
    said: str


def also_sections(also: Also, places: Places, first: int) -> tuple[Section, ...]:
    """Those that were asked for. `first`: the number of the first thing in them."""
    sections: list[Section] = []
    changes, findings = Gathered(first), None
    if also.comparisons is not None:
        said = f"Changes: {diff_words(also.comparisons)}"
        sections.append(_section("changes", changes_of(also.comparisons, places, changes), said))
    if also.audits is not None:
        findings = findings_of(also.audits, places, Gathered(changes.next))
        sections.append(_section("findings", findings, f"Audit: {audit_words(also.audits)}"))
    return tuple(sections)


def _section(name: str, listing: Listing, said: str) -> Section:
    title = listing.choice.title
    head = element("h2", title)
    note = element("p", _NO_PART if listing.shown else f"{said}. {_NO_PART}", class_="note")
    shown = element("section", head, note, listing.shown, id=name, tabindex="-1")
    return Section(shown, listing.choice, (f"#{name}", title), said)


def files_of_also(also: Also) -> Iterator[SourceFile]:
    """The files that these parts speak of."""
    found = [*diff_files(also.comparisons or ()), *audit_files(also.audits or ())]
    return (file for file in found if file.text)
