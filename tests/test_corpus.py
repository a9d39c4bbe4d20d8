"""The corpus: small policies, one idea each, whose folder is the verdict of every check in them.

`rejected` holds texts that cannot be read or resolved: each line that ends in `# error: RSPnnn` has that error, and
there are no others. `library` holds what other files use.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rspverify.check.options import CheckOptions
from rspverify.check.results import CheckResult, Meeting, Verdict
from rspverify.check.run import run_checks
from rspverify.policy.load import load
from rspverify.source.diagnostics import SourceError

CORPUS = Path(__file__).parent / "corpus"
VERDICTS = ("holds", "violated", "vacuous", "undetermined", "possible", "impossible", "depends")
ERROR = re.compile(r"# error: (RSP\d{3})")
LIMITED = CheckOptions(rlimit=5_000_000)
"""For what is expected to stay open: it need not take the time that a proof may."""


def files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((CORPUS / folder).glob("*.rsp"))]


def shown(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", files(*VERDICTS), ids=shown)
def test_folder_is_the_verdict(path: Path) -> None:
    expected = Verdict(path.parent.name)
    options = LIMITED if expected is Verdict.UNDETERMINED else CheckOptions()
    results = list(run_checks(load(path), options))
    assert results, "nothing is checked"
    for result in results:
        assert isinstance(result, CheckResult), "stories belong to the manual"
        assert result.verdict is expected, f"{result.property} {result.conditions}: {result.reason}"
        assert result.meeting is Meeting.MET, f"{result.property} {result.conditions}: {result.reason}"


@pytest.mark.parametrize("path", files("rejected"), ids=shown)
def test_errors_stand_where_they_are_expected(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = [(number, code) for number, line in enumerate(lines, 1) for code in ERROR.findall(line)]
    assert expected, "no error is expected"
    with pytest.raises(SourceError) as raised:
        load(path)
    found = [
        (each.span.file.line_of(each.span.start) if each.span else 0, each.code, each.message)
        for each in raised.value.diagnostics
    ]
    assert [(line, code) for line, code, _ in found] == expected, found


@pytest.mark.parametrize("path", files(*VERDICTS, "rejected", "library"), ids=shown)
def test_first_line_names_the_idea(path: Path) -> None:
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    assert first.startswith("# ") and first.endswith(".")
    assert len(rest) <= 25
