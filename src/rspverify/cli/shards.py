"""`--shard i/n`: which checks and scenarios of a run belong to one of n machines.

The part of each is told by its file, name and conditions alone: it does not depend on the other checks, on the order of
files, or on the machine. So parts that are run anywhere make a whole, and `rspverify merge` says so."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from hashlib import sha256

import click

from rspverify.check.options import CheckOptions
from rspverify.cli.options import Function
from rspverify.cli.sources import FileWork, Open, name_of
from rspverify.report.shard import Shard

_MOST = 1000


def shard_option(function: Function) -> Function:
    return click.option(
        "--shard",
        metavar="I/N",
        callback=shard_of,
        help="Only the I-th of N parts of all checks and scenarios, for several machines; the same parts on each of "
        "them. `rspverify merge` puts their JSON reports together.",
    )(function)


def shard_of(ctx: click.Context, param: click.Parameter, value: str | None) -> Shard | None:
    """The value of `--shard`; a click callback."""
    if value is None:
        return None
    found = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", value)
    if found is None:
        raise click.BadParameter(f"`{value}` is not of the form I/N, such as 1/4", ctx, param)
    number, of = int(found[1]), int(found[2])
    if not 1 <= number <= of <= _MOST:
        told = f"there is no part {number} of {of}; they are counted from 1, up to {_MOST}"
        raise click.BadParameter(told, ctx, param)
    return Shard(number, of)


def settled(shard: Shard, options: CheckOptions, fail_on: str) -> Shard:
    """The part with what verdicts and the exit code depend on."""
    settings = {
        "rlimit": str(options.rlimit),
        "timeout": str(options.timeout),
        "memory": str(options.memory),
        "depth": str(options.depth),
        "seed": str(options.seed),
        "select": ", ".join(options.select),
        "fail-on": fail_on,
    }
    return replace(shard, settings=tuple(settings.items()))


def within(shard: Shard, open_file: Open) -> Open:
    """Reads files as before, and asks of them only what belongs to this part."""

    def opened(path: str, options: CheckOptions) -> FileWork:
        work = open_file(path, options)
        mine = tuple(one for one in work.asked if part_of(f"{path}\0{name_of(one)}", shard.of) == shard.number)
        return replace(work, asked=mine, elsewhere=len(work.asked) - len(mine))

    return opened


def part_of(name: str, of: int) -> int:
    """From 1 to `of`, the same everywhere and always."""
    digest = sha256(name.replace(os.sep, "/").encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], "big") % of + 1
