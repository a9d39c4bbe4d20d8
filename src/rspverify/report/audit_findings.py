"""What an audit found, for SARIF, GitHub and JUnit: each finding where it stands, by its code. What is accepted is no
alert: SARIF has it as suppressed, with the reason. A question without an answer is open, never a success."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rspverify.check.audit.finding import Audit, Finding, PolicyAudit, Untold
from rspverify.check.results import Verdict
from rspverify.report import github, junit
from rspverify.report.audit_report import AuditReport
from rspverify.report.audit_text import audit_summary, render_finding
from rspverify.report.diagnostics import severity_of
from rspverify.report.document import FileReport, RunReport
from rspverify.report.sarif.log import Log, diagnostics_to_sarif, notification, render_log
from rspverify.report.sarif.places import Json, location, message
from rspverify.report.sarif.results import fingerprint, flows_to_sarif
from rspverify.report.sentences import ToldStory
from rspverify.report.setting import Setting
from rspverify.report.style import Style
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.render import render_diagnostic

_EXIT_CODES = {
    0: "nothing was found that nobody has accepted",
    1: "something was found that nobody has accepted",
    3: "some question of the audit has no answer",
}


# ---------------------------------------------------------------- SARIF


def render_sarif(report: AuditReport, setting: Setting) -> str:
    """A result for each finding, with the run that shows it, and for each question without an answer."""
    placed = [one for one in report.every_diagnostic if one.span is not None]
    loose = [one for one in report.every_diagnostic if one.span is None]
    results = diagnostics_to_sarif([("", one) for one in placed])
    names: Counter[str] = Counter()
    for audit in report.audits:
        for policy in audit.policies:
            results += [_finding(one, _name(audit, one, names)) for one in policy.findings]
            results += [_untold(one, _name(audit, one, names)) for one in policy.untold]
    codes = tuple(dict.fromkeys(one.code for one in loose))
    properties: Json = {"interrupted": report.interrupted}
    told = [notification(one) for one in loose]
    return render_log(Log(results, (), told, codes, report.exit_code, properties, _EXIT_CODES), setting)


def _finding(one: Finding, name: str) -> Json:
    accepted = one.accepted
    document = _result(one.code, "fail", severity_of(one.code), one.message, name) | {"locations": [location(one.span)]}
    if accepted is not None:
        why = {"kind": "inSource", "justification": accepted.reason, "location": location(accepted.span)}
        document["suppressions"] = [why]
    document |= flows_to_sarif([ToldStory("", Verdict.POSSIBLE, story, True) for story in one.stories], one.span)
    if one.excerpts:
        document["relatedLocations"] = [
            location(each.span, f"{each.clause}: {each.why}" if each.why else each.clause) | {"id": index + 1}
            for index, each in enumerate(one.excerpts)
        ]
    return document


def _untold(one: Untold, name: str) -> Json:
    text = f"{_could_not(one)}: {one.reason}"
    return _result(one.code, "open", "none", text, name) | {"locations": [location(one.span)]}


def _result(code: str, kind: str, level: str, text: str, name: str) -> Json:
    shared: Json = {"ruleId": code, "kind": kind, "level": level, "message": message(text)}
    return shared | {"partialFingerprints": fingerprint(name), "properties": {"id": name}}


def _name(audit: Audit, one: Finding | Untold, names: Counter[str]) -> str:
    """A name that stays the same when lines move; a number where names are alike."""
    about = one.about if isinstance(one, Untold) else f"{','.join(one.clauses)}::{one.subject}"
    key = f"audit::{audit.file}::{one.policy}::{one.code}::{about}".encode("utf-8", "replace").decode("utf-8")
    names[key] += 1
    return key if names[key] == 1 else f"{key}::{names[key]}"


# ---------------------------------------------------------------- GitHub


def render_github(report: AuditReport, setting: Setting) -> str:
    """An annotation for each finding that nobody has accepted and each question without an answer, and the summary."""
    files = tuple(FileReport(audit.file, (), tuple(_annotated(audit))) for audit in report.audits)
    run = RunReport(files, report.every_diagnostic, report.exit_code, report.interrupted, 0.0)
    text = f"{audit_summary(report.audits, report.interrupted)}; exit code {report.exit_code}"
    return "\n".join([*(github.command(one) for one in github.annotated(run)), text]) + "\n"


def _annotated(audit: Audit) -> Iterator[Diagnostic]:
    for policy in audit.policies:
        for finding in policy.open:
            yield Diagnostic(finding.code, f"{policy.policy}: {finding.message}", finding.span)
        for one in policy.untold:
            yield Diagnostic(one.code, f"{policy.policy}: {_could_not(one)}: {one.reason}", one.span)


# ---------------------------------------------------------------- JUnit


def render_junit(report: AuditReport, setting: Setting) -> str:
    """A suite for each policy, a case for each finding and each question without an answer; one for a policy of which
    there is neither."""
    return junit.render_cases(_suites(report), report.exit_code, interrupted=report.interrupted)


def _suites(report: AuditReport) -> Iterator[tuple[str, list[junit.Case]]]:
    wrong = [*junit.wrong(report.every_diagnostic, ""), *_stopped(report.every_diagnostic)]
    if wrong:
        yield "rspverify", wrong
    for audit in report.audits:
        for policy in audit.policies:
            yield f"{audit.file}: {policy.policy}", list(_cases(policy))


def _stopped(diagnostics: Sequence[Diagnostic]) -> Iterator[junit.Case]:
    """A case for each audit that came to no end, and each question about a vocabulary without an answer."""
    for one in diagnostics:
        if one.code == "RSP801":
            path, line = ("", None) if one.span is None else (one.span.file.path, one.span.line)
            name = f"{one.code} {one.message}"
            yield junit.Case(name, path, line, "failure", "open", one.message, render_diagnostic(one))


def _cases(policy: PolicyAudit) -> Iterator[junit.Case]:
    for one in policy.findings:
        name, path, line = f"{one.code} {one.message}", one.span.file.path, one.span.line
        if one.accepted is None:
            text = "\n".join(render_finding(one, Style(), True))
            yield junit.Case(name, path, line, "failure", "found", one.message, text)
        else:
            yield junit.Case(name, path, line, text=f"accepted, because: {one.accepted.reason}")
    for untold in policy.untold:
        told, path, line = _could_not(untold), untold.span.file.path, untold.span.line
        yield junit.Case(
            f"{untold.code} {told}", path, line, "error" if untold.fault else "failure", "open", told, untold.reason
        )
    if not policy.findings and not policy.untold:
        yield junit.Case("audit", policy.span.file.path, policy.span.line, text="nothing found")


def _could_not(one: Untold) -> str:
    return f"it could not be told {one.about}"
