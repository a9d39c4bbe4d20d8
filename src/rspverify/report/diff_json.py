"""What comparisons of policies came to, for machines (`schema.json`, `diff_report`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rspverify.check.diff.results import (
    ActChange,
    BindingChange,
    Case,
    Difference,
    DutyChange,
    Example,
    PolicyDiff,
    Readings,
)
from rspverify.check.results import Excerpt
from rspverify.report.json import (
    Json,
    diagnostic_to_json,
    dump,
    head_to_json,
    place_to_json,
    story_to_json,
    text_to_json,
)
from rspverify.source.diagnostics import Diagnostic


def render_diff_json(diffs: Sequence[PolicyDiff], diagnostics: Sequence[Diagnostic], version: str, code: int) -> str:
    """The report of a run of `diff`. `diagnostics` are those of no comparison."""
    document = head_to_json("diff", version, code) | {
        "comparisons": [comparison_to_json(diff) for diff in diffs],
        "diagnostics": [diagnostic_to_json(one) for one in diagnostics],
        "times": {"seconds": [round(diff.seconds, 3) for diff in diffs]},
    }
    return dump(document)


def comparison_to_json(diff: PolicyDiff) -> Json:
    """The comparison of two policies."""
    return {
        "file": text_to_json(diff.file),
        "old": {"policy": text_to_json(diff.old), "wording": text_to_json(diff.old_wording)},
        "new": {"policy": text_to_json(diff.new), "wording": text_to_json(diff.new_wording)},
        "conditions": text_to_json(diff.conditions),
        "change": diff.change.value,
        "laxer": diff.laxer,
        "stricter": diff.stricter,
        "undetermined": diff.undetermined,
        "acts": [_act(act) for act in diff.acts],
        "not_compared": list(diff.not_compared),
        "duties": [_duty(duty) for duty in diff.duties],
        "bindings": [_binding(binding) for binding in diff.bindings],
        "remarks": [text_to_json(one) for one in diff.remarks],
        "fault": text_to_json(diff.fault),
        "diagnostics": [diagnostic_to_json(one) for one in diff.diagnostics],
    }


def _act(act: ActChange) -> Json:
    return {
        "action": act.action,
        "act": text_to_json(act.act),
        "about": text_to_json(act.about),
        "change": act.change.value,
        "permitted": _difference(act.permitted),
        "forbidden": _difference(act.forbidden),
        "table": [{"readings": dict(readings), "change": change.value} for readings, change in act.table],
    }


def _difference(found: Difference) -> Json:
    return {
        "found": found.found,
        "cases": [_case(case) for case in found.cases],
        "complete": found.complete,
        "reason": text_to_json(found.reason),
        "method": text_to_json(found.method),
    }


def _case(case: Case) -> Json:
    return {
        "conditions": [text_to_json(one) for one in case.conditions],
        "told_apart": case.told_apart,
        "reason": text_to_json(case.reason),
        "under_old": case.under_old,
        "under_new": case.under_new,
        "readings": _readings(case.readings),
        "unread": _readings(case.unread),
        "story_of": text_to_json(case.story_of),
        "story": story_to_json(case.story),
        "blame": [_excerpt(one) for one in case.blame],
    }


def _duty(duty: DutyChange) -> Json:
    return {
        "old": duty.old,
        "new": duty.new,
        "wording": text_to_json(duty.wording),
        "kinds": list(duty.kinds),
        "change": duty.change.value,
        "details": [text_to_json(one) for one in duty.details],
        "examples": [_example(one) for one in duty.examples],
        "no_longer": None if duty.conditions is None else _difference(duty.conditions[0]),
        "newly": None if duty.conditions is None else _difference(duty.conditions[1]),
        "reason": text_to_json(duty.reason),
        "place": place_to_json(duty.place),
    }


def _example(example: Example) -> Json:
    return {
        "kept": text_to_json(example.kept),
        "broken": text_to_json(example.broken),
        "readings": _readings(example.readings),
        "story": story_to_json(example.story),
    }


def _binding(binding: BindingChange) -> Json:
    return {
        "entity": binding.entity,
        "released": binding.released,
        "added": binding.added,
        "details": [text_to_json(one) for one in binding.details],
        "reason": text_to_json(binding.reason),
    }


def _readings(combinations: Iterable[Readings]) -> list[dict[str, str]]:
    return [dict(one) for one in combinations]


def _excerpt(excerpt: Excerpt) -> Json:
    return {
        "clause": text_to_json(excerpt.clause),
        "why": text_to_json(excerpt.why),
        "place": place_to_json(excerpt.span),
        "text": text_to_json(excerpt.span.text),
    }
