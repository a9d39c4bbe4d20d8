"""The fields that choose what is shown. They need the script, and are not there without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rspverify.report.html.markup import Markup, element, join

Chosen = tuple[str, str, str]
"""How something stands, of what kind it is, and its file."""


def filters(groups: Mapping[str, str], kinds: str, chosen: Sequence[Chosen]) -> Markup:
    """A search, a box for each of the `groups` that there is (with what it is called), lists of kinds and of files.
    `kinds`: what a kind is called."""
    times = Counter(stands for stands, _, _ in chosen)
    boxes = [
        element(
            "label",
            element("input", type="checkbox", name="stands", value=name, checked=True, autocomplete="off"),
            f" {words} ({times[name]})",
        )
        for name, words in groups.items()
        if times[name]
    ]
    verdicts = Counter(kind for _, kind, _ in chosen)
    files = Counter(file for _, _, file in chosen)
    search = element(
        "label",
        element("span", "Search "),
        element("input", type="search", id="search", placeholder="a word, a clause, a policy", autocomplete="off"),
    )
    return element(
        "div",
        search,
        element("fieldset", element("legend", "Show what is"), join(*boxes)),
        _chooser("verdict", kinds, "all", verdicts),
        _chooser("file", "File", "all", files) if len(files) > 1 else Markup(""),
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
