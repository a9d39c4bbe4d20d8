"""`python -m tests.mutation` tells how many of the mutants that mutmut makes of `encode` and `semantics` the tests kill.

There are thousands of them, so a random sample is tried, the same for the same `--seed`. mutmut works in a copy of the
project (`--folder`), so that nothing in the project is touched and no installed rspverify is tested in place of the
mutants (`order.py` sees to that). What tests it runs stands in `[tool.mutmut]` of pyproject.toml. With `--folder` a run
that was cut off goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("encode", "semantics")
COPIED = ("src", "tests", "grammar", "docs", "pyproject.toml", "README.md")
KILLED = (1, 3)
"""What pytest ends with when a test fails, or when it breaks off by itself."""
SURVIVED = 0
NO_TESTS = (5, 33)


def main() -> int:
    """0 if all of the sample was tried, and no fewer killed than asked for; else 1."""
    options = _options()
    if options.folder is not None:
        return _tried(Path(options.folder), options)
    with tempfile.TemporaryDirectory() as folder:
        return _tried(Path(folder), options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--sample", type=int, default=300, help="how many mutants are tried")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other ones")
    parser.add_argument("--jobs", type=int, default=1, help="how many at the same time")
    parser.add_argument("--minutes", type=float, help="stop after so long")
    parser.add_argument("--least", type=float, default=0, metavar="PERCENT", help="fail if fewer of them are killed")
    parser.add_argument("--folder", help="work here, and leave what was found")
    return parser.parse_args()


def _tried(folder: Path, options: argparse.Namespace) -> int:
    for name in COPIED:
        if not (folder / name).exists():
            _copy(ROOT / name, folder / name)
    every = [name for path in _mutated(folder) for name in names(folder, path)]
    sample = random.Random(options.seed).sample(sorted(every), min(options.sample, len(every)))
    left = [name for name in sample if name not in results(folder)]
    if left:
        words = [sys.executable, "-m", "mutmut", "run", "--max-children", str(options.jobs), *left]
        limit = None if options.minutes is None else 60 * options.minutes
        process = subprocess.Popen(words, cwd=folder, start_new_session=True)
        try:
            process.wait(limit)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            _stop(process)
    return report(folder, sample, len(every), options.least)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ends mutmut and all that it has begun."""
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*_cache", ".hypothesis"))
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def _mutated(folder: Path) -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((folder / "src" / "rspverify" / package).rglob("*.py"))


def names(folder: Path, path: Path) -> Iterator[str]:
    """The names that mutmut gives to the mutants of a file."""
    from mutmut.mutation.file_mutation import mutate_file_contents
    from mutmut.utils.format_utils import get_mutant_name

    below = path.relative_to(folder)
    for name in mutate_file_contents(str(below), path.read_text(encoding="utf-8")).mutant_names:
        yield get_mutant_name(below, name)


def results(folder: Path) -> dict[str, int]:
    """What became of the mutants that were tried."""
    found: dict[str, int] = {}
    for path in _mutated(folder):
        told = folder / "mutants" / path.relative_to(folder).with_name(f"{path.name}.meta")
        if told.exists():
            codes = json.loads(told.read_text(encoding="utf-8"))["exit_code_by_key"]
            found |= {name: code for name, code in codes.items() if code is not None}
    return found


def report(folder: Path, sample: Sequence[str], every: int, least: float) -> int:
    """Prints the score, and what is left alive."""
    found = results(folder)
    counts = Counter(standing(found[name]) for name in sample if name in found)
    for name in sample:
        if name in found and standing(found[name]) in ("survived", "no tests"):
            print(f"\n# {name}: {standing(found[name])}")
            shown = subprocess.run(
                [sys.executable, "-m", "mutmut", "show", name], cwd=folder, capture_output=True, text=True, check=False
            )
            print(
                "\n".join(
                    line for line in shown.stdout.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
                )
            )
    tried = sum(counts.values())
    dead = counts["killed"] + counts["timeout"]
    score = f"{100 * dead / tried:.1f} %" if tried else "none"
    print(f"\n{tried} of the {len(sample)} mutants of the sample were tried, of {every} in all: {dict(counts)}")
    print(f"score: {score} killed (a test failed, or ran on for ever)")
    return 0 if tried == len(sample) and tried and 100 * dead >= least * tried else 1


def standing(code: int) -> str:
    """What an exit code means; whatever is none of the others ran out of time or memory, which a test notices."""
    if code in KILLED:
        return "killed"
    if code == SURVIVED:
        return "survived"
    return "no tests" if code in NO_TESTS else "timeout"


if __name__ == "__main__":
    raise SystemExit(main())
