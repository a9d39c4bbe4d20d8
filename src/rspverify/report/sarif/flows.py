"""A counterexample as a code flow: one location for each step, with what is different after it."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.results import Story, StoryStep
from rspverify.report.sarif.places import Json, location, message
from rspverify.report.sentences import ToldStory
from rspverify.report.style import moment, plain
from rspverify.source.spans import Span
from rspverify.trace.values import Place, State, Trace, Value


def code_flow(told: ToldStory, check: Span) -> Json:
    """A story; of two runs, each is a thread. `check` is where steps are shown that no clause is about."""
    story = told.story
    title = f"{told.verdict.value} with {told.readings}: {story.ending}" if told.readings else story.ending
    threads = [_thread("run", story, told.witness, check)]
    aside = story.beside
    if aside is not None and aside.story is not None:
        threads.append(_thread("other run", aside.story, told.witness, check))
    elif aside is not None:
        title += f"; the same moment, with this change: {', '.join(aside.differences)}"
    return {"message": message(title), "threadFlows": threads}


def _thread(name: str, story: Story, witness: bool, check: Span) -> Json:
    locations = list(_locations(story, witness, check))
    return {
        "id": name,
        "immutableState": _fixed(story),
        "initialState": _state(story.trace.states[0], None),
        "locations": [one | {"executionOrder": index + 1} for index, one in enumerate(locations)],
    }


def _locations(story: Story, witness: bool, check: Span) -> Iterator[Json]:
    first = f"At first: {'; '.join(story.initially)}" if story.initially else "At first"
    yield _at(check, first, 0, "important", _state(story.trace.states[0], None))
    for step in story.steps:
        yield _step(step, story.trace, check)
        for note in step.clauses:
            yield _at(note.span, f"{note.clause} {note.status}", 1, "unimportant")
    title = "Here it is" if witness else "Here it breaks"
    ending = "; ".join(dict.fromkeys((story.ending, *story.hinges)))
    yield _at(check, f"{title}: {ending}", 0, "essential")


def _step(step: StoryStep, trace: Trace, check: Span) -> Json:
    place = step.clauses[0].span if step.clauses else check
    changes = f": {'; '.join(step.changes)}" if step.changes else ""
    text = f"{step.number}. {step.text} ({moment(step.time)}){changes}"
    before, after = trace.states[step.number - 1], trace.states[step.number]
    return _at(place, text, 0, "essential", _state(after, before))


def _at(span: Span, text: str, level: int, importance: str, state: Json | None = None) -> Json:
    found: Json = {"location": location(span, text), "nestingLevel": level, "importance": importance}
    return found if state is None else found | {"state": state}


def _state(state: State, before: State | None) -> Json:
    """The time and the facts; `before`: only facts that were otherwise."""
    shown = {
        _place(place): {"text": _value(value)}
        for place, value in state.facts.items()
        if before is None or before.facts.get(place) != value
    }
    return {"time": {"text": moment(state.time)}, **shown}


def _fixed(story: Story) -> Json:
    """What is the same in all states: members, readings of words, lengths."""
    fixed = {entity: ", ".join(members) for entity, members in story.members}
    fixed |= {word: reading for word, reading, _ in story.readings}
    fixed |= dict(story.durations)
    return {plain(name): {"text": plain(text)} for name, text in fixed.items()}


def _place(place: Place) -> str:
    name, arguments = place
    return plain(f"{name}({', '.join(map(_value, arguments))})" if arguments else name)


def _value(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else plain(str(value))
