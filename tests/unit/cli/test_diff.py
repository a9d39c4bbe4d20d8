"""`rspverify diff`: exit codes, which files, git, and what goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from rspverify.check.diff.results import ActChange, Change, Difference, PolicyDiff
from rspverify.cli.console import Console, ReaderGone
from rspverify.cli.diff import FailOn, exit_code_of
from rspverify.cli.diff_projects import compared_projects
from rspverify.cli.diff_since import since
from rspverify.cli.verbs import run
from rspverify.source.diagnostics import Diagnostic, SourceError
from tests.unit.report.html.reading import read

WORLD = """entity Lab
fact big(l: Lab) "{l} is big"
action train(l: Lab) by l "{l} trains"
"""
OLD = "policy old binds l: Lab { clause halt: l must not train(l) when big(l) }\n"
NEW = "policy new binds l: Lab { }\n"
NONE = Difference("none", (), True, "", "")
UNKNOWN = Difference("unknown", (), False, "too hard", "")
EMPTY = PolicyDiff("f.rsp", "old", "new", "", "", "", (), (), (), (), (), (), 0.0)


def with_act(permitted: Difference, forbidden: Difference) -> PolicyDiff:
    return replace(EMPTY, acts=(ActChange("a", "a", "", Change.UNDETERMINED, permitted, forbidden, ()),))


SOME = Difference("some", (), True, "", "")


@pytest.mark.parametrize(
    ("diff", "codes"),
    [
        (EMPTY, (0, 0, 0, 0)),
        (with_act(SOME, NONE), (1, 1, 0, 0)),
        (with_act(NONE, SOME), (1, 0, 1, 0)),
        (with_act(SOME, UNKNOWN), (1, 1, 3, 0)),
        (with_act(UNKNOWN, NONE), (3, 3, 0, 0)),
        (with_act(replace(SOME, complete=False), NONE), (1, 1, 0, 0)),
        (replace(EMPTY, fault="not confirmed"), (4, 4, 4, 4)),
        (replace(EMPTY, wrong_input=True), (2, 2, 2, 2)),
        (replace(EMPTY, doubtful=True), (3, 3, 3, 0)),
    ],
)
def test_exit_codes(diff: PolicyDiff, codes: tuple[int, ...]) -> None:
    kinds: tuple[FailOn, ...] = ("any", "laxer", "stricter", "never")
    assert tuple(exit_code_of([diff], [], kind) for kind in kinds) == codes


def test_a_file_that_cannot_be_read_is_worse_than_a_difference() -> None:
    assert exit_code_of([with_act(SOME, NONE)], [Diagnostic("RSP101", "there is no file")], "any") == 2


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "world.rsp").write_text(WORLD)
    (tmp_path / "old.rsp").write_text(f'use "world.rsp"\n{OLD}')
    (tmp_path / "new.rsp").write_text(f'use "world.rsp"\n{NEW}')
    yield tmp_path


def rspverify(*arguments: str) -> int:
    """The exit code of a command."""
    from rspverify.cli.verbs import group

    return run(lambda: group.main(args=list(arguments), prog_name="rspverify", standalone_mode=False), arguments)


def test_policies_of_files_that_do_not_know_each_other(folder: Path) -> None:
    (one,) = compared_projects("old", "new", ["old.rsp", "new.rsp"]).comparisons
    assert {"old", "new"} <= one.project.policies.keys()
    assert rspverify("diff", "old", "new", "old.rsp", "new.rsp", "--fail-on", "stricter") == 0
    assert rspverify("diff", "old", "new", "old.rsp", "new.rsp", "--fail-on", "laxer") == 1


def test_the_same_policies_are_compared_once(folder: Path) -> None:
    (folder / "new.rsp").write_text(f'use "old.rsp"\n{NEW}')
    for name in ("a", "z"):
        (folder / f"{name}.rsp").write_text('use "new.rsp"\n')
    (one,) = compared_projects("old", "new", ["."]).comparisons
    assert one.project.path.endswith("new.rsp")


def test_others_of_the_same_names_are_compared_too(folder: Path) -> None:
    (folder / "one.rsp").write_text(WORLD + OLD + NEW)
    (folder / "two.rsp").write_text(WORLD + OLD + NEW)
    assert len(compared_projects("old", "new", ["."]).comparisons) == 2


def test_a_broken_file_does_not_hide_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "both.rsp").write_text(WORLD + OLD + NEW)
    (folder / "broken.rsp").write_text("entity\n")
    assert rspverify("diff", "old", "new", ".") == 2
    assert "new is laxer than old" in capsys.readouterr().out


def test_reports_are_written_beside_the_one_that_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "both.rsp").write_text(WORLD + OLD + NEW)
    names = ("text", "json", "html", "markdown")
    for format_ in ("text", "markdown"):
        outputs = [f"--output={name}={folder / name}" for name in names]
        assert rspverify("diff", "old", "new", "both.rsp", "--format", format_, *outputs) == 1
        assert (folder / format_).read_text(encoding="utf-8") == capsys.readouterr().out
    assert all("train" in (folder / name).read_text(encoding="utf-8") for name in names)
    assert rspverify("diff", "old", "newer", "both.rsp", "--output", f"text={folder / 'wrong'}") == 2
    assert "RSP160" in (folder / "wrong").read_text(encoding="utf-8")
    assert rspverify("diff", "old", "new", "both.rsp", "--output", "sarif=x") == 2
    assert rspverify("diff", "old", "new", "both.rsp", "--output", f"json={folder / 'both.rsp'}") == 2


def test_html_is_one_page_and_the_exit_code_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "both.rsp").write_text(WORLD + OLD + NEW)
    assert rspverify("diff", "old", "new", "both.rsp", "--format", "html") == 1
    root = read(capsys.readouterr().out)
    assert "new is laxer than old; exit code 1" in root.one("header").text
    assert [one.attributes["data-stands"] for one in root.every("article")] == ["laxer"]


@pytest.mark.parametrize("options", [(), ("--fail-on", "stricter"), ("--binding", "every Lab"), ("--on", "train(any)")])
def test_json_is_as_the_schema_says(folder: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]) -> None:
    (folder / "both.rsp").write_text(WORLD + OLD + NEW)
    code = rspverify("diff", "old", "new", "both.rsp", "--format", "json", *options)
    document = json.loads(capsys.readouterr().out)
    Draft202012Validator(json.loads((files("rspverify.report") / "schema.json").read_text())).validate(document)
    assert document["exit_code"] == code and document["comparisons"][0]["laxer"]


@pytest.mark.parametrize(
    "options",
    [
        ("--on", "fly"),
        ("--on", "train(acme)"),
        ("--on", "train(any, any)"),
        ("--reading", "word=reading"),
        ("--binding", "nobody"),
        ("--binding", "every Thing"),
        ("--binding", "every Other"),
        ("--reading", "word"),
        ("--assuming", "nothing"),
    ],
)
def test_unknown_names(folder: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, str]) -> None:
    (folder / "both.rsp").write_text("entity Other\n" + WORLD + OLD + NEW)
    assert rspverify("diff", "old", "new", "both.rsp", *options) == 2
    assert "error[RSP160]" in capsys.readouterr().err


def test_wrong_input_is_in_the_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "both.rsp").write_text(WORLD + OLD + NEW)
    for words in (("old", "gone"), ("old", "new", "--on", "fly")):
        assert rspverify("diff", *words, "--format", "json") == 2
        report = json.loads(capsys.readouterr().out)
        assert [one["code"] for one in report["diagnostics"]] == ["RSP160"] and report["exit_code"] == 2
        for format_ in ("html", "markdown"):
            assert rspverify("diff", *words, "--format", format_) == 2
            assert "RSP160" in capsys.readouterr().out


def test_too_few_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert rspverify("diff", "old") == 2 and rspverify("diff", "--since", "HEAD") == 2
    assert capsys.readouterr().err.count("error[RSP140]") == 2


# ---------------------------------------------------------------- git


@pytest.fixture
def repository(folder: Path) -> Path:
    """The folder with two commits: in the first, `old` forbids without a condition."""
    git(folder, "init", "-q")
    (folder / "sub").mkdir()
    policy = folder / "sub" / "p.rsp"
    policy.write_text('use "../world.rsp"\n' + OLD.replace(" when big(l)", ""))
    commit(folder)
    policy.write_text('use "../world.rsp"\n' + OLD)
    commit(folder)
    return folder


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "one")


def test_since(repository: Path) -> None:
    (one,) = since("old", ["sub/p.rsp"], "HEAD~1").comparisons
    assert (one.old, one.new) == ("old@HEAD~1", "old")
    before = one.project.policies[one.old]
    assert before.clauses["halt"].span.file.path == os.path.join("sub", "p.rsp@HEAD~1")
    assert rspverify("diff", "old", "sub", "--since", "HEAD~1", "--fail-on", "laxer") == 1
    assert rspverify("diff", "old", "sub", "--since", "HEAD") == 0


def test_since_from_another_folder(repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert rspverify("diff", "old", "../sub/p.rsp", "--since", "HEAD~1") == 1


@pytest.mark.parametrize(
    "revision", ["--output=x", "-1", "", "HEAD\n", "HEAD --x", "HEAD:sub", "a b", "\x00", "HEAD~9", "v1"]
)
def test_revisions_that_are_none(repository: Path, revision: str) -> None:
    with pytest.raises(SourceError) as raised:
        since("old", ["sub/p.rsp"], revision)
    assert [one.code for one in raised.value.diagnostics] == ["RSP161"]
    assert sorted(path.name for path in repository.iterdir() if path.name != ".git") == [
        "new.rsp",
        "old.rsp",
        "sub",
        "world.rsp",
    ]


def test_a_file_that_was_not_there_yet(repository: Path) -> None:
    (repository / "late.rsp").write_text(WORLD + OLD)
    with pytest.raises(SourceError, match="is not in the repository at `HEAD`"):
        since("old", ["late.rsp"], "HEAD")


def test_a_policy_that_was_not_there_yet(repository: Path) -> None:
    path = repository / "sub" / "p.rsp"
    path.write_text(path.read_text() + NEW)
    with pytest.raises(SourceError, match="knows no policy `new` at `HEAD`"):
        since("new", ["sub/p.rsp"], "HEAD")


def test_a_version_that_was_wrong(repository: Path) -> None:
    """Its errors are shown with the place where they were, and not that of a copy."""
    path = repository / "sub" / "p.rsp"
    good = path.read_text()
    path.write_text(good.replace("big", "bigg"))
    commit(repository)
    path.write_text(good)
    with pytest.raises(SourceError) as raised:
        since("old", ["sub/p.rsp"], "HEAD")
    assert {one.span.file.path for one in raised.value.diagnostics if one.span} == {os.path.join("sub", "p.rsp@HEAD")}


def test_links_of_a_revision_are_not_followed(repository: Path) -> None:
    """A link in a repository of a stranger leads nowhere: it is left out."""
    (repository / "sub" / "link.rsp").symlink_to("/etc/passwd")
    path = repository / "sub" / "p.rsp"
    path.write_text('use "link.rsp"\n' + path.read_text())
    commit(repository)
    path.write_text(path.read_text().replace('use "link.rsp"\n', ""))
    with pytest.raises(SourceError) as raised:
        since("old", ["sub/p.rsp"], "HEAD")
    assert [one.code for one in raised.value.diagnostics] == ["RSP233"]


def test_no_repository(folder: Path) -> None:
    with pytest.raises(SourceError, match="is in no git repository"):
        since("old", ["old.rsp"], "HEAD")


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SourceError, match="`git` is not installed"):
        since("old", ["sub/p.rsp"], "HEAD")


@pytest.mark.parametrize(
    ("wrong", "expected"), [(ReaderGone(), 130), (SourceError([Diagnostic("RSP143", "it is full")]), 2)]
)
def test_a_text_that_cannot_be_printed_holds_up_no_file(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: Exception, expected: int
) -> None:
    def write(console: Console, text: str) -> None:
        if console.stream is sys.stdout:
            raise wrong

    monkeypatch.setattr(Console, "write", write)
    (folder / "both.rsp").write_text(WORLD + OLD + NEW)
    assert rspverify("diff", "old", "new", "both.rsp", "--output", f"json={tmp_path / 'j'}") == expected
    report = json.loads((tmp_path / "j").read_text(encoding="utf-8"))
    assert report["exit_code"] == expected and "train" in str(report)
