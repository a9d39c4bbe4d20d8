"""The reports of `mutate` in all formats: what nothing notices stands in each, and nothing of a file does anything."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

from jsonschema import Draft202012Validator

from rspverify.check.audit.finding import Accepted
from rspverify.check.mutate.results import (
    LeftOut,
    MutantResult,
    Mutation,
    Notice,
    PolicyMutation,
    Remedy,
    Score,
    Stale,
)
from rspverify.report import mutate_findings, mutate_json, mutate_jsonl, mutate_markdown, mutate_text
from rspverify.report.html import mutate as mutate_html
from rspverify.report.mutate_words import MutateReport, percent_words, told_in_short
from rspverify.report.setting import Setting
from rspverify.report.style import Style
from rspverify.source.diagnostics import Diagnostic
from tests.unit.report.examples import DELAY, STORY
from tests.unit.report.html.test_other_verbs import well_formed
from tests.unit.report.runs import ODD
from tests.unit.report.test_json import SCHEMA, valid
from tests.unit.report.test_sarif import validator

DIFF = (("rsp.rsp", "--- rsp.rsp\n+++ rsp.rsp (mutant)\n-  clause delay"),)
LAXER = MutantResult(
    "RSP421",
    "rsp",
    "delay",
    "without the clause `delay`",
    DIFF,
    DELAY,
    "silent",
    "laxer",
    story=STORY,
    remedy=Remedy("rsp.rsp", "property kept: never train(l, m)\n\ncheck kept\n  under rsp expect holds\n"),
)
STRICTER = replace(LAXER, code="RSP422", said="`delay` without `when a`", change="stricter", remedy=None)
OPEN = replace(
    LAXER,
    code="RSP423",
    said="`delay` without `unless b`",
    outcome="undetermined",
    change="unknown",
    reason="the work limit is reached",
    left_open=(Notice("check", "c.rsp", "slow", "under rsp", "holds", "undetermined"),),
    story=None,
    remedy=None,
)
ACCEPTED = replace(STRICTER, code="RSP426", said="`delay` says `may`", accepted=Accepted("meant so", DELAY))
NOTICE = Notice("check", "c.rsp", "safe", "under rsp", "holds", "violated")
CAUGHT = replace(
    OPEN, code="RSP430", said="`delay` gives more time", outcome="caught", noticed=(NOTICE,), left_open=(), reason=""
)
EQUIVALENT = replace(CAUGHT, code="RSP429", said="`delay` says `or`", outcome="equivalent", change="equal", noticed=())
SCORE = Score("rsp", "delay", DELAY, 1, 2, 1, 1, 1)
POLICY = PolicyMutation(
    "rsp",
    "the policy",
    DELAY,
    (LAXER, STRICTER, OPEN, ACCEPTED, CAUGHT, EQUIVALENT),
    (SCORE,),
    (Stale("rsp", "delay", "RSP431", "no longer so", DELAY),),
)
MUTATION = Mutation((POLICY,), 4, 2, (LeftOut("c.rsp", "wrong", "under rsp", "it is violated"),))
REPORT = MutateReport(MUTATION, (), 1)
SETTING = Setting("1.2.3")


def test_text_tells_what_nothing_notices_with_what_would() -> None:
    text = mutate_text.render(REPORT, SETTING)
    assert text.index("✗ RSP421 laxer") < text.index("✗ RSP422 stricter") < text.index("? RSP423")
    assert "property kept: never train(l, m)" in text
    assert "✓ RSP426 accepted" in text and "because: meant so" in text
    assert "RSP413 RSP431 is accepted in `delay`, and no such fault goes unnoticed" in text
    assert text.index("RSP413") < text.rindex("specs/news.rsp:3:3")
    assert "delay: 25 %, 1 of 4 caught, 2 silent, 1 undetermined, 1 accepted, 1 equivalent" in text
    assert "RSP430" not in text and "What happens" not in text
    assert "4 checks and 2 scenarios; 1 other can notice nothing" in text
    assert text.endswith("score 25 %\n")


def test_what_was_not_looked_at_is_not_said_to_be_none() -> None:
    wrong = Diagnostic("RSP144", "no policy is called `x`")
    assert mutate_text.render(MutateReport(Mutation((), 0, 0), (), 0), SETTING) == "there are no policies\n"
    assert mutate_text.render(MutateReport(Mutation((), 0, 0), (wrong,), 2), SETTING) == "no policy was looked at\n"
    nothing = MutateReport(Mutation((PolicyMutation("p", "p", DELAY, (), ()),), 0, 0), (), 0)
    assert mutate_text.render(nothing, SETTING).endswith("1 policy, 0 faults: 0 caught, no score\n")
    assert "No score" in mutate_html.render(nothing, SETTING)


def test_text_can_be_short_or_long() -> None:
    verbose = mutate_text.render(REPORT, Setting("1", "verbose", Style()))
    assert "✓ RSP430 caught" in verbose and "by safe under rsp: violated, and expected is holds" in verbose
    assert "✓ RSP429 equivalent" in verbose and "What happens" in verbose and "-  clause delay" in verbose
    quiet = mutate_text.render(REPORT, Setting("1", "quiet", Style()))
    assert "RSP421" in quiet and "RSP426" not in quiet


def test_a_score_is_never_rounded_up() -> None:
    assert [percent_words(one) for one in (None, 0.0, 99.99, 100.0)] == ["no score", "0 %", "99 %", "100 %"]


def test_json_is_as_the_schema_says() -> None:
    document = valid(mutate_json.render(REPORT, SETTING))
    (policy,) = document["policies"]
    assert [one["outcome"] for one in policy["mutants"]][:3] == ["silent", "silent", "undetermined"]
    assert policy["mutants"][0]["remedy"]["path"] == "rsp.rsp"
    assert document["percent"] == 25.0
    valid(mutate_json.render(MutateReport(Mutation((), 0, 0), (), 0), SETTING))


def test_the_json_lines_are_the_document() -> None:
    defined = {"$defs": SCHEMA["$defs"], "properties": SCHEMA["properties"]}
    line_of = Draft202012Validator({"$ref": "#/$defs/mutate_line", **defined})
    wrong = Diagnostic("RSP144", "no policy is called `x`")
    for report in (REPORT, MutateReport(Mutation((), 0, 0, interrupted=True), (wrong,), 130)):
        document = json.loads(mutate_json.render(report, SETTING))
        text = mutate_jsonl.render(report, SETTING)
        assert text.isascii() and text.endswith("\n")
        lines = [json.loads(line) for line in text.splitlines()]
        for line in lines:
            line_of.validate(line)
        kinds = [line.pop("line") for line in lines]
        found = list(zip(kinds, lines, strict=True))
        policies = [
            one | {"mutants": [each["mutant"] for kind, each in found if kind == "mutant"]}
            for kind, one in found
            if kind == "policy"
        ]
        diagnostics = [one["diagnostic"] for kind, one in found if kind == "diagnostic"]
        assert kinds[0] == "head" and kinds[-1] == "summary"
        assert lines[0] | lines[-1] | {"policies": policies, "diagnostics": diagnostics} == document


def test_sarif_has_a_result_for_each_finding() -> None:
    document = json.loads(mutate_findings.render_sarif(REPORT, SETTING))
    validator().validate(document)
    (run,) = document["runs"]
    assert [one["ruleId"] for one in run["results"]] == ["RSP421", "RSP422", "RSP423", "RSP413"]


def test_junit_has_a_case_for_each_fault() -> None:
    root = ElementTree.fromstring(mutate_findings.render_junit(REPORT, SETTING))
    assert (root.get("tests"), root.get("failures")) == ("6", "3")


def test_github_annotates_each_finding() -> None:
    lines = mutate_findings.render_github(REPORT, SETTING).splitlines()
    assert sum(line.startswith("::warning ") for line in lines) == 4
    assert lines[-1].endswith("score 25 %; exit code 1")


def test_markdown_has_the_table_and_folds_the_rest() -> None:
    text = mutate_markdown.render(REPORT, SETTING)
    assert "| `rsp` | `delay` | 25 % | 1 | 2 | 1 | 1 | 1 |" in text
    assert text.count("<details>") == 3 and "Because: meant so" in text


def test_page_is_well_formed_and_inert_whatever_the_files_say() -> None:
    odd = replace(LAXER, said=ODD, policy=ODD, reason=ODD, remedy=Remedy(ODD, ODD), diffs=((ODD, ODD),))
    hostile = replace(MUTATION, policies=(replace(POLICY, wording=ODD, mutants=(odd, *POLICY.mutants[1:])),))
    for report in (REPORT, replace(REPORT, mutation=hostile)):
        page = well_formed(mutate_html.render(report, SETTING))
        assert len(page.every("article")) == 6
    assert "check kept\n  under rsp expect holds" in well_formed(mutate_html.render(REPORT, SETTING)).text


def test_a_short_story_tells_what_changes_in_each_step_but_the_last() -> None:
    """What varies by nobody's doing may be all that matters."""
    waits, trains = STORY.steps
    story = replace(STORY, steps=(replace(waits, changes=("the market is hot", "m1 is cheap")), trains))
    assert told_in_short(story) == (
        "for example: reading hazardous as by_capability; reasonable is 3 days; at first m1 could cause catastrophic harm. "
        "3 days and 4 hours pass (day 3, hour 4): the market is hot; m1 is cheap. "
        "Then: anthropic trains m1, which is hazardous and was never published"
    )
