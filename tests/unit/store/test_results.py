"""Results from before are believed where they are borne out, and kept where they would be the same again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rspverify.check.options import CheckOptions
from rspverify.check.results import CheckResult, Result, Story, Verdict
from rspverify.check.run import run_checks
from rspverify.store.database import Database
from rspverify.store.packing import packed
from rspverify.store.projects import Opened, Projects
from rspverify.store.results import KIND, Results

TEXT = """\
entity Lab
fact reviewed(l: Lab)
action train(l: Lab) by l
action review(l: Lab) by l
  then reviewed(l)
policy careful binds l: Lab { clause halt: l must not train(l) unless reviewed(l) }
policy free binds l: Lab { }
property asked: never train(l) when not reviewed(l)
check asked
  under careful expect holds
  under free expect violated
scenario fine under careful {
  let l: Lab
  review(l)
  train(l) is permitted
}
"""
OPTIONS = CheckOptions()
EVERY = range(3)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Result]]:
    path = tmp_path_factory.mktemp("made") / "a.rsp"
    path.write_text(TEXT, encoding="utf-8")
    opened = Projects(Database(str(path) + ".db"), b"code").open(str(path))
    return path, list(run_checks(opened.project, OPTIONS))


class Kept:
    """A database with results, and the ways to look into it."""

    def __init__(self, path: Path, results: list[Result], folder: Path, options: CheckOptions = OPTIONS) -> None:
        self.path, self.database = path, Database(str(folder / "db"))
        self.results = Results(self.database, options)
        self.results.keep(self.open(), dict(enumerate(results)))

    def open(self, code: bytes = b"code") -> Opened:
        return Projects(self.database, code).open(str(self.path))

    def known(self, opened: Opened | None = None) -> dict[int, Result]:
        return dict(self.results.recalled(opened or self.open(), EVERY))


def test_results_come_back_without_times_and_certificates(made: tuple[Path, list[Result]], tmp_path: Path) -> None:
    known = Kept(*made, tmp_path).known()
    assert sorted(known) == [0, 1, 2]
    for number, result in enumerate(made[1]):
        if isinstance(result, CheckResult):
            light = {"proof": result.proof and replace(result.proof, certificate=None)}
            light |= {"proofs": tuple(replace(proof, certificate=None) for proof in result.proofs)}
            result = replace(result, **light)
        assert known[number] == replace(result, seconds=0.0)


def test_files_code_and_options_must_be_the_same(made: tuple[Path, list[Result]], tmp_path: Path) -> None:
    kept = Kept(*made, tmp_path)
    assert kept.known(kept.open(b"other code")) == {}
    assert Results(kept.database, replace(OPTIONS, depth=3)).recalled(kept.open(), EVERY) == {}
    assert len(Results(kept.database, replace(OPTIONS, select=("a*",))).recalled(kept.open(), EVERY)) == 3
    try:
        made[0].write_text(TEXT + "# more\n", encoding="utf-8")
        assert kept.known() == {}
    finally:
        made[0].write_text(TEXT, encoding="utf-8")
    assert len(kept.known()) == 3


def forged(result: Result, what: str) -> Result:
    assert isinstance(result, CheckResult)
    story: Story | None = result.story
    match what:
        case "no story":
            return replace(result, story=None)
        case "no run":
            assert story is not None
            return replace(
                result, story=replace(story, trace=replace(story.trace, steps=(), states=story.trace.states[:1]))
            )
        case "of another check":
            return replace(result, span=replace(result.span, start=result.span.start + 1))
        case _:
            return replace(result, expected="holds")


@pytest.mark.parametrize("what", ["no story", "no run", "of another check", "otherwise expected"])
def test_a_violation_that_is_none_is_forgotten(made: tuple[Path, list[Result]], tmp_path: Path, what: str) -> None:
    kept = Kept(*made, tmp_path)
    opened = kept.open()
    key = kept.results._key(opened, 1)
    assert isinstance(made[1][1], CheckResult) and made[1][1].verdict is Verdict.VIOLATED
    kept.database.put(KIND, [(key, packed(forged(made[1][1], what), opened.files))])
    assert sorted(kept.known()) == [0, 2]
    assert kept.database.get(KIND, [key]) == {}


def test_what_the_clock_or_memory_decided_is_not_kept(made: tuple[Path, list[Result]], tmp_path: Path) -> None:
    holds = made[1][0]
    assert isinstance(holds, CheckResult)
    cut = replace(holds, verdict=Verdict.UNDETERMINED, reason="the time for one check is over")
    full = replace(cut, reason="the memory for one check is used up")
    for options, result, count in (
        (replace(OPTIONS, timeout=9.0), holds, 1),
        (replace(OPTIONS, timeout=9.0), cut, 0),
        (OPTIONS, full, 0),
        (OPTIONS, replace(cut, reason="all the work that one check may be is done"), 1),
    ):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        assert len(Kept(made[0], [result], folder, options).known()) == count
