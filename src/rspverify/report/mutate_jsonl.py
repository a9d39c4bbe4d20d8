"""What seeding faults comes to, as JSON lines: a head, one line for each mutant, then one for each diagnostic and each
policy, and a summary. The parts are those of the JSON report; `schema.json` says how a line looks
(`$defs/mutate_line`)."""

from __future__ import annotations

from rspverify.check.mutate.results import MutantResult
from rspverify.report.json import diagnostic_to_json
from rspverify.report.jsonl import head_line, line
from rspverify.report.mutate_json import (
    diagnostics_of,
    mutant_to_json,
    mutate_times_to_json,
    scores_to_json,
    suite_to_json,
)
from rspverify.report.mutate_words import MutateReport
from rspverify.report.setting import Setting


def render(report: MutateReport, setting: Setting) -> str:
    """The same lines as are printed while a run goes on, in the order of the report."""
    mutants = (mutant_line(one) for one in report.mutation.mutants)
    return "".join([head_line(setting.version, "mutate"), *mutants]) + end_lines(report)


def mutant_line(one: MutantResult) -> str:
    return line({"line": "mutant", "policy": one.policy, "mutant": mutant_to_json(one)})


def end_lines(report: MutateReport) -> str:
    """What can be said when all mutants are judged."""
    mutation = report.mutation
    lines = [line({"line": "diagnostic", "diagnostic": diagnostic_to_json(one)}) for one in diagnostics_of(report)]
    lines += [line({"line": "policy", **scores_to_json(one)}) for one in mutation.policies]
    numbers = {"exit_code": report.exit_code, **suite_to_json(mutation), "times": mutate_times_to_json(mutation)}
    return "".join([*lines, line({"line": "summary", **numbers})])
