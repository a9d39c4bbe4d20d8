"""Explanations for machines; `schema.json` says how they look."""

from __future__ import annotations

from collections.abc import Sequence

from rspverify.check.counterfactuals import Counterfactuals
from rspverify.check.explain import Explanation, Shown
from rspverify.check.necessary import Turn
from rspverify.report.json import (
    Json,
    check_to_json,
    diagnostic_to_json,
    dump,
    head_to_json,
    place_to_json,
    story_to_json,
    text_to_json,
)
from rspverify.source.diagnostics import Diagnostic


def render_explanations_json(
    found: Sequence[Explanation], diagnostics: tuple[Diagnostic, ...], version: str, code: int
) -> str:
    """The report of `explain` about properties."""
    return dump(
        head_to_json("explain", version, code)
        | {
            "explanations": [_explanation(one) for one in found],
            "diagnostics": [diagnostic_to_json(one) for one in diagnostics],
        }
    )


def _explanation(found: Explanation) -> Json:
    return {
        "check": check_to_json(found.result),
        "rests_on": [
            {"name": one.clause, "wording": text_to_json(one.why), "place": place_to_json(one.span)}
            for one in found.rests_on
        ],
        "without": [_turn(turn) for turn in found.turns],
        "otherwise": [_shown(one) for one in found.shown],
    }


def _turn(turn: Turn) -> Json:
    removal = turn.removal
    return {
        "kind": removal.kind,
        "name": removal.name,
        "text": text_to_json(removal.text),
        "wording": text_to_json(removal.wording),
        "place": place_to_json(removal.span),
        "outcome": turn.outcome,
        "verdict": None if turn.verdict is None else turn.verdict.value,
        "reason": text_to_json(turn.reason),
        "story": None if turn.story is None else story_to_json(turn.story),
    }


def _shown(one: Shown) -> Json:
    return {
        "readings": dict(one.readings),
        "verdict": one.verdict.value,
        "counterfactuals": None if one.otherwise is None else _counterfactuals(one.otherwise),
    }


def _counterfactuals(found: Counterfactuals) -> Json:
    return {
        "found": [
            {"changes": [text_to_json(text) for text in one.changes], "then": text_to_json(one.then)}
            for one in found.found
        ],
        "up_to": found.up_to,
        "complete": found.complete,
    }
