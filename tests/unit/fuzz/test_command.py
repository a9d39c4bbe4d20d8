"""`rspverify fuzz`: reports that say the same, what is kept, and what is missing without Hypothesis."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from rspverify.cli.fuzz_reports import RUNS
from rspverify.cli.listeners import Progress
from rspverify.cli.verbs import group, run

DRAFT = """
entity Lab
fact licensed(l: Lab)
action train(l: Lab) by l
event lapse(l: Lab) then not licensed(l)
policy p binds l: Lab { clause halt: l must not train(l) when not licensed(l) unless once train(l) }
property asked "Nobody trains without a licence": never train(l) when not licensed(l)
property never_twice: never train(l) when once train(l)
property can: possible train(l)
check asked under p %s
check never_twice under p expect violated
check can under p
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "draft.rsp").write_text(DRAFT % "expect holds", encoding="utf-8")
    (tmp_path / "also.rsp").write_text(DRAFT % "expect violated", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fuzz(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    words = ["fuzz", "--runs", "100", *arguments]
    code = run(lambda: group.main(args=words, prog_name="rspverify", standalone_mode=False), words)
    out, err = capsys.readouterr()
    return code, out, err


def test_reports_say_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text, _ = fuzz(capsys, "draft.rsp")
    json_code, document, _ = fuzz(capsys, "draft.rsp", "--format", "json")
    markdown_code, page, _ = fuzz(capsys, "draft.rsp", "--format", "markdown")
    assert (code, json_code, markdown_code) == (1, 1, 1)
    report = json.loads(document)
    Draft202012Validator(json.loads((files("rspverify.report") / "schema.json").read_text())).validate(report)
    [file] = report["fuzzed"]
    outcomes = {one["property"]: one["outcome"] for one in file["checks"]}
    assert outcomes == {"asked": "unexpected", "never_twice": "found again", "can": "found again"}
    scenario = next(one["shown"]["scenario"] for one in file["checks"] if one["property"] == "asked")
    for shown in (text, page):
        assert all(line.strip() in shown for line in scenario.splitlines())
        assert "but expected: holds" in shown and "2 of 2 conditions were true" in shown
    missed = [goal for goal in file["coverage"] if not goal["reached"]]
    assert missed == [] and "Not reached" not in page and "not reached" not in text


def test_reports_go_to_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [f"--output={name}=out.{name}" for name in RUNS]
    code, text, _ = fuzz(capsys, "also.rsp", "-q", *words)
    assert code == 0 and sorted(one.name for one in folder.glob("out.*")) == sorted(f"out.{name}" for name in RUNS)
    assert (folder / "out.text").read_text(encoding="utf-8") == text
    assert "html" in (folder / "out.html").read_text(encoding="utf-8")
    code, printed, _ = fuzz(capsys, "also.rsp", "-q", "--format", "junit")
    assert code == 0 and printed == (folder / "out.junit").read_text(encoding="utf-8")
    assert fuzz(capsys, "also.rsp", "--output", "jsonl=out.jsonl")[0] == 2
    code, _, err = fuzz(capsys, "also.rsp", "--drafts", "1", "--output", "sarif=drafts.sarif")
    assert code == 2 and "`--drafts` has no format `sarif`" in err


def test_what_is_kept_is_played_first_and_not_kept_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fuzz(capsys, "draft.rsp", "--save")
    kept = folder / "draft_found.rsp"
    before = kept.read_text(encoding="utf-8")
    assert before.count("scenario ") == 1
    code, text, _ = fuzz(capsys, ".", "--save")
    assert code == 1 and kept.read_text(encoding="utf-8") == before
    assert "scenario found_asked_1 goes as told; it shows" in text
    assert text.count("\ndraft_found.rsp") == 0, "it is played with the file that it is about"
    assert not (folder / "also_found.rsp").exists(), "what the file says is nothing to keep"
    # The draft gets better: the story goes otherwise now, and that is told.
    better = (folder / "draft.rsp").read_text(encoding="utf-8").replace(" unless once train(l)", "")
    (folder / "draft.rsp").write_text(better, encoding="utf-8")
    code, text, _ = fuzz(capsys, "draft.rsp", "--select", "asked", "--select", "found_*")
    assert code == 1 and "scenario found_asked_1 goes otherwise: `train(lab_1)` is forbidden" in text


def test_a_name_that_nothing_has_is_wrong_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = fuzz(capsys, "draft.rsp", "--select", "askd")
    assert code == 2 and "error[RSP144]: no check and no scenario is called `askd`" in err


def test_what_was_found_is_told_and_kept_if_it_is_interrupted(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def show(progress: Progress, text: str) -> None:
        if text.endswith("run 60"):  # half of the runs are drawn afresh: Hypothesis leads this one
            raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "show", show)
    code, text, _ = fuzz(capsys, "draft.rsp", "also.rsp", "--save")
    assert code == 130 and "59 random runs: 1 unexpected, 2 as the file says" in text
    assert text.endswith("interrupted: what was finished stands above\n") and "also.rsp" not in text
    assert (folder / "draft_found.rsp").exists()


@pytest.mark.parametrize(("at", "told"), [("draft 2 of 3", "1 edited and 0 new drafts"), ("draft 1 of 3", "")])
def test_drafts_that_were_tried_are_told_if_it_is_interrupted(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, at: str, told: str
) -> None:
    def show(progress: Progress, text: str) -> None:
        if text.endswith(at):
            raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "show", show)
    code, text, _ = fuzz(capsys, "draft.rsp", "also.rsp", "--drafts", "3", "--output", "json=drafts.json")
    report = json.loads((folder / "drafts.json").read_text(encoding="utf-8"))
    assert code == report["exit_code"] == 130 and "also.rsp" not in text
    assert told in text and len(report["drafted"]) == bool(told)
    assert ("properties that exclude each other were not looked for" in text) == bool(told)
    assert "0 pairs" not in text


def test_a_wrong_file_of_what_was_kept_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "also_found.rsp").write_text('use "also.rsp"\nscenario { }\n', encoding="utf-8")
    code, _, err = fuzz(capsys, "also.rsp", "--save")
    assert code == 2 and "also_found.rsp" in err


def test_without_hypothesis_there_is_an_answer(folder: Path) -> None:
    hidden = (
        "import importlib.machinery\n"
        "finder = importlib.machinery.PathFinder.find_spec\n"
        "importlib.machinery.PathFinder.find_spec = classmethod(\n"
        "    lambda cls, name, *more: None if name.split('.')[0] == 'hypothesis' else finder(name, *more))\n"
        "from rspverify.cli.main import main\n"
        "main(['fuzz', 'draft.rsp'])\n"
    )
    done = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith(
        "error[RSP140]: random runs need Hypothesis, which is not installed: pip install `rspverify[fuzz]`"
    )
