"""What random runs came to, as one HTML file: what the runs show, check by check, then what was reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from rspverify.check.fuzzing.results import CheckFuzzed, Coverage, Fuzzed, Goal, Outcome, ScenarioPlayed
from rspverify.report.fuzz_findings import told_story as story_of
from rspverify.report.fuzz_report import FuzzReport, is_wrong, name_of, place_of, tried
from rspverify.report.fuzz_text import coverage_words, fuzz_summary, goal_words, played, said
from rspverify.report.html.anchors import Places
from rspverify.report.html.diagnostics import diagnostic
from rspverify.report.html.filters import Choice, filters
from rspverify.report.html.folded import folded
from rspverify.report.html.frame import Head, framed, look_of
from rspverify.report.html.gathered import Gathered
from rspverify.report.html.markup import Markup, element, join, lines
from rspverify.report.html.proof import bullets
from rspverify.report.html.source import excerpt, plain_text, story_files
from rspverify.report.html.story import told_story
from rspverify.report.sentences import titled
from rspverify.report.setting import Setting
from rspverify.report.style import number
from rspverify.source.files import SourceFile

_GROUPS = {
    "unexpected": "not as the file says",
    "found again": "as the file says",
    "nothing found": "nothing found",
    "left out": "left out",
}
_LOOKS = {
    "unexpected": ("✗", "v-violated", "unexpected"),
    "found again": ("✓", "v-holds", "expected"),
    "nothing found": ("?", "v-undetermined", "open"),
    "left out": ("?", "v-undetermined", "open"),
}
_NO_PROOF = "That no random run shows anything is no proof."


def render(report: FuzzReport, setting: Setting) -> str:
    """The whole page. `setting.detail` quiet: only what is not as the file says; verbose: all unfolded."""
    places = Places(dict.fromkeys(_files(report)))
    about = [diagnostic(one, "", places) for one in report.every_diagnostic]
    gathered = Gathered()
    tries = [_file(one, places, gathered, setting) for one in report.files]
    quiet = setting.detail == "quiet"
    reached = [_coverage(one, places, gathered) for one in report.files if one.coverage.goals and not quiet]
    texts = element("section", element("h2", "Policy text"), plain_text(places), id="texts") if places.sources else ""
    main = lines(
        filters([Choice("What was tried", _GROUPS, "Kind", gathered.chosen)]),
        element("section", element("h2", "About the input"), lines(*about), id="input") if about else "",
        element("section", element("h2", "What random runs show"), lines(*tries), id="tried", tabindex="-1"),
        element("section", element("h2", "What was reached"), lines(*reached), id="reached") if reached else "",
        texts,
    )
    links = [("#tried", "What random runs show")]
    links += [("#reached", "What was reached")] if reached else []
    links += [("#texts", "Policy text")] if texts else []
    notes = ["What was finished stands below."] if report.interrupted else []
    notes += [_NO_PROOF] if any(one.outcome is Outcome.NOTHING for file in report.files for one in file.checks) else []
    code = report.exit_code
    head = Head(_title(report), look_of(code), fuzz_summary(report.files), code, tuple(links), tuple(notes))
    return framed(head, main, setting.version)


def _title(report: FuzzReport) -> str:
    if report.interrupted:
        return "Interrupted"
    wrong = sum(is_wrong(one) for file in report.files for one in tried(file))
    if wrong:
        return f"{number(wrong, 'result')} not as the files say"
    return "Nothing unexpected was found" if report.exit_code == 0 else "Not all could be tried"


# ---------------------------------------------------------------- what was tried


def _file(file: Fuzzed, places: Places, gathered: Gathered, setting: Setting) -> Markup:
    shown = [one for one in tried(file) if is_wrong(one) or setting.detail != "quiet"]
    unfolded = setting.detail == "verbose"
    groups = []
    for title, found in groupby(shown, key=_about):
        items = [_one(one, file.file, places, gathered, unfolded) for one in found]
        key = gathered.name("property", f"{file.file}::{title}")
        groups.append(element("section", element("h4", title, id=key), lines(*items), class_="property"))
    head = element("h3", file.file, id=gathered.name("checks", file.file))
    runs = f"{number(file.runs, 'random run')}, {number(file.steps, 'step')} in all"
    note = element("p", runs + (", stopped by the clock" if file.stopped else ""), class_="note")
    return element("section", lines(head, note, *groups), class_="checks", data_file=file.file)


def _about(one: CheckFuzzed | ScenarioPlayed) -> str:
    return titled(one.property, one.wording) if isinstance(one, CheckFuzzed) else "Scenarios"


def _one(one: CheckFuzzed | ScenarioPlayed, file: str, places: Places, gathered: Gathered, unfolded: bool) -> Markup:
    name = gathered.name("result", f"{file}::{name_of(one)}")
    match one:
        case CheckFuzzed():
            stands, kind, text, about = one.outcome.value, "check", said(one), f"expected: {one.expected}"
            head, body = one.conditions or one.property, _shown(one, name, places)
        case ScenarioPlayed():
            stands, kind, text = ("unexpected" if one.failure else "found again"), "scenario", played(one)
            about, head = "", titled(one.name, one.wording)
            body = excerpt(place_of(one), places) if one.failure else Markup("")
    sign, look, group = _LOOKS[stands]
    pill = element("span", element("span", sign, aria_hidden="true"), f" {_GROUPS[stands]}", class_=f"pill {look}")
    line = join(pill, " ", element("span", head, class_="conditions"))
    item = gathered.item(
        name, f"{name_of(one)}: {text}", stands, kind, group, place_of(one), file, unfolded or is_wrong(one)
    )
    return folded(item, line, text, about, body, places)


def _shown(one: CheckFuzzed, name: str, places: Places) -> Markup:
    told, shown = story_of(one), one.shown
    if told is None or shown is None:
        return Markup("")
    keep: list[Markup | str] = []
    if shown.scenario and not shown.by:
        label = f"scenario {shown.scenario_name}"
        text = join(*(join(line, Markup("\n")) for line in shown.scenario.rstrip("\n").split("\n")))
        keep = [element("h5", "To keep it"), element("pre", text, tabindex=0, role="group", aria_label=label)]
    elif shown.untold:
        keep = [element("p", f"It cannot be kept as a scenario: {shown.untold}.", class_="note")]
    words = [
        element(
            "div",
            element("p", element("code", each.clause), f": {each.why}" if each.why else ""),
            excerpt(each.span, places),
        )
        for each in shown.story.guilty
    ]
    made = [element("h5", "The words that made it possible"), *words] if words else []
    return lines(told_story(told, f"{name}-story", places), *made, *keep)


# ---------------------------------------------------------------- what was reached


def _coverage(file: Fuzzed, places: Places, gathered: Gathered) -> Markup:
    coverage = file.coverage
    head = element("h3", file.file, id=gathered.name("reached", file.file))
    said = element("p", f"Reached: {coverage_words(coverage)}.")
    rest = "What was not reached may be out of reach, or only seldom met."
    note = element("p", rest, class_="note") if coverage.missed else ""
    by_policy: dict[str, dict[str, list[Goal]]] = {}
    for goal in coverage.goals:
        by_policy.setdefault(goal.policy, {}).setdefault(goal.clause, []).append(goal)
    tables = [_table(policy, clauses, coverage, places) for policy, clauses in by_policy.items()]
    return lines(head, said, note, *tables)


def _table(policy: str, clauses: Mapping[str, list[Goal]], coverage: Coverage, places: Places) -> Markup:
    head = [element("th", text, scope="col") for text in ("Clause", "Reached", "Not reached")]
    rows = []
    for clause, goals in clauses.items():
        at = places.span(goals[0].span)
        name = element("code", clause) if clause else Markup("the head of the policy")
        missing = [goal_words(one) for one in goals if one not in coverage.reached]
        count = f"{len(goals) - len(missing)} of {len(goals)}"
        sign = element("span", "?" if missing else "✓", aria_hidden="true")
        pill = element("span", sign, f" {count}", class_=f"pill {'v-undetermined' if missing else 'v-holds'}")
        reached = bullets(goal_words(one) for one in goals if one in coverage.reached)
        rows.append(
            element(
                "tr",
                element("th", element("a", name, href=f"#{at}") if at else name, scope="row"),
                element("td", pill, reached),
                element("td", bullets(missing) if missing else "nothing"),
            )
        )
    inside = lines(element("thead", element("tr", join(*head))), element("tbody", lines(*rows)))
    table = element("table", element("caption", f"Policy {policy}"), inside, class_="readings")
    label = f"what was reached of {policy}"
    return element("div", table, class_="scroll", role="group", tabindex=0, aria_label=label)


def _files(report: FuzzReport) -> Iterator[SourceFile]:
    for file in report.files:
        for one in tried(file):
            yield place_of(one).file
            if isinstance(one, CheckFuzzed) and one.shown is not None:
                yield from story_files(one.shown.story)
        for goal in file.coverage.goals:
            yield goal.span.file
