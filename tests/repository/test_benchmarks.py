"""Benchmarks run, and print what they promise; how long anything takes is not looked at here."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

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


@pytest.mark.skipif(not os.environ.get("RSPVERIFY_SLOW"), reason="starts two clusters; .ci/run sets RSPVERIFY_SLOW")
def test_a_campaign_is_timed_against_its_floor() -> None:
    words = ["specs/protocols/leases.rsp", "--repeat", "1", "--tasks", "20"]
    command = [sys.executable, "-m", "benchmarks.campaign", *words]
    completed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert len(re.findall(r"^ *[\d.]+ s  ", completed.stdout, re.MULTILINE)) == 6
    assert re.search(
        r"^from one Dask worker to two: [\d.]+ times as fast; the floor is [\d.]+$", completed.stdout, re.M
    )
    assert re.search(r"^with a worker lost: [\d.]+ times as long; the floor is 1.5$", completed.stdout, re.MULTILINE)
    assert re.search(r"^a million checks, on paper: +[\d.]+ h on 16 workers$", completed.stdout, re.MULTILINE)
