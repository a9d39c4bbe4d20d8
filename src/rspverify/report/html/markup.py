"""HTML elements. Whatever is no `Markup` is text: it is shown as it is, and does nothing."""

from __future__ import annotations

import html
from collections.abc import Iterable

from rspverify.report.style import plain

_VOID = frozenset(("meta", "input"))


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = str | Iterable[Markup]


def element(tag: str, *children: Child, **attributes: str | int | bool) -> Markup:
    """An element. Names of attributes are written with `_` for `-`, and with one more at the end where Python keeps the
    word for itself. `True` stands for an attribute without a value, `False` stands for none, and so
    does an empty text, which only `value` may be."""
    head = tag + "".join(_attribute(name, value) for name, value in attributes.items())
    return Markup(f"<{head}>" if tag in _VOID else f"<{head}>{join(*children)}</{tag}>")


def join(*children: Child) -> Markup:
    """The children one after another."""
    return Markup("".join(_inside(child) for child in children))


def lines(*children: Child) -> Markup:
    """The same, each on a line of its own; empty ones are left out."""
    return Markup("\n".join(found for found in map(_inside, children) if found))


def hidden(text: str) -> Markup:
    """What only screen readers say."""
    return element("span", text, class_="sr")


def _inside(child: Child) -> str:
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return html.escape(plain(child), quote=False)
    return "".join(child)


def _attribute(name: str, value: str | int | bool) -> str:
    shown = name.removesuffix("_").replace("_", "-")
    if value is True:
        return f" {shown}"
    if value is False or (value == "" and shown != "value"):
        return ""
    return f' {shown}="{html.escape(plain(str(value)), quote=True)}"'
