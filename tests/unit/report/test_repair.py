"""Repairs as text and as JSON."""

from __future__ import annotations

import json
import os
from importlib.resources import files

from jsonschema import Draft202012Validator

from rspverify.check.options import CheckOptions
from rspverify.check.repair.repair import repair
from rspverify.check.repair.results import Repairs, Tried
from rspverify.check.repair.search import Limits
from rspverify.check.repair.workshop import load_all
from rspverify.report.repair_json import render_repairs_json
from rspverify.report.repair_text import render_repairs
from rspverify.report.style import Style
from rspverify.source.files import SourceFile

SCHEMA = json.loads((files("rspverify.report") / "schema.json").read_text(encoding="utf-8"))
TEXT = """
entity Lab
fact risky(l: Lab)
fact told(l: Lab)
action train(l: Lab) by l "{l} trains"
policy lax binds l: Lab { clause halt: l must not train(l) when risky(l) and told(l) }
property safe "Nobody trains at a risk": never train(l) when risky(l)
property open_: possible train(l) when risky(l)
check safe under lax expect violated
"""
KNOWN = "check open_ under lax expect possible\n"


def found(text: str = TEXT, **limits: int) -> Repairs:
    real = os.path.realpath("repaired.rsp")
    loaded = load_all("repaired.rsp", {real: SourceFile("repaired.rsp", text)})
    return repair([loaded], "safe", None, CheckOptions(), Limits(**limits))


def as_json(one: Repairs | None) -> dict[str, object]:
    document = json.loads(render_repairs_json(one, (), "1.2.3", 0, False))
    Draft202012Validator(SCHEMA).validate(document)
    assert isinstance(document, dict)
    return document


def as_text(one: Repairs) -> str:
    return render_repairs(one, Style())


def test_a_repair() -> None:
    one = found()
    document = as_json(one)
    assert document["repairs"]["state"] == "repaired"  # type: ignore[index]
    text = as_text(one)
    assert "1. in `halt`, drop the condition `told(l)`" in text
    assert "Against the policy as it is: l trains: stricter in 1 case." in text
    assert "+check safe under lax expect holds" in text


def test_what_comes_near() -> None:
    one = found(TEXT + KNOWN)
    assert (one.state, one.found) == ("none", ())
    as_json(one)
    text = as_text(one)
    assert "open_ under lax: expected possible, would be impossible" in text and "no repair: " in text


def test_limits_that_were_reached_are_told() -> None:
    one = found(TEXT + KNOWN, proofs=1)
    as_json(one)
    assert one.state == "open"
    assert "the search stopped: 1 combination of edits was proved or refuted" in as_text(one)


def test_nothing_begun() -> None:
    assert as_json(None)["repairs"] is None
    nothing = Repairs("p", "", "q", (), "open", (), (), Tried(0, 0, 0, 0, ()), reason="it is too much")
    assert "the verdict itself is undetermined: it is too much" in as_text(nothing)
    as_json(nothing)
