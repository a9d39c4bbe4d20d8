"""Pills: a verdict, and how it stands to what was expected. Never by colour alone."""

from __future__ import annotations

from rspverify.check.results import CheckResult, Result, ScenarioResult, Verdict
from rspverify.report.html.markup import Markup, element, join
from rspverify.report.outcomes import Outcome, outcome
from rspverify.report.sentences import verdict_words

VERDICTS: dict[Verdict, str] = {
    Verdict.HOLDS: "✓",
    Verdict.HOLDS_UP_TO: "≤",
    Verdict.VIOLATED: "✗",
    Verdict.POSSIBLE: "◆",
    Verdict.IMPOSSIBLE: "◇",
    Verdict.DEPENDS: "±",
    Verdict.VACUOUS: "∅",
    Verdict.UNDETERMINED: "?",
}
MEANINGS: dict[Verdict, str] = {
    Verdict.HOLDS: "proved, for any number of members and steps",
    Verdict.HOLDS_UP_TO: "no counterexample up to a bound",
    Verdict.VIOLATED: "there is a run that breaks it",
    Verdict.POSSIBLE: "there is a run that does it",
    Verdict.IMPOSSIBLE: "proved that no run does it",
    Verdict.DEPENDS: "different under different readings of words",
    Verdict.VACUOUS: "true only because its case never comes up",
    Verdict.UNDETERMINED: "not settled; this counts as no answer",
}
WORDS: dict[Outcome, str] = {
    Outcome.EXPECTED: "as expected",
    Outcome.UNEXPECTED: "not as expected",
    Outcome.UNDETERMINED: "undetermined",
    Outcome.BOUNDED: "only up to a bound",
    Outcome.WRONG_INPUT: "cannot be run",
    Outcome.FAULT: "not confirmed",
    Outcome.TOLD: "as told",
    Outcome.NOT_TOLD: "not as told",
}
GROUPS: dict[str, tuple[str, tuple[Outcome, ...]]] = {
    "expected": ("as expected", (Outcome.EXPECTED, Outcome.TOLD)),
    "unexpected": ("not as expected", (Outcome.UNEXPECTED, Outcome.NOT_TOLD)),
    "open": ("open, or only up to a bound", (Outcome.UNDETERMINED, Outcome.BOUNDED)),
    "error": ("cannot be run, or not confirmed", (Outcome.WRONG_INPUT, Outcome.FAULT)),
}
"""What can be chosen in the filter."""
_SYMBOLS = {"expected": "✓", "unexpected": "✗", "open": "?", "error": "!"}


def group_of(result: Result) -> str:
    found = outcome(result)
    return next(name for name, (_, outcomes) in GROUPS.items() if found in outcomes)


def verdict_name(result: Result) -> str:
    """For the filter and for programs."""
    return "scenario" if isinstance(result, ScenarioResult) else result.verdict.value


def pill(verdict: Verdict, words: str = "") -> Markup:
    """A verdict; `words`: what is said instead of its name."""
    sign = element("span", VERDICTS[verdict], aria_hidden="true", class_="sign")
    return element(
        "span", sign, f" {words or verdict.value}", class_=f"pill v-{verdict.name.lower().replace('_', '-')}"
    )


def result_pill(result: Result) -> Markup:
    match result:
        case CheckResult():
            return pill(result.verdict, verdict_words(result))
        case ScenarioResult():
            said, sign, look = ("as told", "✓", "v-holds") if result.succeeded else ("not as told", "✗", "v-violated")
            if result.unanswered:
                said, sign, look = "without an answer", VERDICTS[Verdict.UNDETERMINED], "v-undetermined"
            return element(
                "span", element("span", sign, aria_hidden="true", class_="sign"), f" {said}", class_=f"pill {look}"
            )


def standing(result: Result) -> Markup:
    """How a result stands to what was expected."""
    group = group_of(result)
    words = WORDS[outcome(result)]
    if isinstance(result, CheckResult) and group != "expected":
        words = f"{words}: expected {result.expected}"
    return element(
        "span", join(element("span", _SYMBOLS[group], aria_hidden="true"), f" {words}"), class_=f"standing s-{group}"
    )
