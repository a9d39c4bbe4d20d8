"""The same run in all formats: each is read back, and all say the same verdicts, places, counts and exit code."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from rspverify.check.results import CheckResult, ScenarioResult, Verdict
from rspverify.report import github
from rspverify.report.document import FileReport, RunReport, count
from rspverify.report.formats import FORMATS, renderer
from rspverify.report.setting import Setting
from rspverify.report.shard import Shard
from tests.unit.report.examples import NOT_TOLD
from tests.unit.report.html.reading import Element
from tests.unit.report.html.reading import read as read_page
from tests.unit.report.runs import EVERYTHING, FINE, INTERRUPTED

PART = replace(
    EVERYTHING,
    files=tuple(replace(file, elsewhere=2) for file in EVERYTHING.files),
    shard=Shard(1, 3, (("depth", "8"),)),
)
STOPPED = replace(
    FINE,
    files=(
        FileReport(
            "specs/news.rsp",
            (
                replace(NOT_TOLD, failure="the time for one check is over", unanswered="open"),
                replace(NOT_TOLD, failure="rspverify itself failed: KeyError", unanswered="fault"),
            ),
        ),
    ),
    exit_code=4,
)
"""Scenarios that were not played to their end."""

RUNS = {"everything": EVERYTHING, "fine": FINE, "interrupted": INTERRUPTED, "part": PART, "stopped": STOPPED}
SETTING = Setting("1.2.3")


@dataclass(frozen=True)
class Said:
    """What a format says of a result. `stands`: `expected`, `unexpected`, `open` or `error`."""

    verdict: str
    stands: str
    place: str


@dataclass(frozen=True)
class Read:
    """What a format says of a run; None where it does not say such things. `codes`: of diagnostics, each once."""

    results: list[Said]
    exit_code: int | None
    codes: Counter[str] | None
    unanswered: int | None


def said_by(report: RunReport) -> list[Said]:
    """What the results themselves say."""
    stands = {"met": "expected", "not met": "unexpected", "open": "open", "fault": "error", "wrong input": "error"}
    found = []
    for result in report.results:
        match result:
            case CheckResult():
                place = result.span
                found.append(
                    Said(result.verdict.value, stands[result.meeting.value], f"{place.file.path}:{place.line}")
                )
            case ScenarioResult():
                place = result.place or result.span
                without = {"open": "open", "fault": "error"}.get(result.unanswered, "unexpected")
                kind = "expected" if result.succeeded else without
                found.append(Said("scenario", kind, f"{place.file.path}:{place.line}"))
    return found


def codes_of(report: RunReport) -> Counter[str]:
    every = [*report.diagnostics, *(one for file in report.files for one in file.diagnostics)]
    every += [one for result in report.results for one in result.diagnostics]
    return Counter(one.code for one in dict.fromkeys(every))


# ---------------------------------------------------------------- reading back


def _json_result(result: Any) -> Said:
    place = result.get("failed_at") or result["place"]
    where = f"{place['path']}:{place['line']}"
    if result["kind"] == "scenario":
        without = {"open": "open", "fault": "error"}.get(result.get("unanswered"), "unexpected")
        return Said("scenario", "expected" if result["succeeded"] else without, where)
    stands = {"met": "expected", "not met": "unexpected", "open": "open"}.get(result["meeting"], "error")
    return Said(result["verdict"], stands, where)


def _distinct(diagnostics: list[Any]) -> Counter[str]:
    return Counter(json.loads(text)["code"] for text in dict.fromkeys(map(json.dumps, diagnostics)))


def read_json(text: str) -> Read:
    document = json.loads(text)
    results = [result for file in document["files"] for result in file["results"]]
    diagnostics = [*document["diagnostics"], *(one for file in document["files"] for one in file["diagnostics"])]
    diagnostics += [one for result in results for one in result["diagnostics"]]
    unanswered = sum(bool(file["unfinished"]) or not file["begun"] for file in document["files"])
    assert document["summary"]["unfinished"] == sum(file["unfinished"] for file in document["files"])
    return Read([_json_result(one) for one in results], document["exit_code"], _distinct(diagnostics), unanswered)


def read_jsonl(text: str) -> Read:
    lines = [json.loads(line) for line in text.splitlines()]
    assert [lines[0]["line"], lines[-1]["line"]] == ["head", "summary"]
    results = [line["result"] for line in lines if line["line"] == "result"]
    diagnostics = [line["diagnostic"] for line in lines if line["line"] == "diagnostic"]
    diagnostics += [one for result in results for one in result["diagnostics"]]
    files = [line for line in lines if line["line"] == "file"]
    unanswered = sum(bool(file["unfinished"]) or not file["begun"] for file in files)
    return Read([_json_result(one) for one in results], lines[-1]["exit_code"], _distinct(diagnostics), unanswered)


def read_sarif(text: str) -> Read:
    [run] = json.loads(text)["runs"]
    stands = {"pass": "expected", "fail": "unexpected", "open": "open", "notApplicable": "error"}
    results, codes = [], Counter[str]()
    for one in run["results"]:
        if one["ruleId"] not in ("RSP510", "RSP511"):
            codes[one["ruleId"]] += 1
            continue
        place = one["locations"][0]["physicalLocation"]
        where = f"{place['artifactLocation']['uri']}:{place['region']['startLine']}"
        fault = one["properties"]["outcome"] == "fault"
        verdict = one["properties"].get("verdict", "scenario")
        results.append(Said(verdict, "error" if fault else stands[one["kind"]], where))
    [invocation] = run["invocations"]
    notified = invocation.get("toolExecutionNotifications", [])
    codes += Counter(one["descriptor"]["id"] for one in notified if "descriptor" in one)
    unanswered = sum("descriptor" not in one and "associatedRule" not in one for one in notified)
    return Read(results, invocation["exitCode"], codes, unanswered)


def read_junit(text: str) -> Read:
    root = ElementTree.fromstring(text)
    results, exit_codes, unanswered = [], set(), 0
    for suite in root:
        exit_codes |= {int(one.attrib["value"]) for one in suite.iter("property") if one.get("name") == "exit_code"}
        assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
        assert int(suite.attrib["errors"]) == len(suite.findall("testcase/error"))
        for case in suite.iter("testcase"):
            trouble = case.find("failure") if case.find("failure") is not None else case.find("error")
            kind = "" if trouble is None else trouble.attrib["type"]
            if re.match("RSP", kind):
                continue
            if kind == "no result":
                unanswered += 1
                continue
            words = case.findtext("system-out") if trouble is None else trouble.attrib["message"]
            assert words is not None
            scenario = case.attrib["name"].startswith("scenario ")
            stands = "expected" if trouble is None else "error" if trouble.tag == "error" else "unexpected"
            if kind in ("undetermined", "bounded"):
                stands = "open"
            verdict = "scenario" if scenario else _verdict(words)
            results.append(Said(verdict, stands, f"{case.attrib['file']}:{case.attrib['line']}"))
    for key in ("tests", "failures", "errors"):
        assert int(root.attrib[key]) == sum(int(suite.attrib[key]) for suite in root)
    [exit_code] = exit_codes
    return Read(results, exit_code, None, unanswered)


def read_markdown(text: str) -> Read:
    results = []
    for line in text.splitlines():
        row = re.fullmatch(r"\| (\S+) \| (.*?) \| (.*?) \| (.*?) \| .* \| `(.*):\d+` \|", line)
        if row is not None:
            stands = {"✅": "expected", "❌": "unexpected", "❔": "open", "⚠️": "error"}[row[1]]
            verdict = "scenario" if row[2].startswith("scenario") else _verdict(row[3])
            results.append(Said(verdict, stands, row[5]))
    codes = Counter(re.findall(r"^\S+ \[(RSP\d+)\]", text, re.MULTILINE))
    unanswered = len(re.findall(r"^- ❌ ", text, re.MULTILINE))
    exit_code = re.search(r"Exit code (\d+)\.", text)
    assert exit_code is not None
    return Read(results, int(exit_code[1]), codes, unanswered)


def _verdict(words: str) -> str:
    found = re.match(r"holds(?= up to| for up to)|[a-z]+", words)
    assert found is not None
    return "holds up to" if re.match(r"holds (for )?up to", words) else found[0]


def read_html(text: str) -> Read:
    root = read_page(text)
    results = [
        Said(one.attributes["data-verdict"], one.attributes["data-stands"], one.attributes["data-place"])
        for one in root.every("article")
    ]
    shown = [one.one("summary").every("span", class_="pill")[0].text for one in _in_order(root)]
    for said, words in zip(results, shown, strict=True):
        assert said.verdict == "scenario" or _verdict(words[2:]) == said.verdict
    about = root.every("section", id="input")
    codes = Counter(one.attributes["data-code"] for one in about[0].every("details")) if about else Counter[str]()
    unanswered = len(about[0].every("p", class_="unanswered")) if about else 0
    exit_code = root.one("header").attributes["data-exit-code"]
    assert f"exit code {exit_code}" in root.one("header").text
    return Read(results, int(exit_code), codes, unanswered)


def _in_order(root: Element) -> list[Element]:
    """Each result without what is folded inside of it."""
    return [
        replace(one.every("details")[0], children=one.every("details")[0].children[:1]) for one in root.every("article")
    ]


READERS: dict[str, Callable[[str], Read]] = {
    "json": read_json,
    "jsonl": read_jsonl,
    "sarif": read_sarif,
    "junit": read_junit,
    "markdown": read_markdown,
    "html": read_html,
}


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("name", READERS)
def test_verdicts_places_and_exit_code(name: str, run: str) -> None:
    report = RUNS[run]
    read = READERS[name](renderer(name)(report, SETTING))
    assert read.results == said_by(report)
    assert read.exit_code == report.exit_code
    assert read.codes is None or read.codes == codes_of(report)
    assert read.unanswered == sum(bool(file.unfinished) or not file.begun for file in report.files)


@pytest.mark.parametrize("run", RUNS)
def test_counts(run: str) -> None:
    report = RUNS[run]
    counts = {name: number for name, number in vars(count(report)).items() if number or name != "elsewhere"}
    texts = {name: renderer(name)(report, SETTING) for name in FORMATS}
    assert json.loads(texts["json"])["summary"] == counts
    assert json.loads(texts["jsonl"].splitlines()[-1])["summary"] == counts
    assert json.loads(texts["sarif"])["runs"][0]["properties"]["summary"] == counts
    said = f"{counts['unexpected']} not, {counts['undetermined']} undetermined"
    said += f", {counts['bounded']} only up to a bound" if counts["bounded"] else ""
    for name in ("text", "github", "markdown", "html"):
        shown = " ".join(texts[name].replace("\\", "").split())
        assert re.search(rf"{counts['expected']} checks? as expected, {said}", shown)
        assert (f"{counts.get('elsewhere')} left to other shards" in shown) == (report.shard is not None)
    root = ElementTree.fromstring(texts["junit"])
    failures = counts["unexpected"] + counts["undetermined"] + counts["bounded"] + counts["not_told"]
    assert int(root.attrib["failures"]) == failures


@pytest.mark.parametrize("run", RUNS)
def test_text_shows_the_same_verdicts(run: str) -> None:
    report = RUNS[run]
    text = renderer("text")(report, SETTING)
    marks = {"✓": "expected", "✗": "unexpected", "?": "open", "!": "error"}
    shown = []
    for mark, words in re.findall(r"^  ([✓✗?!]) (.*)$", text, re.MULTILINE):
        shown.append(("scenario" if words.startswith("rivals_first") else _verdict(words), marks[mark]))
    assert shown == [(one.verdict, one.stands) for one in said_by(report)]


@pytest.mark.parametrize("run", RUNS)
def test_github_annotates_what_is_not_as_expected(run: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(github, "SHOWN", 100)
    report = RUNS[run]
    text = github.render(report, SETTING)
    found = []
    for level, file, line, title, words in re.findall(
        r"^::(error|warning) file=([^,]*),line=(\d+),.*?title=(RSP51.*?)::(.*)$", text, re.MULTILINE
    ):
        verdict = "scenario" if title.startswith("RSP511") else _verdict(words)
        found.append((verdict, level, f"{file}:{line}"))
    levels = {"open": "warning", "unexpected": "error", "error": "error"}
    expected = [(one.verdict, levels[one.stands], one.place) for one in said_by(report) if one.stands != "expected"]
    assert sorted(found) == sorted(expected)
    codes = codes_of(report)
    annotated = Counter(re.findall(r"title=(RSP\d+)::", text))
    assert annotated == Counter({code: number for code, number in codes.items() if code != "RSP801"})
    assert text.endswith(f"exit code {report.exit_code}\n")


def test_every_verdict_and_code_of_the_process_is_there() -> None:
    """The run that is compared has all of them."""
    said = said_by(EVERYTHING)
    assert {one.stands for one in said} == {"expected", "unexpected", "open", "error"}
    assert {one.verdict for one in said} == {"scenario", *(verdict.value for verdict in Verdict)}
    assert {"RSP902", "RSP801", "RSP203", "RSP101"} <= codes_of(EVERYTHING).keys()
    assert EVERYTHING.exit_code == 4 and FINE.exit_code == 0 and INTERRUPTED.exit_code == 130
