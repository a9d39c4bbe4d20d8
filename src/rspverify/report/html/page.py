"""The frame of a page: nothing is loaded from anywhere, and no script runs but the one that belongs to the report."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from rspverify.report.html.markup import Markup, element, join, lines


def page(title: str, body: Markup) -> str:
    """The whole file."""
    style, script = asset("report.css"), asset("report.js")
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; base-uri 'none'; "
        "form-action 'none'"
    )
    head = lines(
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("style", style),
    )
    inside = lines(element("head", Markup(f"\n{head}\n")), element("body", join(body, "\n", element("script", script))))
    return f"<!DOCTYPE html>\n{element('html', Markup(f'{chr(10)}{inside}{chr(10)}'), lang='en')}\n"


def asset(name: str) -> Markup:
    """A file that lies beside this one."""
    return Markup((files("rspverify.report.html") / name).read_text(encoding="utf-8"))


def digest(text: str) -> str:
    """The name by which a content security policy knows a script or a style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"
