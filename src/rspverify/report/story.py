"""A counterexample (or a witness) as a short story: who is there, how things stand at first, what happens, where the
property breaks, and which words of the policy made it possible."""

from __future__ import annotations

from collections.abc import Iterable

from rspverify.check.results import ClauseNote, Excerpt, Story, StoryStep
from rspverify.report.beside import render_beside
from rspverify.report.style import Style, cut, moment, number, place, plain
from rspverify.source.spans import Span

_EXCERPT_LINES = 12
_INDENT = 6
_MAY_BE_SMALLER = "The solver left open whether another story is shorter, or has fewer members."


def render_story(story: Story, witness: bool, style: Style) -> str:
    """The whole story, indented, without a line break at its end. `witness`: it shows something, nothing breaks."""
    parts = [
        _setting(story, style),
        _listed("At first", story.initially, style),
        _steps(story.steps, style),
        _ending(story, witness, style),
        render_beside(story, style) if story.beside is not None else [],
        _guilty(story, witness, style),
        style.wrap(_MAY_BE_SMALLER, _INDENT) if story.may_be_smaller else [],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def how_long(story: Story) -> str:
    """`in 2 steps`, `at the very beginning`."""
    return f"in {number(len(story.steps), 'step')}" if story.steps else "at the very beginning"


def render_excerpt(span: Span, style: Style, indent: int = _INDENT) -> list[str]:
    """The lines of a span, with their numbers."""
    file = span.file
    first = file.line_of(span.start)
    last = file.line_of(max(span.start, span.end - 1))
    shown = range(first, min(last, first + _EXCERPT_LINES - 1) + 1)
    gutter = len(str(shown[-1]))
    texts = [plain(file.line_text(line).expandtabs(4)) for line in shown]
    margin = min((len(text) - len(text.lstrip()) for text in texts if text.strip()), default=0)
    lines = [
        f"{' ' * indent}{style.paint(f'{line:>{gutter}} |', 'blue')} "
        f"{cut(text[margin:], style.width - indent - gutter - 3, style.symbol('dots'))}".rstrip()
        for line, text in zip(shown, texts, strict=True)
    ]
    if last > shown[-1]:
        more = f"{style.symbol('dots')} and {number(last - shown[-1], 'more line')}"
        lines.append(f"{' ' * (indent + gutter)} | {more}")
    return lines


def _setting(story: Story, style: Style) -> list[str]:
    rows = [
        ("Words", f"{word} as {reading}" + (f" ({wording})" if wording else ""))
        for word, reading, wording in story.readings
    ]
    rows += [("Lengths", f"{word} is {length}") for word, length in story.durations]
    rows += [("Who", f"{entity}: {', '.join(members)}") for entity, members in story.members]
    lines: list[str] = []
    before = ""
    for label, text in rows:
        head = "" if label == before else label
        before = label
        first, *others = style.wrap(plain(text), _INDENT + 10)
        lines += [f"{' ' * _INDENT}{style.paint(head.ljust(10), 'bold')}{first.lstrip()}", *others]
    return lines


def _listed(title: str, sentences: tuple[str, ...], style: Style) -> list[str]:
    if not sentences:
        return []
    return [_title(title, style), *_bullets(sentences, _INDENT + 2, style)]


def _bullets(sentences: Iterable[str], indent: int, style: Style) -> list[str]:
    return [line for sentence in sentences for line in style.wrap(f"- {plain(sentence)}", indent, indent + 2)]


def _steps(steps: tuple[StoryStep, ...], style: Style) -> list[str]:
    if not steps:
        return []
    lines = [_title("What happens", style)]
    digits = len(str(steps[-1].number))
    text_at = _INDENT + 2 + digits + 2
    for step in steps:
        head = f"{step.number:>{digits}}. "
        wrapped = style.wrap(f"{plain(step.text)} ({moment(step.time)})", text_at)
        lines.append(f"{' ' * (_INDENT + 2)}{style.paint(head, 'bold')}{style.paint(wrapped[0].lstrip(), 'bold')}")
        lines += [style.paint(line, "bold") for line in wrapped[1:]]
        lines += _bullets(step.changes, text_at, style)
        for note in step.clauses:
            lines += [style.paint(line, "dim") for line in style.wrap(_noted(note), text_at, text_at + 2)]
    return lines


def _noted(note: ClauseNote) -> str:
    wording = f" ({plain(note.wording)})" if note.wording else ""
    return f"{plain(note.clause)}{wording} {plain(note.status)}"


def _ending(story: Story, witness: bool, style: Style) -> list[str]:
    title = style.paint("Here it is" if witness else "Here it breaks", "bold", "green" if witness else "red")
    lines = style.wrap(plain(story.ending), _INDENT + 2)
    shown = [f"{' ' * _INDENT}{title}", *lines]
    shown += _bullets(dict.fromkeys(story.hinges), _INDENT + 2, style)
    return shown


def _guilty(story: Story, witness: bool, style: Style) -> list[str]:
    """The clauses to blame; of a story about two, with how each stands there, too."""
    aside = story.beside
    there = {} if aside is None else {excerpt.clause: excerpt for excerpt in aside.guilty}
    if not story.guilty and not there:
        return []
    lines = [_title("The words that allow it" if witness else "The words that made it possible", style)]
    for excerpt in (*story.guilty, *(other for name, other in there.items() if name not in _names(story.guilty))):
        first = excerpt.why if excerpt in story.guilty else ""
        lines += style.wrap(f"{plain(excerpt.clause)}{f': {plain(first)}' if first else ''}", _INDENT + 2, _INDENT + 4)
        other = there.get(excerpt.clause)
        if aside is not None and other is not None and other.why and other.why != first:
            intro = "in the other run" if aside.kind == "run" else "after the change"
            lines += style.wrap(f"{intro}: {plain(other.why)}", _INDENT + 4, _INDENT + 6)
        lines.append(f"{' ' * (_INDENT + 2)}{style.paint(place(excerpt.span), 'cyan')}")
        lines += render_excerpt(excerpt.span, style, _INDENT + 4)
    return lines


def _names(excerpts: Iterable[Excerpt]) -> set[str]:
    return {excerpt.clause for excerpt in excerpts}


def _title(text: str, style: Style) -> str:
    return f"{' ' * _INDENT}{style.paint(text, 'bold')}"
