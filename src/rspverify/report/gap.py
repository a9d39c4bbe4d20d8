"""Where a proof by induction is stuck, for people: two states, the step between them, and a lemma that would help."""

from __future__ import annotations

from collections.abc import Iterable

from rspverify.check.results import InductionGap
from rspverify.report.style import Style, plain

_INDENT = 6


def render_gap(gap: InductionGap, style: Style) -> list[str]:
    """The gap as indented lines; lemmas stand so that they can be copied into a file."""
    lines = [_title("The proof is stuck: this is not known to be impossible", style)]
    lines += _items((f"{entity}: {', '.join(names)}" for entity, names in gap.members), style)
    lines += _items(gap.before, style)
    lines += [_title("And then", style), *_items((gap.step, *gap.after), style)]
    ends = "This would show it" if gap.witness else "It would break here"
    lines += [_title(ends, style), *style.wrap(plain(gap.ending), _INDENT + 2)]
    if gap.suggestion:
        lines.append(_title("What would help", style))
    for name, lemma in zip(gap.names, gap.suggestion, strict=True):
        lines += style.wrap(f"lemma {name}: {plain(lemma)}", _INDENT + 2, _INDENT + 4)
    return lines + style.wrap(plain(gap.advice), _INDENT)


def _title(text: str, style: Style) -> str:
    return f"{' ' * _INDENT}{style.paint(text, 'bold')}"


def _items(sentences: Iterable[str], style: Style) -> list[str]:
    return [line for one in sentences for line in style.wrap(f"- {plain(one)}", _INDENT + 2, _INDENT + 4)]
