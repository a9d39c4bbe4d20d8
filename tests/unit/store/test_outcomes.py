"""What the engines said is asked of them once, and never believed without being checked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import rspverify.check.engine
from rspverify.check.options import CheckOptions
from rspverify.check.recall import Posed, Recalled
from rspverify.check.results import CheckResult, Result
from rspverify.check.run import run_checks
from rspverify.policy.load import load
from rspverify.proof.certificate import certify
from rspverify.proof.outcome import GroundRun, Proved, Refuted, Unknown
from rspverify.store.outcomes import Outcomes

TEXT = """\
entity Lab
fact reviewed(l: Lab)
fact trained(l: Lab)
fact paid(l: Lab)
action train(l: Lab) by l
  then trained(l)
action review(l: Lab) by l
  then reviewed(l)
initially no l: Lab | trained(l)
policy careful binds l: Lab { clause halt: l must not train(l) unless reviewed(l) }
policy other binds l: Lab { clause halt: l must not review(l) unless paid(l) }
property asked: always (trained(l) implies reviewed(l))
check asked
  under careful expect holds
  under other expect violated
"""


def results(folder: Path, text: str, recall: object) -> list[Result]:
    path = folder / "a.rsp"
    path.write_text(text, encoding="utf-8")
    return list(run_checks(load(path), CheckOptions(recall=recall)))  # type: ignore[arg-type]


def told(found: list[Result]) -> list[object]:
    return [
        (
            one.verdict,
            one.reason,
            one.story and one.story.trace,
            one.proof and one.proof.method,
            one.proof and one.proof.rests_on,
        )
        for one in found
        if isinstance(one, CheckResult)
    ]


def test_engines_are_asked_only_of_what_a_change_touches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    real = rspverify.check.engine.prove

    def prove(*arguments: object, **named: object) -> object:
        asked.append(arguments)
        return real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(rspverify.check.engine, "prove", prove)
    first = results(tmp_path, TEXT, Outcomes(str(tmp_path / "db"), b"code"))
    assert len(asked) == 3  # two claims, and whether the one that holds is vacuous
    moved = results(tmp_path, "# moved\n" + TEXT, Outcomes(str(tmp_path / "db"), b"code"))
    assert len(asked) == 3
    assert told(moved) == told(results(tmp_path, "# moved\n" + TEXT, None)) != told(first)
    del asked[:]
    results(tmp_path, TEXT.replace("review(l) unless paid(l)", "review(l)"), Outcomes(str(tmp_path / "db"), b"code"))
    assert len(asked) == 1
    results(tmp_path, TEXT, Outcomes(str(tmp_path / "db"), b"other code"))
    assert len(asked) == 4


class Liar:
    """Says of every question what it was told to say."""

    def __init__(self, what: str) -> None:
        self._what = what
        self.forgotten = 0

    def recalled(self, posed: Posed, left: int) -> Recalled:
        match self._what:
            case "proved":
                return Recalled(Proved(certify(posed.system, posed.goal, 0, ())), 1, left)
            case "refuted":
                run = GroundRun(dict.fromkeys(posed.system.sorts, 1), {}, ({},), (), None)
                return Recalled(Refuted(run), 1, left)
            case _:
                raise AssertionError(self._what)

    def keep(self, posed: Posed, found: Recalled) -> None:
        pass

    def forget(self, posed: Posed) -> None:
        self.forgotten += 1


@pytest.mark.parametrize(("what", "forgotten"), [("proved", 3), ("refuted", 0)])
def test_an_answer_that_is_none_is_found_out(tmp_path: Path, what: str, forgotten: int) -> None:
    liar = Liar(what)
    assert told(results(tmp_path, TEXT, liar)) == told(results(tmp_path, TEXT, None))
    assert liar.forgotten == forgotten


def test_answers_that_might_be_others_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["out of memory", "the time limit is reached", "the resource limit is reached"])
    monkeypatch.setattr(rspverify.check.engine, "prove", lambda *_, **__: Unknown(next(answers)))
    monkeypatch.setattr("rspverify.check.answer.induction_gap", lambda *_: None)
    one = TEXT.replace("  under other expect violated\n", "")
    for _ in range(4):  # the last one is known
        results(tmp_path, one, Outcomes(str(tmp_path / "db"), b"code"))
    assert next(answers, None) is None


def test_less_work_is_another_question(tmp_path: Path) -> None:
    memory = Outcomes(str(tmp_path / "db"), b"code")
    asked: list[Posed] = []

    class Noting:
        def recalled(self, posed: Posed, left: int) -> None:
            asked.append(posed)

        def keep(self, posed: Posed, found: Recalled) -> None:
            memory.keep(posed, found)

        def forget(self, posed: Posed) -> None:
            raise AssertionError

    results(tmp_path, TEXT, Noting())
    posed = asked[0]
    found = memory.recalled(posed, posed.rlimit)
    assert found is not None and isinstance(found.outcome, Proved)
    assert memory.recalled(posed, found.spent - 1) is None
    assert memory.recalled(replace(posed, depth=3), posed.rlimit) is None
    assert memory.recalled(replace(posed, rlimit=7), posed.rlimit) is None
    memory.forget(posed)
    assert memory.recalled(posed, posed.rlimit) is None
