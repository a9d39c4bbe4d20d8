"""`rspverify replay`: plays a saved counterexample again. Only the reference semantics judges it, no solver."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import PurePosixPath

import click

from rspverify.check.results import EXIT_EXPECTED, EXIT_OTHER, Story, Verdict
from rspverify.check.words import conditions_text
from rspverify.cli.console import When, shown, standard_output
from rspverify.cli.options import Format, color_option, format_option
from rspverify.cli.traces import SavedTrace, from_text
from rspverify.policy.claims import Check, Conditions, Project
from rspverify.policy.conditions import compared, words
from rspverify.report.story import render_story
from rspverify.report.style import Style, plain
from rspverify.source.diagnostics import Diagnostic, SourceError

SIZE_LIMIT = 50_000_000
"""How many bytes a trace may have."""


@click.command("replay")
@click.argument("trace", metavar="TRACE.json")
@click.option("--policy", metavar="FILE", help="The policy file, where it is not where the trace says.")
@format_option
@color_option
def command(trace: str, policy: str | None, format_: Format, color: When) -> int:
    """Play a counterexample again that `rspverify check --save-traces` saved, and tell its story.

    The exit code is 0 if the run is possible, keeps the policies and shows what it was saved for; 1 if not, for
    example because the policy has changed; 2 if the trace or the policy file cannot be read.
    """
    from rspverify.policy.load import load
    from rspverify.semantics.replay import Confirmed, replay

    saved = _read(trace)
    file = policy if policy is not None else _policy_file(trace, saved)
    project = load(file)
    check = _check(project, saved, file)
    judged = replay(project, check.conditions, project.properties[saved.property], saved.trace, saved.other)
    story: Story | None = None
    reason = ""
    if isinstance(judged, Confirmed):
        from rspverify.check.story import tell

        story = tell(project, check, saved.trace, judged, saved.words, saved.other)
    else:
        reason = judged.reason
    code = EXIT_EXPECTED if story is not None else EXIT_OTHER
    out = standard_output(color, format_)
    if format_ == "json":
        from rspverify import __version__
        from rspverify.report.json import render_replay_json

        out.write(render_replay_json(__version__, project.path, story is not None, reason, story, code))
    else:
        out.write(_told(saved, project, story, reason, out.style))
    return code


def _told(saved: SavedTrace, project: Project, story: Story | None, reason: str, style: Style) -> str:
    wording = project.properties[saved.property].wording
    title = f"{saved.property}: {wording}" if wording else saved.property
    head = [style.paint(plain(project.path), "bold", "cyan"), "", *style.wrap(plain(title), 0, 2)]
    conditions = plain(conditions_text(saved.conditions))
    if story is None:
        mark = style.paint(f"{style.symbol('no')} not confirmed", "red", "bold")
        return "\n".join([*head, f"  {mark} {conditions}", *style.wrap(plain(reason), 6)]) + "\n"
    mark = style.paint(f"{style.symbol('yes')} confirmed", "green", "bold")
    verdict = Verdict.POSSIBLE if saved.verdict == Verdict.POSSIBLE.value else Verdict.VIOLATED
    head.append(f"  {mark} {verdict.value} {conditions}".rstrip())
    return "\n".join([*head, "", render_story(story, verdict is Verdict.POSSIBLE, style)]) + "\n"


def _read(path: str) -> SavedTrace:
    try:
        with open(path, "rb") as stream:
            content = stream.read(SIZE_LIMIT + 1)
    except FileNotFoundError:
        raise _wrong("RSP101", f"there is no file `{shown(path)}`") from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "the path is not valid").lower()
        raise _wrong("RSP102", f"`{shown(path)}` cannot be read: {reason}") from None
    if len(content) > SIZE_LIMIT:
        raise _wrong("RSP142", f"`{shown(path)}` is not a saved trace: it is larger than {SIZE_LIMIT // 10**6} MB")
    try:
        return from_text(content.decode("utf-8"))
    except ValueError as error:
        reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else plain(str(error))
        raise _wrong("RSP142", f"`{shown(path)}` is not a saved trace: {reason}") from None


def _policy_file(trace: str, saved: SavedTrace) -> str:
    """Where the policy file is. A trace may come from a stranger: it cannot name any file of the machine at will."""
    pure = PurePosixPath(saved.file)
    if pure.is_absolute() or "\0" in saved.file or "\\" in saved.file or pure.suffix != ".rsp":
        why = "its `file` is not a relative path to a `.rsp` file"
        raise _wrong("RSP142", f"`{shown(trace)}` is not a saved trace: {why}")
    path = os.path.normpath(os.path.join(os.path.dirname(trace), saved.file))
    if not os.path.isfile(path):
        help = "`--policy FILE` says where the policy file is now"
        message = f"there is no file `{shown(path)}`, of which the trace speaks"
        raise SourceError([Diagnostic("RSP101", message, help=help)])
    return path


def _check(project: Project, saved: SavedTrace, file: str) -> Check:
    """The check that the trace belongs to. Raises `SourceError` if the project lacks something that it names."""
    conditions = saved.conditions
    asked = project.properties.get(saved.property)
    if asked is None:
        raise _unfit(file, "property", saved.property)
    for kind, name in _names(conditions):
        if name not in _known(project, kind):
            raise _unfit(file, kind, name)
    conditions = replace(conditions, compared=compared(asked.claim))
    return Check(saved.property, conditions, "violated", asked.span)


def _names(conditions: Conditions) -> list[tuple[str, str]]:
    """What the conditions name: pairs of a kind and a name."""
    named = [("policy", name) for name in conditions.policies]
    named += [("reading", f"{word} as {reading}") for word, reading in conditions.readings]
    named += [("assumption", name) for name in conditions.assuming]
    for one in conditions.bindings:
        named.append(("entity", one.sort.name))
        named += [("individual", name) for name in one.individuals or ()]
    for tolerated in conditions.tolerated:
        named.append(("policy", tolerated.policy))
        if tolerated.clause is not None:
            named.append(("clause", f"{tolerated.policy}.{tolerated.clause}"))
    return named


def _known(project: Project, kind: str) -> set[str]:
    world = project.world
    match kind:
        case "policy":
            return set(project.policies)
        case "reading":
            return {f"{word} as {reading}" for word, readings in words(world).items() for reading in readings}
        case "assumption":
            return set(world.assumptions)
        case "entity":
            return set(world.entities)
        case "individual":
            return {name for entity in world.entities.values() for name in entity.individuals}
        case _:
            return {f"{name}.{clause}" for name, policy in project.policies.items() for clause in policy.clauses}


def _unfit(file: str, kind: str, name: str) -> SourceError:
    return _wrong("RSP146", f"`{shown(file)}` has no {kind} `{plain(name)}`, of which the trace speaks")


def _wrong(code: str, message: str) -> SourceError:
    return SourceError([Diagnostic(code, message)])
