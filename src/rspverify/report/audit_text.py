"""What an audit found, for people: each finding with its code, where it stands, and a run that shows it."""

from __future__ import annotations

from collections.abc import Sequence

from rspverify.check.audit.finding import Audit, Finding, PolicyAudit, Share, Untold
from rspverify.check.results import Story
from rspverify.report.audit_report import AuditReport
from rspverify.report.proof import render_rests_on
from rspverify.report.setting import Setting
from rspverify.report.story import render_excerpt, render_story
from rspverify.report.style import Paint, Style, moment, number, place, plain
from rspverify.source.render import render_diagnostic

_ROW = 2
_BELOW = 6
WHAT_IS_COUNTED = (
    "a case is a combination of the conditions of a clause and of its exceptions that can be, in some state that the "
    "axioms allow, under some reading of open words; cases are counted, not weighed"
)


def render(report: AuditReport, setting: Setting) -> str:
    """The whole report, for a file: what is wrong goes first, since nobody has it on a screen beside the file."""
    verbose = setting.detail == "verbose"
    wrong = [f"{render_diagnostic(one, color=setting.style.color)}\n" for one in report.every_diagnostic]
    parts = [told for one in report.audits if (told := render_audit(one, setting.style, verbose))]
    end = render_audit_summary(report.audits, setting.style, report.interrupted)
    return "\n".join([*wrong, *parts, end]) + (render_interrupted(bool(parts)) if report.interrupted else "")


def render_interrupted(some: bool) -> str:
    """The last line of a run that was cut off; `some`: there is something above."""
    return "interrupted: what was finished stands above\n" if some else "interrupted\n"


def render_audit(audit: Audit, style: Style, verbose: bool = False) -> str:
    """One project's audit; empty if it declares no policy. `verbose`: whole stories and proofs."""
    if not audit.policies:
        return ""
    lines = [style.paint(plain(audit.file), "bold", "cyan")]
    for policy in audit.policies:
        lines += ["", *_policy(policy, style, verbose)]
    return "\n".join(lines) + "\n"


def render_audit_summary(audits: Sequence[Audit], style: Style, interrupted: bool = False) -> str:
    """The last line: what there is in all."""
    policies = [policy for audit in audits for policy in audit.policies]
    if not policies:
        return audit_summary(audits, interrupted) + "\n"
    opened = any(policy.open for policy in policies)
    untold = any(policy.untold for policy in policies)
    paint: Paint = "green" if not opened and not untold else "yellow" if not opened else "red"
    return style.paint(audit_summary(audits), "bold", paint) + "\n"


def audit_summary(audits: Sequence[Audit], interrupted: bool = False) -> str:
    """What there is in all, in a line."""
    policies = [policy for audit in audits for policy in audit.policies]
    if not policies:
        stopped = interrupted or any(audit.diagnostics for audit in audits)
        return "no policy was audited to the end" if stopped else "there are no policies"
    opened = sum(len(policy.open) for policy in policies)
    accepted = sum(len(policy.findings) - len(policy.open) for policy in policies)
    untold = sum(len(policy.untold) for policy in policies)
    parts = [f"{number(len(policies), 'policy', 'policies')}: {number(opened, 'finding')}"]
    parts += [f"{accepted} accepted"] if accepted else []
    parts += [f"{number(untold, 'question')} without an answer"] if untold else []
    return ", ".join(parts)


def _policy(policy: PolicyAudit, style: Style, verbose: bool) -> list[str]:
    wording = policy.wording if policy.wording != policy.policy.replace("_", " ") else ""
    title = plain(f"{policy.policy}: {wording}" if wording else policy.policy)
    lines = [style.paint(line, "bold") for line in style.wrap(title, 0, 2)]
    for finding in policy.findings:
        lines += _accepted(finding, style) if finding.accepted is not None else render_finding(finding, style, verbose)
        if verbose and finding.stories and finding.accepted is None and finding is not policy.findings[-1]:
            lines.append("")
    for one in policy.untold:
        lines += _untold(one, style)
    if not policy.findings and not policy.untold:
        lines.append(f"{' ' * _ROW}{style.paint(style.symbol('yes'), 'green')} nothing found")
    return lines + _shares(policy, style, verbose)


def render_finding(finding: Finding, style: Style, verbose: bool) -> list[str]:
    """A finding in indented lines: what it is, what shows it, where it stands."""
    head = f"{style.symbol('no')} {finding.code}"
    rows = style.wrap(f"{head} {plain(finding.message)}", _ROW, _ROW + 2)
    lines = [rows[0].replace(head, style.paint(head, "red", "bold"), 1), *rows[1:]]
    for detail in finding.details:
        lines += style.wrap(plain(detail), _BELOW, _BELOW + 2)
    for proof in finding.proofs[: None if verbose else 1]:
        said = f"proved for any number of members and steps, {proof.method}"
        lines += style.wrap(plain(said), _BELOW, _BELOW + 2)
        if verbose and proof.rests_on is not None:
            lines += render_rests_on(proof.rests_on, style)
    for story in finding.stories:
        lines += ["", render_story(story, True, style)] if verbose else _in_short(story, style)
    if verbose and any(story.guilty for story in finding.stories):
        return lines
    lines += [""] if verbose and finding.stories else []
    for excerpt in finding.excerpts:
        why = f": {plain(excerpt.why)}" if excerpt.why else ""
        lines.append(f"{' ' * _BELOW}{style.paint(place(excerpt.span), 'cyan')}{why}")
        lines += render_excerpt(excerpt.span, style, _BELOW + 2)
    return lines


def _in_short(story: Story, style: Style) -> list[str]:
    """A story in a few lines: how things stand, what happens, what it comes to."""
    read = [f"reading {word} as {reading}" for word, reading, _ in story.readings]
    lengths = [f"{word} is {length}" for word, length in story.durations]
    first = [f"at first {'; '.join(story.initially)}"] if story.initially else []
    shown_steps = story.steps
    if shown_steps and story.ending.startswith(shown_steps[-1].text):
        shown_steps = shown_steps[:-1]
    steps = [f"{step.text} ({moment(step.time)})" for step in shown_steps]
    said = ". ".join([*(["; ".join([*read, *lengths])] if read or lengths else []), *first, *steps])
    lines = style.wrap(
        plain(f"for example: {said}" if said else "for example, at the very beginning"), _BELOW, _BELOW + 2
    )
    lines += style.wrap(plain(f"then: {story.ending}"), _BELOW, _BELOW + 2)
    if story.beside is not None:
        apart = "; ".join(story.beside.differences)
        lines += style.wrap(plain(f"the other run is the same, but {apart}"), _BELOW, _BELOW + 2)
    return lines


def _accepted(finding: Finding, style: Style) -> list[str]:
    assert finding.accepted is not None
    head = f"{style.symbol('yes')} {finding.code} accepted"
    rows = style.wrap(f"{head}: {plain(finding.message)}", _ROW, _ROW + 2)
    lines = [rows[0].replace(head, style.paint(head, "green"), 1), *rows[1:]]
    lines += style.wrap(plain(f"because: {finding.accepted.reason}"), _BELOW, _BELOW + 2)
    return lines


def _untold(one: Untold, style: Style) -> list[str]:
    head = f"{style.symbol('fault' if one.fault else 'open')} {one.code}"
    rows = style.wrap(f"{head} it could not be told {plain(one.about)}", _ROW, _ROW + 2)
    lines = [rows[0].replace(head, style.paint(head, "yellow", "bold"), 1), *rows[1:]]
    return lines + style.wrap(plain(one.reason), _BELOW, _BELOW + 2)


def _shares(policy: PolicyAudit, style: Style, verbose: bool) -> list[str]:
    """How much exceptions open, clause by clause and in all; nothing where no prohibition has any."""
    if not any(share.opened or share.reason for share in policy.shares):
        return []
    lines = ["", f"{' ' * _ROW}{style.paint('how much exceptions open', 'bold')}"]
    for share in policy.shares:
        lines += _share(share, style, verbose)
    if len(policy.shares) > 1:
        said = f"in all: {policy.cases_opened} of {number(policy.cases_covered, 'case')}"
        lines += style.wrap(said + percent(policy.cases_opened, policy.cases_covered), _ROW + 2)
    if verbose:
        lines += style.wrap(WHAT_IS_COUNTED, _ROW + 2)
    return lines


def share_words(share: Share) -> str:
    """How much the exceptions of a clause open."""
    if share.reason:
        return f"not counted, since {share.reason}"
    covered = f"it covers {share.covered} of {number(share.cases, 'case')}"
    return f"{covered}, exceptions open {share.opened} of these{percent(share.opened, share.covered)}"


def _share(share: Share, style: Style, verbose: bool) -> list[str]:
    lines = style.wrap(plain(f"{share.clause}: {share_words(share)}"), _ROW + 2, _ROW + 4)
    if verbose and share.conditions and not share.reason:
        lines += style.wrap(f"conditions: {plain('; '.join(share.conditions))}", _BELOW, _BELOW + 2)
    return lines


def percent(part: int, whole: int) -> str:
    """` (50 %)`; nothing of nothing."""
    return f" ({100 * part / whole:.0f} %)" if whole else ""
