"""Parts of a run: written to JSON and read back without loss, and put together."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rspverify.check.results import CheckResult, Result
from rspverify.report.document import RunReport
from rspverify.report.json import render_json
from rspverify.report.jsonl import render as render_jsonl
from rspverify.report.lossless import NotWhole, Part, part_from_json
from rspverify.report.merged import differences, merged
from rspverify.report.setting import Setting
from rspverify.report.shard import Shard
from tests.unit.report.runs import EVERYTHING, HOSTILE, INTERRUPTED

SCHEMA = json.loads((files("rspverify.report") / "schema.json").read_text(encoding="utf-8"))
SETTINGS = (("depth", "8"), ("fail-on", "unknown"))


def document(run: RunReport, number: int = 1, of: int = 2) -> Any:
    return json.loads(render_json(replace(run, shard=Shard(number, of, SETTINGS)), "1.0"))


def without_certificates(result: Result) -> Result:
    if not isinstance(result, CheckResult):
        return result
    proof = None if result.proof is None else replace(result.proof, certificate=None)
    return replace(result, proof=proof, proofs=tuple(replace(one, certificate=None) for one in result.proofs))


@pytest.mark.parametrize("run", [EVERYTHING, HOSTILE, INTERRUPTED])
def test_nothing_is_lost(run: RunReport) -> None:
    part = part_from_json(document(run))
    reports = tuple(replace(file, results=tuple(map(without_certificates, file.results))) for file in run.files)
    assert part == Part("1.0", Shard(1, 2, SETTINGS), reports, run.diagnostics, run.interrupted, run.seconds)


def test_reports_of_parts_follow_the_schema() -> None:
    part = replace(EVERYTHING, files=tuple(replace(file, elsewhere=2) for file in EVERYTHING.files))
    Draft202012Validator(SCHEMA).validate(document(part))
    line = Draft202012Validator({"$ref": "#/$defs/line", "$defs": SCHEMA["$defs"], "properties": SCHEMA["properties"]})
    for text in render_jsonl(part, Setting("1.0")).splitlines():
        line.validate(json.loads(text))


def changed(change: Callable[[Any], object]) -> Any:
    """A document whose results somebody has changed."""
    found = document(EVERYTHING)
    content = json.loads(zlib.decompress(base64.b64decode(found["shard"]["whole"])))
    content["results"] = change(content["results"])
    packed = zlib.compress(json.dumps(content).encode("ascii"))
    found["shard"]["whole"] = base64.b64encode(packed).decode("ascii")
    return found


@pytest.mark.parametrize(
    "change",
    [
        lambda results: results[:3],
        lambda results: [results[0], results[1], "yes", results[3]],
        lambda results: [[{"of": "Popen", "with": {"args": "ls"}}], *results[1:]],
        lambda results: [[{"of": "SourceFile", "with": {"path": "a", "text": "b"}}], *results[1:]],
        lambda results: [[{"of": "FileReport", "with": {"path": 3}}], *results[1:]],
        lambda results: [[{"of": "Meeting", "with": {}}], *results[1:]],
        lambda results: [[{"enum": ["Meeting", "nearly"]}], *results[1:]],
        lambda results: [[{"file": 99}], *results[1:]],
        lambda results: [[{"at": [-1, 0, 0]}], *results[1:]],
        lambda results: [[{"map": [[1]]}], *results[1:]],
        lambda results: [[{"new": 1}], *results[1:]],
    ],
)
def test_what_no_report_writes_is_refused(change: Callable[[Any], object]) -> None:
    assert part_from_json(changed(lambda results: results))
    with pytest.raises(NotWhole):
        part_from_json(changed(change))


@pytest.mark.parametrize("whole", ["", "no base64!", base64.b64encode(b"no zlib").decode(), 3])
def test_what_is_cut_off_is_refused(whole: object) -> None:
    found = document(EVERYTHING)
    found["shard"]["whole"] = whole
    with pytest.raises(NotWhole):
        part_from_json(found)


@pytest.mark.parametrize("found", [None, [], {}, {"shard": {}}, json.loads(render_json(EVERYTHING, "1.0"))])
def test_other_reports_are_refused(found: object) -> None:
    with pytest.raises(NotWhole, match="no JSON report of a run with `--shard`"):
        part_from_json(found)


def parts() -> list[Part]:
    """Results given to two parts in turn."""
    found = []
    for number in (1, 2):
        reports = []
        for file in EVERYTHING.files:
            mine = tuple(result for place, result in enumerate(file.results) if place % 2 == number - 1)
            elsewhere = len(file.results) - len(mine)
            reports.append(replace(file, results=mine, elsewhere=elsewhere, unfinished=0))
        found.append(Part("1.0", Shard(number, 2, SETTINGS), tuple(reports), EVERYTHING.diagnostics, False, 1.5))
    return found


def test_parts_make_a_whole_in_the_order_of_the_file() -> None:
    whole = merged(list(reversed(parts())))
    assert whole.missing == () and whole.diagnostics == EVERYTHING.diagnostics and whole.seconds == 3.0
    for file, expected in zip(whole.files, EVERYTHING.files, strict=True):
        assert sorted(map(repr, file.results)) == sorted(map(repr, expected.results))
        assert file == replace(expected, results=file.results, unfinished=0)
        places = [result.span.start for result in file.results if isinstance(result, CheckResult)]
        assert places == sorted(places)


def test_a_missing_part_is_counted() -> None:
    first, second = parts()
    whole = merged([second])
    assert whole.missing == (1,)
    assert [file.elsewhere for file in whole.files] == [len(file.results) for file in first.files]


def test_parts_of_other_runs_are_told_apart() -> None:
    first, second = parts()
    assert differences([first, second]) == ()
    assert differences([first, first]) == ("part 1 is there twice",)
    assert differences([first, replace(second, version="2.0")]) == ("they come from rspverify 1.0 and 2.0",)
    assert differences([first, replace(second, shard=Shard(2, 3, SETTINGS))]) == ("one is of 2 parts, another of 3",)
    deeper = replace(second, shard=Shard(2, 2, (("depth", "9"), ("fail-on", "unknown"))))
    assert differences([first, deeper]) == ("`depth` is `8` in one and `9` in another",)
    fewer = replace(second, files=second.files[1:])
    assert differences([first, fewer]) == ("they are about different files, or different versions of them",)
