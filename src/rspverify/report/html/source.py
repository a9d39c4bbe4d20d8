"""Policy files with their clauses marked by the parts that they play."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rspverify.check.results import CheckResult, Result, ScenarioResult, Story
from rspverify.report.diagnostics import diagnostics_of
from rspverify.report.document import RunReport
from rspverify.report.html.anchors import Anchors, Places
from rspverify.report.html.markup import Markup, element, hidden, join, lines
from rspverify.report.html.roles import ORDER, Part, Role
from rspverify.report.sentences import name_of, place_of
from rspverify.report.style import plain
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span

_EXCERPT_LINES = 14


def sources_of(report: RunReport, parts: Mapping[int, Sequence[Part]]) -> tuple[SourceFile, ...]:
    """The files that a run speaks of, each once, in their order."""
    spans: list[Span] = []
    for result in report.results:
        spans.append(place_of(result))
        if isinstance(result, CheckResult):
            spans += [one.span for one in result.clauses]
        spans += [part.span for part in parts[id(result)]]
    for _, one in diagnostics_of(report):
        spans += [span for span in (one.span, *(label.span for label in one.labels)) if span is not None]
    return tuple(dict.fromkeys(span.file for span in spans if span.file.text))


@dataclass(frozen=True)
class _Marked:
    """A clause in the text: in which results (by number) it plays which parts. Of a whole policy the head is marked."""

    span: Span
    names: tuple[str, ...]
    roles: dict[int, tuple[Role, ...]]

    @property
    def lines(self) -> range:
        file, start = self.span.file, self.span.start
        end = self.span.end if any("." in name for name in self.names) else start
        return range(file.line_of(start), file.line_of(max(start, end - 1)) + 1)


def policy_text(report: RunReport, anchors: Anchors, parts: Mapping[int, Sequence[Part]]) -> Markup:
    """The files of a run; clauses are marked by the parts that they play in all results, or in one that is chosen."""
    marked = _marked(report, anchors, parts)
    of = {file: [one for one in marked if one.span.file == file] for file in anchors.sources}
    files = [_file(file, found, anchors) for file, found in sorted(of.items(), key=lambda one: not one[1])]
    return lines(_legend(), _choice(report, anchors, parts), *files)


def story_files(story: Story) -> Iterator[SourceFile]:
    """The files that a story speaks of."""
    for step in story.steps:
        yield from (note.span.file for note in step.clauses)
    yield from (one.span.file for one in story.guilty)
    if story.beside is not None:
        yield from (one.span.file for one in story.beside.guilty)
        if story.beside.story is not None:
            yield from story_files(story.beside.story)


def plain_text(places: Places) -> Markup:
    """The files of a page, folded, without marks."""
    return lines(*(_file(file, (), places) for file in places.sources))


def excerpt(span: Span, places: Places) -> Markup:
    """The lines of a span, each with its number, which leads to the whole file."""
    file = span.file
    first, last = file.line_of(span.start), file.line_of(max(span.start, span.end - 1))
    shown = range(first, min(last, first + _EXCERPT_LINES - 1) + 1)
    rows = []
    for line in shown:
        at = places.line(file, line)
        gutter = (
            element("a", str(line), class_="no", href=f"#{at}", aria_label=f"line {line} of {file.path}")
            if at
            else element("span", str(line), class_="no")
        )
        rows.append(element("span", gutter, element("code", _text(file, line)), class_="line"))
    if last > shown[-1]:
        rows.append(element("span", element("code", f"… {last - shown[-1]} more"), class_="line"))
    return element("div", join(*rows), class_="excerpt")


def _text(file: SourceFile, line: int) -> str:
    return plain(file.line_text(line).expandtabs(4)) or " "


def _marked(report: RunReport, anchors: Anchors, parts: Mapping[int, Sequence[Part]]) -> list[_Marked]:
    names: dict[Span, dict[str, None]] = {}
    roles: dict[Span, dict[int, tuple[Role, ...]]] = {}
    for result in report.results:
        number = anchors.number(result)
        for part in parts[id(result)]:
            names.setdefault(part.span, {})[part.clause] = None
            mine = roles.setdefault(part.span, {})
            mine[number] = tuple(sorted({*mine.get(number, ()), *part.roles}, key=ORDER.index))
    return [_Marked(span, tuple(names[span]), roles[span]) for span in names]


def _file(file: SourceFile, marked: Sequence[_Marked], places: Places) -> Markup:
    """One file, folded if nothing in it is marked. A line belongs to the smallest clause that it is part of."""
    owners: dict[int, _Marked] = {}
    for one in sorted(marked, key=lambda one: one.span.start - one.span.end):
        owners |= dict.fromkeys(one.lines, one)
    last = {id(owner): line for line, owner in sorted(owners.items(), key=lambda one: one[0])}
    count = len(file.line_starts) - (1 if file.text.endswith("\n") else 0)
    rows = []
    for line in range(1, count + 1):
        owner = owners.get(line)
        rows.append(_line(file, line, owner, owner is not None and last[id(owner)] == line, places))
    head = element("h3", file.path, id=places.sources[file])
    code = element("div", join(*rows), class_="code", role="group", tabindex=0, aria_label=f"text of {file.path}")
    return element("details", element("summary", head), code, class_="file-text", open=bool(marked))


def _line(file: SourceFile, line: int, owner: _Marked | None, ends: bool, places: Places) -> Markup:
    at = places.line(file, line)
    gutter = element("a", str(line), class_="no", href=f"#{at}", aria_label=f"line {line}")
    text = _text(file, line)
    look = "comment" if text.lstrip().startswith("#") else ""
    code = element("code", text, class_=look)
    if owner is None:
        return element("div", gutter, code, class_="line", id=at)
    strongest = min((role for roles in owner.roles.values() for role in roles), key=ORDER.index)
    tags = element("span", join(*_tags(owner)), class_="tags") if ends else Markup("")
    by_result = " ".join(f"{number}:{role.look}" for number, roles in owner.roles.items() for role in roles)
    return element(
        "div",
        gutter,
        code,
        tags,
        class_=f"line part r-{strongest.look}",
        id=at,
        data_whole=strongest.look,
        data_parts=by_result,
    )


def _tags(one: _Marked) -> Iterator[Markup]:
    """In how many results a clause plays which part."""
    yield hidden(f" {', '.join(one.names)}: ")
    for role in ORDER:
        times = sum(role in roles for roles in one.roles.values())
        if times:
            yield element(
                "span",
                role.value,
                element("span", f" ({times})", class_="times"),
                class_=f"tag r-{role.look}",
                data_role=role.look,
            )


def _legend() -> Markup:
    items = [element("li", element("span", role.value, class_=f"tag r-{role.look}")) for role in ORDER]
    return element("ul", join(*items), class_="legend", aria_label="what the marks mean")


def _choice(report: RunReport, anchors: Anchors, parts: Mapping[int, Sequence[Part]]) -> Markup:
    """The results of which the parts can be looked at alone."""
    options = [element("option", "all results together", value="")]
    for result in report.results:
        if parts[id(result)] and not isinstance(result, ScenarioResult):
            options.append(element("option", _named(result), value=anchors.number(result)))
    label = element("label", "Show the parts that clauses play in ", for_="parts-in")
    return element("p", label, element("select", join(*options), id="parts-in"), class_="choice", hidden=True)


def _named(result: Result) -> str:
    verdict = f": {result.verdict.value}" if isinstance(result, CheckResult) else ""
    return f"{name_of(result)}{verdict}"
