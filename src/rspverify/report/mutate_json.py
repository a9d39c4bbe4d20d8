"""What seeding faults came to, for machines (`schema.json`, `mutate_report`)."""

from __future__ import annotations

from rspverify.check.mutate.results import MutantResult, Mutation, Notice, PolicyMutation, Score, Stale
from rspverify.report.json import (
    Json,
    diagnostic_to_json,
    dump,
    head_to_json,
    place_to_json,
    proof_to_json,
    story_to_json,
    text_to_json,
)
from rspverify.report.mutate_words import MutateReport
from rspverify.report.setting import Setting
from rspverify.source.diagnostics import Diagnostic


def render(report: MutateReport, setting: Setting) -> str:
    """The whole report. What hangs on the machine stands under `times`."""
    mutation = report.mutation
    document = head_to_json("mutate", setting.version, report.exit_code) | {
        **suite_to_json(mutation),
        "policies": [_policy(one) for one in mutation.policies],
        "diagnostics": [diagnostic_to_json(one) for one in diagnostics_of(report)],
        "times": mutate_times_to_json(mutation),
    }
    return dump(document)


def diagnostics_of(report: MutateReport) -> tuple[Diagnostic, ...]:
    return (*report.diagnostics, *report.mutation.diagnostics)


def suite_to_json(mutation: Mutation) -> Json:
    """What the faults were shown to, and how many of them were caught."""
    return {
        "interrupted": mutation.interrupted,
        "checks": mutation.checks,
        "scenarios": mutation.scenarios,
        "left_out": [
            {
                "path": text_to_json(one.file),
                "name": one.name,
                "conditions": text_to_json(one.conditions),
                "reason": text_to_json(one.reason),
            }
            for one in mutation.left_out
        ],
        "not_begun": mutation.not_begun,
        "percent": _rounded(mutation.percent),
    }


def mutate_times_to_json(mutation: Mutation) -> Json:
    """Seconds for each name of a policy."""
    times = dict.fromkeys((policy.policy for policy in mutation.policies), 0.0)
    for one in mutation.mutants:
        times[one.policy] += one.seconds
    return {name: round(seconds, 3) for name, seconds in times.items()}


def _rounded(percent: float | None) -> float | None:
    return None if percent is None else round(percent, 2)


def _policy(policy: PolicyMutation) -> Json:
    return scores_to_json(policy) | {"mutants": [mutant_to_json(one) for one in policy.mutants]}


def scores_to_json(policy: PolicyMutation) -> Json:
    """A policy, without its mutants."""
    return {
        "policy": policy.policy,
        "wording": text_to_json(policy.wording),
        "place": place_to_json(policy.span),
        "scores": [_score(one) for one in policy.scores],
        "stale": [_stale(one) for one in policy.stale],
    }


def mutant_to_json(one: MutantResult) -> Json:
    return {
        "code": one.code,
        "clause": one.clause,
        "fault": text_to_json(one.said),
        "outcome": one.outcome,
        "change": one.change,
        "place": place_to_json(one.place),
        "diffs": [{"path": text_to_json(path), "diff": text_to_json(text)} for path, text in one.diffs],
        "noticed": [_notice(each) for each in one.noticed],
        "left_open": [_notice(each) for each in one.left_open],
        "heir": one.heir,
        "story": None if one.story is None else story_to_json(one.story),
        "proofs": [proof_to_json(each) for each in one.proofs],
        "remedy": None
        if one.remedy is None
        else {"path": text_to_json(one.remedy.file), "text": text_to_json(one.remedy.text)},
        "reason": text_to_json(one.reason),
        "our_fault": one.fault,
        "accepted": None
        if one.accepted is None
        else {"reason": text_to_json(one.accepted.reason), "place": place_to_json(one.accepted.span)},
    }


def _notice(one: Notice) -> Json:
    return {
        "kind": one.kind,
        "path": text_to_json(one.file),
        "name": one.name,
        "conditions": text_to_json(one.conditions),
        "expected": text_to_json(one.expected),
        "instead": text_to_json(one.instead),
    }


def _score(score: Score) -> Json:
    return {
        "clause": score.clause,
        "percent": _rounded(score.percent),
        "caught": score.caught,
        "silent": score.silent,
        "accepted": score.accepted,
        "undetermined": score.undetermined,
        "equivalent": score.equivalent,
        "place": place_to_json(score.place),
    }


def _stale(one: Stale) -> Json:
    return {
        "clause": one.clause,
        "code": one.code,
        "reason": text_to_json(one.reason),
        "place": place_to_json(one.span),
    }
