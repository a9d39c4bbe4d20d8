"""What random drafts came to, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.check.fuzzing.draft_results import Drafted, DraftsTried, Incompatible
from rspverify.report.fuzz_report import DraftsReport
from rspverify.report.setting import Setting
from rspverify.report.style import Style, number, plain

_ROW = 2
_BELOW = 6


def render(report: DraftsReport, setting: Setting) -> str:
    """The whole report, as it is printed piece by piece while files are tried."""
    parts = [render_drafts(one, setting.style, setting.detail == "verbose") for one in report.files]
    return "\n".join([*parts, render_end(report, setting)])


def render_end(report: DraftsReport, setting: Setting) -> str:
    """What comes after the files; nothing where there is only something wrong with the input."""
    if report.interrupted and not report.files:
        return "interrupted before a file was done; `--seconds` ends in time\n"
    said = render_drafts_summary(report.files, setting.style) if report.files or not report.diagnostics else ""
    return said + ("interrupted: what was finished stands above\n" if report.interrupted else "")


def render_drafts(found: DraftsTried, style: Style, verbose: bool = False) -> str:
    """One file. `verbose`: every draft."""
    lines = [style.paint(plain(found.file), "bold", "cyan")]
    for title, rows in sections(found, verbose):
        lines += ["", style.paint(title, "bold")]
        for head, below in rows:
            lines += style.wrap(f"- {plain(head)}", _ROW, _ROW + 2)
            for one in below:
                lines += style.wrap(plain(one), _BELOW, _BELOW + 2)
    return "\n".join(lines) + "\n"


def render_drafts_summary(found: Sequence[DraftsTried], style: Style) -> str:
    """The last line."""
    bad = any(one.expected for file in found for one in file.incompatible)
    lines = style.wrap(drafts_summary(found))
    return "\n".join(style.paint(line, "bold", "red" if bad else "green") for line in lines) + "\n"


Row = tuple[str, list[str]]
EXCLUDING = "properties that no policy can have both"
"""The title of what is proved; all else is what drafts came to."""


def sections(found: DraftsTried, verbose: bool) -> Iterator[tuple[str, list[Row]]]:
    """What there is to tell of a file: titles, and rows with what stands below them; no section is empty."""
    every: list[tuple[str, list[Row]]] = [
        (EXCLUDING, [incompatible_row(one) for one in found.incompatible]),
        (
            "properties that no draft had both (which proves nothing)",
            [
                (f"{one.one} and {one.other}: one of them held of {number(one.drafts, 'draft')}, never both", [])
                for one in found.apart
                if (one.one, one.other) not in _proved(found)
            ],
        ),
        (
            "clauses that no proof needs, of the policy as it is or of any draft",
            [(f"{one.clause}: not needed by any of {number(one.proofs, 'proof')}", []) for one in found.idle],
        ),
        (
            "the audit finds something that no property notices",
            [_draft(one) for one in found.drafts if one.unnoticed],
        ),
        (
            "a property fails, and the audit finds nothing",
            [_draft(one) for one in found.drafts if one.unfound],
        ),
        ("all drafts", [_draft(one) for one in found.drafts] if verbose else []),
        ("left out", [(one, []) for one in found.left_out]),
    ]
    yield from (section for section in every if section[1])


def drafts_summary(found: Sequence[DraftsTried]) -> str:
    """What there is in all, in a line."""
    if not found:
        return "there is nothing to try"
    drafts = [draft for file in found for draft in file.drafts]
    new = sum(one.kind == "new" for one in drafts)
    stopped = ", stopped by the clock" if any(file.stopped for file in found) else ""
    pairs = number(
        sum(len(file.incompatible) for file in found),
        "pair of properties excludes each other",
        "pairs of properties exclude each other",
    )
    parts = [
        # Where nobody looked for them, none is said to be there.
        *([] if any(file.interrupted for file in found) else [pairs]),
        f"only the audit notices {sum(one.unnoticed for one in drafts)}",
        f"only properties notice {sum(one.unfound for one in drafts)}",
    ]
    opened = sum(bool(one.open) for one in drafts)
    parts += [f"{opened} with verdicts left open"] if opened else []
    return f"{len(drafts) - new} edited and {number(new, 'new draft')}{stopped}: {', '.join(parts)}"


def _proved(found: DraftsTried) -> set[tuple[str, str]]:
    pairs = {(one.never, one.possible) for one in found.incompatible}
    return pairs | {(possible, never) for never, possible in pairs}


def incompatible_row(one: Incompatible) -> Row:
    """Two properties that exclude each other."""
    below = [f"proved for any number of members and steps, {one.method}"] if one.method else []
    if one.expected:
        below.append(f"the file expects both of {', '.join(one.expected)}")
    return f"{one.never} and {one.possible}", below


def _draft(one: Drafted) -> Row:
    below = []
    if one.audited:
        below += [f"{finding.code} {finding.message}" for finding in one.audited]
    if one.unexpected:
        below.append(f"not as expected: {', '.join(one.unexpected)}")
    if one.open:
        below.append(f"left open: {', '.join(one.open)}")
    said = " ".join(one.said.split()) if one.kind == "new" else one.said
    return said, below
