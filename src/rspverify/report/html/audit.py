"""What an audit found as one HTML file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rspverify.check.audit.finding import Audit, Finding, PolicyAudit, Untold
from rspverify.check.results import Verdict
from rspverify.report.audit_report import AuditReport
from rspverify.report.audit_text import WHAT_IS_COUNTED, audit_summary, percent, share_words
from rspverify.report.html.anchors import Places
from rspverify.report.html.diagnostics import diagnostic
from rspverify.report.html.filters import Choice, filters
from rspverify.report.html.folded import folded
from rspverify.report.html.frame import Head, framed, look_of
from rspverify.report.html.gathered import Gathered, Listing
from rspverify.report.html.markup import Markup, element, join, lines
from rspverify.report.html.proof import bullets, proof_pairs
from rspverify.report.html.source import excerpt, plain_text, story_files
from rspverify.report.html.story import told_story
from rspverify.report.sentences import ToldStory, titled
from rspverify.report.setting import Setting
from rspverify.report.style import number
from rspverify.source.codes import CODES
from rspverify.source.files import SourceFile

_GROUPS = {"found": "found", "untold": "without an answer", "accepted": "accepted"}


def render(report: AuditReport, setting: Setting) -> str:
    """The whole report."""
    audits, code, interrupted = report.audits, report.exit_code, report.interrupted
    places = Places(dict.fromkeys(audit_files(audits)))
    part = findings_of(audits, places, Gathered())
    about = [diagnostic(one, "", places) for one in report.every_diagnostic]
    texts = element("section", element("h2", "Policy text"), plain_text(places), id="texts") if places.sources else ""
    main = lines(
        filters([part.choice]),
        element("section", element("h2", "About the input"), lines(*about), id="input") if about else "",
        element("section", element("h2", "Findings"), part.shown, id="findings", tabindex="-1"),
        texts,
    )
    links = [("#findings", "Findings"), *([("#texts", "Policy text")] if texts else [])]
    notes = ("What was finished stands below.",) if interrupted else ()
    opened = sum(len(one.open) for audit in audits for one in audit.policies)
    title = "Interrupted" if interrupted else number(opened, "finding") if opened else "Nothing found"
    head = Head(title, look_of(code), audit_summary(audits, interrupted), code, tuple(links), notes)
    return framed(head, main, setting.version)


def findings_of(audits: Sequence[Audit], places: Places, gathered: Gathered) -> Listing:
    """The findings, policy by policy."""
    sections = [_policy(one, audit.file, places, gathered) for audit in audits for one in audit.policies]
    return Listing(lines(*sections), Choice("Findings", _GROUPS, "Code", gathered.chosen))


def _policy(policy: PolicyAudit, file: str, places: Places, gathered: Gathered) -> Markup:
    key = f"{file}::{policy.policy}"
    items = []
    for one in policy.findings:
        name = gathered.name("finding", f"{key}::{one.code}::{','.join(one.clauses)}::{one.subject}")
        items.append(_finding(one, file, places, name, gathered))
    for untold in policy.untold:
        name = gathered.name("finding", f"{key}::{untold.code}::{untold.about}")
        items.append(_untold(untold, file, places, name, gathered))
    nothing = element("p", "nothing found") if not items else ""
    group = element("section", element("h4", "Findings"), lines(nothing, *items), class_="property")
    head = element("h3", titled(policy.policy, policy.wording), id=gathered.name("policy", key))
    return element("section", lines(head, group, _shares(policy)), class_="checks", data_file=file)


def _finding(one: Finding, file: str, places: Places, name: str, gathered: Gathered) -> Markup:
    accepted = one.accepted is not None
    look = ("✓", "accepted", "v-holds") if accepted else ("✗", "found", "v-violated")
    stories = [
        told_story(ToldStory("", Verdict.POSSIBLE, story, True), f"{name}-story-{at + 1}", places)
        for at, story in enumerate(one.stories)
    ]
    body = lines(
        _meaning(one.code),
        element("p", element("strong", "Accepted, because: "), one.accepted.reason) if one.accepted is not None else "",
        bullets(one.details),
        *(
            element(
                "div",
                element("p", element("code", each.clause), f": {each.why}" if each.why else ""),
                excerpt(each.span, places),
            )
            for each in one.excerpts
        ),
        *stories,
        *(element("section", element("h5", "Proved"), proof_pairs(proof)) for proof in one.proofs),
    )
    group = "expected" if accepted else "unexpected"
    item = gathered.item(name, f"{one.code}: {one.message}", look[1], one.code, group, one.span, file, False)
    return folded(item, _line(look, one.code, one.message), "", "", body, places)


def _untold(one: Untold, file: str, places: Places, name: str, gathered: Gathered) -> Markup:
    message = f"it could not be told {one.about}"
    item = gathered.item(name, f"{one.code}: {message}", "untold", one.code, "open", one.span, file, True)
    body = lines(_meaning(one.code), element("p", one.reason))
    return folded(item, _line(("?", "open", "v-undetermined"), one.code, message), "", "", body, places)


def _line(look: tuple[str, str, str], code: str, message: str) -> Markup:
    sign = element("span", look[0], aria_hidden="true")
    return join(
        element("span", sign, f" {look[1]}", class_=f"pill {look[2]}"),
        " ",
        element("span", f"{code} {message}", class_="conditions"),
    )


def _meaning(code: str) -> Markup:
    """What the code stands for."""
    entry = CODES.get(code)
    return element("p", f"{code}: {entry.title}", class_="note") if entry is not None else Markup("")


def _shares(policy: PolicyAudit) -> Markup:
    if not any(share.opened or share.reason for share in policy.shares):
        return Markup("")
    head = [element("th", text, scope="col") for text in ("Clause", "How much its exceptions open", "Conditions")]
    rows = [
        element(
            "tr",
            element("th", element("code", one.clause), scope="row"),
            element("td", share_words(one)),
            element("td", "; ".join(one.conditions)),
        )
        for one in policy.shares
    ]
    whole = f"{policy.cases_opened} of {number(policy.cases_covered, 'case')}"
    said = f"In all: {whole}{percent(policy.cases_opened, policy.cases_covered)}; {WHAT_IS_COUNTED}."
    table = element(
        "table", element("thead", element("tr", join(*head))), element("tbody", lines(*rows)), class_="readings"
    )
    wide = element("div", table, class_="scroll", role="group", tabindex=0, aria_label="how much exceptions open")
    return element("section", element("h4", "How much exceptions open"), wide, element("p", said, class_="note"))


def audit_files(audits: Iterable[Audit]) -> Iterator[SourceFile]:
    """The files that audits speak of."""
    for audit in audits:
        yield from _files(audit)


def _files(audit: Audit) -> Iterator[SourceFile]:
    for policy in audit.policies:
        yield policy.span.file
        for one in policy.findings:
            yield one.span.file
            yield from (each.span.file for each in one.excerpts)
            for story in one.stories:
                yield from story_files(story)
        yield from (one.span.file for one in policy.untold)
    yield from (one.span.file for one in audit.diagnostics if one.span is not None)
