"""`fuzz` and `mutate`: a report that cannot be printed holds up no file."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from rspverify.cli.console import Console, ReaderGone
from rspverify.cli.verbs import group, run

TEXT = """entity Lab
action train(l: Lab) by l
policy p binds l: Lab { clause c: l must not train(l) }
property calm: never train(l)
check calm under p
"""


@pytest.mark.parametrize(("verb", "code"), [(("fuzz", "--runs", "1"), 130), (("mutate", "--select", "RSP421"), 0)])
def test_files_are_written_though_nobody_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...], code: int
) -> None:
    def write(console: Console, text: str) -> None:
        if console.stream is sys.stdout:
            raise ReaderGone

    monkeypatch.setattr(Console, "write", write)
    (tmp_path / "p.rsp").write_text(TEXT)
    words = (*verb, str(tmp_path / "p.rsp"), "--output", f"json={tmp_path / 'report'}")
    wrong = (*verb, str(tmp_path / "nothing.rsp"), "--output", f"text={tmp_path / 'wrong'}")
    assert run(lambda: group.main(args=words, prog_name="rspverify", standalone_mode=False, obj=words), words) == code
    assert json.loads((tmp_path / "report").read_text(encoding="utf-8"))["exit_code"] == code
    assert run(lambda: group.main(args=wrong, prog_name="rspverify", standalone_mode=False, obj=wrong), wrong) == 2
    assert "RSP101" in (tmp_path / "wrong").read_text(encoding="utf-8")
