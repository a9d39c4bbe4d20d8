"""What `rspverify cache` shows."""

from __future__ import annotations

from rspverify.report.json import dump, head_to_json, text_to_json
from rspverify.report.style import plain
from rspverify.store.upkeep import CacheStats

_MEGABYTE = 2**20


def render_text(found: CacheStats) -> str:
    """A few lines for people."""
    if not found.path:
        return f"there is no cache{f': {plain(found.problem)}' if found.problem else ''}\n"
    lines = [plain(found.path)]
    if found.problem:
        lines.append(f"  problem       {plain(found.problem)}")
    size = f"{found.bytes / _MEGABYTE:.1f} MB of at most {found.limit // _MEGABYTE} MB"
    lines += [
        f"  size          {size}",
        f"  policy files  {found.files}",
        f"  results       {found.results}",
        f"  answers       {found.answers}",
        f"  whole runs    {found.runs}",
    ]
    if found.known is not None:
        lines.append(f"  last run      {found.known} of {found.asked} results were known")
    return "\n".join(lines) + "\n"


def render_json(found: CacheStats, version: str) -> str:
    """The same for machines."""
    entries = {"files": found.files, "results": found.results, "answers": found.answers, "runs": found.runs}
    last = None if found.known is None else {"known": found.known, "asked": found.asked}
    about = {
        "path": text_to_json(found.path),
        "problem": text_to_json(found.problem),
        "bytes": found.bytes,
        "limit": found.limit,
        "entries": entries,
        "last_run": last,
    }
    return dump(head_to_json("cache", version, 0) | {"cache": about})
