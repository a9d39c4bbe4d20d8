"""The verbs of the command line: finds the one that is called, and turns what it comes to into an exit code."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import click

from rspverify.check.results import EXIT_FAULT, EXIT_INPUT, EXIT_INTERRUPTED
from rspverify.cli.console import ReaderGone, silence, standard_error, unwritten
from rspverify.cli.failures import crash, usage
from rspverify.source.diagnostics import SourceError

USAGE = "rspverify VERB [OPTIONS] [FILES AND FOLDERS]"


@dataclass(frozen=True)
class Verb:
    """A verb of the command line, known by name until it is called. `shown` is its line in the help."""

    module: str
    shown: str


VERBS: dict[str, Verb] = {
    "check": Verb("rspverify.cli.check", "Prove or refute every claim, and play every scenario."),
    "audit": Verb("rspverify.cli.audit", "Look for what is wrong with a policy whatever is claimed."),
    "diff": Verb("rspverify.cli.diff", "Tell what one policy permits, forbids and requires that another does not."),
    "lint": Verb("rspverify.cli.lint", "Warn of what is allowed but probably not meant."),
    "fmt": Verb("rspverify.cli.fmt", "Bring policy files into their canonical form."),
    "explain": Verb("rspverify.cli.explain", "Explain a code such as RSP203, or why a property holds or fails."),
    "repair": Verb("rspverify.cli.repair", "Find the smallest edits after which a violated property holds."),
    "fuzz": Verb("rspverify.cli.fuzz", "Play a draft at random, and see whether its claims fail."),
    "mutate": Verb("rspverify.cli.mutate", "Seed faults into a policy, and tell which of them nothing notices."),
    "serve": Verb("rspverify.cli.serve", "Check, and show the report in a browser, live with --watch."),
    "certify": Verb("rspverify.cli.certify", "Write each proof as SMT-LIB files, and have two solvers check them."),
    "init": Verb("rspverify.cli.init", "Write a small project to begin with."),
    "lsp": Verb("rspverify.cli.lsp", "Show errors and verdicts in an editor."),
    "cache": Verb("rspverify.cli.cache", "Show what is remembered between runs, or forget it."),
    "merge": Verb("rspverify.cli.merge", "Put together the reports of `check --shard`."),
    "replay": Verb("rspverify.cli.replay", "Play a saved counterexample again, without a solver."),
}


CAN_BE_SET = ("check", "audit", "diff", "mutate", "fuzz", "repair", "certify", "lint", "serve")
"""The verbs whose options may stand in a file of settings: those that look at policies as a whole."""


class Verbs(click.Group):
    """A group whose commands are imported when they are called. Each module has a click command `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        verb = VERBS.get(name)
        if verb is None:
            return None
        command = importlib.import_module(verb.module).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS:
            close = get_close_matches(args[0], VERBS, n=1)
            hint = f" did you mean `{close[0]}`?" if close else f" there are {_listed(list(VERBS))}"
            raise click.UsageError(f"there is no verb `{args[0]}`;{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(USAGE, "")

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl([(name, verb.shown) for name, verb in VERBS.items()])


@click.group(
    cls=Verbs,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`rspverify VERB --help` tells more of each verb. Exit codes: 0 all as expected, 1 something is not, "
    "2 the input is wrong, 3 something stayed undetermined, 4 our own fault, 130 interrupted.",
)
@click.option("--version", is_flag=True, help="Show the version and stop.")
@click.pass_context
def group(ctx: click.Context, version: bool) -> int:
    """Prove or refute what people say about policies.

    A policy file says what can happen, what a policy demands, and what is claimed about it. For each claim the answer
    is a proof, a counterexample told as a story, or an honest "undetermined".
    """
    if version:
        from rspverify import __version__

        click.echo(f"rspverify {__version__}")
    elif ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        return EXIT_INPUT
    elif ctx.invoked_subcommand in CAN_BE_SET and not {"-h", "--help"} & set(ctx.obj or ()):
        ctx.default_map = {ctx.invoked_subcommand: _settings_of(ctx, ctx.invoked_subcommand)}
    return 0


def _settings_of(ctx: click.Context, verb: str) -> dict[str, Any]:
    """What a file sets for a verb. Raises `SourceError`."""
    from rspverify.cli.settings import defaults, find_settings

    settings = find_settings(os.curdir)
    command = None if settings is None else group.get_command(ctx, verb)
    return {} if settings is None or command is None else defaults(settings, verb, tuple(VERBS), command)


def run(verb: Callable[[], object], arguments: Sequence[str] | None = None) -> int:
    """The exit code of what `verb` does; failures of all kinds are reported on standard error."""
    console = standard_error()
    try:
        code = verb()
        sys.stdout.flush()
        if isinstance(code, int):
            return code
        raise TypeError(f"a verb came to {type(code).__name__}")
    except click.UsageError as error:
        return console.fail([usage(error)], EXIT_INPUT)
    except SourceError as error:
        return console.fail(error.diagnostics, EXIT_INPUT)
    except (KeyboardInterrupt, click.Abort):
        return console.fail([], EXIT_INTERRUPTED, "interrupted")
    except (ReaderGone, BrokenPipeError):
        silence()
        return EXIT_INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:  # of a text that click printed, such as help
            return console.fail([unwritten(error)], EXIT_INPUT)
        return console.fail([crash(error, arguments)], EXIT_FAULT)


def _listed(words: list[str]) -> str:
    return ", ".join(f"`{word}`" for word in words[:-1]) + f" and `{words[-1]}`"
