"""The fields that choose what is shown. They need the script, and are not there without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rspverify.check.results import Result
from rspverify.report.html.markup import Markup, element, join
from rspverify.report.html.outcomes import GROUPS, group_of, verdict_name


def filters(results: Sequence[Result]) -> Markup:
    """A search, a box for each kind of outcome, the verdicts, the files."""
    groups = Counter(group_of(one) for one in results)
    boxes = [
        element(
            "label",
            element("input", type="checkbox", name="stands", value=name, checked=True, autocomplete="off"),
            f" {words} ({groups[name]})",
        )
        for name, (words, _) in GROUPS.items()
        if groups[name]
    ]
    verdicts = Counter(verdict_name(one) for one in results)
    files = Counter(one.file for one in results)
    search = element(
        "label",
        element("span", "Search "),
        element("input", type="search", id="search", placeholder="a word, a clause, a policy", autocomplete="off"),
    )
    return element(
        "div",
        search,
        element("fieldset", element("legend", "Show what is"), join(*boxes)),
        _chooser("verdict", "Verdict", "any verdict", verdicts),
        _chooser("file", "File", "all files", files) if len(files) > 1 else Markup(""),
        element("button", "Unfold all", type="button", id="unfold"),
        element("button", "Fold all", type="button", id="fold"),
        element("button", "Light or dark", type="button", id="theme"),
        element("p", id="shown", role="status"),
        class_="filters",
        role="search",
        aria_label="choose what is shown",
        hidden=True,
    )


def _chooser(name: str, label: str, every: str, counts: Counter[str]) -> Markup:
    options = [element("option", every, value="")]
    options += [element("option", f"{value} ({times})", value=value) for value, times in counts.items()]
    return element("label", element("span", f"{label} "), element("select", join(*options), id=f"by-{name}"))
