"""Where the cache is: in the user's cache folder, or where `RSPVERIFY_CACHE` says."""

from __future__ import annotations

import os
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "RSPVERIFY_CACHE"
OFF = "off"
FILE = "results-1.sqlite3"
"""The number is that of the layout: another one has another file."""


class NoPlace(Exception):
    """There is nowhere to keep a cache; the message says why."""


def cache_folder(environment: Mapping[str, str]) -> str | None:
    """The folder, which need not exist yet; None: `RSPVERIFY_CACHE` is `off`. Raises `NoPlace`."""
    given = environment.get(VARIABLE, "")
    if given == OFF:
        return None
    if given:
        return os.path.abspath(given)
    xdg = environment.get("XDG_CACHE_HOME", "")
    if os.path.isabs(xdg):
        return os.path.join(xdg, "rspverify")
    if sys.platform == "win32" and environment.get("LOCALAPPDATA"):
        return os.path.join(environment["LOCALAPPDATA"], "rspverify", "cache")
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        raise NoPlace(f"there is no home folder; `{VARIABLE}` may name a place")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches", "rspverify")
    return os.path.join(home, ".cache", "rspverify")


def cache_file(folder: str) -> str:
    """The database in a folder that is made if there is none. Raises `NoPlace` if it cannot be, or if others could
    put something into it."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        found = os.stat(folder)
    except (OSError, ValueError) as error:
        said = (getattr(error, "strerror", None) or "no valid path").lower()
        raise NoPlace(f"the folder `{folder}` cannot be made: {said}") from None
    if hasattr(os, "getuid") and (found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) & 0o022):
        raise NoPlace(f"others than you may write to the folder `{folder}`")
    return os.path.join(folder, FILE)
