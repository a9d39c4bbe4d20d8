"""What random runs came to, for machines (`schema.json`, `fuzz_report`)."""

from __future__ import annotations

from rspverify.check.fuzzing.results import CheckFuzzed, Coverage, Fuzzed, Goal, ScenarioPlayed
from rspverify.report.fuzz_report import FuzzReport
from rspverify.report.json import (
    Json,
    diagnostic_to_json,
    dump,
    head_to_json,
    place_to_json,
    story_to_json,
    text_to_json,
)
from rspverify.report.setting import Setting


def render(report: FuzzReport, setting: Setting) -> str:
    """The whole report."""
    document = head_to_json("fuzz", setting.version, report.exit_code) | {
        "fuzzed": [_file(one) for one in report.files],
        "diagnostics": [diagnostic_to_json(one) for one in report.diagnostics],
        "times": {text_to_json(one.file): round(one.seconds, 3) for one in report.files},
    }
    return dump(document)


def _file(found: Fuzzed) -> Json:
    return {
        "path": text_to_json(found.file),
        "runs": found.runs,
        "steps": found.steps,
        "stopped": found.stopped,
        "scenarios": [_scenario(one) for one in found.scenarios],
        "checks": [_check(one) for one in found.checks],
        "coverage": _coverage(found.coverage),
        "diagnostics": [diagnostic_to_json(one) for one in found.diagnostics],
    }


def _scenario(one: ScenarioPlayed) -> Json:
    return {
        "name": one.name,
        "wording": text_to_json(one.wording),
        "place": place_to_json(one.span),
        "failure": text_to_json(one.failure),
        "failed_at": None if one.place is None else place_to_json(one.place),
        "shows": list(one.shows),
    }


def _check(one: CheckFuzzed) -> Json:
    shown = one.shown
    return {
        "property": one.property,
        "wording": text_to_json(one.wording),
        "conditions": text_to_json(one.conditions),
        "place": place_to_json(one.span),
        "expected": one.expected,
        "outcome": one.outcome.value,
        "judged": one.judged,
        "reason": text_to_json(one.reason),
        "shown": None
        if shown is None
        else {
            "witness": shown.witness,
            "by": shown.by,
            "scenario": text_to_json(shown.scenario),
            "untold": text_to_json(shown.untold),
            "story": story_to_json(shown.story),
        },
    }


def _coverage(coverage: Coverage) -> list[Json]:
    return [_goal(goal, goal in coverage.reached) for goal in coverage.goals]


def _goal(goal: Goal, reached: bool) -> Json:
    return {
        "policy": goal.policy,
        "clause": goal.clause,
        "kind": goal.kind,
        "what": text_to_json(goal.what),
        "part": goal.part,
        "place": place_to_json(goal.span),
        "reached": reached,
    }
