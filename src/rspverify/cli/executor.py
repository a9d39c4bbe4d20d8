"""`--executor`: who does the work, if not this machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import click

from rspverify.check.options import CheckOptions
from rspverify.cli.progress import Tracker
from rspverify.cli.sources import FileWork, InProcess, Source

if TYPE_CHECKING:  # it takes a second to import, and few need it
    from rspverify.cluster.connection import Cluster

Function = TypeVar("Function", bound=Callable[..., Any])

Place: TypeAlias = tuple[str, int]
"""Host and port of a scheduler."""

_FORM = re.compile(r"dask://(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[A-Za-z0-9._-]+)):(?P<port>[0-9]{1,5})")


def executor_option(function: Function) -> Function:
    return click.option(
        "--executor",
        metavar="dask://HOST:PORT",
        callback=_place,
        help="Have the work done by a Dask cluster, whose scheduler listens there. The report is the same.",
    )(function)


def _place(ctx: click.Context, param: click.Parameter, value: str | None) -> Place | None:
    """The value of `--executor`; a click callback. Raises `UsageError` also if Dask is not installed,
    or if it is said how many processes of this machine are used."""
    if value is None:
        return None
    found = _FORM.fullmatch(value)
    port = 0 if found is None else int(found["port"])
    if found is None or not 0 < port < 65536:
        raise click.BadParameter(
            f"`{value}` is not of the form dask://HOST:PORT, as in dask://localhost:8786", ctx, param
        )
    if find_spec("distributed") is None:
        raise click.UsageError(
            "a cluster is reached by Dask, which is not installed: pip install 'rspverify[dask]'", ctx
        )
    return found["six"] or found["host"], port


def refuse_jobs(executor: object) -> None:
    """Raises `UsageError` if the verb that is running was also told how many processes of this machine to use. What
    settings say of them is for runs without a cluster."""
    source = click.get_current_context().get_parameter_source("jobs")
    if executor is not None and source is click.core.ParameterSource.COMMANDLINE:
        raise click.UsageError("`--executor` and `--jobs` exclude each other: a cluster has as many hands as it has")


def begin_there(options: CheckOptions, place: Place, files: Sequence[FileWork], tracker: Tracker) -> Source:
    """The source of a run of `check` (see `sources.Begin`) whose work is done elsewhere, with nothing of what this
    machine remembers. Raises `SourceError` if the cluster cannot be used."""
    if not any(file.asked for file in files):
        return InProcess(options, files, tracker)
    from rspverify.cli.parallel import Parallel
    from rspverify.cluster.hands import ClusterHands
    from rspverify.workers.messages import Limits

    cluster = connected(place)
    try:
        hands = ClusterHands(cluster, Limits(options.timeout, options.memory), alone=True)
        return Parallel(options, hands, files, tracker)
    except BaseException:
        cluster.close()
        raise


def connected(place: Place) -> Cluster:
    """The cluster, to be closed. Raises `SourceError` if it cannot be used."""
    from rspverify.cluster.connection import Address, connect

    return connect(Address(*place))
