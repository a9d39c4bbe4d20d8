"""The words in which facts, acts and terms are spoken of: `{m} could cause harm` with its places filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_PLACE = re.compile(r"\{([^{}]*)\}")


def fill(wording: str, arguments: Mapping[str, str], value: str = "") -> str:
    """The wording with each `{parameter}` and `{value}` replaced by what is shown for it. All else stays as it is."""

    def shown(place: re.Match[str]) -> str:
        name = place[1].strip()
        if name in arguments:
            return arguments[name]
        return value if name == "value" else place[0]

    return _PLACE.sub(shown, wording)


def default(name: str, parameters: Iterable[str] = (), *, valued: bool = False) -> str:
    """The wording of something that has none: its name with spaces, its parameters, its value."""
    words = name.replace("_", " ")
    listed = ", ".join(f"{{{parameter}}}" for parameter in parameters)
    spoken = f"{words}({listed})" if listed else words
    return f"{spoken} is {{value}}" if valued else spoken


def plain(name: str) -> str:
    """A name alone as words."""
    return name.replace("_", " ")


def unknown_places(wording: str, parameters: Iterable[str], *, valued: bool = False) -> list[str]:
    """The places of a wording that name neither a parameter nor, where there is one, the value."""
    known = {*parameters, "value"} if valued else set(parameters)
    return [place[1] for place in _PLACE.finditer(wording) if place[1].strip() not in known]
