"""A campaign on a Dask cluster on this machine: what two workers make of it, and what it costs to lose one.

`python -m benchmarks.campaign [FILES] [--repeat N] [--tasks N]`

The campaign is `mutate`: every fault in every policy of the files. Everything is told as a ratio within this one run:

* the speed-up from one Dask worker to two. Its floor is what two processes of our own make of the same campaign on this
  machine, without any cluster;
* the time with a worker that is killed in the midst of it, against the undisturbed time. Its floor is 1.5, which is
  what it would be if the worker never came back and nothing had to be done twice.

Then, the time that one task takes on its way, whatever it does, measured with tasks that do nothing; and, by it and by
the mean time of a check, what a million checks would take. All times are the least of several runs.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from distributed import LocalCluster

from benchmarks.campaign.nothing import Nothing
from rspverify.check.mutate.bench import Bench, Do, TryCheck
from rspverify.check.mutate.campaign import mutation
from rspverify.check.mutate.classify import Classify
from rspverify.check.mutate.options import MutateOptions
from rspverify.check.mutate.results import MutantResult, Mutation
from rspverify.check.repair.workshop import load_all
from rspverify.cluster.connection import Address, Cluster, connect
from rspverify.cluster.hands import ClusterHands
from rspverify.workers.anywhere import in_workers
from rspverify.workers.hands import Hands
from rspverify.workers.messages import Limits
from rspverify.workers.pool import Pool

HERE = Path(__file__).parents[2]
LOST_FLOOR = 1.5
MILLION = 1_000_000
WORKERS = (1, 2, 16, 64)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", default=sorted(map(str, HERE.glob("specs/news/*.rsp"))))
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--tasks", type=int, default=500, help="how many tasks that do nothing")
    given = parser.parse_args()
    # Workers import nothing from the working directory.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(HERE), os.environ.get("PYTHONPATH"))))
    campaign = Campaign(given.files)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    alone = campaign.timed("in this process alone", campaign.here)
    with cluster(1) as (_, one), cluster(2) as (local, two):
        ways = {
            "processes: 1": by(lambda: Pool(1)),
            "processes: 2": by(lambda: Pool(2)),
            "Dask workers: 1": by(lambda: ClusterHands(one, Limits())),
            "Dask workers: 2": by(lambda: ClusterHands(two, Limits())),
            "Dask workers: 2, one of them killed": losing(
                local, campaign.tasks // 2, lambda: ClusterHands(two, Limits())
            ),
        }
        # One after the other, again and again, so that whatever else the machine does strikes all of them.
        times = [[campaign.timed(name, do) for name, do in ways.items()] for _ in range(given.repeat)]
        way = on_the_way(ClusterHands(two, Limits()), campaign.bench, given.tasks)
    one_process, two_processes, one_worker, two_workers, lost = (min(row) for row in zip(*times, strict=True))
    print(f"load {os.getloadavg()[0]:.1f}")
    print()
    floor = one_process / two_processes
    print(f"from one Dask worker to two: {one_worker / two_workers:.2f} times as fast; the floor is {floor:.2f}")
    print(f"with a worker lost: {lost / two_workers:.2f} times as long; the floor is {LOST_FLOOR}")
    print(f"on one Dask worker: {one_worker / alone:.2f} times as long as in this process alone")
    on_paper(campaign.check, way)
    return 0


class Campaign:
    """`bench`: what tasks were about; `check`: the mean time of a check, in seconds, where nothing else is done."""

    def __init__(self, files: Sequence[str]) -> None:
        self._files = [load_all(file) for file in files]
        self._times: list[float] = []
        self._found: Mutation | None = None
        self.bench: Bench | None = None

    @property
    def tasks(self) -> int:
        """How many there are in all."""
        return 0 if self._found is None else self._found.checks + len(self._found.left_out) + len(self._found.mutants)

    @property
    def check(self) -> float:
        return sum(self._times) / len(self._times)

    def here(self, bench: Bench, tasks: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        self.bench = bench
        for task in tasks:
            started = time.perf_counter()
            found = task.do(bench)
            if isinstance(task, TryCheck):
                self._times.append(time.perf_counter() - started)
            yield task, found

    def timed(self, name: str, do: Do) -> float:
        """Seconds. Whoever does it, it has to come to the same."""
        started = time.perf_counter()
        found = mutation(self._files, MutateOptions(), do)
        seconds = time.perf_counter() - started
        policies = tuple(replace(one, mutants=tuple(_timeless(one.mutants))) for one in found.policies)
        found = replace(found, policies=policies)
        if self._found is None:
            print(f"{found.checks} checks, {len(found.mutants)} faults", flush=True)
        elif found != self._found:
            raise AssertionError(f"{name}: it came to something else")
        self._found = found
        print(f"{seconds:7.2f} s  {name}", flush=True)
        return seconds


def _timeless(mutants: Sequence[MutantResult]) -> Iterator[MutantResult]:
    return (replace(one, seconds=0.0) for one in mutants)


def by(hands: Callable[[], Hands]) -> Do:
    def do(bench: Bench, tasks: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        yield from in_workers(hands(), bench, tasks)

    return do


@contextmanager
def cluster(size: int) -> Iterator[tuple[LocalCluster, Cluster]]:
    """A Dask cluster of so many workers, one thread each, and the connection to it."""
    with LocalCluster(
        n_workers=size, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=logging.CRITICAL
    ) as local:
        there = connect(Address("127.0.0.1", local.scheduler.port))
        try:
            yield local, there
        finally:
            there.close()


def losing(local: LocalCluster, after: int, hands: Callable[[], Hands]) -> Do:
    """When so many tasks are finished, the process of a worker is killed. Dask starts another one."""
    left = after

    def do(bench: Bench, tasks: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        nonlocal left
        for found in in_workers(hands(), bench, tasks):
            left -= 1
            if left == 0:
                pid = next(one.pid for one in local.workers.values() if one.pid)
                os.kill(pid, signal.SIGKILL)
            yield found
        if isinstance(tasks[-1], Classify):  # the campaign ends with these
            left = after

    return do


def on_the_way(hands: Hands, bench: Bench | None, count: int) -> float:
    """Seconds for each task that does nothing, where many are asked for at once."""
    assert bench is not None
    began = 0.0
    for number, _ in enumerate(in_workers(hands, bench, [Nothing(number) for number in range(count)])):
        if number == 0:  # now the envelope is open
            began = time.perf_counter()
    return (time.perf_counter() - began) / (count - 1)


def on_paper(check: float, way: float) -> None:
    """What a million checks would take. However many workers there are, the tasks of one run go through one scheduler,
    and through this process."""
    print(f"a check takes {check * 1000:.0f} ms, and a task that does nothing {way * 1000:.1f} ms on its way")
    for workers in WORKERS:
        hours = MILLION * max((check + way) / workers, way) / 3600
        print(f"a million checks, on paper: {hours:8.1f} h on {workers} workers")
    print(f"more than {(check + way) / way:.0f} workers make it no faster")


if __name__ == "__main__":
    sys.exit(main())
