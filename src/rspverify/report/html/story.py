"""A counterexample or a witness: who is there, the run step by step, where it breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.check.results import ClauseNote, Story, StoryStep
from rspverify.report.html.anchors import Places
from rspverify.report.html.beside import HERE, THERE, side_by_side
from rspverify.report.html.lanes import drawing
from rspverify.report.html.markup import Markup, element, hidden, join, lines
from rspverify.report.html.proof import bullets, pairs
from rspverify.report.sentences import ToldStory, worded
from rspverify.report.style import moment

_MAY_BE_SMALLER = "The solver left open whether another story is shorter, or has fewer members."


def told_story(told: ToldStory, name: str, places: Places) -> Markup:
    """A whole story. `name`: its place in the page."""
    story, witness = told.story, told.witness
    verdict = f"{told.verdict.value} with {told.readings}" if told.readings else ""
    return element(
        "section",
        lines(
            element("h5", verdict[:1].upper() + verdict[1:]) if verdict else Markup(""),
            _setting(story),
            viewer(story, witness, name),
            _at_first(story),
            _steps(story.steps, places),
            _ending(story, witness),
            side_by_side(story),
            element("p", _MAY_BE_SMALLER, class_="note") if story.may_be_smaller else Markup(""),
        ),
        class_="story",
        id=name,
    )


def _setting(story: Story) -> Markup:
    rows = [
        ("Words", f"{word} as {reading}" + (f" ({wording})" if wording else ""))
        for word, reading, wording in story.readings
    ]
    rows += [("Lengths", f"{word} is {length}") for word, length in story.durations]
    rows += [("Who", f"{entity}: {', '.join(members)}") for entity, members in story.members]
    return pairs(rows) if rows else Markup("")


def _at_first(story: Story) -> Markup:
    if not story.initially:
        return Markup("")
    return element("section", element("h5", "At first"), bullets(story.initially), data_step=0)


def _steps(steps: Sequence[StoryStep], places: Places) -> Markup:
    if not steps:
        return Markup("")
    items = [_step(step, places) for step in steps]
    return element("section", element("h5", "What happens"), element("ol", join(*items), class_="steps"))


def _step(step: StoryStep, places: Places) -> Markup:
    act = element("p", join(step.text, element("span", f" {moment(step.time)}", class_="time")), class_="act")
    notes = element("ul", join(*(_note(one, places) for one in step.clauses)), class_="notes")
    changes = bullets(step.changes, "changes")
    return element("li", act, changes, notes if step.clauses else Markup(""), data_step=step.number)


def _note(note: ClauseNote, places: Places) -> Markup:
    at = places.span(note.span)
    name = element("a", note.clause, href=f"#{at}") if at else Markup(element("span", note.clause))
    said = worded(note.clause, note.wording)
    wording = f" ({said})" if said else ""
    look = note.standing.replace(" ", "-")
    return element("li", name, element("span", f"{wording} {note.status}"), class_=f"n-{look}" if look else "")


def _ending(story: Story, witness: bool) -> Markup:
    title = element("h5", "Here it is" if witness else "Here it breaks")
    hinges = bullets(dict.fromkeys(story.hinges))
    return element("section", title, element("p", story.ending), hinges, class_="ending " + ("is" if witness else "no"))


# ---------------------------------------------------------------- the viewer


def viewer(story: Story, witness: bool, name: str) -> Markup:
    """The run as a drawing with a slider; two, if the story is about two runs. The slider needs the script."""
    if not story.steps:
        return Markup("")
    aside = story.beside
    runs = [story, *([aside.story] if aside is not None and aside.story is not None else [])]
    titles = [""] if len(runs) == 1 else [HERE, THERE]
    drawings = []
    for title, run in zip(titles, runs, strict=True):
        said = f"drawing of {title or 'the run'}"
        shown = element("div", drawing(run, witness), class_="scroll", role="group", tabindex=0, aria_label=said)
        drawings.append(join(element("p", title, class_="run") if title else Markup(""), shown))
    last = max(len(run.steps) for run in runs)
    moments = element("div", join(*_moments(runs, titles, last)), class_="moments", hidden=True)
    return element("div", join(*drawings), _controls(name, last), moments, class_="viewer", data_last=last)


def _controls(name: str, last: int) -> Markup:
    slider = element(
        "input", type="range", id=f"{name}-slider", min="0", max=last, step=1, value=last, autocomplete="off"
    )
    return element(
        "div",
        element("label", "Moment", for_=f"{name}-slider"),
        element("button", "◀", hidden(" one step back"), type="button", data_go="-1"),
        slider,
        element("button", "▶", hidden(" one step on"), type="button", data_go=1),
        element("output", for_=f"{name}-slider"),
        class_="controls",
        hidden=True,
    )


def _moments(runs: Sequence[Story], titles: Sequence[str], last: int) -> Iterator[Markup]:
    for at in range(last + 1):
        columns = [_standing(run, title, min(at, len(run.steps))) for run, title in zip(runs, titles, strict=True)]
        said = (
            "at first" if at == 0 else f"after step {at}: {'; in the other run: '.join(_done(run, at) for run in runs)}"
        )
        yield element("div", join(*columns), class_="moment", data_step=at, data_said=said, hidden=True)


def _done(run: Story, at: int) -> str:
    return run.steps[at - 1].text if at <= len(run.steps) else "nothing more"


def _standing(run: Story, title: str, at: int) -> Markup:
    """How things stand in a run at one moment; what is new is marked."""
    when = "at first" if at == 0 else moment(run.steps[at - 1].time)
    head = element("p", f"How things stand{f' in {title}' if title else ''}, {when}", class_="run")
    if not run.states:
        return element("div", head, bullets(run.initially if at == 0 else run.steps[at - 1].changes))
    before = run.states[at - 1] if at else run.states[0]
    items = [
        element("li", text, hidden(" (new)") if text not in before else "", class_="" if text in before else "new")
        for text in run.states[at]
    ]
    changes = run.steps[at - 1].changes if at else ()
    gone = [element("li", text, class_="new") for text in changes if text not in run.states[at]]
    every = [*items, *gone]
    return element(
        "div", head, element("ul", join(*every)) if every else element("p", "nothing differs from the plainest state")
    )
