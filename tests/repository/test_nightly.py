"""What the nightly run promises."""

from __future__ import annotations

import re
import subprocess
import tomllib

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
    parts = re.search(r"parts=\(([a-z ]+)\)$", script, re.MULTILINE)
    assert parts is not None and all(re.search(rf"^    {one}\)", script, re.MULTILINE) for one in parts[1].split())
    assert subprocess.run(["bash", "-n", str(ROOT / ".ci" / "nightly")], check=False).returncode == 0


def test_the_tests_that_kill_mutants_are_there() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    places = [*settings["pytest_add_cli_args_test_selection"], *settings["also_copy"], *settings["source_paths"]]
    assert all((ROOT / one.partition("::")[0]).exists() for one in places)
    assert all(any(ROOT.glob(one)) for one in settings["only_mutate"])
    order = (ROOT / "tests" / "mutation" / "order.py").read_text(encoding="utf-8")
    assert all(f'"{one}"' in order for one in settings["pytest_add_cli_args_test_selection"])
