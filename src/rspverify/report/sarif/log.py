"""The report as a SARIF log. Quiet reports leave out what passed, for readers that take every result for an alert."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rspverify.report.diagnostics import diagnostics_of, severity_of
from rspverify.report.document import RunReport, count
from rspverify.report.ids import result_ids
from rspverify.report.json import counts_to_json
from rspverify.report.outcomes import Outcome, as_expected, outcome
from rspverify.report.sarif.places import ROOT, Json, file_location, location, message
from rspverify.report.sarif.results import diagnostic_text, diagnostic_to_sarif, result_to_sarif
from rspverify.report.sarif.rules import rule
from rspverify.report.sentences import code_of, name_of, sentence, unanswered
from rspverify.report.setting import Setting
from rspverify.source.diagnostics import Diagnostic

SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"
_EXIT_CODES = {
    0: "every verdict is the expected one",
    1: "a verdict is not the expected one, or a scenario went otherwise",
    2: "the input is wrong",
    3: "something stayed undetermined, or only bounded",
    4: "a fault of rspverify itself",
    130: "interrupted",
}


@dataclass(frozen=True)
class Log:
    """What a log is made of. `rules`: codes that have a rule also where no result is filed under them; `notified`:
    those of diagnostics that are told as notifications, since they have no place. `exit_code`: of the process."""

    results: Sequence[Json]
    rules: tuple[str, ...]
    notifications: Sequence[Json]
    notified: tuple[str, ...]
    exit_code: int
    properties: Json
    meanings: Mapping[int, str] = field(default_factory=dict)
    """What exit codes mean, where it is not what they mean of `check`."""


def render(report: RunReport, setting: Setting) -> str:
    """The report as a format (see `formats`)."""
    ids = result_ids(report)
    results = _diagnostics(report)
    results += [
        result_to_sarif(result, ids[id(result)])
        for result in report.results
        if setting.detail != "quiet" or not as_expected(result)
    ]
    told = [one for path, one in diagnostics_of(report) if _is_about_the_run(path, one)]
    notifications = [*map(notification, told), *_unanswered(report)]
    codes = tuple(dict.fromkeys(one.code for one in told))
    properties: Json = {"summary": counts_to_json(count(report)), "interrupted": report.interrupted}
    log = Log(results, ("RSP510", "RSP511"), notifications, codes, report.exit_code, properties)
    return render_log(log, setting)


def render_log(log: Log, setting: Setting) -> str:
    """A log of one run."""
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(log, setting)]}
    return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def _run(log: Log, setting: Setting) -> Json:
    codes = sorted({*log.rules, *(str(one["ruleId"]) for one in log.results)})
    driver: Json = {"name": "rspverify", "version": setting.version, "rules": [rule(code) for code in codes]}
    if log.notifications:
        driver["notifications"] = [rule(code) for code in log.notified]
    return {
        "tool": {"driver": driver},
        "invocations": [_invocation(log)],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which rspverify ran."}}},
        "columnKind": "utf16CodeUnits",
        "results": [one | {"ruleIndex": codes.index(str(one["ruleId"]))} for one in log.results],
        "properties": log.properties,
    }


def _invocation(log: Log) -> Json:
    code = log.exit_code
    found: Json = {
        "executionSuccessful": code in (0, 1, 3),
        "exitCode": code,
        "exitCodeDescription": log.meanings.get(code, _EXIT_CODES[code]),
    }
    return found | ({"toolExecutionNotifications": log.notifications} if log.notifications else {})


def _unanswered(report: RunReport) -> list[Json]:
    """What was asked and has no answer: checks that cannot be run, that were not confirmed, that were never reached."""
    silent = (Outcome.WRONG_INPUT, Outcome.FAULT)
    found: list[Json] = [
        {
            "level": "error",
            "message": message(f"{name_of(result)}: {sentence(result)}"),
            "associatedRule": {"id": code_of(result)},
            "locations": [location(result.span)],
        }
        for result in report.results
        if outcome(result) in silent
    ]
    for file in report.files:
        if unanswered(file):
            where = [file_location(file.path)]
            found.append({"level": "error", "message": message(unanswered(file)), "locations": where})
    return found


def _diagnostics(report: RunReport) -> list[Json]:
    return diagnostics_to_sarif([one for one in diagnostics_of(report) if not _is_about_the_run(*one)])


def diagnostics_to_sarif(diagnostics: Sequence[tuple[str, Diagnostic]]) -> list[Json]:
    """Those that have a place, each with the file that it is about."""
    seen: dict[tuple[str, str, str], int] = {}
    found = []
    for path, one in diagnostics:
        key = (path if one.span is None else one.span.file.path, one.code, one.message)
        seen[key] = seen.get(key, 0) + 1
        found.append(diagnostic_to_sarif(one, path, seen[key]))
    return found


def _is_about_the_run(path: str, diagnostic: Diagnostic) -> bool:
    """Whether there is no place for it in any file: a result without a place is refused by many readers."""
    return not path and diagnostic.span is None


def notification(diagnostic: Diagnostic) -> Json:
    """What has no place, or is about the run as a whole."""
    return {
        "descriptor": {"id": diagnostic.code},
        "level": severity_of(diagnostic.code),
        "message": message(diagnostic_text(diagnostic)),
    }
