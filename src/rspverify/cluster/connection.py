"""A Dask cluster that can be used: its scheduler answers, it has workers, and these have installed what we have."""

from __future__ import annotations

import asyncio
import logging
import re
import socket
import uuid
import warnings
from dataclasses import dataclass

from distributed import Client, Security, rpc

from rspverify.cluster.there import versions
from rspverify.cluster.versions import Versions, installed
from rspverify.source.diagnostics import Diagnostic, SourceError

PATIENCE = 10.0
"""Seconds to wait for the scheduler, and then for a first worker."""

_NOISY = ("asyncio", "distributed", "tornado")


@dataclass(frozen=True)
class Address:
    """Where a scheduler listens."""

    host: str
    port: int

    @property
    def words(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class Cluster:
    """An open connection, to be closed whatever happens. `name`: of this run, by which nobody else's tasks are called;
    `versions`: what is installed here."""

    def __init__(self, client: Client, address: Address) -> None:
        self.client, self.address = client, address
        self.name = uuid.uuid4().hex
        self.versions = installed()

    @property
    def alive(self) -> bool:
        return bool(self.client.status == "running")

    def threads(self) -> int:
        """How many tasks can be done at the same time now: none if there is no worker, or nobody who knows."""
        try:
            found: dict[str, int] = self.client.nthreads()
        except OSError:
            return 0
        return sum(found.values())

    def close(self) -> None:
        """What we asked for and is not done is forgotten there; what is being done ends soon."""
        self.client.close()


def connect(address: Address, patience: float = PATIENCE) -> Cluster:
    """Raises `SourceError` if the cluster cannot be used."""
    _be_quiet()
    _knock(address, patience)
    _greet(address, patience)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            client = Client(address.words, timeout=patience, set_as_default=False, name="rspverify")
    except Exception as error:
        raise _no_scheduler(address) from error
    cluster = Cluster(client, address)
    try:
        client.wait_for_workers(1, timeout=patience)
        _compare(client.run(versions, on_error="return"), cluster.versions)
    except TimeoutError as error:
        cluster.close()
        told = f"the Dask cluster at `{address.words}` has no worker, and got none within {patience:g} seconds"
        raise trouble(told, f"start one: `dask worker {address.words}`") from error
    except BaseException:
        cluster.close()
        raise
    return cluster


def other_versions(place: str, theirs: Versions, ours: Versions) -> SourceError:
    """`place`: who has them."""
    unlike = ours.unlike(theirs)
    there, here = ", ".join(one for _, one in unlike), ", ".join(one for one, _ in unlike)
    return trouble(f"{place} has {there}, and here it is {here}", _INSTALL)


def trouble(message: str, help: str) -> SourceError:
    """Why a cluster cannot be used, or no longer."""
    return SourceError([Diagnostic("RSP149", message, help=help)])


_START = "start one with `dask scheduler`, and workers for it with `dask worker HOST:PORT`, or leave out `--executor`"
_INSTALL = "install the same `rspverify[dask]` on all machines, with the same Python and the same packages"


def _be_quiet() -> None:
    """What matters to people is said by us, in our words."""
    for name in (*_NOISY, *list(logging.root.manager.loggerDict)):
        if name.split(".")[0] in _NOISY:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _knock(address: Address, patience: float) -> None:
    """Dask would ask again and again where nobody listens. Raises `SourceError`."""
    try:
        socket.create_connection((address.host, address.port), patience).close()
    except (OSError, UnicodeError) as error:
        raise trouble(f"nobody listens at `{address.words}`", _START) from error


def _greet(address: Address, patience: float) -> None:
    """Whoever listens there may be anybody, and may never say a word, for which Dask would wait. Raises `SourceError`
    if it is no scheduler."""

    async def ask() -> object:
        async with rpc(address.words, connection_args=Security().get_connection_args("client")) as there:
            return await there.identity()

    try:
        answer = asyncio.run(asyncio.wait_for(ask(), patience))
    except Exception as error:
        raise _no_scheduler(address) from error
    kind = answer.get("type") if isinstance(answer, dict) else None
    if kind != "Scheduler":
        raise _no_scheduler(address)


def _no_scheduler(address: Address) -> SourceError:
    return trouble(f"somebody listens at `{address.words}`, but it is no Dask scheduler that we can use", _START)


def _compare(found: dict[str, object], ours: Versions) -> None:
    """Whether the workers that are there now have what we have. Those that come later are asked with their tasks."""
    for worker, theirs in sorted(found.items()):
        match theirs:
            case Versions():
                if theirs != ours:
                    raise other_versions(f"the Dask worker `{worker}`", theirs, ours)
            case OSError():
                continue  # it has gone at this very moment
            case _:
                # Dask gives exceptions that it cannot send by their words alone.
                missing = re.search(r"No module named '(\w+)", str(theirs))
                why = "cannot be used" if missing is None else f"lacks the package `{missing[1]}`"
                raise trouble(f"the Dask worker `{worker}` {why}", _INSTALL)
