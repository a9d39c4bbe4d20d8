"""ITF: what goes out comes in again, and what is wrong is refused in words."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from rspverify.trace.itf import from_json, to_json
from rspverify.trace.values import Act, State, Trace, Universe, Wait

TRACE = Trace(
    Universe({"Lab": ("a", "b"), "Model": ("m",)}),
    {"hazardous": "by_danger"},
    {"grace": 72},
    (
        State(0, {("ready", ("a",)): False, ("ready", ("b",)): True, ("best", ()): "m", ("owns", ("a", "m")): -7}),
        State(0, {("ready", ("a",)): True, ("ready", ("b",)): True, ("best", ()): "m", ("owns", ("a", "m")): 10**30}),
        State(5, {("ready", ("a",)): True, ("ready", ("b",)): True, ("best", ()): "m", ("owns", ("a", "m")): 3}),
    ),
    (Act("prepare", ("a", 3)), Wait(5)),
)


def document() -> Any:
    return copy.deepcopy(json.loads(json.dumps(to_json(TRACE, "a story"))))


def test_there_and_back() -> None:
    assert from_json(document()) == TRACE


def test_the_shape_of_itf() -> None:
    found = document()
    assert found["#meta"]["format"] == "ITF" and found["#meta"]["description"] == "a story"
    assert found["vars"] == ["rsp_step", "rsp_time", "ready", "best", "owns"]
    assert found["states"][1]["ready"] == {"#map": [[{"#tup": ["a"]}, True], [{"#tup": ["b"]}, True]]}
    assert found["states"][2]["rsp_step"] == {"tag": "Wait", "value": {"hours": {"#bigint": "5"}}}
    assert found["states"][0]["rsp_time"] == {"#bigint": "0"}


def test_plain_numbers_are_taken_too() -> None:
    found = document()
    found["states"][2]["rsp_time"] = 5
    found["states"][2]["rsp_step"]["value"]["hours"] = 5
    assert from_json(found) == TRACE


@pytest.mark.parametrize(
    ("path", "put", "reason"),
    [
        ((), [], "the file must be an object"),
        (("#meta",), None, "#meta must be an object"),
        (("#meta", "rspverify"), 3, "#meta.rspverify must be an object"),
        (("#meta", "rspverify", "members", "Lab"), "ab", "the members of Lab must be a list"),
        (("#meta", "rspverify", "members", "Lab"), [3], "a member of Lab must be a text"),
        (("#meta", "rspverify", "members", "Lab"), ["x"] * 10_001, "members are more than"),
        (("#meta", "rspverify", "readings", "hazardous"), None, "the reading of hazardous must be a text"),
        (("#meta", "rspverify", "durations", "grace"), True, "the length of grace must be a whole number"),
        (("#meta", "rspverify", "durations", "grace"), {"#bigint": "9" * 61}, "must be a whole number"),
        (("#meta", "rspverify", "durations", "grace"), {"#bigint": "\u0663"}, "must be a whole number"),
        (("states",), [], "states must be between 1 and"),
        (("states", 1, "rsp_time"), 1.5, "state 1, rsp_time must be a whole number"),
        (("states", 1, "rsp_step"), {"tag": "Jump", "value": {}}, "must be a `Start`, an `Act` or a `Wait`"),
        (("states", 1, "rsp_step"), {"tag": "Start", "value": {}}, "in the first state and only there"),
        (("states", 1, "ready"), {"#map": [["a"]]}, "by pairs"),
        (("states", 1, "ready"), {"#map": [["a", True]]}, "must be an object"),
        (("states", 1, "ready"), {"#map": [[{"#tup": ["a"]}, True]] * 2}, "gives one place twice"),
        (("states", 1, "ready"), None, "must be a whole number"),
        (("states", 1, "ready"), {"#set": []}, "must be a whole number"),
        (("states", 1, "best"), "m" * 401, "must be a text of at most 400 characters"),
    ],
)
def test_what_is_wrong_is_said(path: tuple[str | int, ...], put: object, reason: str) -> None:
    found = document()
    inside = found
    for key in path[:-1]:
        inside = inside[key]
    if path:
        inside[path[-1]] = put
    else:
        found = put
    with pytest.raises(ValueError, match="not a trace of rspverify") as error:
        from_json(found)
    assert reason in str(error.value)
