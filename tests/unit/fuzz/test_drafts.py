"""Random drafts: what no policy can have, what no proof needs, and where the audit and the properties part."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from jsonschema import Draft202012Validator

from rspverify.check.fuzzing.draft_results import drafts_exit_code
from rspverify.check.fuzzing.incompatible import incompatible
from rspverify.check.options import CheckOptions
from rspverify.check.results import CheckResult, Meeting, Verdict
from rspverify.check.run import run_checks
from rspverify.fuzz.drafts import DraftOptions, try_drafts
from rspverify.fuzz.drafts_agree import disagreements
from rspverify.policy.load import load
from rspverify.report import drafts_json, drafts_markdown
from rspverify.report.drafts_text import render_drafts
from rspverify.report.fuzz_report import DraftsReport
from rspverify.report.setting import Setting
from rspverify.report.style import Style

WORLD = """
entity Lab
individual acme: Lab
fact licensed(l: Lab)
belief sure(l: Lab)
action train(l: Lab) by l
action apply(l: Lab) by l
  then licensed(l)
"""
POLICY = """
policy p binds l: Lab {
  clause halt: l must not train(l) unless licensed(l)
  clause rest: l must not apply(l) when sure(l)
}
"""
PAIRS = {
    ("never train(l) when not licensed(l)", "possible train(l) when not licensed(l)"): True,
    ("never train(l) when not licensed(l)", "possible train(l) when licensed(l)"): False,
    ("train(l) only when sure(l)", "possible train(acme) when not sure(acme)"): True,
    ("train(l) only after apply(l)", "possible train(l) when not once apply(l)"): True,
    ("train(l) only after apply(l)", "possible once train(acme)"): False,
    ("never licensed(acme)", "possible licensed(acme) and sure(acme)"): True,
    ("always sure(acme) implies licensed(acme)", "possible train(l) when sure(l)"): False,
    # What only one policy says, and what cannot be anyhow, is no contradiction of two properties.
    ("always forbidden train(acme) by p", "possible permitted train(acme) by p"): False,
    ("never train(l)", "possible sure(acme) and not sure(acme)"): False,
}


def test_properties_that_exclude_each_other(tmp_path: Path) -> None:
    claims = []
    for number, (rule, wish) in enumerate(PAIRS):
        claims.append(f"property rule_{number}: {rule}\nproperty wish_{number}: {wish}")
        claims.append(f"check rule_{number} under p\ncheck wish_{number} under p")
    path = tmp_path / "pairs.rsp"
    path.write_text("\n".join([WORLD, POLICY, *claims]), encoding="utf-8")
    found = {(one.never, one.possible): one for one in incompatible(load(path), CheckOptions(rlimit=5_000_000), ())}
    for number, excluded in enumerate(PAIRS.values()):
        assert ((f"rule_{number}", f"wish_{number}") in found) == excluded, list(PAIRS)[number]
    assert found["rule_0", "wish_0"].expected == ("p",) and found["rule_0", "wish_0"].method


def test_drafts_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "draft.rsp"
    claims = (
        "property licence: never train(l) when not licensed(l)\nproperty silent: possible train(l) when not licensed(l)\n"
        "check licence under p\ncheck silent under p expect impossible\n"
    )
    path.write_text(f"{WORLD}{POLICY}{claims}", encoding="utf-8")
    found = try_drafts(str(path), DraftOptions(6, seed=1))
    assert found.diagnostics == () and found.left_out == () and not found.stopped
    assert [one.kind for one in found.drafts] == ["edited", "edited", "new", "edited", "edited", "new"]
    assert [(one.never, one.possible, one.expected) for one in found.incompatible] == [("licence", "silent", ())]
    assert drafts_exit_code([found]) == 0
    assert [one.clause for one in found.idle] == ["p.rest"]
    for draft in found.drafts:
        assert draft.judged == 2
        assert (draft.audited is None) == (draft.kind == "new")
        assert not (draft.unnoticed and draft.unfound)
    report = DraftsReport((found,), (), 0)
    text, page = render_drafts(found, Style(), verbose=True), drafts_markdown.render(report, Setting("1"))
    document = json.loads(drafts_json.render(report, Setting("1")))
    Draft202012Validator(json.loads((files("rspverify.report") / "schema.json").read_text())).validate(document)
    for shown in (text, page):
        assert "p.rest: not needed by any of" in shown and "licence and silent" in shown
    again = try_drafts(str(path), DraftOptions(6, seed=1))
    assert again.drafts == found.drafts


def test_a_wrong_proof_would_be_found(tmp_path: Path) -> None:
    """Verdicts that random runs refute are our own fault."""
    path = tmp_path / "draft.rsp"
    path.write_text(
        f"{WORLD}policy p binds l: Lab {{ }}\nproperty never_trained: never train(l)\ncheck never_trained under p\n",
        encoding="utf-8",
    )
    project = load(path)
    [result] = run_checks(project, CheckOptions(rlimit=5_000_000))
    assert isinstance(result, CheckResult) and result.verdict is Verdict.VIOLATED
    assert list(disagreements(project, [result], 0)) == []
    wrong = replace(result, verdict=Verdict.HOLDS, meeting=Meeting.MET)
    [fault] = disagreements(project, [wrong], 0)
    assert fault.code == "RSP902" and "never_trained is said to be: holds" in fault.message
