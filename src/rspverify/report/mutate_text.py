"""What seeding faults came to, for people: what nothing notices first, with a property that would; then scores."""

from __future__ import annotations

from rspverify.check.mutate.results import MutantResult, PolicyMutation
from rspverify.report.mutate_words import (
    MutateReport,
    clause_of,
    headline,
    left_out_words,
    notice_words,
    percent_words,
    policy_percent,
    score_words,
    stale_words,
    suite_words,
    summary,
    told_in_short,
)
from rspverify.report.setting import Setting
from rspverify.report.story import render_story
from rspverify.report.style import Paint, Style, Symbol, place, plain

_ROW = 2
_BELOW = 6


def render(report: MutateReport, setting: Setting) -> str:
    """The whole report. Quiet: only what is silent or undetermined; verbose: everything, with stories and texts."""
    style, verbose = setting.style, setting.detail == "verbose"
    mutation = report.mutation
    lines: list[str] = []
    for policy in mutation.policies:
        lines += [*_policy(policy, setting), ""]
    if mutation.policies:
        which = "; -v says which" if mutation.left_out and not verbose else ""
        lines += style.wrap(plain(suite_words(mutation) + which))
    if verbose:
        for text in left_out_words(mutation):
            lines += style.wrap(plain(text), _ROW, _ROW + 2)
    if mutation.interrupted:
        lines += ["interrupted: what was finished stands above"]
    opened = any(policy.open or policy.stale for policy in mutation.policies)
    paint: Paint = "red" if opened else "green" if report.exit_code == 0 else "yellow"
    return "\n".join([*lines, style.paint(plain(summary(report)), "bold", paint)]) + "\n"


def _policy(policy: PolicyMutation, setting: Setting) -> list[str]:
    style = setting.style
    wording = policy.wording if policy.wording != policy.policy.replace("_", " ") else ""
    title = f"{policy.policy}: {wording}" if wording else policy.policy
    lines = [style.paint(line, "bold") for line in style.wrap(plain(title), 0, 2)]
    for one in policy.mutants:
        if one.outcome in ("silent", "undetermined") and (one.accepted is None or setting.detail != "quiet"):
            lines += _mutant(one, setting)
        elif setting.detail == "verbose":
            lines += _settled(one, style)
    for stale in policy.stale:
        lines += _row("no", "RSP413", stale_words(stale), "red", style)
        lines.append(f"{' ' * _BELOW}{style.paint(place(stale.span), 'cyan')}")
    if policy.scores and (setting.detail != "quiet" or policy.open):
        lines += ["", f"{' ' * _ROW}{style.paint('how many faults are caught', 'bold')}"]
        for score in policy.scores:
            said = f"{clause_of(score)}: {percent_words(score.percent)}, {score_words(score)}"
            lines += style.wrap(plain(said), _ROW + 2, _ROW + 4)
        if len(policy.scores) > 1:
            lines += style.wrap(f"in all: {percent_words(policy_percent(policy))}", _ROW + 2)
    return lines


def _row(symbol: Symbol, code: str, text: str, paint: Paint, style: Style) -> list[str]:
    head = f"{style.symbol(symbol)} {code}"
    rows = style.wrap(f"{head} {plain(text)}", _ROW, _ROW + 2)
    return [rows[0].replace(head, style.paint(head, paint, "bold"), 1), *rows[1:]]


def _mutant(one: MutantResult, setting: Setting) -> list[str]:
    style, verbose = setting.style, setting.detail == "verbose"
    if one.accepted is not None:
        lines = _row("yes", f"{one.code} accepted:", headline(one), "green", style)
        return lines + style.wrap(plain(f"because: {one.accepted.reason}"), _BELOW, _BELOW + 2)
    silent = one.outcome == "silent"
    symbol: Symbol = "no" if silent else "fault" if one.fault else "open"
    lines = _row(symbol, one.code, headline(one), "red" if one.laxer else "yellow", style)
    lines.append(f"{' ' * _BELOW}{style.paint(place(one.place), 'cyan')}")
    if one.heir:
        shows = f"the difference shows in {one.heir}, which amends it or speaks of it"
        lines += style.wrap(plain(shows), _BELOW, _BELOW + 2)
    if one.reason:
        lines += style.wrap(plain(one.reason), _BELOW, _BELOW + 2)
    for notice in one.left_open if verbose else ():
        lines += style.wrap(plain(notice_words(notice)), _BELOW, _BELOW + 2)
    if verbose:
        lines += _differences(one)
    if one.story is not None:
        lines += (
            ["", render_story(one.story, True, style)]
            if verbose
            else style.wrap(plain(told_in_short(one.story)), _BELOW, _BELOW + 2)
        )
    if one.remedy is not None:
        lines += style.wrap(plain(f"this would notice it, in {one.remedy.file}:"), _BELOW, _BELOW + 2)
        lines += [f"{' ' * (_BELOW + 2)}{plain(line)}".rstrip() for line in one.remedy.text.rstrip("\n").split("\n")]
    return lines


def _settled(one: MutantResult, style: Style) -> list[str]:
    lines = _row("yes", one.code, headline(one), "green", style)
    for notice in one.noticed:
        lines += style.wrap(plain(f"by {notice_words(notice)}"), _BELOW, _BELOW + 2)
    for proof in one.proofs[:1]:
        said = f"proved for any number of members and steps, {proof.method}"
        lines += style.wrap(plain(said), _BELOW, _BELOW + 2)
    return lines


def _differences(one: MutantResult) -> list[str]:
    return [f"{' ' * _BELOW}{plain(line)}".rstrip() for _, text in one.diffs for line in text.split("\n")]
