"""What must be right before any claim is looked at: axioms that something satisfies, effects that do not clash, lemmas
that can be proved. Each is an error of its own."""

from __future__ import annotations

from dataclasses import dataclass

from rspverify.check.options import CheckOptions
from rspverify.encode.hints.candidates import hints
from rspverify.encode.system import Encoding, effect_conflicts, encode
from rspverify.logic.smtlib import Declarations
from rspverify.logic.system import TransitionSystem
from rspverify.logic.terms import Term
from rspverify.policy.claims import Conditions, Project
from rspverify.proof.portfolio import prove_lemmas
from rspverify.proof.search import Tools
from rspverify.solver.port import Answer, Budget, Limits, Sat, Unsat
from rspverify.solver.z3_adapter import z3_solver
from rspverify.source.diagnostics import Diagnostic

NO_CONDITIONS = Conditions((), (), (), (), (), None)
_QUERY = 5_000_000


@dataclass(frozen=True)
class Sanity:
    """`errors`: why no check of the project can be trusted. `unproved`: lemmas that are not used, as diagnostics;
    `proved`: names of those that are."""

    errors: tuple[Diagnostic, ...]
    unproved: tuple[Diagnostic, ...]
    proved: frozenset[str]


def sane(project: Project, options: CheckOptions) -> Sanity:
    """Looks at a project's world, apart from its policies."""
    encoding = encode(project, NO_CONDITIONS)
    lemmas = {name: encoding.formulas.compile(lemma.formula, {}) for name, lemma in project.world.lemmas.items()}
    conflicts = effect_conflicts(encoding)
    system = encoding.system(complying=False)
    errors = [*_unsatisfiable(project, system), *_clashes(project, encoding, system, conflicts)]
    proved, unproved = _lemmas(project, encoding, system, lemmas, options)
    return Sanity(tuple(errors), tuple(unproved), proved)


def _answer(system: TransitionSystem, terms: list[Term], extra: tuple[Term, ...] = ()) -> Answer:
    symbols = dict.fromkeys(system.symbols)
    for term in (*terms, *extra):
        symbols |= dict.fromkeys(sorted(term.symbols, key=lambda s: s.name))
    declarations = Declarations(system.sorts, system.enums, tuple(symbols))
    solver = z3_solver(declarations, Budget(Limits(rlimit=_QUERY, query_rlimit=_QUERY)))
    for term in (*terms, *extra):
        solver.add(term)
    return solver.check()


def _unsatisfiable(project: Project, system: TransitionSystem) -> list[Diagnostic]:
    """Axioms that contradict each other, and `initially` that contradicts them: nothing could ever happen."""
    world = project.world
    axioms = [system.background, system.constraint]
    if isinstance(_answer(system, axioms), Unsat) and world.axioms:
        names = ", ".join(f"`{axiom.name}`" for axiom in world.axioms)
        return [
            Diagnostic(
                "RSP501",
                f"nothing satisfies the axioms {names} together",
                world.axioms[0].span,
                help="every check would be true of nothing; weaken one of them",
            )
        ]
    if world.initially and isinstance(_answer(system, [*axioms, system.initial]), Unsat):
        return [
            Diagnostic(
                "RSP502",
                "no first state satisfies every `initially` together with the axioms",
                world.initially[0].span,
                help="no run could begin; weaken one of them",
            )
        ]
    return []


def _clashes(
    project: Project, encoding: Encoding, system: TransitionSystem, conflicts: dict[str, Term]
) -> list[Diagnostic]:
    """Effects of one act that may write different values to one place, in a state that the axioms allow."""
    found = []
    for name, clash in conflicts.items():
        if isinstance(_answer(system, [system.background, system.constraint], (clash,)), Sat):
            found.append(
                Diagnostic(
                    "RSP503",
                    f"two effects of `{name}` may write different values to one place",
                    project.world.actions[name].span,
                    help="say with `when` which of them takes place, or keep one",
                )
            )
    return found


def _lemmas(
    project: Project, encoding: Encoding, system: TransitionSystem, lemmas: dict[str, Term], options: CheckOptions
) -> tuple[frozenset[str], list[Diagnostic]]:
    if not lemmas:
        return frozenset(), []
    hinted = hints(encoding).given_to(system)
    tools = Tools(z3_solver, Budget(Limits(rlimit=options.rlimit, query_rlimit=options.rlimit)))
    found = prove_lemmas(hinted, tuple(lemmas.items()), tools)
    unproved = [
        Diagnostic(
            "RSP504",
            f"the lemma `{name}` could not be proved",
            project.world.lemmas[name].span,
            help="the checks are tried without it; it may be false, or need another lemma",
        )
        for name in found.left
    ]
    return frozenset(name for name, _ in found.proved), unproved
