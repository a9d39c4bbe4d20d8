"""Every proof in specs, answered by both solvers; every check without one is named. Slow."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rspverify.check.words import conditions_text
from rspverify.policy.claims import Check
from rspverify.policy.load import load
from tests.repository.places import ROOT

pytestmark = pytest.mark.skipif(
    not os.environ.get("RSPVERIFY_NIGHTLY"), reason="takes minutes; .ci/nightly sets RSPVERIFY_NIGHTLY"
)


@pytest.mark.parametrize(
    ("specs", "codes", "least"),
    [
        ("specs/news", {0}, 150),
        # what no engine proves yet is no matter of certificates
        ("specs/protocols", {0, 1, 3}, 50),
        ("specs/rsp", {0}, 300),
        ("specs/access", {0}, 60),
        ("specs/frameworks", {0}, 25),
        ("specs/law", {0}, 25),
        ("specs/race", {0}, 5),
    ],
)
def test_both_solvers_accept_every_obligation(tmp_path: Path, specs: str, codes: set[int], least: int) -> None:
    out = tmp_path / "proofs"
    limit = ("--rlimit", "30000000") if specs == "specs/protocols" else ()
    completed = certify(specs, "--out", str(out), *limit)
    assert completed.returncode in codes, completed.stdout + completed.stderr
    document = json.loads((out / "certificates.json").read_text())
    obligations = [one for proof in document["proofs"] for one in proof["obligations"]]
    assert len(obligations) >= least
    for one in obligations:
        said = [(answer["solver"], answer["answer"]) for answer in one["answers"]]
        assert said == [("Z3", "unsat"), ("cvc5", "unsat")], one
    assert document["files_without_results"] == []
    told = {(one["file"], one["property"], one["conditions"]) for one in document["proofs"] + document["without_proof"]}
    assert told == checks_of(specs), "a check is neither certified nor said to have no proof, or there is no such check"
    again = certify("--check", str(out), "-q")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def certify(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rspverify", "certify", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def checks_of(specs: str) -> set[tuple[str, str, str]]:
    """Every check of the policy files: file, property, conditions in words."""
    projects = [(path, load(path)) for path in sorted((ROOT / specs).rglob("*.rsp"))]
    return {
        (path.relative_to(ROOT).as_posix(), check.property, stated(check))
        for path, project in projects
        for check in project.checks
    }


def stated(check: Check) -> str:
    return conditions_text(check.conditions)
