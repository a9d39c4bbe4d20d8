"""The report as JUnit XML: a suite for each file, a case for each check and scenario. No times, so that it is the same
on every run. Whatever has no answer is a failure or an error: who reads the file must not take it for success."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from rspverify.check.results import CheckResult, Result
from rspverify.report.diagnostics import severity_of
from rspverify.report.document import FileReport, RunReport
from rspverify.report.outcomes import Outcome, as_expected, outcome
from rspverify.report.sentences import name_of, place_of, sentence, unanswered
from rspverify.report.setting import Setting
from rspverify.report.style import Style, plain
from rspverify.report.text import render_result
from rspverify.source.diagnostics import Diagnostic
from rspverify.source.render import render_diagnostic

_RUN = "rspverify"
_APART = "\n\n"
_STOPPED = "interrupted: only what was finished is here"


@dataclass(frozen=True)
class Case:
    """`trouble`: `failure`, `error`, `skipped` (nothing was settled), or empty if there is none; `kind` and `message`
    say what it is, `text` all of it. `notes`: diagnostics that go with it."""

    name: str
    file: str
    line: int | None = None
    trouble: str = ""
    kind: str = ""
    message: str = ""
    text: str = ""
    notes: str = ""


_Suite = tuple[str, list[Case], dict[str, int], Sequence[Diagnostic]]


def render(report: RunReport, setting: Setting) -> str:
    """The report as a format (see `formats`)."""
    suites: list[_Suite] = []
    if report.diagnostics:
        suites.append((_RUN, list(wrong(report.diagnostics, "")), {}, report.diagnostics))
    for file in report.files:
        cases = [*wrong(file.diagnostics, file.path), *_distinct(map(_result, file.results)), *_missing(file)]
        elsewhere = {"elsewhere": file.elsewhere} if file.elsewhere else {}
        suites.append((file.path, cases, {"left_out": file.left_out, **elsewhere}, file.diagnostics))
    return _document(suites, report.exit_code)


def render_cases(
    suites: Iterable[tuple[str, list[Case]]],
    code: int,
    numbers: Mapping[str, dict[str, int]] | None = None,
    *,
    interrupted: bool,
) -> str:
    """Cases of another verb than `check`, in suites with names. `numbers`: what there is to count of a suite, by its
    name. That a run was interrupted is an error: nobody knows what is missing."""
    counted, every = numbers or {}, list(suites)
    if interrupted:
        every.append((_RUN, [Case("run", "", None, "error", "no result", _STOPPED, _STOPPED)]))
    return _document([(name, list(_distinct(cases)), counted.get(name, {}), ()) for name, cases in every], code)


def _document(suites: Sequence[_Suite], code: int) -> str:
    every = [case for _, cases, _, _ in suites for case in cases]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites name={quoteattr(_RUN)} {_counts(every)}>"]
    for name, cases, numbers, diagnostics in suites:
        lines += _suite(name, cases, {"exit_code": code, **numbers}, diagnostics)
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _result(result: Result) -> Case:
    notes = "\n\n".join(render_diagnostic(one) for one in result.diagnostics)
    case = Case(name_of(result), place_of(result).file.path, place_of(result).line, text=sentence(result), notes=notes)
    if as_expected(result):
        return case
    found = outcome(result)
    kind = result.verdict.value if isinstance(result, CheckResult) and found is Outcome.UNEXPECTED else found.value
    trouble = "error" if found in (Outcome.WRONG_INPUT, Outcome.FAULT) else "failure"
    text = render_result(result, None, Style(), "normal")
    return replace(case, trouble=trouble, kind=kind, message=sentence(result), text=text)


def wrong(diagnostics: Sequence[Diagnostic], path: str) -> Iterator[Case]:
    """A case for each error; what is less than an error stands in the output of the suite."""
    for one in diagnostics:
        if severity_of(one.code) == "error":
            file, line = (path, None) if one.span is None else (one.span.file.path, one.span.line)
            name = f"{one.code}: {one.message}"
            yield Case(name, file, line, "error", one.code, one.message, render_diagnostic(one))


def _missing(file: FileReport) -> Iterator[Case]:
    text = unanswered(file)
    if text:
        yield Case(text, file.path, None, "error", "no result", text, text)


def _distinct(cases: Iterable[Case]) -> Iterator[Case]:
    """The cases with a number where names are alike."""
    seen: dict[str, int] = {}
    for case in cases:
        seen[case.name] = seen.get(case.name, 0) + 1
        yield case if seen[case.name] == 1 else replace(case, name=f"{case.name} ({seen[case.name]})")


# ---------------------------------------------------------------- XML


def _suite(
    name: str, cases: Sequence[Case], numbers: dict[str, int], diagnostics: Sequence[Diagnostic]
) -> Iterator[str]:
    yield f"  <testsuite name={_attribute(name)} {_counts(cases)}>"
    yield "    <properties>"
    for key, number in numbers.items():
        yield f'      <property name="{key}" value="{number}"/>'
    yield "    </properties>"
    for case in cases:
        yield from _case(case, name)
    told = [render_diagnostic(one) for one in diagnostics if severity_of(one.code) != "error"]
    if told:
        yield f"    <system-err>{_text(_APART.join(told))}</system-err>"
    yield "  </testsuite>"


def _case(case: Case, suite: str) -> Iterator[str]:
    where = f" file={_attribute(case.file)}" if case.file else ""
    where += f' line="{case.line}"' if case.line is not None else ""
    yield f"    <testcase name={_attribute(case.name)} classname={_attribute(suite)}{where}>"
    if case.trouble:
        what = f"type={_attribute(case.kind)} message={_attribute(case.message)}"
        yield f"      <{case.trouble} {what}>{_text(case.text)}</{case.trouble}>"
    else:
        yield f"      <system-out>{_text(case.text)}</system-out>"
    if case.notes:
        yield f"      <system-err>{_text(case.notes)}</system-err>"
    yield "    </testcase>"


def _counts(cases: Sequence[Case]) -> str:
    failures = sum(case.trouble == "failure" for case in cases)
    errors = sum(case.trouble == "error" for case in cases)
    skipped = sum(case.trouble == "skipped" for case in cases)
    return f'tests="{len(cases)}" failures="{failures}" errors="{errors}" skipped="{skipped}"'


def _attribute(text: str) -> str:
    return quoteattr(plain(text))


def _text(text: str) -> str:
    """Lines without the control characters, surrogates and non-characters that XML 1.0 cannot hold."""
    return escape("\n".join(map(plain, text.strip("\n").split("\n"))))
