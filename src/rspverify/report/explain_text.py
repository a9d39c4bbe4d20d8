"""Why a check comes to its verdict, for people: the rules that it rests on, what would break it, and what would have
had to be otherwise in its story."""

from __future__ import annotations

from collections.abc import Sequence

from rspverify.check.counterfactuals import Counterfactual, Counterfactuals
from rspverify.check.explain import Explanation, Shown
from rspverify.check.necessary import Turn
from rspverify.check.removals import Removal
from rspverify.check.results import Excerpt, Result, Verdict
from rspverify.report.story import how_long, render_excerpt
from rspverify.report.style import Style, number, place, plain
from rspverify.report.table import condense
from rspverify.report.text import render_result

_INDENT = 6
_PROVED = (Verdict.HOLDS, Verdict.IMPOSSIBLE, Verdict.VACUOUS)


def render_explanation(explanation: Explanation, before: Result | None, style: Style) -> str:
    """One check, explained. `before`: the result of the one before, whose headings are not repeated."""
    blocks = [
        _rests_on(explanation.rests_on, style),
        *_otherwise(explanation.shown, style),
        _turned(explanation, style),
        _listed("Not without it: something else speaks of it", explanation.turns, "spoken of", style),
        _listed("Could not be told", explanation.turns, "open", style),
        _kept(explanation.turns, style),
    ]
    head = render_result(explanation.result, before, style, "verbose").rstrip("\n")
    if before is not None and not head.startswith("\n"):
        head = "\n" + head
    return "\n\n".join([head, *("\n".join(lines) for lines in blocks if lines)]) + "\n"


def _rests_on(found: tuple[Excerpt, ...], style: Style) -> list[str]:
    lines = [_title("What it rests on", style)] if found else []
    for excerpt in found:
        wording = f" ({plain(excerpt.why)})" if excerpt.why else ""
        lines += style.wrap(f"{plain(excerpt.clause)}{wording}", _INDENT + 2, _INDENT + 4)
        lines.append(f"{' ' * (_INDENT + 2)}{style.paint(place(excerpt.span), 'cyan')}")
        lines += render_excerpt(excerpt.span, style, _INDENT + 4)
    return lines


# ---------------------------------------------------------------- without a rule


def _turned(explanation: Explanation, style: Style) -> list[str]:
    turned = [turn for turn in explanation.turns if turn.outcome == "turns"]
    proved = explanation.result.verdict in _PROVED
    if not turned:
        # Nothing is said where nothing was looked at, as of a check without an answer.
        none = "No single clause, and no single part of one, breaks it" if proved else "No single clause decides it"
        looked = any(turn.outcome == "stays" for turn in explanation.turns)
        return [_title(none, style)] if looked else []
    lines = [_title("What would break it" if proved else "What it hangs on", style)]
    for turn in turned:
        lines += _bullet(f"without {_named(turn.removal)}: {_became(turn)}", style)
    return lines


def _became(turn: Turn) -> str:
    assert turn.verdict is not None
    if turn.story is not None:
        return f"{turn.verdict.value}, {how_long(turn.story)}: {plain(turn.story.ending)}"
    return turn.verdict.value + (f": {plain(turn.reason)}" if turn.reason else "")


def _listed(title: str, turns: Sequence[Turn], outcome: str, style: Style) -> list[str]:
    chosen = [turn for turn in turns if turn.outcome == outcome]
    lines = [_title(title, style)] if chosen else []
    for turn in chosen:
        why = f": {plain(turn.reason)}" if turn.reason else ""
        lines += _bullet(f"without {_named(turn.removal)}{why}", style)
    return lines


def _kept(turns: Sequence[Turn], style: Style) -> list[str]:
    """What makes no difference by itself, in one sentence."""
    kept = [_named(turn.removal) for turn in turns if turn.outcome == "stays"]
    if not kept:
        return []
    return [_title("The same without", style), *style.wrap("; ".join(kept), _INDENT + 2)]


def _named(removal: Removal) -> str:
    name, text = plain(removal.name), plain(removal.text)
    match removal.kind:
        case "clause":
            return name
        case "axiom" | "assumption":
            return f"the {removal.kind} {name}"
        case "override":
            return f"`overrides {text}` of {name}"
        case _:
            word = {"condition": "condition", "exception": "exception", "proviso": "proviso"}[removal.kind]
            return f"the {word} `{text}` of {name}"


# ---------------------------------------------------------------- otherwise


def _otherwise(shown: Sequence[Shown], style: Style) -> list[list[str]]:
    """What would have had to be otherwise; once for all readings under which it is the same."""
    told: dict[tuple[Counterfactual, ...], list[Shown]] = {}
    for one in shown:
        if one.otherwise is not None:
            told.setdefault(one.otherwise.found, []).append(one)
    blocks = [_one(found, of, _under(of, told), style) for found, of in told.items()]
    if any(one.otherwise is None for one in shown):
        said = "What would have had to be otherwise is told of single stories, and this claim compares two."
        blocks.append(style.wrap(said, _INDENT))
    return blocks


def _one(found: tuple[Counterfactual, ...], of: list[Shown], under: str, style: Style) -> list[str]:
    first = of[0].otherwise
    assert first is not None
    lines = [_title(f"What would have had to be otherwise{under}", style)]
    if not found:
        tried = number(first.up_to, "fact of it", "facts of it")
        none = (
            f"no change of {tried} would do" if first.up_to else "there is nothing in the story that could be otherwise"
        )
        lines += _bullet(none, style)
    for one in found:
        lines += _bullet(f"{', and '.join(map(plain, one.changes))}: {plain(one.then)}", style)
    return lines + _cut_off(first, style)


def _cut_off(found: Counterfactuals, style: Style) -> list[str]:
    if found.complete:
        return []
    return style.wrap("There may be more: the search stopped at its limit.", _INDENT + 2)


def _under(of: list[Shown], told: dict[tuple[Counterfactual, ...], list[Shown]]) -> str:
    """The readings for which it is so, without the words that make no difference to it."""
    if len(told) == 1:
        return ""
    words = tuple(word for word, _ in of[0].readings)
    rows = [
        (tuple(reading for _, reading in one.readings), str(number))
        for number, all_of in enumerate(told.values())
        for one in all_of
    ]
    kept, short = condense(words, rows)
    mine = str(list(told.values()).index(of))
    ways = [" and ".join(f"{w} as {r}" for w, r in zip(kept, reads, strict=True)) for reads, at in short if at == mine]
    return f", reading {plain('; or '.join(ways))}"


def _title(text: str, style: Style) -> str:
    return f"{' ' * _INDENT}{style.paint(text, 'bold')}"


def _bullet(sentence: str, style: Style) -> list[str]:
    return style.wrap(f"- {sentence}", _INDENT + 2, _INDENT + 4)
