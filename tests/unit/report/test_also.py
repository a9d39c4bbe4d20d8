"""What `check --with` asks for, in the formats that have it, and in no other."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from rspverify.report.also import Also
from rspverify.report.formats import FORMATS, renderer
from rspverify.report.setting import Setting
from tests.unit.report.html.test_other_verbs import DIFF
from tests.unit.report.runs import FINE, ODD
from tests.unit.report.test_audit import AUDIT
from tests.unit.report.test_markdown import OURS, tokens

SETTING = Setting("1.2.3")
ASKED = replace(FINE, also=Also((AUDIT,), (DIFF,)))


def test_json_has_them_as_the_other_verbs_do() -> None:
    schema = json.loads((files("rspverify.report") / "schema.json").read_text(encoding="utf-8"))
    document = json.loads(renderer("json")(ASKED, SETTING))
    Draft202012Validator(schema).validate(document)
    assert document["also"]["audits"][0]["policies"][0]["findings"][0]["code"] == "RSP401"
    assert document["also"]["comparisons"][0]["change"] == "incomparable"
    only = json.loads(renderer("json")(replace(FINE, also=Also(comparisons=())), SETTING))
    Draft202012Validator(schema).validate(only)
    assert only["also"] == {"comparisons": []}
    assert "also" not in json.loads(renderer("json")(FINE, SETTING))


def test_markdown_folds_them() -> None:
    text = renderer("markdown")(ASKED, SETTING)
    assert text.startswith(renderer("markdown")(FINE, SETTING)[:-1])
    assert "<summary>Changes: new is laxer than old" in text
    assert "<summary>Audit of rsp.rsp: 1 policy: 1 finding, 1 accepted, 1 question without an answer</summary>" in text
    assert "✗ RSP401 two clauses collide" in text


def test_markdown_keeps_hostile_texts_inert() -> None:
    finding = replace(AUDIT.policies[0].findings[0], message=ODD, details=(ODD,))
    audit = replace(AUDIT, file=ODD, policies=(replace(AUDIT.policies[0], wording=ODD, findings=(finding,)),))
    report = replace(FINE, also=Also((audit,), (replace(DIFF, file=ODD, old_wording=ODD, remarks=(ODD,)),)))
    found = list(tokens(renderer("markdown")(report, SETTING)))
    for token in found:
        if token.type in ("html_block", "html_inline"):
            lines = token.content.strip().split("\n")
            assert all(line in OURS or line.startswith("<summary>") for line in lines)
            assert not any("<script" in line for line in lines)
    assert not any(token.type in ("link_open", "image") and "codes.md" not in str(token.attrs) for token in found)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("json", "markdown", "html")])
def test_other_formats_do_not_have_them(name: str) -> None:
    assert renderer(name)(ASKED, SETTING) == renderer(name)(FINE, SETTING)
