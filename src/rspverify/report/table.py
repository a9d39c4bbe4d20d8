"""The verdicts under each combination of readings, as a table without the words that make no difference."""

from __future__ import annotations

from collections.abc import Sequence

from rspverify.check.results import ReadingVerdict
from rspverify.report.style import Style, plain, width_of

Row = tuple[tuple[str, ...], str]


def render_table(table: Sequence[ReadingVerdict], indent: int, style: Style) -> list[str]:
    """One line for each combination that matters; words whose reading never changes a verdict stand below."""
    if not table:
        return []
    words = tuple(plain(word) for word, _ in table[0].readings)
    rows = [(tuple(plain(reading) for _, reading in row.readings), str(row.verdict.value)) for row in table]
    if len({verdict for _, verdict in rows}) == 1:
        return style.wrap(f"the same under each of {len(rows)} combinations of readings", indent, indent + 2)
    kept, shown = condense(words, rows)
    lines = _as_columns(kept, shown, indent)
    if any(width_of(line) > style.width for line in lines):
        lines = _as_sentences(kept, shown, indent, style)
    elif lines:
        lines[0] = style.paint(lines[0], "dim")
    idle = [word for word in words if word not in kept]
    if idle:
        lines += style.wrap(f"whatever the reading of {_listed(idle)}", indent, indent + 2)
    return lines


def condense(words: tuple[str, ...], rows: list[Row]) -> tuple[tuple[str, ...], list[Row]]:
    """Leaves out, one after another, the words without which each combination still has one verdict."""
    at = 0
    while at < len(words) > 1:
        fewer: dict[tuple[str, ...], set[str]] = {}
        for readings, verdict in rows:
            fewer.setdefault(readings[:at] + readings[at + 1 :], set()).add(verdict)
        if all(len(verdicts) == 1 for verdicts in fewer.values()):
            words = words[:at] + words[at + 1 :]
            rows = [(readings, verdict) for readings, verdicts in fewer.items() for verdict in verdicts]
        else:
            at += 1
    return words, rows


def _as_columns(words: tuple[str, ...], rows: list[Row], indent: int) -> list[str]:
    cells = [(*words, "verdict"), *((*readings, verdict) for readings, verdict in rows)]
    widths = [max(width_of(row[column]) for row in cells) for column in range(len(words) + 1)]
    lines = []
    for row in cells:
        padded = [cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)]
        lines.append(" " * indent + "  ".join(padded).rstrip())
    return lines


def _as_sentences(words: tuple[str, ...], rows: list[Row], indent: int, style: Style) -> list[str]:
    return [
        line
        for readings, verdict in rows
        for line in style.wrap(
            ", ".join(f"{word} as {reading}" for word, reading in zip(words, readings, strict=True)) + f": {verdict}",
            indent,
            indent + 2,
        )
    ]


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
