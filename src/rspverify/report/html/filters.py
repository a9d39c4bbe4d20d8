"""The fields that choose what is shown. They need the script, and are not there without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rspverify.report.html.markup import Markup, element, join

Chosen = tuple[str, str, str]
"""How something stands, of what kind it is, and its file."""


@dataclass(frozen=True)
class Choice:
    """What a part of a page lets choose from. `title`: of the part; `groups`: how its things can stand, and what that
    is called (the names of no two parts are the same); `kinds`: what their kinds are called; `chosen`: what
    there is."""

    title: str
    groups: Mapping[str, str]
    kinds: str
    chosen: Sequence[Chosen]


def filters(choices: Sequence[Choice]) -> Markup:
    """A search, a box for each of the groups that there is, lists of kinds and of files: for all parts of a page at
    once."""
    alone = len(choices) == 1
    search = element(
        "label",
        element("span", "Search "),
        element("input", type="search", id="search", placeholder="a word, a clause, a policy", autocomplete="off"),
    )
    files = Counter(file for choice in choices for _, _, file in choice.chosen)
    return element(
        "div",
        search,
        join(*(_boxes(one, "Show what is" if alone else one.title) for one in choices if one.chosen or alone)),
        _chooser("verdict", choices[0].kinds, _options(choices[0])) if alone else _kinds(choices),
        _chooser("file", "File", _listed(files)) if len(files) > 1 else Markup(""),
        element("button", "Unfold all", type="button", id="unfold"),
        element("button", "Fold all", type="button", id="fold"),
        element("button", "Light or dark", type="button", id="theme"),
        element("p", id="shown", role="status"),
        class_="filters",
        role="search",
        aria_label="choose what is shown",
        hidden=True,
    )


def _boxes(choice: Choice, title: str) -> Markup:
    times = Counter(stands for stands, _, _ in choice.chosen)
    boxes = [
        element(
            "label",
            element("input", type="checkbox", name="stands", value=name, checked=True, autocomplete="off"),
            f" {words} ({times[name]})",
        )
        for name, words in choice.groups.items()
        if times[name]
    ]
    return element("fieldset", element("legend", title), join(*boxes))


def _kinds(choices: Sequence[Choice]) -> Markup:
    groups = [element("optgroup", _options(one), label=one.kinds) for one in choices if one.chosen]
    return _chooser("verdict", "Kind", join(*groups))


def _options(choice: Choice) -> Markup:
    return _listed(Counter(kind for _, kind, _ in choice.chosen))


def _listed(counts: Counter[str]) -> Markup:
    return join(*(element("option", f"{value} ({times})", value=value) for value, times in counts.items()))


def _chooser(name: str, label: str, options: Markup) -> Markup:
    every = element("option", "all", value="")
    return element("label", element("span", f"{label} "), element("select", every, options, id=f"by-{name}"))
