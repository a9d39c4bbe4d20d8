"""What random runs came to, for people. A run that shows nothing is no proof, and nothing here says that it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rspverify.check.fuzzing.results import CheckFuzzed, Coverage, Fuzzed, Goal, Outcome, ScenarioPlayed, Shown
from rspverify.report.fuzz_report import FuzzReport, is_wrong, tried
from rspverify.report.setting import Setting
from rspverify.report.story import how_long, render_story
from rspverify.report.style import Paint, Style, Symbol, number, plain
from rspverify.source.render import render_diagnostic

_ROW = 2
_BELOW = 6
_SIGNS: dict[Outcome, tuple[Symbol, Paint]] = {
    Outcome.UNEXPECTED: ("no", "red"),
    Outcome.AGAIN: ("yes", "green"),
    Outcome.NOTHING: ("open", "dim"),
    Outcome.LEFT_OUT: ("open", "yellow"),
}
_MOST_MISSED = 12


def render(report: FuzzReport, setting: Setting) -> str:
    """The whole report, for a file: what is wrong, then what is printed piece by piece while files are tried."""
    verbose, quiet = setting.detail == "verbose", setting.detail == "quiet"
    parts = [render_fuzzed(one, setting.style, verbose, quiet) for one in report.files]
    wrong = [f"{render_diagnostic(one, color=setting.style.color)}\n" for one in report.every_diagnostic]
    return "\n".join([*wrong, *parts, render_end(report, setting)])


def render_end(report: FuzzReport, setting: Setting) -> str:
    """What comes after the files; nothing where there is only something wrong with the input."""
    if report.interrupted and not report.files:
        return "interrupted before anything was tried\n"
    said = render_fuzz_summary(report.files, setting.style) if report.files or not report.diagnostics else ""
    return said + ("interrupted: what was finished stands above\n" if report.interrupted else "")


def render_fuzzed(found: Fuzzed, style: Style, verbose: bool = False, quiet: bool = False) -> str:
    """One file. `verbose`: whole stories of what was expected, too, and all that was missed; `quiet`: only what is not
    as expected."""
    lines = [style.paint(plain(found.file), "bold", "cyan")]
    scenarios = [one for one in found.scenarios if one.failure or not quiet]
    if scenarios:
        lines.append("")
        for one in scenarios:
            lines += _scenario(one, style)
    checks = [one for one in found.checks if one.outcome is Outcome.UNEXPECTED or not quiet]
    before = ""
    for check in checks:
        if check.property != before:
            before = check.property
            title = f"{check.property}: {check.wording}" if check.wording != _spaced(check.property) else check.property
            lines += ["", *(style.paint(line, "bold") for line in style.wrap(plain(title), 0, 2))]
        lines += _check(check, style, verbose)
    if found.coverage.goals and not quiet:
        lines += ["", *_coverage(found.coverage, style, verbose)]
    return "\n".join(lines) + "\n"


def render_one(check: CheckFuzzed, style: Style, verbose: bool) -> str:
    """One check: the line, and the story where something is shown that should not be (`verbose`: any story)."""
    return "\n".join(_check(check, style, verbose)) + "\n"


def render_fuzz_summary(found: Sequence[Fuzzed], style: Style) -> str:
    """The last line: what there is in all."""
    bad = any(is_wrong(one) for file in found for one in tried(file))
    return style.paint(fuzz_summary(found), "bold", "red" if bad else "green") + "\n"


def fuzz_summary(found: Sequence[Fuzzed]) -> str:
    """What there is in all, in a line."""
    checks = [check for file in found for check in file.checks]
    outcomes = [check.outcome for check in checks]
    scenarios = [one for file in found for one in file.scenarios]
    if not checks and not scenarios:
        return "there is nothing to try"
    failed = sum(bool(one.failure) for one in scenarios)
    parts = [f"{outcomes.count(Outcome.UNEXPECTED)} unexpected", f"{outcomes.count(Outcome.AGAIN)} as the file says"]
    parts.append(f"{outcomes.count(Outcome.NOTHING)} of which no run shows anything")
    parts += [f"{outcomes.count(Outcome.LEFT_OUT)} left out"] if Outcome.LEFT_OUT in outcomes else []
    parts += [f"{number(failed, 'scenario')} otherwise than told"] if failed else []
    runs = sum(file.runs for file in found)
    stopped = ", stopped by the clock" if any(file.stopped for file in found) else ""
    return f"{number(len(checks), 'check')}, {number(runs, 'random run')}{stopped}: {', '.join(parts)}"


def said(check: CheckFuzzed) -> str:
    """What a check came to, in a few words."""
    runs = number(check.judged, "random run")
    match check.outcome, check.shown:
        case (_, Shown() as shown):
            verb = "possible" if shown.witness else "violated"
            by = f", as scenario {shown.by} tells" if shown.by else ""
            again = ", as the file says" if check.outcome is Outcome.AGAIN else f", but expected: {check.expected}"
            if check.outcome is Outcome.AGAIN and check.expected == "depends":
                again = " as the words are read there; the file says: depends"
            return f"{verb} {how_long(shown.story)}{by}{again}"
        case (Outcome.LEFT_OUT, _):
            return f"left out, since {check.reason}"
        case _ if check.expected in ("violated", "depends", "possible"):
            return f"not found in {runs}, though the file expects: {check.expected}"
        case _:
            found = "no case" if check.expected == "impossible" else "no counterexample"
            return f"{found} in {runs}, which is no proof"


def played(one: ScenarioPlayed) -> str:
    """What a scenario came to, in a few words."""
    shows = f"; it shows {', '.join(one.shows)}" if one.shows else ""
    return (f"goes otherwise: {one.failure}" if one.failure else "goes as told") + shows


def missed(goal: Goal) -> str:
    """What no run reached."""
    where = f"{goal.policy}.{goal.clause}" if goal.clause else goal.policy
    return f"{where}{':' if goal.kind in ('is true', 'is false') else ''} {goal_words(goal)}"


def goal_words(goal: Goal) -> str:
    """A goal of a clause that is known."""
    match goal.kind:
        case "is true" | "is false":
            return f"`{goal.what}` ({goal.part}) {goal.kind}"
        case "is defeated":
            return f"is defeated by {goal.what}"
        case _:
            return goal.kind


def coverage_words(coverage: Coverage) -> str:
    """How much was reached, in a line."""
    return ", ".join(f"{reached} of {every} {words}" for words, reached, every in coverage_counts(coverage))


def coverage_counts(coverage: Coverage) -> Iterator[tuple[str, int, int]]:
    """How much was reached of each kind of goal that there is: words, how many, and of how many."""
    kinds = (
        ("clauses applied", ("applies",)),
        ("defeats happened", ("is defeated",)),
        ("conditions were true", ("is true",)),
        ("were false", ("is false",)),
        ("duties were done", ("is fulfilled",)),
        ("came to their last hour", ("is in its last hour",)),
    )
    for words, kind in kinds:
        every = [goal for goal in coverage.goals if goal.kind in kind]
        if every:
            yield words, sum(goal in coverage.reached for goal in every), len(every)


def _check(check: CheckFuzzed, style: Style, verbose: bool) -> list[str]:
    symbol, paint = _SIGNS[check.outcome]
    head = style.symbol(symbol)
    text = f"{check.conditions}: {said(check)}" if check.conditions else said(check)
    rows = style.wrap(f"{head} {plain(text)}", _ROW, _ROW + 2)
    lines = [rows[0].replace(head, style.paint(head, paint), 1), *rows[1:]]
    shown = check.shown
    if shown is None or not (verbose or check.outcome is Outcome.UNEXPECTED):
        return lines
    lines += ["", render_story(shown.story, shown.witness, style)]
    if shown.scenario and not shown.by:
        lines += ["", f"{' ' * _BELOW}{style.paint('To keep it', 'bold')}"]
        lines += [f"{' ' * (_BELOW + 2)}{plain(line)}" for line in shown.scenario.rstrip("\n").split("\n")]
    elif shown.untold:
        lines += ["", *style.wrap(f"It cannot be kept as a scenario: {plain(shown.untold)}.", _BELOW)]
    return lines


def _scenario(one: ScenarioPlayed, style: Style) -> list[str]:
    symbol, paint = (style.symbol("no"), "red") if one.failure else (style.symbol("yes"), "green")
    rows = style.wrap(f"{symbol} scenario {one.name} {plain(played(one))}", _ROW, _ROW + 2)
    return [rows[0].replace(symbol, style.paint(symbol, "red" if paint == "red" else "green"), 1), *rows[1:]]


def _coverage(coverage: Coverage, style: Style, verbose: bool) -> list[str]:
    lines = style.wrap(f"reached: {coverage_words(coverage)}", 0, 2)
    shown = coverage.missed if verbose else coverage.missed[:_MOST_MISSED]
    if shown:
        lines.append("not reached (they may be out of reach, or only seldom met)")
    for goal in shown:
        lines += style.wrap(f"- {plain(missed(goal))}", _ROW, _ROW + 2)
    if len(shown) < len(coverage.missed):
        lines.append(f"  {style.symbol('dots')} and {len(coverage.missed) - len(shown)} more; -v shows all")
    return lines


def _spaced(name: str) -> str:
    return name.replace("_", " ")
