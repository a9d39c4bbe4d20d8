"""What must be right before any claim is looked at: axioms that something satisfies, effects that do not clash, lemmas
that can be proved. Each is an error of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rspverify.check.lemmas import prove_all
from rspverify.check.options import CheckOptions
from rspverify.encode.hints.candidates import hints
from rspverify.encode.symbols import NOW
from rspverify.encode.system import Encoding, effect_conflicts, encode
from rspverify.logic.smtlib import Declarations
from rspverify.logic.system import TransitionSystem
from rspverify.logic.terms import Term
from rspverify.policy.claims import Conditions, Project
from rspverify.proof.houdini import houdini
from rspverify.solver.port import Answer, Budget, Limits, Sat, Unknown, Unsat
from rspverify.solver.z3_adapter import z3_solver
from rspverify.source.diagnostics import Diagnostic

NO_CONDITIONS = Conditions((), (), (), (), (), None)
_QUERY = 5_000_000


@dataclass(frozen=True)
class Sanity:
    """`errors`: why no check of the project can be trusted. `doubts`: why none can be answered. `unproved`: lemmas that
    are not used, as diagnostics; `proved`: names of those that are."""

    errors: tuple[Diagnostic, ...]
    doubts: tuple[Diagnostic, ...]
    unproved: tuple[Diagnostic, ...]
    proved: frozenset[str]


def sane(project: Project, options: CheckOptions) -> Sanity:
    """Looks at a project's world, apart from its policies."""
    encoding = encode(project, NO_CONDITIONS)
    lemmas = {name: encoding.formulas.compile(lemma.formula, {}) for name, lemma in project.world.lemmas.items()}
    conflicts = effect_conflicts(encoding)
    system = encoding.system(complying=False)
    budget = Budget(Limits(rlimit=options.rlimit, query_rlimit=_QUERY, timeout=options.timeout))
    contradictions = tuple(_contradictions(project, system, budget))
    if contradictions:
        return Sanity(contradictions, (), (), frozenset())
    clashes = tuple(_clashes(project, encoding, system, conflicts, budget))
    errors = tuple(each for each in clashes if each.code == "RSP503")
    if errors:
        return Sanity(errors, (), (), frozenset())
    proved, unproved = prove_all(project, NO_CONDITIONS, encoding, system, lemmas, options)
    return Sanity((), clashes, unproved, proved)


def _answer(system: TransitionSystem, terms: Sequence[Term], budget: Budget) -> Answer:
    symbols = dict.fromkeys(system.symbols)
    for term in terms:
        symbols |= dict.fromkeys(sorted(term.symbols, key=lambda s: s.name))
    solver = z3_solver(Declarations(system.sorts, system.enums, tuple(symbols)), budget)
    for term in terms:
        solver.add(term)
    return solver.check()


def _contradictions(project: Project, system: TransitionSystem, budget: Budget) -> Iterator[Diagnostic]:
    """Axioms that contradict each other, and `initially` that contradicts them: nothing could ever happen. Where it
    cannot be told, claims tell: one that holds shows a run that satisfies them."""
    world = project.world
    axioms = [system.background, system.constraint]
    if world.axioms and isinstance(_answer(system, axioms, budget), Unsat):
        names = ", ".join(f"`{axiom.name}`" for axiom in world.axioms)
        together = f"the axioms {names} together" if len(world.axioms) > 1 else f"the axiom {names}"
        yield Diagnostic(
            "RSP501",
            f"nothing satisfies {together}",
            world.axioms[0].span,
            help="every check would be true of nothing; weaken one of them",
        )
    elif world.initially and isinstance(_answer(system, [*axioms, system.initial], budget), Unsat):
        yield Diagnostic(
            "RSP502",
            "no first state satisfies every `initially` together with the axioms",
            world.initially[0].span,
            help="no run could begin; weaken one of them",
        )


def _clashes(
    project: Project, encoding: Encoding, system: TransitionSystem, conflicts: dict[str, Term], budget: Budget
) -> Iterator[Diagnostic]:
    """Effects of one act that may write different values to one place, in a state that the axioms allow."""
    for name, clash in conflicts.items():
        span = project.world.actions[name].span
        state = [system.background, system.constraint, clash]
        answer = _answer(system, state, budget)
        monitors = {monitor.symbol for monitor in encoding.monitors.all()}
        if not isinstance(answer, Unsat) and not clash.symbols.isdisjoint(monitors):
            answer = _answer(system, [*state, *_histories(encoding, system, budget)], budget)
        match answer:
            case Sat():
                told = "say with `when` which of them takes place, or keep one"
                message = f"two effects of `{name}` may write different values to one place"
                yield Diagnostic("RSP503", message, span, help=told)
            case Unknown(reason):
                message = f"whether two effects of `{name}` can clash could not be told"
                yield Diagnostic(
                    "RSP801", message, span, help="say with `when` which of them takes place", notes=(reason,)
                )
            case Unsat():
                pass


def _histories(encoding: Encoding, system: TransitionSystem, budget: Budget) -> list[Term]:
    """What is true of every past: a state whose history cannot be is none. Only of what is remembered, not of facts."""
    remembered = {NOW, *(monitor.symbol for monitor in encoding.monitors.all())}
    candidates = [hint for hint in hints(encoding).first if hint[1].symbols <= remembered]
    return [term for _, term in houdini(system, candidates, z3_solver, budget, rlimit=_QUERY).kept]
