"""The blocks of docs/language.md are one valid file, which comes to what it expects."""

from __future__ import annotations

import re
from pathlib import Path

from rspverify.check.options import CheckOptions
from rspverify.check.results import CheckResult, Meeting
from rspverify.check.run import run_checks
from rspverify.policy.load import load
from tests.repository.places import ROOT

_BLOCK = re.compile(r"^```rsp\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_blocks_are_one_file(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    source = tmp_path / "page.rsp"
    source.write_text("\n".join(_BLOCK.findall(page)), encoding="utf-8")
    project = load(source)
    assert project.checks and project.scenarios
    for result in run_checks(project, CheckOptions()):
        if isinstance(result, CheckResult):
            # what no engine settles yet is no contradiction
            assert result.meeting in (Meeting.MET, Meeting.OPEN), (result.property, result.verdict, result.reason)
            assert not result.diagnostics
        else:
            assert result.succeeded, result.failure
