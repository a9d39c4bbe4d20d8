"""Conditions, readings and facts in words."""

from __future__ import annotations

from rspverify.policy.claims import BindingChoice, Conditions, Tolerated
from rspverify.policy.vocabulary import World
from rspverify.trace.values import Value


def conditions_text(conditions: Conditions) -> str:
    """The options of a check as they would be written."""
    parts = []
    if conditions.policies:
        parts.append(f"under {' + '.join(conditions.policies)}")
    parts += [f"reading {word} as {reading}" for word, reading in conditions.readings]
    parts += [_binding(choice) for choice in conditions.bindings]
    if conditions.assuming:
        parts.append(f"assuming {', '.join(conditions.assuming)}")
    parts += [_tolerated(t) for t in conditions.tolerated]
    if conditions.steps is not None:
        parts.append(f"up to {conditions.steps} steps")
    return " ".join(parts)


def _binding(choice: BindingChoice) -> str:
    if choice.individuals is None:
        return f"binding every {choice.sort.name}"
    return f"binding {', '.join(choice.individuals)}"


def _tolerated(tolerated: Tolerated) -> str:
    target = tolerated.policy if tolerated.clause is None else f"{tolerated.policy}.{tolerated.clause}"
    return f"even if {target} is broken"


_UNITS = ((24, "day"), (1, "hour"))


def length_text(hours: int) -> str:
    """`31 days and 4 hours`; `no time` for none."""
    parts = []
    rest = hours
    for size, unit in _UNITS:
        amount, rest = divmod(rest, size)
        if amount:
            parts.append(f"{amount} {unit}{'' if amount == 1 else 's'}")
    return " and ".join(parts) or "no time"


def is_one(hours: int) -> bool:
    """Whether a length is one thing: `1 day passes`, `no time passes`, `2 days pass`."""
    return hours in (0, 1, 24)


def moment_text(hours: int) -> str:
    """A moment, by the hours from the start; there are moments before it."""
    if hours == 0:
        return "the start"
    return f"{length_text(abs(hours))} {'after' if hours > 0 else 'before'} the start"


def reading_wording(world: World, word: str, reading: str) -> str:
    """What a reading means, in the wording of its declaration."""
    if word in world.terms:
        return next(r.wording for r in world.terms[word].readings if r.name == reading)
    hours = dict(world.durations[word].readings)[reading]
    return length_text(hours)


def value_text(value: Value) -> str:
    """A value as people say it."""
    match value:
        case True:
            return "true"
        case False:
            return "false"
        case str():
            return value.replace("_", " ") if value.islower() else value
        case _:
            return str(value)
