"""Two runs side by side, with a mark where they differ; or a state, and what is changed in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from rspverify.check.results import Apart, Beside, Story
from rspverify.report.style import Style, moment, plain, width_of

_INDENT = 6
_HERE, _THERE = "the run above", "the other run"
_NARROW = 72
"""Below so many columns the two runs stand one after the other."""


def render_beside(story: Story, style: Style) -> list[str]:
    """What the run of a story about two stands beside."""
    aside = story.beside
    if aside is None:
        return []
    if aside.kind == "state":
        lines = [f"{' ' * _INDENT}{style.paint('The same moment, with this change', 'bold')}"]
        for text in aside.differences:
            lines += style.wrap(f"{style.symbol('unlike')} {plain(text)}", _INDENT + 2, _INDENT + 4)
        return lines
    mark = style.symbol("unlike")
    title = "Two runs, side by side"
    head = style.wrap(f"{title} ({mark} marks what differs; all else is alike)", _INDENT, _INDENT + 2)
    return [head[0].replace(title, style.paint(title, "bold"), 1), *head[1:], *_moments(story, aside, style)]


def _moments(story: Story, aside: Beside, style: Style) -> Iterator[str]:
    if style.width >= _NARROW:
        yield from _columns(_HERE, _THERE, style)
    steps = {step.number: step for step in story.steps}
    counterparts = {} if aside.story is None else {step.number: step for step in aside.story.steps}
    for one in aside.moments:
        if one.step == 0:
            yield from _beginning(one, style)
        else:
            yield from _step(one, moment(steps[one.step].time), moment(counterparts[one.step].time), style)
    yield from _title("At the end", style)
    endings = story.ending, "" if aside.story is None else aside.story.ending
    yield from _pairs((short_ending(endings[0]),), (short_ending(endings[1]),), style)


def short_ending(ending: str) -> str:
    """Of an ending that compares, what is so in its own run."""
    return ending.partition(", but ")[0].removesuffix(" here")


def _beginning(one: Apart, style: Style) -> Iterator[str]:
    if one.here:
        yield from _title("At first", style)
        yield from _pairs(one.here, one.there, style)


def _step(one: Apart, here: str, there: str, style: Style) -> Iterator[str]:
    """A step of both, with the moments to which it leads in either."""
    head = f"{one.step}. "
    if one.alike and here == there:
        yield from _title(f"{head}{plain(one.alike)} ({here}), in both", style)
        yield from _pairs(one.here, one.there, style)
    elif one.alike:
        yield from _title(f"{head}{plain(one.alike)}, in both", style)
        yield from _pairs((f"({here})", *one.here), (f"({there})", *one.there), style)
    else:
        yield from _title(head, style)
        first, second = f"{one.here[0]} ({here})", f"{one.there[0]} ({there})"
        yield from _pairs((first, *one.here[1:]), (second, *one.there[1:]), style)


def _title(text: str, style: Style) -> Iterator[str]:
    yield from style.wrap(text, _INDENT + 2, _INDENT + 4)


def _pairs(here: Sequence[str], there: Sequence[str], style: Style) -> Iterator[str]:
    """What is said of both runs at one moment; marked where it is not the same."""
    for mine, theirs in zip(map(plain, here), map(plain, there), strict=True):
        mark = f"{style.symbol('unlike') if mine != theirs else ' '} "
        if style.width >= _NARROW:
            yield from _columns(f"{mark}{mine}", f"{mark}{theirs}", style)
            continue
        for side, text in ((_HERE, mine), (_THERE, theirs)):
            yield from style.wrap(f"{mark}{side}: {text}", _INDENT + 4, _INDENT + 6)


def _columns(here: str, there: str, style: Style) -> Iterator[str]:
    inside = _INDENT + 4
    width = (style.width - inside - 3) // 2
    cell = replace(style, width=width)
    for one, other in zip_longest(cell.wrap(here, 0, 2), cell.wrap(there, 0, 2), fillvalue=""):
        padding = " " * (width - width_of(one))
        yield f"{' ' * inside}{one}{padding} {style.symbol('bar')} {other}".rstrip()
