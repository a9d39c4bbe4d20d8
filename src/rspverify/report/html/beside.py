"""Two runs side by side, with a mark where they differ; or a state, and what is changed in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.check.results import Apart, Beside, Story
from rspverify.report.beside import short_ending
from rspverify.report.html.markup import Markup, element, hidden, join
from rspverify.report.html.proof import bullets
from rspverify.report.style import moment

HERE, THERE = "this run", "the other run"


def side_by_side(story: Story) -> Markup:
    """What the run of a story about two stands beside; nothing if it is about one."""
    aside = story.beside
    if aside is None:
        return Markup("")
    if aside.kind == "state":
        title = element("h5", "The same moment, with this change")
        return element("section", title, bullets(aside.differences, "differ"))
    note = element("span", "≠ marks what differs; all else is alike", class_="note")
    caption = element("caption", "Two runs, side by side ", note)
    head = element("tr", join(*(element("th", one, scope="col") for one in ("moment", HERE, THERE))))
    rows = join(*_rows(story, aside))
    table = element("table", caption, element("thead", head), element("tbody", rows), class_="beside")
    return element("div", table, class_="scroll", role="group", tabindex=0, aria_label="two runs, side by side")


def _rows(story: Story, aside: Beside) -> Iterator[Markup]:
    mine = {step.number: step.time for step in story.steps}
    theirs = {} if aside.story is None else {step.number: step.time for step in aside.story.steps}
    for one in aside.moments:
        if one.step == 0:
            yield from _pairs("At first", one.here, one.there)
        else:
            yield from _step(one, moment(mine[one.step]), moment(theirs[one.step]))
    ending = "" if aside.story is None else aside.story.ending
    yield from _pairs("At the end", (short_ending(story.ending),), (short_ending(ending),))


def _step(one: Apart, here: str, there: str) -> Iterator[Markup]:
    title = f"Step {one.step}"
    if one.alike:
        when = f" ({here})" if here == there else ""
        both = element("td", f"{one.alike}{when}, in both", colspan=2, class_="both")
        yield element("tr", element("th", title, scope="row"), both, data_step=one.step)
        if here != there:
            yield from _pairs("", (f"({here})",), (f"({there})",), one.step)
        yield from _pairs("", one.here, one.there, one.step)
    else:
        first, second = f"{one.here[0]} ({here})", f"{one.there[0]} ({there})"
        yield from _pairs(title, (first, *one.here[1:]), (second, *one.there[1:]), one.step)


def _pairs(title: str, here: Sequence[str], there: Sequence[str], step: int = 0) -> Iterator[Markup]:
    for at, (mine, theirs) in enumerate(zip(here, there, strict=True)):
        name = title if at == 0 else ""
        head = element("th", name, scope="row") if name else element("td", class_="none")
        unlike = mine != theirs
        sign = join(element("span", "≠ ", aria_hidden="true"), hidden("differs: ")) if unlike else Markup("")
        cells = [element("td", sign, text) for text in (mine, theirs)]
        yield element("tr", head, join(*cells), class_="unlike" if unlike else "", data_step=step)
