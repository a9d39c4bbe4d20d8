"""A story as a Mermaid sequence diagram: a lane for each agent, an arrow for each act, notes for all else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rspverify.check.results import Story, StoryStep
from rspverify.report.inert import mermaid
from rspverify.report.style import Style, moment
from rspverify.trace.values import Act, Trace

_WIDTH = 60
_WORLD = "world"


def sequence_diagram(story: Story, witness: bool) -> str:
    """The lines of the diagram. `witness`: the story shows something, nothing breaks."""
    agents = dict.fromkeys(step.agent for step in story.steps if step.agent)
    lanes = {agent: f"p{index + 1}" for index, agent in enumerate(agents)}
    lines = ["sequenceDiagram"]
    lines += [f"  participant {lane} as {mermaid(agent)}" for agent, lane in lanes.items()]
    if not lanes:
        lines.append(f"  participant {_WORLD} as the world")
    over = f"p1,p{len(lanes)}" if len(lanes) > 1 else "p1" if lanes else _WORLD
    if story.initially:
        lines.append(f"  Note over {over}: {_lines(['At first', *story.initially])}")
    for step in story.steps:
        lines += _step(step, story.trace, lanes, over)
    ending = ["Here it is" if witness else "Here it breaks", *dict.fromkeys((story.ending, *story.hinges))]
    return "\n".join([*lines, f"  Note over {over}: {_lines(ending)}"])


def _step(step: StoryStep, trace: Trace, lanes: dict[str, str], over: str) -> Iterator[str]:
    text = f"{step.number}. {step.text} ({moment(step.time)})"
    if not step.agent:
        yield f"  Note over {over}: {_lines([text, *step.changes])}"
        return
    lane = lanes[step.agent]
    yield f"  {lane}->>{_other(step, trace, lanes) or lane}: {_lines([text])}"
    if step.changes:
        yield f"  Note over {lane}: {_lines(step.changes)}"


def _other(step: StoryStep, trace: Trace, lanes: dict[str, str]) -> str | None:
    """The lane of the one other agent whom an act names, if there is one."""
    act = trace.steps[step.number - 1]
    named = {str(each) for each in act.arguments} if isinstance(act, Act) else set()
    others = [lane for agent, lane in lanes.items() if agent in named and agent != step.agent]
    return others[0] if len(others) == 1 else None


def _lines(texts: Iterable[str]) -> str:
    wide = Style(width=_WIDTH)
    return "<br/>".join(mermaid(line) for text in texts for line in wide.wrap(text))
