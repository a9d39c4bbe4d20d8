"""Options that several verbs share, and the checks of their values."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from math import isnan
from typing import Any, Literal, TypeVar, get_args

import click

from rspverify.check.options import MOST_SECONDS, MOST_WORK, CheckOptions
from rspverify.report.formats import FORMATS as REPORTS
from rspverify.source.codes import CODES

Format = Literal["text", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
DiffFormat = Literal["text", "json", "html", "markdown"]
_DEFAULTS = CheckOptions()
LEAST_MEMORY = 384
"""Megabytes with which a process that checks can at least begin."""

FailOn = Literal["unknown", "violation", "warning", "never"]

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Output:
    """A report that goes to a file. `format`: one of `report.formats`."""

    format: str
    path: str


class Whole(click.IntRange):
    """A whole number, called so where it is none."""

    name = "whole number"


class Number(click.FloatRange):
    """A number, which "nan" is not: no bound excludes it, and it is neither less nor more than anything."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number: float = super().convert(value, param, ctx)
        if isnan(number):
            self.fail(f"`{value}` is not a valid {self.name}", param, ctx)
        return number


SECONDS = Number(min=0, min_open=True, max=MOST_SECONDS)


def outputs_of(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[Output, ...]:
    """The values of `--output`, each `FORMAT=FILE`; a click callback."""
    found = tuple(_output(value, ctx, param) for value in values)
    places: set[str] = set()
    for one in found:
        place = os.path.realpath(one.path)
        if place in places:
            raise click.BadParameter(f"two reports would go to `{one.path}`", ctx, param)
        if os.path.isfile(place) or not os.path.exists(place):  # a terminal takes several
            places.add(place)
    return found


def refuse_sources(outputs: Iterable[Output], paths: Iterable[str]) -> None:
    """A report replaces no file that it is about; policy files may have any name. Raises `UsageError`."""
    about = {os.path.realpath(path) for path in paths if "\0" not in path}
    for one in outputs:
        if os.path.realpath(one.path) in about and os.path.isfile(one.path):
            raise click.UsageError(f"`{one.path}` would be replaced by a report")


def _output(value: str, ctx: click.Context, param: click.Parameter) -> Output:
    name, equals, path = value.partition("=")
    if not (name in REPORTS and equals and path):
        *others, last = REPORTS
        problem = f"`{value}` is not of the form FORMAT=FILE, with {', '.join(others)} or {last} as the format"
    elif not os.path.isdir(os.path.dirname(path) or "."):
        problem = f"there is no folder `{os.path.dirname(path)}` for `{path}`"
    elif os.path.isdir(path):
        problem = f"`{path}` is a folder"
    elif path.endswith(".rsp") or os.path.realpath(path).endswith(".rsp"):
        problem = f"`{path}` would replace a policy file"
    else:
        return Output(name, path)
    raise click.BadParameter(problem, ctx, param)


def codes_of(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Codes, or beginnings of codes, of which there is at least one; a click callback."""
    wanted = tuple(one.strip().upper() for value in values for one in value.split(",") if one.strip())
    for one in wanted:
        if not any(code.startswith(one) for code in CODES):
            raise click.BadParameter(f"no code begins with `{one}`; `rspverify explain` lists all", ctx, param)
    return wanted


def codes_among(known: Collection[str]) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], tuple[str, ...]]:
    """As `codes_of`, for a verb that tells of these codes and no others: that it finds nothing of another one would say
    nothing."""

    def among(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
        wanted = codes_of(ctx, param, values)
        for one in wanted:
            if not any(code.startswith(one) for code in known):
                said = f"`{ctx.info_name}` has no code that begins with `{one}`, only {min(known)} to {max(known)}"
                raise click.BadParameter(said, ctx, param)
        return wanted

    return among


def paths_argument(function: Function) -> Function:
    return click.argument("paths", nargs=-1, metavar="[FILES AND FOLDERS]...", callback=paths_of)(function)


def paths_of(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The paths of the command line; without any, those that are set in a file. A click callback."""
    return values or tuple(ctx.lookup_default("paths") or ())


def color_option(function: Function) -> Function:
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Use colours; auto: on a terminal, unless NO_COLOR is set.",
    )(function)


def cache_option(function: Function) -> Function:
    return click.option(
        "--no-cache", is_flag=True, help="Compute everything anew, and keep nothing of it for later runs."
    )(function)


def format_option(function: Function) -> Function:
    return click.option(
        "--format", "format_", type=click.Choice(FORMATS), default="text", help="What goes to standard output."
    )(function)


def report_options(function: Function) -> Function:
    """`--format` and `--output` of a verb that has all formats."""
    on_output = click.option(
        "--format", "format_", type=click.Choice(list(REPORTS)), default="text", help="What goes to standard output."
    )
    return on_output(output_option(REPORTS)(function))


def output_option(formats: Collection[str]) -> Callable[[Function], Function]:
    """`--output` of a verb that has these formats."""

    def among(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[Output, ...]:
        found = outputs_of(ctx, param, values)
        for one in found:
            if one.format not in formats:
                raise click.BadParameter(f"`{ctx.command.name}` has no format `{one.format}`", ctx, param)
        return found

    return click.option(
        "--output",
        "outputs",
        multiple=True,
        metavar="FORMAT=FILE",
        callback=among,
        help="Also write a report to a file, in any of these formats. May be repeated.",
    )


def rlimit_option(function: Function) -> Function:
    return click.option(
        "--rlimit",
        type=Whole(1, MOST_WORK),
        default=_DEFAULTS.rlimit,
        metavar="N",
        show_default=True,
        help="How much work each check may be. The same number gives the same verdicts on every machine.",
    )(function)


def timeout_option(function: Function) -> Function:
    return click.option(
        "--timeout",
        type=SECONDS,
        metavar="SECONDS",
        help="A hard stop for each check. Verdicts then depend on the machine.",
    )(function)


def one_of(quiet: bool, verbose: bool) -> tuple[bool, bool]:
    """`--quiet` and `--verbose` of the verb that is running, of which there can be only one: what a file sets gives way
    to the command line. Raises `UsageError`."""
    if quiet and verbose:
        source = click.get_current_context().get_parameter_source
        set_in_file = [source(name) is click.core.ParameterSource.DEFAULT_MAP for name in ("quiet", "verbose")]
        if set_in_file[0] == set_in_file[1]:
            raise click.UsageError("`--quiet` and `--verbose` exclude each other")
        return set_in_file[1], set_in_file[0]
    return quiet, verbose


def jobs_option(function: Function) -> Function:
    return click.option(
        "--jobs",
        type=Whole(1, 1024),
        metavar="N",
        help="How many checks are done at the same time. Without it, as many as there are processors to use, and "
        "one for short runs. The report is the same.",
    )(function)


def memory_option(function: Function) -> Function:
    return click.option(
        "--memory",
        type=Whole(LEAST_MEMORY, 1 << 24),
        metavar="MB",
        help="How much memory each process that checks may use. A check that needs more is undetermined.",
    )(function)


def depth_option(function: Function) -> Function:
    return click.option(
        "--depth",
        type=Whole(0, 1000),
        default=_DEFAULTS.depth,
        metavar="N",
        show_default=True,
        help="How many steps the search for counterexamples looks ahead.",
    )(function)
