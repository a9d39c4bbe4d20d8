"""Saved counterexamples of claims about two runs or two states are played again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rspverify.cli.main import main

POLICY = """
entity Lab
entity Model
individual acme, zenith: Lab
fact risky(m: Model) "{m} is risky"
fact trained(l: Lab, m: Model)
belief leads(l: Lab)
action train(l: Lab, m: Model) by l then trained(l, m)
policy old binds l: Lab { clause stop: l must not train(l, m) when risky(m) }
policy new binds l: Lab { clause stop: l must not train(l, m) when risky(m) and leads(l) }
property asked: CLAIM
check asked CONDITIONS expect violated
"""


def saved(folder: Path, claim: str, conditions: str) -> Path:
    policy = folder / "a.rsp"
    policy.write_text(POLICY.replace("CLAIM", claim).replace("CONDITIONS", conditions), encoding="utf-8")
    assert run("check", str(policy), "--save-traces", str(folder / "traces")) == 0
    (found,) = (folder / "traces").iterdir()
    return found


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


@pytest.mark.parametrize(
    ("claim", "conditions", "two"),
    [
        ("train(l, m) does not depend on leads", "under new", True),
        ("train(l, m) depends only on risky", "under new", True),
        ("outsiders can tell whether train(l, m) is permitted", "under old", True),
        ("less leads(l) never unlocks train(l, m)", "under new", True),
        ("more risky never adds duties", "under old", True),
        ("new forbids whatever old forbids", "", False),
        ("new forbids whatever old forbids", "binding acme", False),
        ("keeping new keeps old", "", False),
        ("old is complete", "", False),
    ],
)
def test_what_was_saved_is_confirmed(
    claim: str, conditions: str, two: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trace = saved(tmp_path, claim, conditions)
    document = json.loads(trace.read_text(encoding="utf-8"))
    assert ("other" in document) == two
    capsys.readouterr()
    assert run("replay", str(trace)) == 0
    told = capsys.readouterr().out
    assert "confirmed violated" in told
    assert two == ("side by side" in told or "with this change" in told)


def test_a_second_run_that_shows_nothing_is_not_confirmed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trace = saved(tmp_path, "train(l, m) does not depend on leads", "under new")
    document = json.loads(trace.read_text(encoding="utf-8"))
    trace.write_text(json.dumps(document | {"other": document["trace"]}), encoding="utf-8")
    assert run("replay", str(trace)) == 1
    assert "not confirmed" in capsys.readouterr().out
    del document["other"]
    trace.write_text(json.dumps(document), encoding="utf-8")
    assert run("replay", str(trace)) == 1
    assert "compares two runs, and there is one" in capsys.readouterr().out


def test_binding_counts_for_the_policies_that_the_claim_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With `binding acme`, what zenith does is no counterexample to a claim that names its policies."""
    trace = saved(tmp_path, "new forbids whatever old forbids", "binding acme")
    text = trace.read_text(encoding="utf-8")
    trace.write_text(text.replace('"acme"', '"@"').replace('"zenith"', '"acme"').replace('"@"', '"zenith"'), "utf-8")
    document = json.loads(trace.read_text(encoding="utf-8"))
    document["conditions"]["bindings"] = [{"entity": "Lab", "individuals": ["acme"]}]
    trace.write_text(json.dumps(document), encoding="utf-8")
    assert run("replay", str(trace)) == 1
    assert "not confirmed" in capsys.readouterr().out
