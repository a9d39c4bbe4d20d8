"""Policy files as tests of pytest."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from textwrap import dedent

import pytest

# What each run needs is imported once: pytester forgets all that was not there before a run.
import rspverify.check.compare
import rspverify.check.scenarios
import rspverify.pytest_plugin.globs
import rspverify.pytest_plugin.items  # noqa: F401

pytest_plugins = ["pytester"]

VOCABULARY = """\
entity Lab
entity Model
fact dangerous(m: Model)         "{m} is dangerous"
fact published(l: Lab, m: Model) "{l} has published the risks of {m}"
action train(l: Lab, m: Model) by l "{l} trains {m}"
action publish(l: Lab, m: Model) by l "{l} publishes the risks of {m}"
  then published(l, m)
policy careful binds l: Lab {
  clause halt "section 1": l must not train(l, m) when dangerous(m) unless published(l, m)
}
policy hasty binds l: Lab { }
property disclosed "Dangerous models are disclosed first": never train(l, m) when dangerous(m) and not published(l, m)
"""
FINE = (
    VOCABULARY
    + """\
check disclosed
  under careful expect holds
  under hasty expect violated
scenario at_once under careful {
  let acme: Lab
  let atlas: Model
  train(acme, atlas)
}
"""
)
SURPRISE = VOCABULARY + "check disclosed under hasty expect holds\ncheck disclosed under careful expect holds\n"
CONFIGURATION = "[pytest]\nrspverify_files = *.rsp\n"


def write(pytester: pytest.Pytester, configuration: str = CONFIGURATION, **files: str) -> None:
    pytester.makeini(configuration)
    for name, text in files.items():
        place = pytester.path / f"{name}.rsp"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def names(pytester: pytest.Pytester, *arguments: str) -> list[str]:
    """The tests that are collected, in order."""
    output = pytester.runpytest_inprocess("--collect-only", "-q", *arguments).outlines
    return [line for line in output if "::" in line]


def test_plugin_is_installed_under_its_name() -> None:
    found = [one for one in entry_points(group="pytest11") if one.name == "rspverify"]
    assert [one.value for one in found] == ["rspverify.pytest_plugin"]


def test_each_check_and_scenario_is_a_test(pytester: pytest.Pytester) -> None:
    write(pytester, fine=FINE)
    assert names(pytester) == [
        "fine.rsp::disclosed under careful",
        "fine.rsp::disclosed under hasty",
        "fine.rsp::scenario at_once",
    ]
    pytester.runpytest_inprocess().assert_outcomes(passed=3)


def test_names_do_not_depend_on_lines_and_are_never_alike(pytester: pytest.Pytester) -> None:
    twice = VOCABULARY + "# one more line\ncheck disclosed under careful expect holds\n" * 2
    write(pytester, twice=twice)
    assert names(pytester) == ["twice.rsp::disclosed under careful", "twice.rsp::disclosed under careful (2)"]


def test_k_and_names_and_marks_select(pytester: pytest.Pytester) -> None:
    write(pytester, fine=FINE)
    assert names(pytester, "-k", "hasty") == ["fine.rsp::disclosed under hasty"]
    assert names(pytester, "-k", "at_once or careful") == [
        "fine.rsp::disclosed under careful",
        "fine.rsp::scenario at_once",
    ]
    assert names(pytester, "fine.rsp::scenario at_once") == ["fine.rsp::scenario at_once"]
    assert names(pytester, "--strict-markers", "-m", "not rspverify") == []


def test_failure_tells_the_story(pytester: pytest.Pytester) -> None:
    write(pytester, surprise=SURPRISE)
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*disclosed under hasty*",
            "violated, expected holds: in 1 step: *",
            "disclosed: Dangerous models are disclosed first",
            "*What happens",
            "*1. lab_1 trains model_1 (day 0)",
            "*Here it breaks",
            "*- model_1 is dangerous",
            "FAILED surprise.rsp::disclosed under hasty - violated, expected holds:*",
        ]
    )
    assert "Traceback" not in result.stdout.str() and "items.py" not in result.stdout.str()


def test_failed_scenario_says_what_went_otherwise(pytester: pytest.Pytester) -> None:
    write(pytester, otherwise=FINE.replace("  train(acme, atlas)\n", "  so dangerous(atlas)\n"))
    result = pytester.runpytest_inprocess("-k", "at_once")
    result.assert_outcomes(failed=1, deselected=2)
    result.stdout.fnmatch_lines(["*scenario at_once*", "this does not hold here", "*so dangerous(atlas)"])


def test_undetermined_fails_with_its_reason(pytester: pytest.Pytester) -> None:
    write(pytester, CONFIGURATION + "rspverify_rlimit = 1\n", fine=FINE)
    result = pytester.runpytest_inprocess("-k", "careful")
    result.assert_outcomes(failed=1, deselected=2)
    result.stdout.fnmatch_lines(["undetermined, expected holds: *", "*all the work that one check may be is done*"])


def test_timeout_is_obeyed(pytester: pytest.Pytester) -> None:
    write(pytester, CONFIGURATION + "rspverify_timeout = 0.000001\n", fine=FINE)
    result = pytester.runpytest_inprocess("-k", "careful")
    result.assert_outcomes(failed=1, deselected=2)
    result.stdout.fnmatch_lines(["undetermined, expected holds: *time*"])


def test_answers_are_remembered_on_request(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """And where they cannot be, nothing else changes."""
    kept = pytester.path / "kept"
    for place, made in (("off", False), (str(kept), True), (str(kept), True), ("/dev/null/kept", True)):
        monkeypatch.setenv("RSPVERIFY_CACHE", place)
        write(pytester, CONFIGURATION + "rspverify_cache = true\n", fine=FINE)
        pytester.runpytest_inprocess().assert_outcomes(passed=3)
        assert kept.exists() == made
    monkeypatch.setenv("RSPVERIFY_CACHE", str(pytester.path / "other"))
    write(pytester, fine=FINE)
    pytester.runpytest_inprocess().assert_outcomes(passed=3)
    assert not (pytester.path / "other").exists()


def test_wrong_input_is_an_error_of_collection(pytester: pytest.Pytester) -> None:
    write(pytester, wrong="entity Lab\nentity Lab\nfact x(y: Nobody)\n", fine=FINE)
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            "*ERROR collecting wrong.rsp*",
            "error?RSP201?: `Lab` is declared twice",
            "*wrong.rsp:2:8",
            "*entity Lab",
            "*^^^*",
        ]
    )
    assert "`Nobody`" in result.stdout.str()
    assert result.ret == pytest.ExitCode.INTERRUPTED


def test_contradiction_fails_every_check_of_the_file(pytester: pytest.Pytester) -> None:
    nothing = "axiom one: some m: Model | dangerous(m)\naxiom two: every m: Model | not dangerous(m)\n"
    write(pytester, nothing=FINE + nothing)
    result = pytester.runpytest_inprocess("-k", "disclosed")
    result.assert_outcomes(failed=2, deselected=1)
    result.stdout.fnmatch_lines(["*nothing satisfies the axioms `one`, `two` together*"])


@pytest.mark.parametrize(
    ("globs", "expected"),
    [
        ("", []),
        ("specs/*.rsp", ["specs/near.rsp"]),
        ("specs/**/*.rsp", ["specs/deep/er/far.rsp", "specs/near.rsp"]),
        ("far.rsp top.rsp", ["specs/deep/er/far.rsp", "top.rsp"]),
        ("*.rs", []),
    ],
)
def test_globs(pytester: pytest.Pytester, globs: str, expected: list[str]) -> None:
    text = VOCABULARY + "check disclosed under careful expect holds\n"
    files = {"top": text, "specs/near": text, "specs/deep/er/far": text}
    write(pytester, f"[pytest]\nrspverify_files = {globs}\n", **files)
    assert [name.partition("::")[0] for name in names(pytester)] == expected


@pytest.mark.parametrize(
    "setting",
    [
        "rspverify_rlimit = 0",
        "rspverify_rlimit = many",
        "rspverify_timeout = -1",
        "rspverify_timeout = nan",
        "rspverify_timeout = 1e9",
    ],
)
def test_wrong_settings_are_errors_of_usage(pytester: pytest.Pytester, setting: str) -> None:
    write(pytester, f"{CONFIGURATION}{setting}\n", fine=FINE)
    result = pytester.runpytest_inprocess()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    name, _, value = setting.partition(" = ")
    assert f"`{name}` must be" in result.stderr.str() and f"not `{value}`" in result.stderr.str()


_PROBE = """
import json, sys, pytest
code = pytest.main(["-q", "--collect-only", *sys.argv[1:]])
sys.stderr.write(json.dumps([int(code), sorted(sys.modules)]))
"""


def _modules_after(folder: Path) -> tuple[int, set[str]]:
    completed = subprocess.run(
        [sys.executable, "-c", _PROBE], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    code, modules = json.loads(completed.stderr.rpartition("\n")[2])
    return code, set(modules)


@pytest.mark.parametrize(
    "configuration", ["[pytest]\n", "[pytest]\nrspverify_files = elsewhere/*.rsp\n", CONFIGURATION]
)
def test_nothing_is_imported_before_a_policy_file_is_collected(tmp_path: Path, configuration: str) -> None:
    (tmp_path / "pytest.ini").write_text(configuration, encoding="utf-8")
    (tmp_path / "test_one.py").write_text("def test_one() -> None: ...\n", encoding="utf-8")
    (tmp_path / "fine.rsp").write_text(FINE, encoding="utf-8")
    code, modules = _modules_after(tmp_path)
    assert code == 0
    assert "rspverify.pytest_plugin" in modules
    collected = configuration == CONFIGURATION
    assert ("lark" in modules) == collected
    # to collect is not to check: the solver waits for the first test that runs
    assert not modules & {"z3", "click", "cvc5"}


def test_settings_may_stand_in_pyproject(pytester: pytest.Pytester) -> None:
    pytester.makepyprojecttoml(
        dedent("""\
        [tool.pytest.ini_options]
        rspverify_files = ["specs/*.rsp"]
        rspverify_rlimit = 2000000
        rspverify_timeout = 60
        """)
    )
    (pytester.path / "specs").mkdir()
    (pytester.path / "specs" / "fine.rsp").write_text(FINE, encoding="utf-8")
    pytester.runpytest_inprocess("-k", "careful").assert_outcomes(passed=1, deselected=2)
