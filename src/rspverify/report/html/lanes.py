"""A run as a drawing: a lane for each agent, and one for what happens by itself."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.results import Story, StoryStep
from rspverify.report.html.markup import Markup, element, join
from rspverify.report.style import Style, cut, moment, number, plain
from rspverify.trace.values import Act

_LEFT, _COLUMN, _TOP, _LANE, _LINE, _BOTTOM = 148, 148, 14, 54, 14, 34
_LINES = 3
_WORLD = "world and time"


def drawing(story: Story, witness: bool) -> Markup:
    """The drawing. `witness`: the last step shows something, it breaks nothing. Its text is in the list of steps."""
    lanes = lanes_of(story)
    tall = _LANE + _LINE * max((len(_words(step.text, step.agent)) for step in story.steps), default=0)
    width = _LEFT + _COLUMN * len(story.steps) + 10
    height = _TOP + tall * len(lanes) + _BOTTOM
    parts = [part for name, at in lanes.items() for part in _lane(name, _middle(at, tall), width)]
    for step in story.steps:
        parts.append(_step(step, story, lanes, tall, witness))
    said = f"{number(len(story.steps), 'step')} in {number(len(lanes), 'lane')}: {', '.join(lanes)}"
    return element(
        "svg",
        join(parts),
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        aria_label=f"The run as a drawing, {said}. The same is told in words below.",
        class_="lanes",
    )


def lanes_of(story: Story) -> dict[str, int]:
    """Each agent who acts, from the top down, and at last the world if anything happens by itself."""
    names = dict.fromkeys(step.agent for step in story.steps if step.agent)
    if any(not step.agent for step in story.steps):
        names[_WORLD] = None
    return {name: at for at, name in enumerate(names)}


def _middle(lane: int, tall: int) -> int:
    return _TOP + tall * lane + 26


def _lane(name: str, y: int, width: int) -> Iterator[Markup]:
    look = "lane world" if name == _WORLD else "lane"
    shown = element("text", cut(plain(name), 19), x=4, y=y + 5, class_="who")
    yield element(
        "g", element("title", name), element("line", x1=_LEFT - 8, y1=y, x2=width - 4, y2=y), shown, class_=look
    )


def _step(step: StoryStep, story: Story, lanes: dict[str, int], tall: int, witness: bool) -> Markup:
    x = _LEFT + _COLUMN * (step.number - 1) + _COLUMN // 2
    y = _middle(lanes[step.agent or _WORLD], tall)
    last = step.number == len(story.steps)
    look = "dot" + ((" shows" if witness else " breaks") if last else "") + ("" if step.agent else " by-itself")
    parts = [element("title", f"{step.number}. {step.text} ({moment(step.time)})")]
    for other in _addressed(step, story, lanes):
        parts.append(element("line", x1=x, y1=y, x2=x, y2=_middle(other, tall), class_="to"))
        parts.append(element("circle", cx=x, cy=_middle(other, tall), r=5, class_="end"))
    parts.append(element("circle", cx=x, cy=y, r=15))
    parts.append(element("text", str(step.number), x=x, y=y + 5, class_="no"))
    words = _words(step.text, step.agent)
    parts += [element("text", line, x=x, y=y + 33 + _LINE * at, class_="what") for at, line in enumerate(words)]
    bottom = _TOP + tall * len(lanes) + 20
    parts.append(element("text", moment(step.time), x=x, y=bottom, class_="when"))
    return element("g", join(parts), class_=look, data_step=step.number)


def _words(text: str, agent: str) -> list[str]:
    """What is done, in a few short lines, without the one who does it: that is the lane."""
    shown = plain(text)
    shown = shown.removeprefix(f"{plain(agent)} ") if agent else shown
    found = Style(width=21).wrap(shown)
    return found if len(found) <= _LINES else [*found[: _LINES - 1], f"{cut(found[_LINES - 1], 19, '')}…"]


def _addressed(step: StoryStep, story: Story, lanes: dict[str, int]) -> list[int]:
    """The lanes of the other agents whom an act names."""
    act = story.trace.steps[step.number - 1] if step.number <= len(story.trace.steps) else None
    named = {str(each) for each in act.arguments} if isinstance(act, Act) else set()
    return [at for name, at in lanes.items() if name in named and name != step.agent]
