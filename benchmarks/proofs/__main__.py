"""Each proof of the shipped policies and of the corpus, timed against its floor.

`python -m benchmarks.proofs [FILES] [--repeat N] [--rlimit N]`

The floor is what no prover of this kind can do without: Z3 answers the proof's own verification conditions, given as
SMT-LIB text, each in a context of its own. `found` is the time from the encoded system to the certificate: every
attempt that failed on the way, the search for invariants, the writing of the conditions. Both are the least of several
runs. Encoding, and the second check of each certificate, which repeats the floor, are in neither.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rspverify.check.answer import posed, systems
from rspverify.check.claims.question import Unsupported
from rspverify.logic.slice import cone
from rspverify.logic.system import Goal, TransitionSystem
from rspverify.policy.claims import Project, TraceClaim
from rspverify.policy.load import load
from rspverify.proof.certificate import Certificate
from rspverify.proof.outcome import Proved
from rspverify.proof.portfolio import prove
from rspverify.proof.search import Tools
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_script, z3_solver
from rspverify.source.diagnostics import SourceError

HERE = Path(__file__).parents[2]
KINDS = ("from the rules alone", "by induction", "with invariants found")


@dataclass(frozen=True)
class Problem:
    name: str
    system: TransitionSystem
    goal: Goal


@dataclass(frozen=True)
class Row:
    """Seconds."""

    name: str
    certificate: Certificate
    found: float
    floor: float

    @property
    def kind(self) -> str:
        if self.certificate.invariants:
            return KINDS[2]
        return KINDS[min(self.certificate.k, 1)]

    @property
    def ratio(self) -> float:
        return self.found / self.floor


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="default: specs and tests/corpus/holds")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--rlimit", type=int, default=Limits().rlimit)
    given = parser.parse_args()
    files = given.files or [*sorted(HERE.glob("specs/**/*.rsp")), *sorted(HERE.glob("tests/corpus/holds/**/*.rsp"))]
    rows: list[Row] = []
    unproved = 0
    print(f"{'found':>9} {'floor':>9} {'ratio':>6}  k  inv  conditions  problem")
    for problem in problems(files):
        row = timed(problem, given.repeat, given.rlimit)
        if row is None:
            unproved += 1
            continue
        rows.append(row)
        shape = f"{row.certificate.k}  {len(row.certificate.invariants):3}  {len(row.certificate.conditions):10}"
        print(f"{_ms(row.found)} {_ms(row.floor)} {row.ratio:6.2f}  {shape}  {row.name}", flush=True)
    summary(rows, unproved)
    return 0


def problems(files: list[Path]) -> Iterator[Problem]:
    for file in files:
        try:
            project = load(file)
        except SourceError as error:
            print(f"{file} is passed over: {error}", file=sys.stderr)
            continue
        yield from _of(file, project)


def _of(file: Path, project: Project) -> Iterator[Problem]:
    for check in project.checks:
        asked = project.properties[check.property]
        if not isinstance(asked.claim, TraceClaim):
            continue
        try:
            case = posed(project, asked, check.conditions)
        except Unsupported:
            continue
        complying, _ = systems(case)
        goal = case.question.goal
        policies = " + ".join(check.conditions.policies)
        path = file.resolve()
        place = path.relative_to(HERE) if path.is_relative_to(HERE) else path
        yield Problem(f"{place}: {check.property} {policies}", cone(complying, goal).system, goal)


def timed(problem: Problem, repeat: int, rlimit: int) -> Row | None:
    """None where there is no proof to be timed, or its conditions are none (they are all false by themselves)."""

    def attempt() -> object:
        return prove(problem.system, problem.goal, Tools(z3_solver, Budget(Limits(rlimit=rlimit))))

    outcome = attempt()
    if not isinstance(outcome, Proved) or not outcome.certificate.conditions:
        return None
    scripts = [condition.smtlib for condition in outcome.certificate.conditions]

    def alone() -> object:
        return [z3_script(script, Budget(Limits())) for script in scripts]

    return Row(problem.name, outcome.certificate, _least(attempt, repeat), _least(alone, repeat))


def _least(run: Callable[[], object], repeat: int) -> float:
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


def summary(rows: list[Row], unproved: int) -> None:
    print()
    for kind in KINDS:
        ratios = [row.ratio for row in rows if row.kind == kind]
        if ratios:
            told = f"median {median(ratios):.2f} times the floor, worst {max(ratios):.2f}"
            print(f"{kind}: {len(ratios)} proofs, {told}")
    induction = [row.ratio for row in rows if row.kind in KINDS[:2]]
    if induction:
        print(f"by induction in all: {len(induction)} proofs, median {median(induction):.2f} times the floor")
    stepping = [row.ratio for row in rows if row.kind in KINDS[1:]]
    if stepping:
        print(f"with an induction step, invariants found or not: {len(stepping)} proofs, median {median(stepping):.2f}")
    print(f"{unproved} goals without a proof, or with none that needs a solver")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:6.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
