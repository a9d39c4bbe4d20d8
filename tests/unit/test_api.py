"""What Python programs may use: all of it is there, typed, and says what it takes, gives and raises."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

import rspverify as rv
import rspverify.check.run
from rspverify import api

TEXT = """\
entity Lab
action train(l: Lab) by l
policy free binds l: Lab { }
property can "it can be": possible train(l)
check can under free
"""
FUNCTIONS = [name for name in rv.__all__ if inspect.isfunction(getattr(api, name, None))]
PASSED_ON = {"Trace", "Project", "World", "Policy", "Property", "Check", "Scenario"}
"""What the results hold and a program only hands on (docs/python.md)."""


def test_package_gives_what_the_interface_has() -> None:
    assert rv.__all__ == sorted(rv.__all__)
    assert set(rv.__all__) == {*api.__all__, "__version__"}
    for name in set(api.__all__) - {"check"}:
        assert getattr(rv, name) is getattr(api, name)
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", rv.__version__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        rv.nothing  # noqa: B018


def test_functions_are_those_that_are_documented() -> None:
    assert sorted(FUNCTIONS) == ["audit", "check", "diff", "exit_code", "load", "mutate", "remembered", "repair"]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_have_types_and_say_what_they_raise(name: str) -> None:
    function = getattr(api, name)
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(one.annotation is not inspect.Parameter.empty for one in signature.parameters.values())
    assert "Raises" in (function.__doc__ or "")
    assert ".md" in (function.__doc__ or ""), "the page that says more"


@pytest.mark.parametrize("name", [name for name in rv.__all__ if inspect.isclass(getattr(api, name, None))])
def test_classes_say_what_they_are_and_their_parts_are_public(name: str) -> None:
    public = getattr(api, name)
    assert public.__doc__ and not public.__doc__.startswith(f"{name}("), "dataclasses have a docstring of their own"
    if not is_dataclass(public) or name in PASSED_ON:
        return
    around = vars(sys.modules[public.__module__])
    for field in fields(public):
        for word in re.findall(r"\b[A-Z]\w+", str(field.type)):
            part = around.get(word)
            if inspect.isclass(part) and part.__module__.startswith("rspverify") and word not in PASSED_ON:
                assert word in rv.__all__, f"{name}.{field.name}"


def test_package_is_marked_as_typed() -> None:
    assert (Path(rv.__file__).parent / "py.typed").exists()


@pytest.mark.parametrize(
    "first", ["", "import rspverify.check.run", "from rspverify.check import options", "import rspverify.api"]
)
def test_check_is_a_function_whatever_was_imported_before(tmp_path: Path, first: str) -> None:
    """There is a folder of the same name, which Python binds to it when something in it is imported."""
    (tmp_path / "can.rsp").write_text(TEXT, encoding="utf-8")
    program = f"{first}\nimport rspverify as rv\nprint([r.verdict.value for r in rv.check(rv.load('can.rsp'))])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout == "['possible']\n", done.stderr


def test_both_ways_to_check_are_the_same() -> None:
    assert list(inspect.signature(rv.check).parameters) == list(inspect.signature(api.check).parameters)


@pytest.mark.parametrize(
    "given",
    [
        {"rlimit": 0},
        {"rlimit": 2**32},
        {"timeout": 0},
        {"timeout": float("nan")},
        {"timeout": float("inf")},
        {"timeout": 5e6},
        {"depth": -1},
        {"select": "can"},
    ],
)
def test_limits_that_are_none_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"`{next(iter(given))}` must be"):
        rv.CheckOptions(**given)


def test_that_there_is_no_such_property_is_not_taken_for_nothing_to_repair(tmp_path: Path) -> None:
    (tmp_path / "can.rsp").write_text(TEXT, encoding="utf-8")
    with pytest.raises(rv.SourceError, match="RSP144: no property that is checked is called `nope`"):
        rv.repair([tmp_path / "can.rsp"], "nope")


def test_that_there_is_no_such_code_is_not_taken_for_nothing_found(tmp_path: Path) -> None:
    (tmp_path / "can.rsp").write_text(TEXT, encoding="utf-8")
    with pytest.raises(rv.SourceError, match="RSP145: no code begins with `RSP999`"):
        rv.audit(rv.load(tmp_path / "can.rsp"), rv.AuditOptions(select=("RSP402", "RSP999")))
    with pytest.raises(rv.SourceError, match="RSP145: no code begins with `RSP402`"):
        rv.mutate([tmp_path / "can.rsp"], rv.MutateOptions(ignore=("RSP402",)))


def test_that_there_is_no_such_policy_is_not_taken_for_nothing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "empty.rsp"
    path.write_text("entity Lab\npolicy p binds l: Lab { }\n", encoding="utf-8")
    assert rv.mutate([path], rv.MutateOptions(policies=("p",))).policies
    with pytest.raises(rv.SourceError, match="RSP144: no policy is called `q`"):
        rv.mutate([path], rv.MutateOptions(policies=("p", "q")))
    with pytest.raises(rv.SourceError, match="RSP144: no policy is called `q`"):
        rv.audit(rv.load(path), rv.AuditOptions(policies=("q",)))
