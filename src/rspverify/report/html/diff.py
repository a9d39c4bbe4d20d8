"""The comparison of two policies as one HTML file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from rspverify.check.diff.results import ActChange, BindingChange, Case, Change, Difference, DutyChange, PolicyDiff
from rspverify.check.results import Excerpt, Story, Verdict
from rspverify.report.also import diff_words
from rspverify.report.diff_text import (
    SAID,
    binding_change,
    case_notes,
    diff_summary,
    difference_words,
    duty_words,
    in_readings,
    named,
)
from rspverify.report.html.anchors import Places
from rspverify.report.html.diagnostics import diagnostic
from rspverify.report.html.filters import Choice, filters
from rspverify.report.html.folded import folded
from rspverify.report.html.frame import Head, framed, look_of
from rspverify.report.html.gathered import Gathered, Listing
from rspverify.report.html.markup import Markup, element, join, lines
from rspverify.report.html.proof import bullets
from rspverify.report.html.source import excerpt, plain_text, story_files
from rspverify.report.html.story import told_story
from rspverify.report.sentences import ToldStory
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span

_LOOKS = {
    Change.EQUAL: ("✓", "v-holds"),
    Change.STRICTER: ("▲", "v-possible"),
    Change.LAXER: ("▼", "v-violated"),
    Change.INCOMPARABLE: ("◆", "v-depends"),
    Change.UNDETERMINED: ("?", "v-undetermined"),
}
_ACTS, _DUTIES, _WHO = "acts", "duties", "who is bound"


@dataclass(frozen=True)
class _Found:
    """One thing that was compared: what it is, how it changed, and all that there is to say of it, by the name of its
    place in the page."""

    kind: str
    words: str
    change: Change
    body: Callable[[str], Markup]
    place: Span | None = None


def render_diff_html(
    diffs: Sequence[PolicyDiff], diagnostics: Sequence[Diagnostic], version: str, code: int, interrupted: bool
) -> str:
    """The report of a run of `diff`. `diagnostics` are those of no comparison."""
    places = Places(dict.fromkeys(diff_files(diffs)))
    part = changes_of(diffs, places, Gathered())
    about = [
        diagnostic(one, "", places) for one in dict.fromkeys([*diagnostics, *(d for x in diffs for d in x.diagnostics)])
    ]
    texts = element("section", element("h2", "Policy text"), plain_text(places), id="texts") if places.sources else ""
    main = lines(
        filters([part.choice]),
        element("section", element("h2", "About the input"), lines(*about), id="input") if about else "",
        element("section", element("h2", "Changes"), part.shown, id="changes", tabindex="-1"),
        texts,
    )
    said = diff_words(diffs)
    links = [("#changes", "Changes"), *([("#texts", "Policy text")] if texts else [])]
    notes = ("What was finished stands below.",) if interrupted else ()
    head = Head("Interrupted" if interrupted else _title(diffs), look_of(code), said, code, tuple(links), notes)
    return framed(head, main, version)


def _title(diffs: Sequence[PolicyDiff]) -> str:
    changes = {one.change for one in diffs if not one.fault and not one.wrong_input}
    return f"{SAID[changes.pop()].capitalize()}" if len(changes) == 1 else "Compared"


def changes_of(diffs: Sequence[PolicyDiff], places: Places, gathered: Gathered) -> Listing:
    """The changes, comparison by comparison."""
    sections = [_section(diff, places, gathered) for diff in diffs]
    groups = {change.value: said for change, said in SAID.items()}
    return Listing(lines(*sections), Choice("Changes", groups, "Of", gathered.chosen))


def _section(diff: PolicyDiff, places: Places, gathered: Gathered) -> Markup:
    title = (
        f"{named(diff.new, diff.new_wording)} against {named(diff.old, diff.old_wording)} {diff.conditions}".rstrip()
    )
    key = f"{diff.file}::{diff.old}::{diff.new}::{diff.conditions}"
    found = [*_bindings(diff), *_acts(diff, places), *_duties(diff, places)]
    groups = []
    for kind in (_WHO, _ACTS, _DUTIES):
        shown = [_folded(one, diff, places, f"{key}::{one.words}", gathered) for one in found if one.kind == kind]
        if shown:
            groups.append(
                element("section", element("h4", kind[0].upper() + kind[1:]), lines(*shown), class_="property")
            )
    return element(
        "section",
        lines(
            element("h3", title, id=gathered.name("diff", key)),
            element("p", diff_summary(diff)),
            bullets(diff.remarks, "note"),
            *groups,
            _not_compared(diff),
        ),
        class_="checks",
        data_file=diff.file,
    )


def _not_compared(diff: PolicyDiff) -> Markup:
    if not diff.not_compared:
        return Markup("")
    said = "not compared, since no agent of these acts is bound by both"
    return element("p", f"{said}: {'; '.join(diff.not_compared)}", class_="note")


def _folded(one: _Found, diff: PolicyDiff, places: Places, key: str, gathered: Gathered) -> Markup:
    name = gathered.name("change", key)
    sign, look = _LOOKS[one.change]
    line = join(
        element("span", element("span", sign, aria_hidden="true"), f" {SAID[one.change]}", class_=f"pill {look}"),
        " ",
        element("span", one.words, class_="conditions"),
    )
    same = one.change is Change.EQUAL
    group = "expected" if same else "open" if one.change is Change.UNDETERMINED else "unexpected"
    item = gathered.item(name, one.words, one.change.value, one.kind, group, one.place, diff.file, not same)
    return folded(item, line, "", "", one.body(name), places)


# ---------------------------------------------------------------- what changed


def _acts(diff: PolicyDiff, places: Places) -> Iterator[_Found]:
    for act in diff.acts:
        words = f"{act.act} ({act.about})" if act.about else act.act
        yield _Found(_ACTS, words, act.change, partial(_act, act, diff, places))


def _act(act: ActChange, diff: PolicyDiff, places: Places, name: str) -> Markup:
    return lines(
        bullets(f"{in_readings([readings])}: {SAID[change]}" for readings, change in act.table),
        _difference("Newly permitted", act.permitted, diff, places, f"{name}-permitted"),
        _difference("Newly forbidden", act.forbidden, diff, places, f"{name}-forbidden"),
    )


def _difference(title: str, found: Difference, diff: PolicyDiff, places: Places, name: str) -> Markup:
    head = element("h5", difference_words(title, found))
    cases = [element("li", _case(one, diff, places, f"{name}-{at + 1}")) for at, one in enumerate(found.cases)]
    return element("section", head, element("ol", join(*cases)) if cases else "")


def _case(case: Case, diff: PolicyDiff, places: Places, name: str) -> Markup:
    conditions = " and ".join(case.conditions)
    return lines(
        element("p", element("strong", f"when {conditions}" if conditions else "always")),
        bullets(case_notes(case, diff), "note"),
        _example(f"for example, in a run that keeps {case.story_of} up to there", case.story, places, name),
        *(_blamed(one, places) for one in case.blame),
    )


def _example(words: str, story: Story, places: Places, name: str) -> Markup:
    happens = "; ".join(step.text for step in story.steps) or "at the very beginning"
    told = told_story(ToldStory("", Verdict.POSSIBLE, story, True), name, places)
    return element("details", element("summary", f"{words}: {happens}"), told, class_="more")


def _blamed(one: Excerpt, places: Places) -> Markup:
    at = places.span(one.span)
    name = element("a", one.clause, href=f"#{at}") if at else element("span", one.clause)
    return element("div", element("p", name, f" {one.why}"), excerpt(one.span, places))


def _duties(diff: PolicyDiff, places: Places) -> Iterator[_Found]:
    for duty in diff.duties:
        same = not duty.kinds and duty.change is Change.EQUAL and not duty.reason
        words = f"duty {named(f'{diff.new}.{duty.new}', duty.wording)}" if same else duty_words(duty, diff)
        yield _Found(_DUTIES, words, duty.change, partial(_duty, duty, diff, places), duty.place)


def _duty(duty: DutyChange, diff: PolicyDiff, places: Places, name: str) -> Markup:
    titles = ("No longer demanded", "Newly demanded")
    differences = [
        _difference(title, found, diff, places, f"{name}-{at}")
        for at, (title, found) in enumerate(zip(titles, duty.conditions or (), strict=False))
    ]
    examples = []
    for at, one in enumerate(duty.examples):
        where = f", {in_readings(one.readings)}" if one.readings else ""
        words = f"one can keep {one.kept} and break {one.broken}{where}"
        examples.append(_example(words, one.story, places, f"{name}-example-{at + 1}"))
    return lines(
        bullets(duty.details),
        element("p", f"not known: {duty.reason}") if duty.reason else "",
        *differences,
        *examples,
        excerpt(duty.place, places),
    )


def _bindings(diff: PolicyDiff) -> Iterator[_Found]:
    for one in diff.bindings:
        yield _Found(_WHO, f"whom it binds of {one.entity}", binding_change(one), partial(_binding, one))


def _binding(one: BindingChange, _: str) -> Markup:
    return bullets((*one.details, *([f"not known: {one.reason}"] if one.reason else [])))


def diff_files(diffs: Iterable[PolicyDiff]) -> Iterator[SourceFile]:
    """The files that comparisons speak of."""
    for diff in diffs:
        yield from _files(diff)


def _files(diff: PolicyDiff) -> Iterator[SourceFile]:
    for difference in _differences(diff):
        for case in difference.cases:
            yield from (one.span.file for one in case.blame)
            yield from story_files(case.story)
    for duty in diff.duties:
        yield duty.place.file
        for example in duty.examples:
            yield from story_files(example.story)
    yield from (one.span.file for one in diff.diagnostics if one.span is not None)


def _differences(diff: PolicyDiff) -> Iterator[Difference]:
    for act in diff.acts:
        yield from (act.permitted, act.forbidden)
    for duty in diff.duties:
        yield from duty.conditions or ()
