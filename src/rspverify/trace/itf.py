"""Traces as JSON in the Informal Trace Format (ITF), which Apalache and the ITF trace viewer read.

Each fact is a variable: a value, or a `#map` from places to values. `rsp_time` is the clock and `rsp_step` the variant
that names the step that led to a state (`Start`, `Act`, `Wait`). `#meta` carries, under `rspverify`, what is the same
in all states: members, readings, lengths of durations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NoReturn

from rspverify.trace.values import Act, Place, State, Step, Trace, Universe, Value, Wait

Json = object

MAX_STATES = 10_000
MAX_MEMBERS = 1_000
MAX_PLACES = 200_000
MAX_DIGITS = 60
MAX_NAME = 400
_TIME = "rsp_time"
_STEP = "rsp_step"


# ---------------------------------------------------------------- out


def to_json(trace: Trace, description: str = "") -> dict[str, Json]:
    """A trace as an ITF object, made of what `json.dumps` takes."""
    facts = list(dict.fromkeys(name for name, _ in trace.states[0].facts))
    states: list[Json] = []
    for index, state in enumerate(trace.states):
        shown: dict[str, Json] = {"#meta": {"index": index}}
        shown[_STEP] = _step_out(trace.steps[index - 1] if index else None)
        shown[_TIME] = _value_out(state.time)
        shown.update(_facts_out(facts, state))
        states.append(shown)
    constants = {
        "members": {entity: list(members) for entity, members in trace.universe.members.items()},
        "readings": dict(trace.readings),
        "durations": dict(trace.durations),
    }
    meta: dict[str, Json] = {"format": "ITF", "format-description": _FORMAT, "rspverify": constants}
    if description:
        meta["description"] = description
    return {"#meta": meta, "vars": [_STEP, _TIME, *facts], "states": states}


_FORMAT = "https://apalache-mc.org/docs/adr/015adr-trace.html"


def _value_out(found: Value) -> Json:
    if isinstance(found, bool | str):
        return found
    return {"#bigint": str(found)}


def _step_out(step: Step | None) -> Json:
    match step:
        case None:
            return {"tag": "Start", "value": {}}
        case Act(action, arguments):
            return {
                "tag": "Act",
                "value": {"action": action, "arguments": {"#tup": [_value_out(each) for each in arguments]}},
            }
        case Wait(hours):
            return {"tag": "Wait", "value": {"hours": _value_out(hours)}}


def _facts_out(facts: list[str], state: State) -> dict[str, Json]:
    maps: dict[str, list[Json]] = {name: [] for name in facts}
    shown: dict[str, Json] = {}
    for (name, arguments), found in state.facts.items():
        if arguments:
            maps[name].append([{"#tup": [_value_out(each) for each in arguments]}, _value_out(found)])
        else:
            shown[name] = _value_out(found)
    return {name: shown[name] if name in shown else {"#map": maps[name]} for name in facts}


# ---------------------------------------------------------------- in


def from_json(document: Json) -> Trace:
    """The trace that `to_json` wrote. Whether it is a run of some project is for the semantics to judge.

    Raises `ValueError`, which says what is wrong and where, for everything else, also for what is too large.
    """
    top = _object(document, "the file")
    constants = _object(_object(top.get("#meta"), "#meta").get("rspverify"), "#meta.rspverify")
    members = {
        entity: tuple(_text(each, f"a member of {entity}") for each in _list(listed, f"the members of {entity}"))
        for entity, listed in _object(constants.get("members"), "members").items()
    }
    if sum(len(names) for names in members.values()) > MAX_MEMBERS:
        _wrong("members", f"are more than {MAX_MEMBERS}")
    readings = _object(constants.get("readings"), "readings")
    durations = _object(constants.get("durations"), "durations")
    listed = _list(top.get("states"), "states")
    if not 1 <= len(listed) <= MAX_STATES:
        _wrong("states", f"must be between 1 and {MAX_STATES}")
    states, steps = [], []
    for index, each in enumerate(listed):
        where = f"state {index}"
        shown = _object(each, where)
        states.append(_state_in(shown, where))
        step = _step_in(shown.get(_STEP), f"{where}, {_STEP}")
        if (step is None) != (index == 0):
            _wrong(f"{where}, {_STEP}", "must be a `Start` in the first state and only there")
        if step is not None:
            steps.append(step)
    return Trace(
        Universe(members),
        {word: _text(reading, f"the reading of {word}") for word, reading in readings.items()},
        {name: _whole(hours, f"the length of {name}") for name, hours in durations.items()},
        tuple(states),
        tuple(steps),
    )


def _state_in(shown: Mapping[str, Json], where: str) -> State:
    facts: dict[Place, Value] = {}
    for name, found in shown.items():
        if name in (_STEP, _TIME, "#meta"):
            continue
        for place, each in _places_in(name, found, f"{where}, {name}"):
            if place in facts:
                _wrong(f"{where}, {name}", "gives one place twice")
            facts[place] = each
        if len(facts) > MAX_PLACES:
            _wrong(where, f"has more than {MAX_PLACES} places")
    return State(_whole(shown.get(_TIME), f"{where}, {_TIME}"), facts)


def _places_in(name: str, found: Json, where: str) -> list[tuple[Place, Value]]:
    if not (isinstance(found, dict) and "#map" in found):
        return [((name, ()), _value_in(found, where))]
    places = []
    for pair in _list(found["#map"], where):
        match pair:
            case [key, each]:
                places.append(((name, _tuple_in(key, where)), _value_in(each, where)))
            case _:
                _wrong(where, "must map places to values by pairs")
    return places


def _step_in(found: Json, where: str) -> Step | None:
    step = _object(found, where)
    inside = _object(step.get("value"), where)
    match step.get("tag"):
        case "Start":
            return None
        case "Act":
            return Act(_text(inside.get("action"), where), _tuple_in(inside.get("arguments"), where))
        case "Wait":
            return Wait(_whole(inside.get("hours"), where))
        case _:
            _wrong(where, "must be a `Start`, an `Act` or a `Wait`")


def _tuple_in(found: Json, where: str) -> tuple[Value, ...]:
    return tuple(_value_in(each, where) for each in _list(_object(found, where).get("#tup"), where))


def _value_in(found: Json, where: str) -> Value:
    if isinstance(found, bool):
        return found
    return _text(found, where) if isinstance(found, str) else _whole(found, where)


def _whole(found: Json, where: str) -> int:
    digits = found.get("#bigint") if isinstance(found, dict) and len(found) == 1 else found
    if isinstance(digits, int) and not isinstance(digits, bool) and abs(digits) < 10**MAX_DIGITS:
        return digits
    if isinstance(digits, str) and len(digits) <= MAX_DIGITS and re.fullmatch("-?[0-9]+", digits):
        return int(digits)
    _wrong(where, f"must be a whole number of at most {MAX_DIGITS} digits")


def _text(found: Json, where: str) -> str:
    if not isinstance(found, str) or not 0 < len(found) <= MAX_NAME:
        _wrong(where, f"must be a text of at most {MAX_NAME} characters")
    return found


def _object(found: Json, where: str) -> dict[str, Json]:
    if not isinstance(found, dict) or not all(isinstance(key, str) and len(key) <= MAX_NAME for key in found):
        _wrong(where, "must be an object")
    return found


def _list(found: Json, where: str) -> list[Json]:
    if not isinstance(found, list):
        _wrong(where, "must be a list")
    return found


def _wrong(where: str, what: str) -> NoReturn:
    raise ValueError(f"not a trace of rspverify: {where} {what}")
