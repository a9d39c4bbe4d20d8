"""Text of a policy file inside of Markdown, HTML and Mermaid: it is shown as it is and does nothing."""

from __future__ import annotations

import html
import re

from rspverify.report.style import plain

_MARKUP = re.compile(r"[\\`*_{}\[\]()#|~$^]")
_FIRST = re.compile(r"^(\s*\d*)([-+.=])")
_NOTHING = "<!-- -->"
"""Renders as nothing, and keeps what stands before and after it from being read as one word."""
_LINKED = re.compile(
    r"@|#(?=\d)|:(?=//)|(?i:www)(?=\.)|\b(?i:GH)-(?=\d)|:(?=[\w+\\-]+:)|\b[0-9a-f]{6}(?=[0-9a-f]{1,34}\b)"
)
_MERMAID = re.compile(r"[^\w ,.'/?!-]|-{2,}")


def markdown(text: str) -> str:
    """A line of text in which no character is markup. Nobody is mentioned by it, and nothing is linked."""
    escaped = _MARKUP.sub(r"\\\g<0>", html.escape(plain(text), quote=False))
    return _unlinked(_FIRST.sub(r"\1\\\2", escaped))


def inside_html(text: str) -> str:
    """The same between HTML tags, where Markdown is not read."""
    return _unlinked(html.escape(plain(text), quote=False))


def code(text: str) -> str:
    """A name in a code span in a table, where a backslash before a bar is not shown."""
    shown = plain(text)
    fence = "`" * (_longest_run(shown) + 1)
    padding = " " if shown.startswith("`") or shown.endswith("`") or not shown.strip() else ""
    return f"{fence}{padding}{shown}{padding}{fence}".replace("|", "\\|")


def block(text: str, language: str = "text") -> str:
    """Lines in a fenced block."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}{language}\n{text.strip(chr(10))}\n{fence}"


def mermaid(text: str) -> str:
    """A text in a Mermaid diagram: what might be a sign of its language is written as the number of the character."""
    return _MERMAID.sub(lambda found: "".join(f"#{ord(char)};" for char in found[0]), plain(text))


def _unlinked(text: str) -> str:
    """GitHub links mentions, numbers of issues, commits, and addresses by itself, and draws `:bug:`; not these."""
    return _LINKED.sub(rf"\g<0>{_NOTHING}", text)


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
