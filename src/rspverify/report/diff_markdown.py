"""The comparison of two policies as Markdown, for people who read it on a web page of a git server: an overview first,
then what has changed, the clauses that make a case folded away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.check.diff.results import ActChange, Case, Change, Difference, DutyChange, PolicyDiff
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
from rspverify.report.inert import block, inside_html, markdown
from rspverify.report.style import number
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.render import render_diagnostic

_SIGNS = {
    Change.EQUAL: "=",
    Change.STRICTER: "▲",
    Change.LAXER: "▼",
    Change.INCOMPARABLE: "◆",
    Change.UNDETERMINED: "?",
}


def render_diff_markdown(diffs: Sequence[PolicyDiff], diagnostics: Sequence[Diagnostic], interrupted: bool) -> str:
    """All comparisons of a run. `diagnostics` are those of no comparison."""
    parts = ["**Interrupted:** what was finished stands below."] if interrupted else []
    told = dict.fromkeys([*diagnostics, *(one for diff in diffs for one in diff.diagnostics)])
    parts += [block(render_diagnostic(one)) for one in told]
    for diff in diffs:
        parts += _comparison(diff)
    return "\n\n".join(parts) + "\n"


def _comparison(diff: PolicyDiff) -> Iterator[str]:
    under = f" {diff.conditions}" if diff.conditions else ""
    yield f"# {markdown(f'{named(diff.new, diff.new_wording)} against {named(diff.old, diff.old_wording)}{under}')}"
    yield f"**{markdown(diff_summary(diff))}.**"
    if diff.fault or diff.wrong_input:
        return
    if diff.remarks:
        yield "\n".join(f"* {markdown(one)}" for one in diff.remarks)
    acts = [act for act in diff.acts if act.change is not Change.EQUAL]
    duties = [duty for duty in diff.duties if duty.kinds or duty.change is not Change.EQUAL or duty.reason]
    yield from _overview(diff, acts, duties)
    if acts:
        yield "## What may be done"
        for act in acts:
            yield from _act(act, diff)
    if duties:
        yield "## What has to be done"
        for duty in duties:
            yield from _duty(duty, diff)
    yield from _unchanged(diff)


def _overview(diff: PolicyDiff, acts: Sequence[ActChange], duties: Sequence[DutyChange]) -> Iterator[str]:
    rows = [(binding_change(one), f"whom it binds of {one.entity}: {', '.join(one.details)}") for one in diff.bindings]
    rows += [(act.change, act.act) for act in acts]
    rows += [(duty.change, duty_words(duty, diff)) for duty in duties]
    if rows:
        lines = [f"| {_SIGNS[change]} | {markdown(what)} | {SAID[change]} |" for change, what in rows]
        yield "\n".join(["| | what | change |", "|---|---|---|", *lines])


def _act(act: ActChange, diff: PolicyDiff) -> Iterator[str]:
    yield f"### {_SIGNS[act.change]} {markdown(act.act)}"
    about = f" ({act.about})" if act.about else ""
    yield markdown(f"{_sentence(SAID[act.change])}{about}")
    if act.table:
        yield "\n".join(f"* {markdown(f'{in_readings([one])}: {SAID[change]}')}" for one, change in act.table)
    yield from _difference("newly permitted", act.permitted, diff)
    yield from _difference("newly forbidden", act.forbidden, diff)


def _difference(title: str, found: Difference, diff: PolicyDiff) -> Iterator[str]:
    if found.found == "none":
        return
    yield f"**{markdown(_sentence(difference_words(title, found)))}**"
    for i, case in enumerate(found.cases, 1):
        yield _case(i, case, diff)


def _case(i: int, case: Case, diff: PolicyDiff) -> str:
    """An item of a list, all of it indented."""
    indent = " " * (len(str(i)) + 2)
    said = [("when " if case.conditions else "") + (case.conditions or ("always",))[0]]
    said += [f"and {one}" for one in case.conditions[1:]]
    lines = ["  \n".join(markdown(one) for one in said), ""]
    for note in case_notes(case, diff):
        lines += [f"*{markdown(_sentence(note))}*", ""]
    happens = "; ".join(step.text for step in case.story.steps) or "at the very beginning"
    lines += [f"For example, in a run that keeps {markdown(f'{case.story_of} up to there: {happens}')}."]
    if case.blame:
        lines += ["", "<details><summary>how the clauses stand to it there</summary>", ""]
        lines += [f"* **{markdown(one.clause)}** {markdown(one.why)}" for one in case.blame]
        lines += ["", "</details>"]
    text = "\n".join(lines)
    return f"{i}. {text}".replace("\n", f"\n{indent}").replace(f"\n{indent}\n", "\n\n")


def _duty(duty: DutyChange, diff: PolicyDiff) -> Iterator[str]:
    yield f"### {_SIGNS[duty.change]} {markdown(duty_words(duty, diff))}"
    details = [*duty.details, *([f"not known: {duty.reason}"] if duty.reason else [])]
    for example in duty.examples:
        where = f", {in_readings(example.readings)}" if example.readings else ""
        happens = "; ".join(step.text for step in example.story.steps)
        details.append(f"one can keep {example.kept} and break {example.broken}{where}: {happens}")
    yield markdown(_sentence(SAID[duty.change]))
    if details:
        yield "\n".join(f"* {markdown(one)}" for one in details)
    for title, found in zip(("no longer demanded", "newly demanded"), duty.conditions or (), strict=False):
        yield from _difference(title, found, diff)


def _unchanged(diff: PolicyDiff) -> Iterator[str]:
    same = [act.act for act in diff.acts if act.change is Change.EQUAL]
    kept = [duty.new for duty in diff.duties if not duty.kinds and duty.change is Change.EQUAL and not duty.reason]
    lists = (
        (number(len(same), "act"), "on which both say the same, proved", same),
        (number(len(kept), "duty", "duties"), "that both have alike", kept),
        (number(len(diff.not_compared), "act"), "not compared: not both bind an agent of it", diff.not_compared),
    )
    if any(names for _, _, names in lists):
        yield "## What is the same"
    for count, title, names in lists:
        if names:
            items = "\n".join(f"* {markdown(name)}" for name in names)
            yield f"<details><summary>{inside_html(f'{count} {title}')}</summary>\n\n{items}\n\n</details>"


def _sentence(text: str) -> str:
    ends = "" if text.endswith((".", ":")) else "."
    return f"{text[:1].upper()}{text[1:]}{ends}"
