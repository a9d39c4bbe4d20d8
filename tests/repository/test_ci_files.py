"""What others run in their continuous integration: the files parse, and each command in them works, as far as it can be
run here. What is not run: pip (but in the slow tests), git hosts, and docker."""

from __future__ import annotations

import itertools
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commands.documents import environment
from tests.repository.places import ROOT

FINE = """\
entity Lab
fact reviewed(l: Lab) "{l} has been reviewed"
action train(l: Lab) by l

policy careful binds l: Lab {
  clause halt "section 1":
    l must not train(l) unless reviewed(l)
}

property only_reviewed "Only who was reviewed trains":
  never train(l) when not reviewed(l)
check only_reviewed
  under careful expect holds
"""
SURPRISE = FINE.replace("expect holds", "expect violated")
WRONG = "entity Lab\nentity Lab\n"
WARNED = FINE + 'fact idle(l: Lab) "{l} is idle"\n'

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
GITLAB: dict[str, Any] = yaml.safe_load((ROOT / "docs" / "ci" / ".gitlab-ci.example.yml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
EXAMPLES = [yaml.safe_load(text) for text in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)]


def run(command: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**environment(), **variables},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a policy."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "fine.rsp").write_text(FINE, encoding="utf-8")
    return tmp_path


# ---------------------------------------------------------------- pre-commit


def hook(name: str) -> dict[str, Any]:
    [found] = [one for one in HOOKS if one["id"] == name]
    return found


def committed(name: str, folder: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """What pre-commit would run if these files were to be committed."""
    one = hook(name)
    assert all(re.search(one["files"], file) for file in files)
    names = list(files) if one.get("pass_filenames", True) else []
    return run([*shlex.split(one["entry"]), *names], folder)


def test_there_are_three_hooks() -> None:
    assert [one["id"] for one in HOOKS] == ["rspverify-check", "rspverify-lint", "rspverify-fmt"]
    for one in HOOKS:
        assert one["language"] == "python" and one["name"] and one["description"]
        assert not re.search(one["files"], "specs/rsp.md") and re.search(one["files"], "specs/deep/a.rsp")


@pytest.mark.parametrize("one", HOOKS, ids=lambda one: one["id"])
def test_hooks_let_a_fine_policy_pass(one: dict[str, Any], folder: Path) -> None:
    done = committed(one["id"], folder, "specs/fine.rsp")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "specs" / "fine.rsp").read_text(encoding="utf-8") == FINE


@pytest.mark.parametrize(
    ("name", "text", "code", "told"),
    [
        ("rspverify-check", SURPRISE, 1, "holds under careful, expected violated"),
        ("rspverify-check", WRONG, 2, "RSP201"),
        ("rspverify-lint", WARNED, 1, "nothing speaks of the fact `idle`"),
        ("rspverify-lint", WRONG, 2, "RSP201"),
        ("rspverify-fmt", "entity 3\n", 2, "error[RSP1"),
    ],
)
def test_hooks_stop_what_is_wrong(name: str, text: str, code: int, told: str, folder: Path) -> None:
    (folder / "specs" / "new.rsp").write_text(text, encoding="utf-8")
    done = committed(name, folder, "specs/new.rsp")
    assert done.returncode == code
    assert told in done.stdout + done.stderr


def test_hook_formats_in_place(folder: Path) -> None:
    untidy = folder / "specs" / "untidy.rsp"
    untidy.write_text("entity   Lab\n", encoding="utf-8")
    assert committed("rspverify-fmt", folder, "specs/untidy.rsp").returncode == 0
    assert untidy.read_text(encoding="utf-8") == "entity Lab\n"


def test_hook_checks_files_that_use_what_changed(folder: Path) -> None:
    """Only the vocabulary is committed, but a claim of another file breaks by it."""
    world, _, claims = FINE.partition("property")
    (folder / "specs" / "fine.rsp").unlink()
    (folder / "specs" / "world.rsp").write_text(
        world.replace("unless reviewed(l)", "when reviewed(l)"), encoding="utf-8"
    )
    (folder / "specs" / "claims.rsp").write_text('use "world.rsp"\nproperty' + claims, encoding="utf-8")
    done = committed("rspverify-check", folder, "specs/world.rsp")
    assert done.returncode == 1
    assert "violated under careful, expected holds" in done.stdout


# ---------------------------------------------------------------- GitHub

STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
SCRIPTS = [one for one in STEPS if "run" in one]
"""Those that are run here: install, and check."""


def step(number: int, folder: Path, inputs: dict[str, str]) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Runs a script as GitHub does: inputs with their defaults, a script file, `bash -eo pipefail`. Gives the folder that
    holds what GitHub reads afterwards, too."""
    given = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
    values = {f"inputs.{name}": value for name, value in given.items()} | {"github.action_path": str(ROOT)}
    variables = {
        name: re.sub(r"\$\{\{ (.*?) \}\}", lambda found: values[found[1]], text)
        for name, text in SCRIPTS[number]["env"].items()
    }
    runner = folder / "runner"
    (runner / "rspverify").mkdir(parents=True, exist_ok=True)
    script = runner / "step.sh"
    script.write_text(SCRIPTS[number]["run"], encoding="utf-8")
    done = run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        folder,
        **variables,
        RUNNER_TEMP=str(runner),
        GITHUB_OUTPUT=str(runner / "output"),
        GITHUB_STEP_SUMMARY=str(runner / "summary"),
    )
    return done, runner


def checked(folder: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], Path]:
    """The step that checks, with this Python's rspverify where the step before would have installed it."""
    programs = folder / "runner" / "rspverify" / "bin"
    programs.mkdir(parents=True, exist_ok=True)
    if not (programs / "rspverify").exists():
        (programs / "rspverify").symlink_to(Path(sys.executable).parent / "rspverify")
    (folder / "runner" / "output").write_text("", encoding="utf-8")
    return step(1, folder, {name.replace("_", "-"): value for name, value in inputs.items()})


def outputs(runner: Path) -> dict[str, str]:
    """What GitHub reads from the file of a step's outputs."""
    found: dict[str, str] = {}
    lines = iter((runner / "output").read_text(encoding="utf-8").splitlines())
    for line in lines:
        if re.match(r"[\w-]+<<", line):
            name, mark = line.split("<<", 1)
            found[name] = "\n".join(itertools.takewhile(lambda text, end=mark: text != end, lines))
        else:
            name, _, found[name] = line.partition("=")
    return found


def test_inputs_are_never_text_of_a_script() -> None:
    assert ACTION["runs"]["using"] == "composite" and len(SCRIPTS) == 2
    for one in SCRIPTS:
        assert "${{" not in one["run"] and one["shell"] == "bash"
    used = {name for one in SCRIPTS for text in one["env"].values() for name in re.findall(r"inputs\.([\w-]+)", text)}
    assert used == set(ACTION["inputs"])
    everywhere = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert everywhere == set(ACTION["inputs"])


def test_other_actions_are_asked_for_what_is_there() -> None:
    """They cannot be run here: what they are given is what the scripts write."""
    restore, save, upload = (one for one in STEPS if "uses" in one)
    assert [one["uses"].partition("@")[0] for one in (restore, save, upload)] == [
        "actions/cache/restore",
        "actions/cache/save",
        "github/codeql-action/upload-sarif",
    ]
    script = SCRIPTS[1]["run"]
    assert restore["with"]["path"] == save["with"]["path"] == "${{ runner.temp }}/rspverify-cache"
    assert 'RSPVERIFY_CACHE="$RUNNER_TEMP/rspverify-cache"' in script
    assert restore["with"]["key"] == save["with"]["key"]
    assert all(restore["with"]["key"].startswith(one) for one in restore["with"]["restore-keys"].split("\n") if one)
    assert STEPS.index(restore) < STEPS.index(SCRIPTS[1]) < STEPS.index(save)
    assert all("always()" in one["if"] for one in (save, upload))
    assert upload["with"]["sarif_file"] == ACTION["outputs"]["sarif"]["value"] == "${{ steps.check.outputs.sarif }}"


def test_action_checks_and_reports(folder: Path) -> None:
    done, runner = checked(folder, sarif="out.sarif")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "::group::specs/fine.rsp" in done.stdout
    assert outputs(runner) == {"exit-code": "0", "sarif": "out.sarif"}
    assert "only_reviewed" in (runner / "summary").read_text(encoding="utf-8")
    assert '"2.1.0"' in (folder / "out.sarif").read_text(encoding="utf-8")


def test_action_fails_with_the_exit_code(folder: Path) -> None:
    (folder / "specs" / "other.rsp").write_text(SURPRISE, encoding="utf-8")
    done, runner = checked(folder, quiet="true", sarif="out.sarif")
    assert done.returncode == 1
    assert "::error" in done.stdout
    findings = json.loads((folder / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [one["kind"] for one in findings] == ["fail"]
    assert outputs(runner) == {"exit-code": "1", "sarif": "out.sarif"}


def test_action_takes_paths_one_a_line_and_fail_on(folder: Path) -> None:
    (folder / "specs" / "wrong.rsp").write_text(WRONG, encoding="utf-8")
    (folder / "with space").mkdir()
    (folder / "with space" / "other.rsp").write_text(SURPRISE, encoding="utf-8")
    done, _ = checked(folder, paths="specs/fine.rsp\n  with space\n\n", fail_on="never")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "specs/fine.rsp" in done.stdout and "with space/other.rsp" in done.stdout
    assert "wrong.rsp" not in done.stdout


def test_action_runs_nothing_that_stands_in_an_input(folder: Path) -> None:
    done, runner = checked(folder, paths='$(touch made)\n--help\n"; touch made; "')
    assert done.returncode == 2
    assert not (folder / "made").exists()
    assert outputs(runner) == {"exit-code": "2"}


def test_action_keeps_results_if_asked(folder: Path) -> None:
    kept = folder / "runner" / "rspverify-cache"
    assert checked(folder)[0].returncode == 0 and not kept.exists()
    assert checked(folder, cache="true")[0].returncode == 0 and list(kept.iterdir())


def test_action_shares_the_work_and_puts_it_together(folder: Path) -> None:
    (folder / "specs" / "other.rsp").write_text(SURPRISE, encoding="utf-8")
    (folder / "parts").mkdir()
    codes = []
    for part in (1, 2):
        done, _ = checked(folder, shard=f"{part}/2", json=f"parts/{part}.json")
        codes.append(done.returncode)
    assert max(codes) == 1
    done, runner = checked(folder, merge="parts", upload_sarif="true")
    assert done.returncode == 1 and outputs(runner)["exit-code"] == "1"
    whole = json.loads(Path(outputs(runner)["sarif"]).read_text(encoding="utf-8"))["runs"][0]["results"]
    assert sorted(one["kind"] for one in whole) == ["fail", "pass"]
    (folder / "parts" / "2.json").unlink()
    assert checked(folder, merge="parts")[0].returncode == 2


def test_action_writes_what_is_to_be_uploaded(folder: Path) -> None:
    _, runner = checked(folder, upload_sarif="true")
    place = outputs(runner)["sarif"]
    assert place == str(runner / "rspverify.sarif") and '"2.1.0"' in Path(place).read_text(encoding="utf-8")
    done, runner = checked(folder, upload_sarif="true", fail_on="nonsense", sarif="other.sarif")
    assert done.returncode == 2 and outputs(runner) == {"exit-code": "2"}


@pytest.mark.parametrize(("version", "package"), [("", str(ROOT)), ("0.1.0", "rspverify==0.1.0")])
def test_action_installs_itself_or_a_version(folder: Path, version: str, package: str) -> None:
    """With a Python and a pip that only write down what they are asked for."""
    python = folder / "python"
    python.write_text(
        '#!/bin/sh\nmkdir -p "$3/bin"\n'
        'printf \'#!/bin/sh\\nfor one; do echo "$one"; done > "%s/asked"\\n\' "$3" > "$3/bin/pip"\nchmod +x "$3/bin/pip"\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    done, runner = step(0, folder, {"python": str(python), "version": version})
    assert done.returncode == 0, done.stderr
    asked = (runner / "rspverify" / "asked").read_text(encoding="utf-8").splitlines()
    assert asked[0] == "install" and asked[-1] == package


@pytest.mark.skipif(not os.environ.get("RSPVERIFY_SLOW"), reason="takes a minute; .ci/run sets RSPVERIFY_SLOW")
def test_action_from_beginning_to_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed, _ = step(0, folder, {"python": sys.executable})
    assert installed.returncode == 0, installed.stdout + installed.stderr
    done, _ = step(1, folder, {})
    assert done.returncode == 0, done.stdout + done.stderr


# ---------------------------------------------------------------- GitLab


def test_gitlab_job_runs(folder: Path) -> None:
    [(name, job)] = GITLAB.items()
    assert name == "policies"
    install, *commands = job["script"]
    assert install == 'pip install --quiet "$RSPVERIFY"'
    assert len(commands) == 3
    for command in commands:
        done = run(["bash", "-c", command], folder, **job["variables"])
        assert done.returncode == 0, done.stdout + done.stderr
    kept = [job["artifacts"]["reports"]["junit"], *job["artifacts"]["paths"]]
    assert all((folder / file).stat().st_size for file in kept)
    assert job["artifacts"]["when"] == "always"


def test_gitlab_job_fails_but_reports(folder: Path) -> None:
    (folder / "specs" / "other.rsp").write_text(SURPRISE, encoding="utf-8")
    job = GITLAB["policies"]
    done = run(["bash", "-c", job["script"][-1]], folder, **job["variables"])
    assert done.returncode == 1
    assert "<failure" in (folder / "rspverify.xml").read_text(encoding="utf-8")


# ---------------------------------------------------------------- the image


def instructions() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


def copied() -> list[str]:
    """What is copied from the checkout."""
    words = [text.split() for name, text in instructions() if name == "COPY"]
    return [source for line in words if not line[0].startswith("--from") for source in line[:-1]]


def test_image_is_built_of_what_is_there() -> None:
    assert copied() and all((ROOT / source).exists() for source in copied())
    let_in = set(re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE))
    assert let_in == set(copied())


def test_image_has_no_rights_of_root_and_is_the_command() -> None:
    last = dict(instructions())
    assert last["FROM"] == "python:3.12-slim"
    assert last["USER"] not in ("root", "0")
    assert any(
        f"useradd --create-home --uid 1000 {last['USER']}" in text for name, text in instructions() if name == "RUN"
    )
    assert last["ENTRYPOINT"] == '["rspverify"]'
    order = [name for name, _ in instructions()]
    assert order.index("USER") > max(place for place, name in enumerate(order) if name == "RUN")


def test_what_is_copied_makes_a_wheel(tmp_path: Path) -> None:
    """In a folder with nothing else."""
    from hatchling.builders.wheel import WheelBuilder

    for source in copied():
        place = ROOT / source
        if place.is_dir():
            shutil.copytree(place, tmp_path / source, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(place, tmp_path / source)
    [wheel] = WheelBuilder(str(tmp_path)).build(directory=str(tmp_path / "wheels"), versions=["standard"])
    assert Path(wheel).name.startswith("rspverify-")


# ---------------------------------------------------------------- the page


def test_page_names_what_is_there() -> None:
    hooks, workflow, shared = EXAMPLES
    assert {one["id"] for one in hooks["repos"][0]["hooks"]} == {one["id"] for one in HOOKS}
    steps = workflow["jobs"]["policies"]["steps"]
    [used] = [one for one in steps if "/rspverify@" in one.get("uses", "")]
    assert set(used["with"]) <= set(ACTION["inputs"])
    parts, whole = (
        [one["with"] for one in shared["jobs"][job]["steps"] if "/rspverify@" in one.get("uses", "")]
        for job in ("part", "whole")
    )
    assert all(set(one) <= set(ACTION["inputs"]) for one in (*parts, *whole))
    assert [one["shard"] for one in parts] == ["${{ matrix.part }}/4"] and whole[0]["merge"]
    assert shared["jobs"]["part"]["strategy"]["matrix"]["part"] == [1, 2, 3, 4]
    table = re.search(r"^\| input .*?(?=\n\n)", PAGE, re.MULTILINE | re.DOTALL)
    assert table is not None
    assert set(re.findall(r"^\| `([\w-]+)`", table[0], re.MULTILINE)) == set(ACTION["inputs"])
