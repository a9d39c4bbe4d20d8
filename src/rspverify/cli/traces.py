"""Counterexamples and witnesses as files that `rspverify replay` takes.

Such a file is self-contained but for the policy file, to which it holds a relative path: the name of the property, the
conditions of the check, and the trace in ITF."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from rspverify.check.results import CheckResult, Story, Verdict
from rspverify.cli.write import unwritable, write
from rspverify.policy.claims import BindingChoice, Check, Conditions, Project, Tolerated
from rspverify.policy.sorts import EntitySort
from rspverify.report.style import number, plain
from rspverify.source.diagnostics import SourceError
from rspverify.trace.itf import from_json, to_json
from rspverify.trace.values import Trace

FORMAT = "rspverify-trace-1"
Json = object
T = TypeVar("T")


@dataclass(frozen=True)
class SavedTrace:
    """`file` leads from the folder of the trace to the policy file, with `/`. `verdict` is what the trace showed;
    `words` are the open words whose readings mattered, which the story mentions. `other`: the second run of a claim
    about two, or the same run with its last state changed. `conditions`: as the check says them, so that what the
    claim compares is not among them."""

    file: str
    property: str
    conditions: Conditions
    verdict: str
    words: tuple[str, ...]
    trace: Trace
    other: Trace | None = None


class TraceFolder:
    """Saves the traces of a run in a folder, made if it is not there; raises `SourceError` where that cannot be."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._saved: set[str] = set()
        try:
            os.makedirs(folder, exist_ok=True)
        except (OSError, ValueError) as error:
            raise SourceError([unwritable(folder, error)]) from None

    def save(self, project: Project, result: CheckResult) -> None:
        """Saves the traces of one result. Raises `SourceError`."""
        check = _check_of(project, result)
        if check is None:
            return
        for verdict, story in _stories(result):
            file = os.path.relpath(os.path.abspath(project.path), os.path.abspath(self._folder)).replace(os.sep, "/")
            words = tuple(word for word, _, _ in story.readings)
            other = None if story.beside is None else story.beside.trace
            saved = SavedTrace(
                file,
                result.property,
                replace(check.conditions, compared=()),
                verdict.value,
                words,
                story.trace,
                other,
            )
            write(os.path.join(self._folder, self._name(result)), to_text(saved))

    def summary(self) -> str:
        """How many traces were saved, and how they are used."""
        if not self._saved:
            return "no trace was there to be saved\n"
        first = os.path.join(self._folder, min(self._saved))
        return f"{number(len(self._saved), 'trace')} saved; `rspverify replay {plain(first)}` plays one\n"

    def _name(self, result: CheckResult) -> str:
        stem = re.sub(r"[^A-Za-z0-9_]+", "-", os.path.splitext(result.file)[0]).strip("-")[-80:]
        count = 1
        while (name := f"{stem}.{result.property[:80]}.{count}.json") in self._saved:
            count += 1
        self._saved.add(name)
        return name


def to_text(saved: SavedTrace) -> str:
    """A saved trace as JSON."""
    conditions = saved.conditions
    document = {
        "format": FORMAT,
        "file": saved.file,
        "property": saved.property,
        "conditions": {
            "policies": list(conditions.policies),
            "readings": [list(pair) for pair in conditions.readings],
            "bindings": [
                {
                    "entity": one.sort.name,
                    "individuals": None if one.individuals is None else list(one.individuals),
                }
                for one in conditions.bindings
            ],
            "assuming": list(conditions.assuming),
            "tolerated": [{"policy": one.policy, "clause": one.clause} for one in conditions.tolerated],
            "steps": conditions.steps,
        },
        "verdict": saved.verdict,
        "words": list(saved.words),
        "trace": to_json(saved.trace),
    } | ({} if saved.other is None else {"other": to_json(saved.other)})
    return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def from_text(text: str) -> SavedTrace:
    """The other way. Raises `ValueError`, which says what is wrong, for any text that `to_text` did not write."""
    try:
        document = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("it is not JSON") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ValueError(f"it has no `format` that says `{FORMAT}`")
    conditions = _field(document, "conditions", dict)
    try:
        trace = from_json(_field(document, "trace", dict))
        other = from_json(_field(document, "other", dict)) if "other" in document else None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    steps = conditions.get("steps")
    if steps is not None and (not isinstance(steps, int) or isinstance(steps, bool)):
        raise ValueError("its `steps` is not a number")
    return SavedTrace(
        _field(document, "file", str),
        _field(document, "property", str),
        Conditions(
            _texts(conditions, "policies"),
            tuple(_pair(one) for one in _field(conditions, "readings", list)),
            tuple(_binding(one) for one in _field(conditions, "bindings", list)),
            _texts(conditions, "assuming"),
            tuple(_tolerated(one) for one in _field(conditions, "tolerated", list)),
            steps,
        ),
        _field(document, "verdict", str),
        _texts(document, "words"),
        trace,
        other,
    )


def _check_of(project: Project, result: CheckResult) -> Check | None:
    """The check that a result belongs to."""
    for check in project.checks:
        if check.property == result.property and check.span == result.span:
            return check
    return None


def _stories(result: CheckResult) -> Iterator[tuple[Verdict, Story]]:
    """The story of a result; where the readings decide, those of all readings that have one."""
    if result.story is not None and (result.verdict is not Verdict.DEPENDS or not result.table):
        yield result.verdict, result.story
    elif result.verdict is Verdict.DEPENDS:
        yield from ((row.verdict, row.story) for row in result.table if row.story is not None)


def _field(document: Json, name: str, kind: type[T]) -> T:
    found = document.get(name) if isinstance(document, dict) else None
    if not isinstance(found, kind):
        raise ValueError(f"it has no `{name}`")
    return found


def _texts(document: Json, name: str) -> tuple[str, ...]:
    found = _field(document, name, list)
    if not all(isinstance(one, str) for one in found):
        raise ValueError(f"its `{name}` are not all texts")
    return tuple(found)


def _pair(found: Json) -> tuple[str, str]:
    match found:
        case [str(word), str(reading)]:
            return word, reading
    raise ValueError("its `readings` are not pairs of a word and a reading")


def _binding(found: Json) -> BindingChoice:
    entity = EntitySort(_field(found, "entity", str))
    named = found.get("individuals") if isinstance(found, dict) else None
    return BindingChoice(entity, None if named is None else _texts(found, "individuals"))


def _tolerated(found: Json) -> Tolerated:
    clause = found.get("clause") if isinstance(found, dict) else None
    return Tolerated(_field(found, "policy", str), None if clause is None else _field(found, "clause", str))
