"""`--executor` on the command line: what it takes, with what it goes, and that nobody pays for it who does not use it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROBE = """
import json, sys
if "--without" in sys.argv:
    sys.argv.remove("--without")
    import importlib.util as util
    there = util.find_spec
    util.find_spec = lambda name, *rest: None if name == "distributed" else there(name, *rest)
from rspverify.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    sys.stderr.write("\\n" + json.dumps([end.code, "distributed" in sys.modules]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "world.rsp").write_text("entity Lab\naction train(l: Lab) by l\npolicy free binds l: Lab { }\n")
    return tmp_path


def run(folder: Path, *words: str) -> tuple[int, bool, str]:
    """The exit code, whether Dask was imported, and what was said on standard error."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *words], cwd=folder, capture_output=True, text=True, check=False
    )
    told, _, last = done.stderr.rpartition("\n")
    code, imported = json.loads(last)
    return code, imported, told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["check", "--executor", "tcp://here:8786"],
            "`tcp://here:8786` is not of the form dask://HOST:PORT, as in dask",
        ),
        (["mutate", "--executor", "dask://here"], "`dask://here` is not of the form dask://HOST:PORT, as in dask"),
        (["mutate", "--executor", "dask://here:70000"], "`dask://here:70000` is not of the form"),
        (["mutate", "--executor", "dask://here:1", "--jobs", "2"], "`--executor` and `--jobs` exclude each other"),
        (["check", "--executor", "dask://here:1", "--watch"], "`--watch` and `--executor` exclude each other"),
        (["mutate", "--executor", "dask://here:1", "--without"], "not installed: pip install `rspverify[dask]`"),
        (["audit", "--executor", "dask://here:1"], "no such option `--executor`"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_no_cluster_is_refused_at_once(folder: Path, words: list[str], told: str) -> None:
    code, imported, said = run(folder, *words)
    assert (code, imported) == (2, False)
    assert said.startswith("error[RSP140]: ") and told in said


def test_nobody_listens(folder: Path) -> None:
    code, imported, said = run(folder, "mutate", "--executor", "dask://[::1]:1")
    assert (code, imported) == (2, True)
    assert said.startswith("error[RSP149]: nobody listens at `[::1]:1`\n = help: start one with `dask scheduler`")


def test_who_needs_no_cluster_asks_none(folder: Path) -> None:
    assert run(folder, "check", "--executor", "dask://127.0.0.1:1")[:2] == (0, False)  # there is nothing to check
    assert run(folder, "mutate", "--jobs", "1")[:2] == (0, False)


def test_no_file_names_a_cluster(folder: Path) -> None:
    (folder / "rspverify.toml").write_text('[mutate]\nexecutor = "dask://elsewhere:8786"\n')
    code, _, said = run(folder, "mutate")
    assert code == 2 and "sets `executor`, which no file can set" in said
