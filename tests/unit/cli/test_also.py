"""`check --with`: audits and comparisons beside the verdicts, and what they make of the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rspverify.cli.check import command
from rspverify.cli.verbs import run

POLICIES = """entity Lab
fact reviewed(l: Lab) "{l} has been reviewed"
action train(l: Lab) by l
policy careful binds l: Lab { clause halt: l must not train(l) unless reviewed(l) }
policy lax binds l: Lab { }
property can: possible train(l)
check can under lax
"""


def checked(folder: Path, *options: str, text: str = POLICIES) -> int:
    (folder / "p.rsp").write_text(text, encoding="utf-8")
    arguments = [str(folder / "p.rsp"), *options]
    return run(lambda: command.main(args=arguments, standalone_mode=False), arguments)


def report(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_findings_and_changes_are_shown_and_no_verdicts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "r.html"
    wanted = ("--with", "diff:careful:lax", "--with", "audit", "--with", "diff:careful:lax")
    assert checked(tmp_path, "--format", "json", "--output", f"html={page}", *wanted) == 0
    also = report(capsys)["also"]
    assert isinstance(also, dict)
    assert [one["change"] for one in also["comparisons"]] == ["laxer"]
    codes = {one["code"] for policy in also["audits"][0]["policies"] for one in policy["findings"]}
    assert "RSP402" in codes
    text = page.read_text(encoding="utf-8")
    assert "Changes: lax is laxer than careful" in text and 'href="#findings"' in text


def test_what_nobody_would_see_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(tmp_path, "--with", "audit") == 2
    assert checked(tmp_path, "--with", "audit", "--output", f"junit={tmp_path / 'r.xml'}") == 2
    assert capsys.readouterr().err.count("`--with` is shown in reports of the formats html, markdown and json") == 2
    for value in ("audits", "diff", "diff:a", "diff:a:", "diff:a:b:c"):
        assert checked(tmp_path, "--with", value, "--format", "html") == 2
        assert f"`{value}` is neither `audit` nor of the form `diff:OLD:NEW`" in capsys.readouterr().err


def test_wrong_input_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(tmp_path, "--format", "json", "--with", "diff:carefull:lax", "--with", "audit") == 2
    found = report(capsys)
    assert found["exit_code"] == 2 and "did you mean `careful`?" in json.dumps(found["diagnostics"])
    also = found["also"]
    assert isinstance(also, dict) and also["comparisons"] == [] and also["audits"]


@pytest.mark.parametrize("where", ["rspverify.check.audit.every.audit", "rspverify.check.diff.policies.diff"])
def test_our_own_fault_is_4_and_hides_nothing(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(where, broken)
    assert checked(tmp_path, "--format", "json", "--with", "audit", "--with", "diff:careful:lax") == 4
    found = report(capsys)
    assert "RSP901" in json.dumps(found) and json.dumps(found["summary"]).startswith('{"expected": 1')


def test_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("rspverify.check.audit.every.audit", interrupted)
    assert checked(tmp_path, "--format", "json", "--with", "audit", "--with", "diff:careful:lax") == 130
    found = report(capsys)
    also = found["also"]
    assert found["interrupted"] and isinstance(also, dict) and also["audits"] == [] and len(also["comparisons"]) == 1
