"""What a comparison of two policies came to, for people: act by act, the cases in words, then the duties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rspverify.check.diff.results import (
    ActChange,
    BindingChange,
    Case,
    Change,
    Difference,
    DutyChange,
    PolicyDiff,
    Readings,
)
from rspverify.check.results import Excerpt
from rspverify.report.story import render_story
from rspverify.report.style import Paint, Style, number, place, plain

_PAINTS: dict[Change, Paint] = {
    Change.EQUAL: "green",
    Change.STRICTER: "blue",
    Change.LAXER: "red",
    Change.INCOMPARABLE: "red",
    Change.UNDETERMINED: "yellow",
}
SAID = {
    Change.EQUAL: "equal",
    Change.STRICTER: "stricter",
    Change.LAXER: "laxer",
    Change.INCOMPARABLE: "laxer in some cases, stricter in others",
    Change.UNDETERMINED: "undetermined",
}


def render_diff(diff: PolicyDiff, style: Style, verbose: bool) -> str:
    """The whole comparison. `verbose`: with stories, and with what is the same."""
    lines = [style.paint(plain(diff.file), "bold", "cyan"), ""]
    under = f" {diff.conditions}" if diff.conditions else ""
    title = f"{named(diff.new, diff.new_wording)} against {named(diff.old, diff.old_wording)}{under}"
    lines += [style.paint(line, "bold") for line in style.wrap(plain(title), 0, 2)]
    for remark in diff.remarks:
        lines += style.wrap(plain(remark), 2, 4)
    for binding in diff.bindings:
        lines += ["", *_binding(binding, diff, style)]
    for act in diff.acts:
        if act.change is not Change.EQUAL:
            lines += ["", *_act(act, diff, style, verbose)]
    for duty in diff.duties:
        if duty.kinds or duty.change is not Change.EQUAL or duty.reason:
            lines += ["", *_duty(duty, diff, style, verbose)]
    lines += _unchanged(diff, style, verbose)
    return "\n".join([*lines, "", *_summary(diff, style)]) + "\n"


def named(name: str, wording: str) -> str:
    """A name with its wording, where that says more."""
    return f"{name} ({wording})" if wording and wording != name.replace("_", " ") else name


def _head(text: str, change: Change, style: Style) -> list[str]:
    said = SAID[change]
    first, *others = style.wrap(f"{plain(text)}: {said}", 2, 4)
    return [first.replace(said, style.paint(said, _PAINTS[change], "bold")), *others]


# ---------------------------------------------------------------- acts


def _act(act: ActChange, diff: PolicyDiff, style: Style, verbose: bool) -> list[str]:
    about = f" ({act.about})" if act.about else ""
    lines = _head(f"{act.act}{about}", act.change, style)
    for readings, change in act.table:
        lines += style.wrap(plain(f"{in_readings([readings])}: {SAID[change]}"), 6, 8)
    lines += _difference("newly permitted", act.permitted, diff, style, verbose)
    lines += _difference("newly forbidden", act.forbidden, diff, style, verbose)
    return lines


def difference_words(title: str, found: Difference) -> str:
    """Whether there is a difference, and how much is known of it."""
    if found.found == "none":
        return f"{title}: nothing (proved{f', {found.method}' if found.method else ''})"
    if found.found == "unknown":
        return f"{title}: not known ({found.reason or 'no proof and no example was found'})"
    whole = "proved to be all" if found.complete else f"there may be others: {found.reason}"
    return f"{title}, {number(len(found.cases), 'case')} ({whole})"


def _difference(title: str, found: Difference, diff: PolicyDiff, style: Style, verbose: bool) -> list[str]:
    if found.found == "none" and not verbose:
        return []
    lines = style.wrap(plain(difference_words(title, found)), 4, 6)
    if found.found != "some":
        return lines
    for i, case in enumerate(found.cases, 1):
        lines += _case(i, case, diff, style, verbose)
    return lines


def _case(i: int, case: Case, diff: PolicyDiff, style: Style, verbose: bool) -> list[str]:
    head = f"{i}. "
    conditions = case.conditions or ("always",)
    said = [("when " if case.conditions else "") + conditions[0], *(f"and {one}" for one in conditions[1:])]
    lines: list[str] = []
    for j, one in enumerate(said):
        first, *others = style.wrap(plain(one), 6 + len(head), 8 + len(head))
        lines.append(f"{' ' * 6}{style.paint(head if j == 0 else ' ' * len(head), 'bold')}{first.lstrip()}")
        lines += others
    for note in case_notes(case, diff):
        lines += [style.paint(line, "dim") for line in style.wrap(plain(note), 10, 12)]
    happens = "; ".join(step.text for step in case.story.steps) or "at the very beginning"
    lines += style.wrap(plain(f"for example, in a run that keeps {case.story_of} up to there: {happens}"), 10, 12)
    return lines + (["", render_story(case.story, True, style), ""] if verbose else _blame(case.blame, style))


def case_notes(case: Case, diff: PolicyDiff) -> list[str]:
    """What else there is to say of when a case is one, a sentence each."""
    notes = []
    if not case.told_apart:
        why = f" ({case.reason})" if case.reason else ""
        notes.append(f"this happens there, but these words do not tell in which cases exactly{why}")
    notes += _comes_up(case, diff)
    if case.readings:
        notes.append(f"only {in_readings(case.readings)}")
    if case.unread:
        notes.append(f"not known {in_readings(case.unread)}")
    return notes


def _comes_up(case: Case, diff: PolicyDiff) -> list[str]:
    """In which runs the case comes up; nothing where it does in all."""
    found = [(diff.old, case.under_old), (diff.new, case.under_new)]
    notes = []
    if any(under == "none" for _, under in found):
        never = " or ".join(name for name, under in found if under == "none")
        notes.append(f"comes up only where {never} has been broken before")
    notes += [f"whether it comes up where {name} is kept is not known" for name, under in found if under == "unknown"]
    return notes


def _blame(excerpts: Sequence[Excerpt], style: Style) -> list[str]:
    lines: list[str] = []
    for excerpt in excerpts:
        why = f" {excerpt.why}" if excerpt.why else ""
        lines += style.wrap(f"{plain(excerpt.clause)}{plain(why)}", 10, 12)
        lines.append(f"{' ' * 12}{style.paint(place(excerpt.span), 'cyan')}")
    return lines


def in_readings(combinations: Iterable[Readings]) -> str:
    """`with committed as promise or with …`."""
    return " or ".join(f"with {' and '.join(f'{word} as {reading}' for word, reading in one)}" for one in combinations)


# ---------------------------------------------------------------- duties, bindings


def duty_words(duty: DutyChange, diff: PolicyDiff) -> str:
    """Which duty it is, and what is different about it."""
    name = f"{diff.new}.{duty.new}" if duty.new else f"{diff.old}.{duty.old}"
    before = f" (before: {diff.old}.{duty.old})" if duty.new and duty.old and duty.old != duty.new else ""
    kinds = f" {' and '.join(duty.kinds)}" if duty.kinds else " otherwise"
    return f"duty {named(name, duty.wording)}{before}{kinds}"


def _duty(duty: DutyChange, diff: PolicyDiff, style: Style, verbose: bool) -> list[str]:
    lines = _head(duty_words(duty, diff), duty.change, style)
    lines.append(f"{' ' * 6}{style.paint(place(duty.place), 'cyan')}")
    for detail in duty.details:
        lines += style.wrap(plain(detail), 6, 8)
    if duty.reason:
        lines += style.wrap(plain(f"not known: {duty.reason}"), 6, 8)
    titles = ("no longer demanded", "newly demanded")
    for title, found in zip(titles, duty.conditions or (), strict=False):
        lines += _difference(title, found, diff, style, verbose)
    for example in duty.examples:
        where = f", {in_readings(example.readings)}" if example.readings else ""
        happens = "; ".join(step.text for step in example.story.steps)
        text = f"one can keep {example.kept} and break {example.broken}{where}: {happens}"
        lines += style.wrap(plain(text), 6, 8)
        if verbose:
            lines += ["", render_story(example.story, True, style), ""]
    return lines


def binding_change(binding: BindingChange) -> Change:
    """Whether fewer are bound, or more."""
    if binding.released == "some" and binding.added == "some":
        return Change.INCOMPARABLE
    if "unknown" in (binding.released, binding.added):
        return Change.UNDETERMINED
    return Change.LAXER if binding.released == "some" else Change.STRICTER


def _binding(binding: BindingChange, diff: PolicyDiff, style: Style) -> list[str]:
    change = binding_change(binding)
    lines = _head(f"whom it binds of {binding.entity}", change, style)
    for detail in (*binding.details, *([f"not known: {binding.reason}"] if binding.reason else [])):
        lines += style.wrap(plain(detail), 6, 8)
    return lines


# ---------------------------------------------------------------- the end


def _unchanged(diff: PolicyDiff, style: Style, verbose: bool) -> list[str]:
    same = [act.act for act in diff.acts if act.change is Change.EQUAL]
    kept = [duty.new for duty in diff.duties if not duty.kinds and duty.change is Change.EQUAL and not duty.reason]
    lines: list[str] = []
    for title, names in (
        ("the same, proved", same),
        ("duties that are the same", kept),
        ("not compared, since no agent of these acts is bound by both", diff.not_compared),
    ):
        if names:
            lines += style.wrap(plain(f"{title}: {'; '.join(names)}"), 2, 4)
    return ["", *lines] if lines else []


def diff_summary(diff: PolicyDiff) -> str:
    """What the comparison came to, in a sentence."""
    if diff.fault:
        return f"a result was not confirmed, which is our own fault: {diff.fault}"
    if diff.wrong_input:
        return "nothing was compared: the world of these policies is not sound"
    said = {
        Change.EQUAL: f"{diff.new} and {diff.old} are equal in all that was compared",
        Change.LAXER: f"{diff.new} is laxer than {diff.old}",
        Change.STRICTER: f"{diff.new} is stricter than {diff.old}",
        Change.INCOMPARABLE: f"{diff.new} is laxer than {diff.old} in some things, and stricter in others",
        Change.UNDETERMINED: f"how {diff.new} stands to {diff.old} is not known",
    }[diff.change]
    if diff.undetermined and diff.change is not Change.UNDETERMINED:
        said += "; something else is not known"
    return said


def _summary(diff: PolicyDiff, style: Style) -> list[str]:
    lines = style.wrap(plain(diff_summary(diff)), 0, 2)
    if diff.fault or diff.wrong_input:
        return lines
    return [style.paint(line, "bold", _PAINTS[diff.change]) for line in lines]
