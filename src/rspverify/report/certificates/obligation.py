"""The text of one obligation file: what it is, as a comment, then the script as it was checked."""

from __future__ import annotations

from rspverify.check.certify.dossier import Dossier, Obligation
from rspverify.report.certificates.words import goal, shown, what_it_shows
from rspverify.report.style import Style, plain

_STYLE = Style(width=98)
_INDENT = 13


def obligation_text(dossier: Dossier, obligation: Obligation) -> str:
    """The file. Whatever the policy says, the comment stays a comment: it holds no line break of the policy's."""
    at = dossier.obligations.index(obligation) + 1
    wording = f": {dossier.wording}" if dossier.wording else ""
    rows = [
        ("obligation", f"{at} of {len(dossier.obligations)} ({obligation.name})"),
        ("file", dossier.file),
        ("property", f"{dossier.property}{wording}"),
        ("conditions", dossier.conditions or "none"),
        *([("readings", dossier.reading)] if dossier.reading else []),
        ("proves", f"{shown(dossier)}; {dossier.method}"),
        ("goal", goal(dossier)),
        ("this shows", what_it_shows(obligation, dossier)),
        ("expected", "unsat"),
        ("read more", "README.md in the top folder"),
    ]
    lines = [f"; {line}" for name, text in rows for line in _row(name, text)]
    return "\n".join([*lines, obligation.script])


def _row(name: str, text: str) -> list[str]:
    first, *more = _STYLE.wrap(plain(text), _INDENT)
    return [f"{name + ':':<{_INDENT}}{first[_INDENT:]}", *more]
