"""`rspverify certify`, from the policy to the folder and back."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

import rspverify.check.run as run_module
from rspverify.check.certify import examine
from rspverify.check.options import CheckOptions
from rspverify.check.results import CheckResult, Result
from rspverify.check.run import Asked
from rspverify.check.sanity import Sanity
from rspverify.cli import certificate_folder, certify_run
from rspverify.cli.verbs import group, run
from rspverify.policy.claims import Project
from rspverify.proof.conditions import VerificationCondition
from rspverify.solver.port import Answer, Budget, Unknown

POLICY = """entity Lab
fact trained(l: Lab)
fact published(l: Lab)
action train(l: Lab) by l
  then trained(l)
action publish(l: Lab) by l
  then published(l)
initially no l: Lab | trained(l)
policy careful binds l: Lab {
  clause halt:
    l must not train(l) unless published(l)
}
policy free binds l: Lab { }
property shown "the trained have published": always every l: Lab | trained(l) implies published(l)
check shown
  under careful expect holds
  under free expect violated
scenario trains "one trains" under free {
  let a: Lab
  train(a)
}
"""
FALSE = "(set-logic ALL)\n(assert true)\n(check-sat)\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / ".git").mkdir()
    (tmp_path / "news.rsp").write_text(POLICY)
    monkeypatch.chdir(tmp_path)
    yield tmp_path


def certify(*arguments: str) -> int:
    words = ["certify", *arguments]
    return run(lambda: group.main(args=words, prog_name="rspverify", standalone_mode=False), words)


def written(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def a_file(folder: Path) -> Path:
    """One of the obligations; how many there are depends on the engines."""
    return min(folder.rglob("*.smt2"))


def count(folder: Path) -> int:
    return len(list(folder.rglob("*.smt2")))


def left_behind(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if "rspverify-" in name]


# ---------------------------------------------------------------- all is well


def test_every_proof_is_written_and_accepted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert certify("news.rsp", "--out", "proofs") == 0
    out = capsys.readouterr().out
    amount = count(folder / "proofs")
    assert amount >= 2
    assert f"✓ shown under careful: {amount} obligations, unsat by Z3" in out and "and cvc5" in out
    assert "— shown under free: no proof, since a run breaks it" in out
    assert "trains" not in out  # a scenario has no proof to speak of
    document = json.loads((folder / "proofs" / "certificates.json").read_text())
    files = written(folder / "proofs")
    assert {one["path"]: one["sha256"] for one in document["files"]} == {
        path: sha256(content).hexdigest() for path, content in files.items() if path != "certificates.json"
    }
    answers = [answer for one in document["proofs"][0]["obligations"] for answer in one["answers"]]
    assert len(answers) == 2 * amount and all(answer["answer"] == "unsat" for answer in answers)
    assert left_behind(folder) == []


def test_the_same_bytes_wherever_it_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "elsewhere").mkdir()
    certify("news.rsp", "--out", "one")
    monkeypatch.chdir(folder / "elsewhere")
    certify(str(folder / "news.rsp"), "--out", "../two")
    assert written(folder / "one") == written(folder / "two")
    assert str(folder) not in "".join(content.decode() for content in written(folder / "one").values())


def test_one_solver_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert certify("news.rsp", "--out", "proofs", "--solver", "cvc5") == 0
    assert "unsat by cvc5" in (out := capsys.readouterr().out) and "Z3" not in out


def test_unexpected_verdicts_keep_their_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "news.rsp").write_text(POLICY.replace("careful expect holds", "careful expect violated"))
    assert certify("news.rsp", "--out", "proofs") == 1
    out = capsys.readouterr().out
    assert "shown under careful (expected: violated): " in out and "1 verdict not as expected" in out


# ---------------------------------------------------------------- something is not


def injected(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Each proof gets one more condition."""
    real = run_module.result_of

    def checked(project: Project, asked: Asked, options: CheckOptions, sanity: Sanity | None) -> Result:
        result = real(project, asked, options, sanity)
        if isinstance(result, CheckResult):
            proofs = []
            for note in result.proofs:
                assert note.certificate is not None
                more = (*note.certificate.conditions, VerificationCondition("kept by the devil", script))
                proofs.append(replace(note, certificate=replace(note.certificate, conditions=more)))
            result = replace(result, proofs=tuple(proofs))
        return result

    monkeypatch.setattr(run_module, "result_of", checked)


def test_an_obligation_that_is_false_is_our_own_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    injected(monkeypatch, FALSE)
    assert certify("news.rsp", "--out", "proofs") == 4
    told = capsys.readouterr()
    assert "! shown under careful" in told.out and "-kept-by-the-devil.smt2: sat by Z3, sat by cvc5" in told.out
    assert "error[RSP903]" in told.err
    assert '"answer": "sat"' in (folder / "proofs" / "certificates.json").read_text()
    assert certify("--check", "proofs") == 4


def test_a_condition_that_is_no_obligation_is_our_own_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    injected(monkeypatch, '(set-logic ALL)\n(echo "unsat")\n(check-sat)\n')
    assert certify("news.rsp", "--out", "proofs") == 4
    assert "RSP901" in capsys.readouterr().err


def test_cvc5_is_not_there(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "cvc5", None)
    assert certify("news.rsp", "--out", "proofs") == 3
    told = capsys.readouterr()
    assert "error[RSP802]" in told.err and "pip install 'rspverify[certify]'" in told.err
    assert "unsat by Z3" in told.out and "none accepted by cvc5, which is not installed" in told.out
    assert json.loads((folder / "proofs" / "certificates.json").read_text())["solvers"][1]["version"] is None
    assert certify("--check", "proofs") == 3
    assert certify("news.rsp", "--out", "proofs", "--solver", "z3") == 0


def test_cvc5_does_not_know(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import rspverify.solver.cvc5_adapter as adapter

    def gives_up(script: str, budget: Budget) -> Answer:
        return Unknown("too hard")

    monkeypatch.setattr(adapter, "cvc5_script", gives_up)
    assert certify("news.rsp", "--out", "proofs") == 3
    out = capsys.readouterr().out
    assert "? shown under careful" in out and "unknown by cvc5 (too hard)" in out and "without an answer" in out


def test_a_wrong_file_hides_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.rsp").write_text("entity lab\n")
    assert certify(".", "--out", "proofs") == 2
    assert "unsat by Z3" in capsys.readouterr().out
    document = json.loads((folder / "proofs" / "certificates.json").read_text())
    assert [one["file"] for one in document["files_without_results"]] == ["bad.rsp"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("news.rsp",),
        ("news.rsp", "--check", "proofs"),
        ("--check", "a", "--out", "b"),
        ("news.rsp", "--out", "proofs", "-q", "-v"),
        ("news.rsp", "--out", "proofs", "--solver", "yices"),
        ("gone.rsp", "--out", "proofs"),
        ("news.rsp", "--out", "proofs", "--select", "nothing*"),
        ("news.rsp", "--out", "gone/proofs"),
        ("news.rsp", "--out", "news.rsp"),
        ("news.rsp", "--out", ""),
        ("news.rsp", "--out", "a\0b"),
    ],
    ids=" ".join,
)
def test_wrong_input_writes_nothing(folder: Path, arguments: tuple[str, ...]) -> None:
    before = written(folder)
    assert certify(*arguments) == 2
    assert written(folder) == before and left_behind(folder) == []


# ---------------------------------------------------------------- the folder


def test_own_folders_are_replaced_and_others_are_not(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "proofs").mkdir()
    assert certify("news.rsp", "--out", "proofs") == 0  # an empty one
    first = written(folder / "proofs")
    (folder / "news.rsp").write_text(POLICY.replace("shown", "seen"))
    assert certify("news.rsp", "--out", "proofs/") == 0
    assert {path.split("/")[1] for path in written(folder / "proofs") if "/" in path} == {"seen"}
    assert written(folder / "proofs") != first
    (folder / "proofs" / "notes.txt").write_text("mine")
    capsys.readouterr()
    assert certify("news.rsp", "--out", "proofs") == 2
    assert "error[RSP147]" in (err := capsys.readouterr().err) and "notes.txt" in err
    assert (folder / "proofs" / "notes.txt").read_text() == "mine" and left_behind(folder) == []
    (folder / "mine").mkdir()
    (folder / "mine" / "certificates.json").write_text("{}")
    assert certify("news.rsp", "--out", "mine") == 2
    assert "there is no" not in capsys.readouterr().err


def test_the_working_directory_is_not_replaced(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "proofs").mkdir()
    monkeypatch.chdir(folder / "proofs")
    assert certify("../news.rsp", "--out", ".") == 2


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("broken", ["fsync", "rename"])
def test_a_full_disk_leaves_what_was_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], broken: str
) -> None:
    certify("news.rsp", "--out", "proofs")
    before = written(folder)
    with monkeypatch.context() as context:
        context.setattr(os, broken, full)
        assert certify("news.rsp", "--out", "proofs") == 2
    assert "no space left on device" in capsys.readouterr().err
    assert written(folder) == before and left_behind(folder) == []


def test_a_failed_second_rename_brings_the_old_folder_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certify("news.rsp", "--out", "proofs")
    before, real, calls = written(folder), os.rename, [0]

    def second_fails(old: str, new: str) -> None:
        calls[0] += 1
        if calls[0] == 2:
            full()
        real(old, new)

    monkeypatch.setattr(certificate_folder.os, "rename", second_fails)
    assert certify("news.rsp", "--out", "proofs") == 2
    assert written(folder) == before and left_behind(folder) == []


@pytest.mark.parametrize("where", ["opinion", "readme_text"])
@pytest.mark.parametrize(("what", "code"), [(KeyboardInterrupt, 130), (MemoryError, 4)])
def test_interrupted_runs_leave_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, where: str, what: type[BaseException], code: int
) -> None:
    def fails(*_: object) -> None:
        raise what

    monkeypatch.setattr(certify_run, where, fails)
    assert certify("news.rsp", "--out", "proofs") == code
    assert left_behind(folder) == []
    assert code == 4 or not (folder / "proofs").exists()


# ---------------------------------------------------------------- checked again


@pytest.fixture
def proofs(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    certify("news.rsp", "--out", "proofs")
    os.unlink(folder / "news.rsp")
    capsys.readouterr()
    return folder / "proofs"


def test_a_folder_is_checked_without_its_policy(proofs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert certify("--check", "proofs") == 0
    out = capsys.readouterr().out
    assert f"✓ shown under careful: {count(proofs)} obligations, unsat by Z3" in out
    assert sha256((proofs / "certificates.json").read_bytes()).hexdigest() in out


def change(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def linked(path: Path) -> None:
    os.rename(path, path.parent.parent / "away")
    os.symlink(path.parent.parent / "away", path)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (change, "was changed"),
        (os.unlink, "is missing"),
        (lambda path: shutil.copy(path, path.with_name("more.smt2")), "more.smt2` is not in the manifest"),
        (lambda path: os.symlink("/etc", path.with_name("link")), "link` is not in the manifest"),
        (linked, "cannot be read"),
    ],
    ids=["changed", "missing", "more", "link", "linked"],
)
def test_what_differs_is_named_and_no_solver_is_asked(
    proofs: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[Path], object],
    said: str,
) -> None:
    spoil(a_file(proofs))
    assert certify("--check", "proofs") == 2
    told = capsys.readouterr()
    assert "error[RSP148]" in told.err and said in told.err and told.out == ""


def test_a_script_that_does_more_is_refused(proofs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also if the manifest knows it: no solver sees a script that could write files or print its own answer."""
    target = a_file(proofs)
    old = sha256(target.read_bytes()).hexdigest()
    target.write_text("(set-logic ALL)\n(set-option :regular-output-channel x)\n(assert false)\n(check-sat)\n")
    manifest = proofs / "certificates.json"
    manifest.write_text(manifest.read_text().replace(old, sha256(target.read_bytes()).hexdigest()))
    assert certify("--check", "proofs") == 2
    assert "is no obligation: it holds the command `set-option`" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, "", "{}", "[" * 100_000])
def test_folders_without_a_manifest(proofs: Path, content: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    if content is None:
        os.unlink(proofs / "certificates.json")
    else:
        (proofs / "certificates.json").write_text(content)
    assert certify("--check", "proofs") == 2
    assert "is no folder of certificates" in capsys.readouterr().err
    assert certify("--check", "gone") == 2


def test_limits_are_named(proofs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(examine, "_CVC5_LIMITS", replace(examine._CVC5_LIMITS, rlimit=3, query_rlimit=1))
    assert certify("--check", "proofs", "-q") == 3
    assert "unknown by cvc5 (the resource limit is reached)" in " ".join(capsys.readouterr().out.split())
