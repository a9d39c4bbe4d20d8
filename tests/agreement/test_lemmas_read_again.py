"""What is printed as a lemma, read again and compiled, is the formula that was printed.

The formulas are the candidates for invariants of the corpus: they speak of all kinds of memory.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from rspverify.check.answer import posed, systems
from rspverify.encode.lemma_text import as_lemma
from rspverify.logic import build
from rspverify.logic.smtlib import Declarations
from rspverify.logic.system import TransitionSystem
from rspverify.logic.terms import Term
from rspverify.policy.load import load, load_text
from rspverify.solver.port import Budget, Limits, Unsat
from rspverify.solver.z3_adapter import z3_solver
from rspverify.source.files import SourceFile

CORPUS = Path(__file__).parents[1] / "corpus" / "holds"
FILES = sorted(path for path in CORPUS.glob("*.rsp") if "use " not in path.read_text(encoding="utf-8"))
MOST = 12
"""Candidates of each file that are looked at."""


def same(system: TransitionSystem, one: Term, other: Term) -> bool:
    known = dict.fromkeys([*system.symbols, *sorted(one.symbols | other.symbols, key=lambda symbol: symbol.name)])
    declared = Declarations(system.sorts, system.enums, tuple(known))
    solver = z3_solver(declared, Budget(Limits(rlimit=5_000_000)))
    for term in (system.background, build.negate(build.equal(one, other))):
        solver.add(term)
    return one is other or isinstance(solver.check(), Unsat)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_lemmas_are_read_as_they_were_meant(path: Path) -> None:
    project = load(path)
    check = project.checks[0]
    case = posed(project, project.properties[check.property], check.conditions)
    system, _ = systems(case)
    printed = [
        (as_lemma(term, case.encoding, same_memory=True), term) for _, term in (*system.hints, *system.more_hints)
    ]
    said = [(text, term) for text, term in printed if text is not None][:MOST]
    lemmas = "\n".join(f"lemma printed_{number}: {text}" for number, (text, _) in enumerate(said))
    again = load_text(SourceFile(str(path), f"{path.read_text(encoding='utf-8')}\n{lemmas}\n"))
    for number, (text, term) in enumerate(said):
        read = case.encoding.formulas.compile(again.world.lemmas[f"printed_{number}"].formula, {})
        assert same(system, read, term), text


def test_the_corpus_has_something_to_say() -> None:
    assert len(FILES) > 20
