"""What the nightly run promises."""

from __future__ import annotations

import re
import subprocess

from tests.repository.places import ROOT


def test_a_hundred_thousand_random_policies_are_looked_at() -> None:
    """Each example of a law, and each seed, is a policy of its own."""
    counts = [
        int(number)
        for path in sorted((ROOT / "tests" / "agreement").glob("test_*.py"))
        for pair in re.findall(r"@examples\((\d+)\)|range\((\d+) \* FACTOR\)", path.read_text(encoding="utf-8"))
        for number in pair
        if number
    ]
    profiles = (ROOT / "tests" / "agreement" / "profiles.py").read_text(encoding="utf-8")
    factor = re.search(r"^FACTOR = (\d+) if NIGHTLY", profiles, re.MULTILINE)
    assert factor is not None and sum(counts) * int(factor[1]) >= 100_000


def test_parts_of_the_nightly_run_are_there() -> None:
    script = (ROOT / ".ci" / "nightly").read_text(encoding="utf-8")
    files = re.findall(r" (tests/[\w./]+|tests/\w+)", script)
    assert len(files) >= 5 and all((ROOT / file).exists() for file in files)
    assert subprocess.run(["bash", "-n", str(ROOT / ".ci" / "nightly")], check=False).returncode == 0
