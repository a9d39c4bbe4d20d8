"""A run as a `scenario` of the language (language.md 7), so that a failure is kept, and played again.

The text must say all that a scenario would otherwise choose itself. Whoever writes one plays it (`retold`), and keeps
it only if it parses and goes as told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rspverify.check.phrases import default_value
from rspverify.check.shrink.draft import Draft, Setting, draft_of
from rspverify.policy.claims import BindingChoice, Conditions, Project
from rspverify.policy.conditions import words
from rspverify.policy.sorts import TimeSort
from rspverify.policy.vocabulary import World
from rspverify.semantics import norms
from rspverify.semantics.run import Run
from rspverify.trace.values import Act, Place, Trace, Value, Wait


class Untellable(Exception):
    """The run cannot be written as a scenario; the message says why."""


@dataclass(frozen=True)
class Telling:
    """What a scenario is to say besides its steps. `relevant`: the open words that it fixes; `remark`: a sentence for
    its end; `everything`: all facts of the first state, not only those that are not the plainest."""

    name: str
    wording: str
    relevant: tuple[str, ...]
    remark: str
    everything: bool = False


def scenario_text(project: Project, conditions: Conditions, trace: Trace, telling: Telling) -> str:
    """The scenario of a run, with a line break at its end. Raises `Untellable`."""
    setting = Setting.of(project, conditions)
    run = setting.run(trace)
    lines = [f"scenario {telling.name} {_quoted(telling.wording)}{_options(project, conditions, trace, telling)} {{"]
    lines += [f"  {line}" for line in _beginning(project.world, trace, telling.everything)]
    lines += [f"  {line}" for line in _steps(run, draft_of(setting, trace))]
    lines += [f"  # {_one_line(telling.remark)}"] if telling.remark else []
    return "\n".join([*lines, "}"]) + "\n"


def _options(project: Project, conditions: Conditions, trace: Trace, telling: Telling) -> str:
    parts = [f" under {' + '.join(conditions.policies)}"] if conditions.policies else []
    several = [word for word, readings in words(project.world).items() if len(readings) > 1]
    parts += [f" reading {word} as {trace.readings[word]}" for word in several if word in telling.relevant]
    parts += [f" {_binding(choice)}" for choice in conditions.bindings]
    return "".join(parts)


def _binding(choice: BindingChoice) -> str:
    return f"binding {', '.join(choice.individuals) if choice.individuals else f'every {choice.sort.name}'}"


# ---------------------------------------------------------------- the first state


def _beginning(world: World, trace: Trace, everything: bool) -> Iterator[str]:
    for entity in world.entities.values():
        new = trace.universe.members[entity.sort.name][len(entity.individuals) :]
        if new:
            yield f"let {', '.join(new)}: {entity.sort.name}"
    first = trace.states[0]
    said = [
        _equation(world, place, found, 0)
        for place, found in first.facts.items()
        if everything or found != default_value(trace.universe, world.facts[place[0]].sort)
    ]
    said += [f"{name} = {_length(hours)}" for name, hours in trace.durations.items()]
    if said:
        yield f"given {', '.join(said)}"


def _equation(world: World, place: Place, found: Value, now: int) -> str:
    """A literal or an equation that says what a place holds, read at the moment `now`."""
    name, arguments = place
    where = f"{name}({', '.join(map(str, arguments))})" if arguments else name
    if isinstance(found, bool):
        return where if found else f"not {where}"
    if isinstance(world.facts[name].sort, TimeSort):
        away = int(found) - now
        return f"{where} = now" if away == 0 else f"{where} = now {'-' if away < 0 else '+'} {_length(abs(away))}"
    return f"{where} = {found}"


def _length(hours: int) -> str:
    days, rest = divmod(hours, 24)
    return f"{hours} hour{'' if hours == 1 else 's'}" if rest or not days else f"{days} day{'' if days == 1 else 's'}"


# ---------------------------------------------------------------- the steps


def _steps(run: Run, draft: Draft) -> Iterator[str]:
    for i, (step, changed) in enumerate(zip(draft.steps, draft.changed, strict=True)):
        own = [place for place in changed if run.world.facts[place[0]].kind != "varying"]
        if own:
            raise Untellable(f"a scenario cannot choose what `{own[0][0]}` changes to")
        match step:
            case Act():
                yield _act(run, step, i)
            case Wait(0):
                if not changed:
                    yield "wait 0 hours"
            case Wait(hours):
                yield f"wait {_length(hours)}"
        if changed:
            now = run.time(i + 1)
            yield f"meanwhile {', '.join(_equation(run.world, place, found, now) for place, found in changed.items())}"


def _act(run: Run, act: Act, i: int) -> str:
    """The act, judged as well if somebody is bound who does what is permitted."""
    shown = f"{act.action}({', '.join(map(str, act.arguments))})" if act.arguments else act.action
    agent = norms.agent_of(run, act)
    asked = [run.policies[name] for name in run.under]
    bound = any(norms.binds(run, policy, agent) for policy in asked)
    return f"{shown} is permitted" if bound and norms.permitted(run, act, i) else shown


# ---------------------------------------------------------------- words


def _quoted(text: str) -> str:
    return '"' + _one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _one_line(text: str) -> str:
    return " ".join(text.split())


def free_name(stem: str, taken: Sequence[str]) -> str:
    """A name that begins with `found_` and is not taken."""
    plain = re.sub(r"\W", "_", stem, flags=re.ASCII)
    return next(name for n in range(1, len(taken) + 2) if (name := f"found_{plain}_{n}") not in taken)
