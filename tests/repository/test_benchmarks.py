"""Benchmarks run, and print what they promise; how long anything takes is not looked at here."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.repository.places import ROOT


def test_proofs_are_timed_against_their_floor() -> None:
    command = [sys.executable, "-m", "benchmarks.proofs", "specs/news/disclosure.rsp", "--repeat", "1"]
    completed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rows = [line for line in completed.stdout.splitlines() if "specs/news/disclosure.rsp: " in line]
    assert len(rows) >= 10
    assert all(re.match(r" *[\d.]+ ms +[\d.]+ ms +[\d.]+ ", row) for row in rows)
    assert re.search(r"by induction in all: \d+ proofs, median [\d.]+ times the floor", completed.stdout)


def test_a_run_without_changes_is_timed_against_its_floor() -> None:
    command = [sys.executable, "-m", "benchmarks.cached", "specs/protocols/leases.rsp", "--repeat", "1"]
    completed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rows = [line for line in completed.stdout.splitlines() if re.search(r" ms +[\d.]+ times the floor", line)]
    assert [row[:24].rstrip() for row in rows] == ["python -c pass", "check, nothing changed", "check, another report"]
    assert re.search(
        r"^nothing changed: [\d.]+ times the floor, which is to be under 5$", completed.stdout, re.MULTILINE
    )
