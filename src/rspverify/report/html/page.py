"""The frame of a page: nothing is loaded from anywhere, and no script runs but those that belong to the report. A page
that is served may ask who serves it whether there is a new one."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from rspverify.report.html.markup import Markup, element, join, lines

REPORT_SCRIPT, LIVE_SCRIPT = "report.js", "live.js"


def page(title: str, body: Markup, live: str = "", scripts: Sequence[str] = (REPORT_SCRIPT,)) -> str:
    """The whole file. `live`: the mark of a page that is served, by which it knows whether there is a new one; empty:
    it is a file."""
    style = asset("report.css")
    texts = [asset(name) for name in (*scripts, *([LIVE_SCRIPT] if live else []))]
    allowed = " ".join(f"'{digest(one)}'" for one in texts)
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src {allowed}; base-uri 'none'; form-action 'none'"
        + ("; connect-src 'self'" if live else "")
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
    shown = element("body", join(body, Markup("\n"), *(element("script", one) for one in texts)), data_live=live)
    inside = lines(element("head", Markup(f"\n{head}\n")), shown)
    return f"<!DOCTYPE html>\n{element('html', Markup(f'{chr(10)}{inside}{chr(10)}'), lang='en')}\n"


def asset(name: str) -> Markup:
    """A file that lies beside this one."""
    return Markup((files("rspverify.report.html") / name).read_text(encoding="utf-8"))


def digest(text: str) -> str:
    """The name by which a content security policy knows a script or a style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"
