"""A seeded fault: one function runs with one piece of its source changed."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Any, Literal

Harness = Literal[
    "steps",
    "verdicts",
    "certificates",
    "engines",
    "frames",
    "scopes",
    "scalars",
    "reading",
    "spending",
    "gaps",
    "cores",
    "repeals",
    "stories",
    "claims",
]


@dataclass(frozen=True)
class Mutant:
    """`old` becomes `new` in the source of `function`; `harness`: which agreement test is to notice."""

    name: str
    function: Callable[..., Any]
    old: str
    new: str
    harness: Harness = "steps"


@contextmanager
def planted(mutant: Mutant) -> Iterator[None]:
    """The function's code is the mutated one, for everybody who has the function."""
    function = mutant.function
    assert isinstance(function, FunctionType)
    original = function.__code__
    function.__code__ = _mutated(mutant, function)
    try:
        yield
    finally:
        function.__code__ = original


def _mutated(mutant: Mutant, function: FunctionType) -> CodeType:
    source = textwrap.dedent(inspect.getsource(function))
    assert mutant.old in source, f"`{mutant.name}` finds nothing to change in {function.__qualname__}"
    changed = "from __future__ import annotations\n" + source.replace(mutant.old, mutant.new, 1)
    scope: dict[str, Any] = {}
    exec(compile(changed, f"<mutant: {mutant.name}>", "exec"), dict(function.__globals__), scope)
    code: CodeType = scope[function.__name__].__code__
    return code
