"""What seeding faults came to, as one HTML file: scores, then what nothing notices, then all the rest, folded."""

from __future__ import annotations

from collections.abc import Iterator

from rspverify.check.mutate.results import MutantResult, PolicyMutation
from rspverify.check.results import Verdict
from rspverify.report.html.anchors import Places
from rspverify.report.html.diagnostics import diagnostic
from rspverify.report.html.filters import Choice, filters
from rspverify.report.html.folded import folded
from rspverify.report.html.frame import Head, framed, look_of
from rspverify.report.html.gathered import Gathered
from rspverify.report.html.markup import Markup, element, join, lines
from rspverify.report.html.proof import bullets
from rspverify.report.html.source import plain_text, story_files
from rspverify.report.html.story import told_story
from rspverify.report.mutate_words import (
    MutateReport,
    clause_of,
    headline,
    left_out_words,
    notice_words,
    percent_words,
    score_words,
    stale_words,
    suite_words,
    summary,
)
from rspverify.report.sentences import ToldStory, titled
from rspverify.report.setting import Setting
from rspverify.source.codes import CODES
from rspverify.source.files import SourceFile

_GROUPS = {
    "silent": "silent",
    "undetermined": "undetermined",
    "accepted": "accepted",
    "caught": "caught",
    "equivalent": "equivalent",
}
_LOOKS = {
    "silent": ("✗", "v-violated"),
    "undetermined": ("?", "v-undetermined"),
    "caught": ("✓", "v-holds"),
    "equivalent": ("✓", "v-holds"),
}


def render(report: MutateReport, setting: Setting) -> str:
    """The whole page."""
    mutation = report.mutation
    places = Places(dict.fromkeys(_files(report)))
    about = [diagnostic(one, "", places) for one in dict.fromkeys((*report.diagnostics, *mutation.diagnostics))]
    gathered = Gathered()
    sections = [_policy(one, places, gathered) for one in mutation.policies]
    texts = element("section", element("h2", "Policy text"), plain_text(places), id="texts") if places.sources else ""
    left_out = list(left_out_words(mutation))
    main = lines(
        filters([Choice("Faults", _GROUPS, "Code", gathered.chosen)]),
        element("section", element("h2", "About the input"), lines(*about), id="input") if about else "",
        element("section", element("h2", "Faults"), lines(*sections), id="faults", tabindex="-1"),
        element("section", element("h2", "What can notice nothing"), bullets(left_out), id="left") if left_out else "",
        texts,
    )
    links = [("#faults", "Faults"), *([("#texts", "Policy text")] if texts else [])]
    notes = (*(("What was finished stands below.",) if mutation.interrupted else ()), suite_words(mutation))
    score = "No score" if mutation.percent is None else f"Score {percent_words(mutation.percent)}"
    title = "Interrupted" if mutation.interrupted else score
    head = Head(title, look_of(report.exit_code), summary(report), report.exit_code, tuple(links), notes)
    return framed(head, main, setting.version)


def _policy(policy: PolicyMutation, places: Places, gathered: Gathered) -> Markup:
    stale = bullets([f"RSP413: {stale_words(one)}" for one in policy.stale])
    faults = [_fault(one, places, gathered) for one in policy.mutants]
    head = element("h3", titled(policy.policy, policy.wording), id=gathered.name("policy", policy.policy))
    group = element("section", element("h4", "Faults"), lines(*faults), class_="property")
    return element(
        "section", lines(head, _scores(policy), stale, group), class_="checks", data_file=policy.span.file.path
    )


def _scores(policy: PolicyMutation) -> Markup:
    head = [element("th", text, scope="col") for text in ("Clause", "Score", "Faults")]
    rows = [
        element(
            "tr",
            element("th", element("code", one.clause) if one.clause else clause_of(one), scope="row"),
            element("td", percent_words(one.percent)),
            element("td", score_words(one)),
        )
        for one in policy.scores
    ]
    table = element(
        "table", element("thead", element("tr", join(*head))), element("tbody", lines(*rows)), class_="readings"
    )
    label = f"how many faults of {policy.policy} are caught"
    return element("div", table, class_="scroll", role="group", tabindex=0, aria_label=label)


def _fault(one: MutantResult, places: Places, gathered: Gathered) -> Markup:
    name = gathered.name("fault", f"{one.policy}::{one.clause}::{one.code}::{one.said}")
    accepted = one.accepted is not None
    shown = "accepted" if accepted else one.outcome
    sign, look = ("✓", "v-holds") if accepted else _LOOKS[one.outcome]
    pill = element("span", element("span", sign, aria_hidden="true"), f" {shown}", class_=f"pill {look}")
    line = join(pill, " ", element("span", f"{one.code} {headline(one)}", class_="conditions"))
    group = {"silent": "unexpected", "undetermined": "open"}.get(shown, "expected")
    file = one.place.file.path
    item = gathered.item(name, f"{one.code}: {one.said}", shown, one.code, group, one.place, file, shown == "silent")
    return folded(item, line, "", "", _body(one, name, places), places)


def _body(one: MutantResult, name: str, places: Places) -> Markup:
    entry = CODES.get(one.code)
    parts: list[Markup | str] = [
        element("p", f"{one.code}: {entry.title}", class_="note") if entry is not None else "",
        element("p", element("strong", "Accepted, because: "), one.accepted.reason) if one.accepted else "",
        element("p", f"The difference shows in {one.heir}, which amends it or speaks of it.") if one.heir else "",
        element("p", one.reason) if one.reason else "",
        bullets([f"noticed by {notice_words(each)}" for each in one.noticed]),
        bullets([f"not known: {notice_words(each)}" for each in one.left_open]),
        *(_preformatted(text) for _, text in one.diffs),
        *(
            element("p", f"Proved for any number of members and steps, {proof.method}.", class_="note")
            for proof in one.proofs[:1]
        ),
    ]
    if one.story is not None:
        told = ToldStory("", Verdict.POSSIBLE, one.story, True)
        parts.append(told_story(told, f"{name}-story", places))
    if one.remedy is not None:
        parts.append(element("p", f"This would notice it, in {one.remedy.file}:"))
        parts.append(_preformatted(one.remedy.text))
    return lines(*parts)


def _preformatted(text: str) -> Markup:
    """Lines as they stand."""
    ended = [join(line, Markup("\n")) for line in text.rstrip("\n").split("\n")]
    return element("pre", *ended, class_="scroll")


def _files(report: MutateReport) -> Iterator[SourceFile]:
    for policy in report.mutation.policies:
        yield policy.span.file
        for one in policy.mutants:
            yield one.place.file
            if one.story is not None:
                yield from story_files(one.story)
