"""Explanations as text and as JSON."""

from __future__ import annotations

import json
from importlib.resources import files

from jsonschema import Draft202012Validator

from rspverify.check.explain import Explanation, exit_code, explain
from rspverify.check.options import CheckOptions
from rspverify.policy.load import load_text
from rspverify.report.explain_json import render_explanations_json
from rspverify.report.explain_text import render_explanation
from rspverify.report.style import Style
from rspverify.source.files import SourceFile

SCHEMA = json.loads((files("rspverify.report") / "schema.json").read_text(encoding="utf-8"))
TEXT = """
entity Lab
entity Model
fact dangerous(m: Model) "{m} is dangerous"
fact tested(m: Model) "{m} is tested"
belief sure(l: Lab)
term grave(m: Model) { reading all: dangerous(m)  reading untested: dangerous(m) and not tested(m) }
action train(l: Lab, m: Model) by l "{l} trains {m}"
policy lax binds l: Lab { clause halt "section 1": l must not train(l, m) when grave(m) unless sure(l) }
policy strict binds l: Lab { clause halt: l must not train(l, m) when grave(m) }
property never_grave: never train(l, m) when dangerous(m) and grave(m)
check never_grave
  under strict expect holds
  under lax expect violated
property tells: outsiders can tell whether train(l, m) is permitted
check tells under lax expect violated
check never_grave under lax assuming calm expect vacuous
assume calm: no m: Model | dangerous(m)
"""


def explained(**limits: int) -> list[Explanation]:
    project = load_text(SourceFile("never.rsp", TEXT))
    return list(explain(project, project.checks, CheckOptions(**limits)))


def test_json_is_as_the_schema_says() -> None:
    told = explained()
    text = render_explanations_json(told, (), "1.2.3", exit_code(told))
    document = json.loads(text)
    Draft202012Validator(SCHEMA).validate(document)
    strict, lax, tells, vacuous = document["explanations"]
    assert [one["name"] for one in strict["rests_on"]] == ["strict.halt"]
    assert {one["outcome"] for one in strict["without"]} == {"turns", "stays"}
    assert len(lax["otherwise"]) == 2 and all(one["counterfactuals"]["found"] for one in lax["otherwise"])
    assert [one["counterfactuals"] for one in tells["otherwise"]] == [None, None]
    assert vacuous["check"]["verdict"] == "vacuous"
    assert document["exit_code"] == 0


def test_text_says_what_differs_between_readings_and_the_rest_once() -> None:
    told = explained()
    text = render_explanation(told[1], told[0].result, Style())
    assert text.startswith("\n  ✓ violated under lax")
    assert "What would have had to be otherwise, reading grave as all" in text
    assert "What would have had to be otherwise, reading grave as untested" in text
    assert text.count("had it been so that model_1 is tested: the property would not have been broken") == 1
    assert "- without the exception `sure(l)` of lax.halt: holds" in text


def test_of_two_runs_it_is_said_that_nothing_is_told() -> None:
    told = explained()
    text = render_explanation(told[2], told[1].result, Style())
    assert "this claim compares two" in " ".join(text.split())


def test_what_stays_open_is_no_success() -> None:
    assert exit_code(explained(rlimit=1)) == 3
