"""A run of which nothing has changed, timed against the shortest program that Python can run.

`python -m benchmarks.cached [FILES AND FOLDERS] [--repeat N]`

Three commands are run by turns: `python -c pass`; `rspverify check` of the files, which prints what it printed before;
and the same check with a JSON report, which is made of results that are known, each counterexample played again. The
cache is one of its own, which a first run has filled. Each time is the least of several. What counts is the first
ratio, which is to stay under 5."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parents[2]
MOST = 5.0


def seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=HERE, env=environment, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cached", description=__doc__)
    parser.add_argument("paths", nargs="*", default=["specs"])
    parser.add_argument("--repeat", type=int, default=30)
    given = parser.parse_args()
    check = [str(Path(sys.executable).parent / "rspverify"), "check", *given.paths]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "check, nothing changed": check,
        "check, another report": [*check, "--format", "json"],
    }
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "RSPVERIFY_CACHE": folder}
        print(f"the first run: {seconds(check, environment):.1f} s")
        found = {name: [seconds(command, environment)] for name, command in commands.items()}
        for _ in range(given.repeat):
            for name, command in list(commands.items())[:2]:
                found[name].append(seconds(command, environment))
    least = {name: min(times) for name, times in found.items()}
    for name, time_ in least.items():
        print(f"{name:<24} {time_ * 1000:8.1f} ms  {time_ / least['python -c pass']:6.2f} times the floor")
    ratio = least["check, nothing changed"] / least["python -c pass"]
    print(f"nothing changed: {ratio:.2f} times the floor, which is to be under {MOST:.0f}")


if __name__ == "__main__":
    main()
