"""A table of seeded faults: which command must find which fault in which policy, and does not find it without.

`check`: a check or a scenario of the policy notices. `fuzz`: so does one of a few random runs. `laxer`, `stricter`: what
`diff` says of the policy as it is and with the fault. A code: `audit` (RSP4) or `lint` (RSP3) tells it of the policy with
the fault. Faults are those that `mutate` seeds, and slips in other parts of a file (`SLIPS`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from mutating import VOCABULARY

from rspverify.check.audit.every import audit
from rspverify.check.audit.options import AuditOptions
from rspverify.check.diff.policies import diff
from rspverify.check.fuzzing.results import exit_code
from rspverify.check.fuzzing.retold import Kept
from rspverify.check.mutate.bench import here, prepared
from rspverify.check.mutate.mutant import Mutant
from rspverify.check.mutate.noticing import seen
from rspverify.check.mutate.options import MutateOptions
from rspverify.check.mutate.seed import KINDS, mutants
from rspverify.check.repair.workshop import Loaded, load_all, reloaded
from rspverify.check.results import EXIT_EXPECTED, EXIT_OTHER, CheckResult, Meeting
from rspverify.check.run import run_checks
from rspverify.fuzz.options import FuzzOptions
from rspverify.fuzz.search import fuzz
from rspverify.policy.claims import Project
from rspverify.policy.lints.every import lint
from rspverify.source.codes import CODES
from rspverify.source.files import SourceFile

BASES = {
    "halt": """
belief feels_danger(l: Lab, m: Model)
policy care binds l: Lab where l = anthropic {
  clause halt: l must not train(l, m) when dangerous(m) and level(m) = high unless published(l, m)
}
property safe: never train(anthropic, m) when dangerous(m) and level(m) = high and not published(anthropic, m)
check safe under care
scenario free under care {
  let m: Model
  given dangerous(m)
  train(anthropic, m) is permitted
}
""",
    "race": """
policy care binds l: Lab {
  clause halt: l must not train(l, m) when rival_close(l)
  clause go overrides halt: l may train(l, m) when some r: Lab | rival_close(r) provided published(l, m)
}
property paid: train(l, m) only when not rival_close(l) or published(l, m)
check paid under care
""",
    "poor": """
policy care binds l: Lab {
  clause save: l must not train(l, m) when budget(l) < 9
}
""",
    "seen": """
public fact licensed(l: Lab, m: Model)
public action license(l: Lab, m: Model) by l then licensed(l, m)
belief feels_licensed(l: Lab, m: Model)
assume known: every l: Lab, m: Model | feels_licensed(l, m) iff licensed(l, m)
policy care binds l: Lab {
  clause halt: l must not train(l, m) unless licensed(l, m)
}
""",
    "law": """
fact staff(l: Lab): int
action hire(l: Lab) by l then staff(l) becomes staff(l) + 1
axiom owned: every m: Model | some l: Lab | owner(m) = l
duration soon {
  reading early: 1 day
  reading late: 9 days
}
policy care binds l: Lab, o: Office {
  clause still: ministry must not inspect(ministry)
  clause tell: l must review(l) within soon after hire(l)
}
property calm: never inspect(ministry)
check calm under care
""",
    "tell": """
policy care binds l: Lab {
  clause tell: l must publish(l, m) within 3 days after train(l, m)
  clause look: l must review(l) before train(l, m)
}
property told: after train(l, m), publish(l, m) within 3 days
check told under care
""",
}

TABLE = (
    ("halt", "RSP421", "without the clause `halt`", ("check", "laxer")),
    ("halt", "RSP422", "`halt` without `when level(m) = high`", ("check", "fuzz")),
    ("halt", "RSP423", "`halt` without `unless published(l, m)`", ("stricter",)),
    ("halt", "RSP426", "`halt` says `may`, not `must not`", ("check", "RSP406")),
    ("halt", "RSP427", "`halt` says `level(m) != high`, not `level(m) = high`", ("check", "fuzz")),
    (
        "halt",
        "RSP429",
        "`halt` says `dangerous(m) or level(m) = high`, not `dangerous(m) and level(m) = high`",
        ("check", "fuzz"),
    ),
    ("halt", "RSP431", "`halt` says `feels_danger(l, m)`, not `dangerous(m)`", ("check",)),
    ("halt", "RSP432", "`care` binds every `l`, not only `where l = anthropic`", ("stricter",)),
    ("halt", "RSP433", "`care` says `otherwise forbidden`, not `otherwise permitted`", ("check",)),
    ("race", "RSP424", "`go` without `provided published(l, m)`", ("check", "fuzz", "RSP405")),
    ("race", "RSP421", "without the clause `halt`", ("check", "fuzz", "laxer")),
    ("race", "RSP426", "`halt` says `may`, not `must not`", ("check", "fuzz")),
    ("race", "RSP425", "`go` no longer overrides `halt`", ("stricter", "RSP401")),
    ("race", "RSP428", "`go` says `every r: Lab | rival_close(r)`, not `some r: Lab | rival_close(r)`", ("stricter",)),
    ("poor", "RSP427", "`save` says `budget(l) > 9`, not `budget(l) < 9`", ("laxer", "RSP404")),
    ("poor", "RSP421", "without the clause `save`", ("laxer", "RSP304")),
    ("poor", "RSP422", "`save` without `when budget(l) < 9`", ("stricter", "RSP304")),
    ("seen", "RSP431", "`halt` says `feels_licensed(l, m)`, not `licensed(l, m)`", ("RSP410",)),
    ("tell", "RSP421", "without the clause `tell`", ("check", "fuzz", "laxer")),
    ("tell", "RSP421", "without the clause `look`", ("laxer", "RSP304")),
    ("tell", "RSP426", "`tell` says `may`, not `must`", ("check", "fuzz")),
    ("tell", "RSP430", "`tell` gives more time: `6 days`, not `3 days`", ("check", "fuzz", "laxer")),
)

SLIPS = (
    (
        "tell",
        "l must publish(l, m) within 3 days after train(l, m)",
        "l must publish(l, m) when dangerous(m)",
        ("RSP301",),
    ),
    ("law", "check calm under care", "", ("RSP302", "RSP303")),
    ("law", "  reading late: 9 days", "", ("RSP305",)),
    ("law", "binds l: Lab, o: Office", "binds l: Lab", ("check", "fuzz", "RSP306")),
    ("law", "every m: Model | some l: Lab", "every l: Lab | some m: Model", ("RSP307",)),
    ("law", "staff(l: Lab): int", "staff(l: Lab): int 0..9", ("RSP308",)),
    ("law", " then staff(l) becomes staff(l) + 1", "", ("RSP304",)),
    ("halt", "level(m) = high unless", "level(m) = low unless", ("check", "fuzz")),
)
"""Base, words, the words that stand there by mistake, and what must find it."""
RUNS = FuzzOptions(runs=25, steps=6, seed=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bases")
    for name, text in BASES.items():
        (made / f"{name}.rsp").write_text(VOCABULARY.read_text(encoding="utf-8") + text, encoding="utf-8")
    return made


@cache
def base(folder: Path, name: str) -> tuple[Loaded, dict[tuple[str, str], Mutant]]:
    loaded = load_all(str(folder / f"{name}.rsp"))
    return loaded, {(one.code, one.said): one for one in mutants([loaded], loaded, "care", lambda _: True)}


@cache
def loaded(path: Path) -> Loaded:
    return load_all(str(path))


@pytest.mark.parametrize(("name", "code", "said", "found"), TABLE, ids=lambda one: str(one)[:40])
def test_each_fault_is_found_by_its_commands(
    folder: Path, name: str, code: str, said: str, found: tuple[str, ...]
) -> None:
    before, faults = base(folder, name)
    mutant = faults[code, said]
    after = reloaded(before, dict(mutant.texts))
    for command in found:
        if command == "check":
            assert _noticed(before, mutant)
        else:
            assert after is not None and _found(before, after, command)


@pytest.mark.parametrize(("name", "words", "slip", "found"), SLIPS, ids=lambda one: str(one)[:40])
def test_each_slip_is_found_by_its_commands(
    folder: Path, name: str, words: str, slip: str, found: tuple[str, ...]
) -> None:
    path = folder / f"{name}.rsp"
    text = path.read_text(encoding="utf-8")
    assert text.count(words) == 1
    wrong = load_all(str(path), instead={str(path): SourceFile(str(path), text.replace(words, slip))})
    for command in found:
        if command == "check":
            assert all(one.meeting is Meeting.MET for one in _checked(loaded(path).project))
            assert any(one.meeting is Meeting.NOT_MET for one in _checked(wrong.project))
        else:
            assert _found(loaded(path), wrong, command)


def test_every_code_of_lint_is_in_the_table() -> None:
    told = {command for *_, found in (*TABLE, *SLIPS) for command in found}
    assert {code for code in CODES if code.startswith("RSP3")} <= told


def _found(before: Loaded, after: Loaded, command: str) -> bool:
    """Whether a command tells the fault, and not the file as it is."""
    if command == "fuzz":
        return (_drawn(before.project), _drawn(after.project)) == (EXIT_EXPECTED, EXIT_OTHER)
    if command.startswith("RSP3"):
        told = _linted(after.project) - _linted(before.project)
        return any(code == command for code, _ in told)
    if command.startswith("RSP"):
        return command in _told(after.project, command) and command not in _told(before.project, command)
    return command in _changed(before, after)


def test_every_kind_of_fault_is_in_the_table() -> None:
    assert {code for _, code, _, _ in TABLE} == {code for code, _ in KINDS}


def _noticed(before: Loaded, mutant: Mutant) -> bool:
    bench = prepared([before], MutateOptions().check, False, {"care"}, here).bench
    return bool(seen(bench, mutant).noticed)


def _told(project: Project, code: str) -> set[str]:
    found = audit(project, AuditOptions(select=(code,)))
    return {finding.code for policy in found.policies for finding in policy.open}


def _linted(project: Project) -> set[tuple[str, str]]:
    return {(one.code, one.message) for one in lint([project])}


def _drawn(project: Project) -> int:
    """What `fuzz` ends with after a few random runs."""
    return exit_code([fuzz(project, RUNS, Kept("found.rsp", "", ()))])


def _checked(project: Project) -> list[CheckResult]:
    return [one for one in run_checks(project, MutateOptions().check) if isinstance(one, CheckResult)]


def _changed(before: Loaded, after: Loaded) -> set[str]:
    old = replace(before.project.policies["care"], name="care as it is")
    both = replace(after.project, policies={**after.project.policies, old.name: old})
    found = diff(both, old.name, "care", MutateOptions().check)
    return {word for word, is_so in (("laxer", found.laxer), ("stricter", found.stricter)) if is_so}
