"""Nobody waits for a solver who does not need one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

_SLOW = {"z3", "cvc5", "hypothesis", "pytest"}
_PROBE = """
import json, sys
from rspverify.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    sys.stderr.write(json.dumps([end.code, sorted({name.split(".")[0] for name in sys.modules})]))
"""


def modules_after(folder: Path, *arguments: str) -> tuple[int, set[str]]:
    """The exit code and the imported packages of one command."""
    completed = subprocess.run(
        [sys.executable, "-c", _PROBE, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    code, names = json.loads(completed.stderr.rpartition("\n")[2])
    return code, set(names)


@pytest.mark.parametrize(
    ("arguments", "also"),
    [
        (["--help"], {"lark"}),
        (["--version"], {"lark"}),
        (["check", "--help"], {"lark"}),
        (["certify", "--help"], {"lark"}),
        (["fuzz", "--help"], {"lark"}),
        (["explain", "RSP901"], {"lark"}),
        (["fmt", "--check", "."], set()),
        (["lint", "."], set()),
        (["check", "."], set()),
    ],
    ids=" ".join,
)
def test_no_solver_is_imported(tmp_path: Path, arguments: list[str], also: set[str]) -> None:
    (tmp_path / "world.rsp").write_text("entity Lab\n", encoding="utf-8")
    code, names = modules_after(tmp_path, *arguments)
    assert code == 0
    assert names & (_SLOW | also) == set()


def test_package_itself_is_light(tmp_path: Path) -> None:
    probe = "import sys, rspverify; print(sorted(sys.modules))"
    names = subprocess.run(
        [sys.executable, "-c", probe], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert "lark" not in names and "z3" not in names and "click" not in names


def test_cvc5_is_imported_only_to_certify(tmp_path: Path) -> None:
    text = "entity Lab\naction train(l: Lab) by l\npolicy free binds l: Lab { }\nproperty can: possible train(l)\ncheck can under free\n"
    (tmp_path / "world.rsp").write_text(text, encoding="utf-8")
    assert "cvc5" not in modules_after(tmp_path, "check", ".")[1]
    assert "cvc5" not in modules_after(tmp_path, "certify", ".", "--out", "one", "--solver", "z3")[1]
    assert "cvc5" in modules_after(tmp_path, "certify", ".", "--out", "two")[1]
