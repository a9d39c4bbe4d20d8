"""A Dask cluster on this machine: the same reports, whatever becomes of its workers."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias, TypeVar

import psutil
import pytest
from distributed import Client, LocalCluster

from rspverify.cluster import connection
from rspverify.cluster.connection import Address, connect
from rspverify.cluster.hands import ClusterHands
from rspverify.cluster.versions import installed
from rspverify.policy.load import load
from rspverify.source.diagnostics import SourceError
from rspverify.workers.messages import Call, Done, Limits

VOCABULARY = Path(__file__).parents[1] / "policy" / "vocabulary.rsp"
DRAFT = """
use "world.rsp"
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m) unless published(l, m)
  clause known overrides halt: l may train(l, m) when level(m) = low
  clause twice: l must not train(l, m) when dangerous(m) and not published(l, m) and level(m) = high
}
property safe: never train(l, m) when dangerous(m) and not published(l, m) and level(m) = high
check safe under care
property wrong: never train(l, m)
check wrong under care
"""
WORDS = [f"w{number}" for number in range(26)]
ENDLESS = "".join(
    [
        "entity Lab\naction train(l: Lab) by l\nindividual acme: Lab\n",
        *(f'duration {word} "{word}" {{ reading short: 1 day reading long: 2 days }}\n' for word in WORDS),
        "policy free binds l: Lab { }\n",
        "scenario endless under free { train(acme) }\n",
        f"scenario brief under free{''.join(f' reading {word} as short' for word in WORDS)} {{ train(acme) }}\n",
    ]
)
"""Two scenarios, one of them played under sixty-seven million combinations of readings."""

LONG = 120.0
"""Seconds. Nothing takes as long."""

T = TypeVar("T")
Begun: TypeAlias = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=logging.CRITICAL
    ) as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "world.rsp").write_text(VOCABULARY.read_text(encoding="utf-8"))
    (tmp_path / "draft.rsp").write_text(DRAFT)
    (tmp_path / "endless.rsp").write_text(ENDLESS)
    return tmp_path


@pytest.fixture
def begun(folder: Path) -> Iterator[Begun]:
    """A run of rspverify in the folder, which does not outlive the test: the others use the same cluster."""
    with ExitStack() as left:

        def begin(*arguments: str) -> subprocess.Popen[str]:
            process = subprocess.Popen(
                [sys.executable, "-m", "rspverify", *arguments],
                cwd=folder,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            left.enter_context(process)
            left.callback(process.kill)
            return process

        yield begin


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=LONG)
    return process.returncode, out, err


def there(cluster: LocalCluster) -> str:
    return f"--executor=dask://127.0.0.1:{cluster.scheduler.port}"


def wait_for(something: Callable[[], T]) -> T:
    until = time.monotonic() + LONG
    while not (found := something()):
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.1)
    return found


def at_work(cluster: LocalCluster) -> list[psutil.Process]:
    """The processes of Dask workers in which a child of ours is at a task."""
    found = []
    for nanny in list(cluster.workers.values()):
        state = cluster.scheduler.workers.get(nanny.worker_address)
        if state and nanny.pid and any("rspverify-task" in str(one.key) for one in list(state.processing)):
            with suppress(psutil.NoSuchProcess):
                process = psutil.Process(nanny.pid)
                if children(process):
                    found.append(process)
    return found


def children(process: psutil.Process) -> list[psutil.Process]:
    """Those of ours. Whatever ends while it is looked at is none."""
    found = []
    with suppress(psutil.NoSuchProcess):
        for one in process.children():
            with suppress(psutil.NoSuchProcess):
                if "rspverify.workers.worker" in one.cmdline():
                    found.append(one)
    return found


# ---------------------------------------------------------------- the same reports


def test_a_campaign_with_a_worker_killed_comes_to_the_same(cluster: LocalCluster, folder: Path, begun: Begun) -> None:
    def options(name: str) -> list[str]:
        outputs = [f"--output={format_}={folder / name}.{format_}" for format_ in ("text", "json", "sarif", "html")]
        return ["mutate", "draft.rsp", "--select=RSP421", "-v", *outputs]

    alone = begun(*options("alone"), "--jobs=1")
    running = begun(*options("there"), there(cluster))
    victim = wait_for(lambda: at_work(cluster))[0]
    orphans = children(victim)
    victim.send_signal(signal.SIGKILL)
    found = ended(running)
    assert found == ended(alone)
    assert found[0] == 1 and "3 faults" in found[1] and not found[2]
    for format_ in ("text", "sarif", "html"):
        assert (folder / f"there.{format_}").read_bytes() == (folder / f"alone.{format_}").read_bytes()
    documents = [json.loads((folder / f"{name}.json").read_text()) for name in ("there", "alone")]
    for document in documents:
        del document["times"]
    assert documents[0] == documents[1]
    assert not victim.is_running()
    wait_for(lambda: not any(one.is_running() for one in orphans))


def test_a_stuck_task_is_stopped(cluster: LocalCluster, begun: Begun) -> None:
    code, out, err = ended(begun("check", "endless.rsp", "--timeout=1", "--no-cache", there(cluster)))
    assert code == 3 and not err
    assert "the time for one check is over, and it did not end by itself" in " ".join(out.split())
    assert "1 undetermined; 1 scenario as told" in out


def test_ctrl_c_leaves_nothing_behind(cluster: LocalCluster, begun: Begun) -> None:
    running = begun("check", "endless.rsp", "--memory=4000", "--no-cache", there(cluster))
    busy = [child for worker in wait_for(lambda: at_work(cluster)) for child in children(worker)]
    running.send_signal(signal.SIGINT)
    code, _, err = ended(running)
    assert code == 130 and not err
    wait_for(lambda: not cluster.scheduler.tasks)
    wait_for(lambda: not any(one.is_running() for one in busy))


# ---------------------------------------------------------------- a cluster that cannot be used


def refused(address: Address, patience: float = 10.0) -> str:
    with pytest.raises(SourceError) as told:
        connect(address, patience).close()
    (diagnostic,) = told.value.diagnostics
    assert diagnostic.code == "RSP149"
    return diagnostic.message


def test_other_versions_are_told(cluster: LocalCluster, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = Address("127.0.0.1", cluster.scheduler.port)
    monkeypatch.setattr(connection, "installed", lambda: replace(installed(), z3="1.2.3"))
    assert f"has z3-solver {installed().z3}, and here it is z3-solver 1.2.3" in refused(address)
    # Of a worker that came later, it is told when it is given a task.
    monkeypatch.setattr(connection, "_compare", lambda *_: None)
    hands = ClusterHands(connect(address), Limits(), alone=True)
    hands.add(Call(id), hands.subject(load(folder / "world.rsp")), (0,))
    with pytest.raises(SourceError, match="a Dask worker has z3-solver"):
        outcomes(hands)
    hands.close()


def forget() -> None:
    """From now on this process is one where rspverify is not installed."""

    class Absent:
        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            if name.split(".")[0] == "rspverify":
                raise ModuleNotFoundError(f"No module named '{name}'", name=name)

    sys.meta_path.insert(0, Absent)  # type: ignore[arg-type]
    for name in [name for name in sys.modules if name.split(".")[0] == "rspverify"]:
        del sys.modules[name]


def test_a_worker_without_rspverify_is_told(cluster: LocalCluster) -> None:
    with Client(cluster) as client:
        client.run(forget)
        try:
            assert "lacks the package `rspverify`" in refused(Address("127.0.0.1", cluster.scheduler.port))
        finally:
            client.run(lambda: sys.meta_path.pop(0) and None)


def test_whoever_else_listens_or_nobody() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        assert "is no Dask scheduler" in refused(Address("127.0.0.1", port), patience=0.5)
    assert refused(Address("127.0.0.1", port)) == f"nobody listens at `127.0.0.1:{port}`"


def test_a_cluster_without_workers_or_that_is_lost(folder: Path) -> None:
    with LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=logging.CRITICAL) as empty:
        address = Address("127.0.0.1", empty.scheduler.port)
        assert "has no worker" in refused(address, patience=0.5)
        threading.Timer(0.5, empty.scale, [1]).start()
        hands = ClusterHands(connect(address), Limits(), alone=True)
        subject = hands.subject(load(folder / "world.rsp"))
        hands.add(Call(os.path.exists), subject, (0,))
        empty.scale(0)
        hands.add(Call(type), subject, (1,))
    with pytest.raises(SourceError, match="was lost"):
        outcomes(hands)
    hands.close()


def outcomes(hands: ClusterHands) -> list[object]:
    found: list[object] = []
    while hands.busy:
        found += [outcome.value for _, outcome in hands.step(0.2) if isinstance(outcome, Done)]
    return found
