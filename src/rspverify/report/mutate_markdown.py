"""What seeding faults came to, as Markdown: a table of scores, then what nothing notices, each folded."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.mutate.results import MutantResult
from rspverify.report.inert import block, code, inside_html, markdown
from rspverify.report.mutate_words import (
    MutateReport,
    clause_of,
    headline,
    left_out_words,
    percent_words,
    stale_words,
    suite_words,
    summary,
)
from rspverify.report.setting import Setting
from rspverify.report.story import render_story
from rspverify.report.style import Style, place
from rspverify.source.render import render_diagnostic

_HEAD = (
    "| Policy | Clause | Score | Caught | Silent | Undetermined | Accepted | Equivalent |",
    "|---|---|---|---|---|---|---|---|",
)


def render(report: MutateReport, setting: Setting) -> str:
    """The whole report. `setting.detail` verbose: what is accepted, too."""
    mutation = report.mutation
    parts = [f"## rspverify mutate: {percent_words(mutation.percent)}"]
    parts.append(f"{markdown(summary(report))}; {markdown(suite_words(mutation))}. Exit code {report.exit_code}.")
    if mutation.interrupted:
        parts.append("**Interrupted:** what was finished stands below.")
    parts += [block(render_diagnostic(one)) for one in (*report.diagnostics, *mutation.diagnostics)]
    rows = list(_rows(report))
    if rows:
        parts.append("\n".join([*_HEAD, *rows]))
    shown = [one for one in mutation.mutants if one.outcome in ("silent", "undetermined")]
    parts += [_section(one) for one in shown if one.accepted is None]
    accepted = [one for one in shown if one.accepted is not None]
    if accepted:
        parts.append("Accepted:")
        parts.append("\n".join(_accepted(one) for one in accepted))
    stale = [one for policy in mutation.policies for one in policy.stale]
    if stale:
        parts.append("\n".join(f"- RSP413: {markdown(stale_words(one))}" for one in stale))
    left_out = [f"- {markdown(text)}" for text in left_out_words(mutation)]
    if left_out:
        parts.append("\n".join(left_out))
    return "\n\n".join(parts) + "\n"


def _rows(report: MutateReport) -> Iterator[str]:
    for policy in report.mutation.policies:
        for one in policy.scores:
            name = code(one.clause) if one.clause else clause_of(one)
            numbers = (one.caught, one.silent, one.undetermined, one.accepted, one.equivalent)
            cells = (code(policy.policy), name, percent_words(one.percent), *map(str, numbers))
            yield f"| {' | '.join(cells)} |"


def _section(one: MutantResult) -> str:
    title = f"{one.code} {one.policy}: {headline(one)}"
    parts = ["<details>", f"<summary>{inside_html(title)}</summary>", markdown(place(one.place))]
    parts += [markdown(one.reason)] if one.reason else []
    parts += [block(text, "diff") for _, text in one.diffs]
    parts += [block(render_story(one.story, True, Style()))] if one.story is not None else []
    if one.remedy is not None:
        parts += [f"This would notice it, in {markdown(one.remedy.file)}:", block(one.remedy.text, "text")]
    return "\n\n".join([*parts, "</details>"])


def _accepted(one: MutantResult) -> str:
    assert one.accepted is not None
    return f"- {one.code} {code(one.policy)}: {markdown(headline(one))}. Because: {markdown(one.accepted.reason)}"
