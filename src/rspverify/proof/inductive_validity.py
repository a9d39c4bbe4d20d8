"""What a proof rests on: the fewest parts of the system with which its verification conditions are still met.

(Ghassabani, Gacek, Whalen, "Efficient Generation of Inductive Validity Cores for Safety Properties", FSE 2016: an
unsatisfiable core over the parts first, then each of those left out in turn.) Parts are made conditional on Boolean
constants of their origins, so that all conditions can be asked with any choice of them. The core is minimal for the
invariants of the proof: another proof may rest on other parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rspverify.logic import build
from rspverify.logic.slice import pieces
from rspverify.logic.smtlib import Declarations
from rspverify.logic.system import BadStep, Goal, Origin, Part, Transition, TransitionSystem
from rspverify.logic.terms import BOOL, Symbol, Term
from rspverify.proof.certificate import Certificate
from rspverify.proof.conditions import Demand, demands
from rspverify.solver.port import Budget, Sat, SolverFactory, Unsat

_QUERY = 2_000_000


@dataclass(frozen=True)
class ValidityCore:
    """`needed`: what the proof rests on, in the order of the system's parts. `minimal`: nothing more can be left out;
    without it, the solver or the budget left that open. `present`: every origin with a part in the system."""

    needed: tuple[Origin, ...]
    present: tuple[Origin, ...]
    minimal: bool


def validity_core(
    certificate: Certificate, system: TransitionSystem, goal: Goal, solvers: SolverFactory, budget: Budget
) -> ValidityCore:
    """The parts that the certificate's proof needs. The certificate is one of this system and goal, and was checked."""
    guarded = _Guarded(system)
    invariant = build.conj(term for _, term in certificate.invariants)
    asked = tuple(demands(guarded.system, guarded.goal(goal), certificate.k, invariant))
    return _Search(guarded, asked, solvers, budget).run()


class _Guarded:
    """The system with each part that has an origin conditional on the flags of its origins."""

    def __init__(self, system: TransitionSystem) -> None:
        self._origins: dict[tuple[tuple[str, ...], Term], dict[Origin, None]] = {}
        for part in system.parts:
            for piece in pieces(part.term):
                self._origins.setdefault((part.place, piece), {})[part.origin] = None
        present = _present(system, self._origins)
        self.flags = {origin: Symbol(_flag_name(origin), (), BOOL, rigid=True) for origin in present}
        self.system = replace(
            system,
            symbols=(*system.symbols, *self.flags.values()),
            initial=self._guard(("initial",), system.initial, system.parts),
            constraint=self._guard(("constraint",), system.constraint, system.parts),
            transitions=tuple(self._transition(t, system.parts) for t in system.transitions),
        )

    def goal(self, goal: Goal) -> Goal:
        """The goal's steps keep the policies too, where they say so: those parts are conditional in them as well."""
        return replace(goal, steps=tuple(map(self._bad_step, goal.steps)))

    def _bad_step(self, bad: BadStep) -> BadStep:
        place = ("complies", bad.transition)
        stated = tuple(self._guard(place, term, ()) for term in bad.stated)
        return replace(bad, condition=self._guard(place, bad.condition, ()), stated=stated)

    def _transition(self, transition: Transition, parts: Sequence[Part]) -> Transition:
        return replace(
            transition,
            possible=self._guard(("possible", transition.name), transition.possible, parts),
            complies=self._guard(("complies", transition.name), transition.complies, parts),
        )

    def _guard(self, place: tuple[str, ...], term: Term, parts: Sequence[Part]) -> Term:
        if term is build.FALSE and parts:
            # Parts that contradict each other have become one; only they can say whose contradiction it is.
            found = [piece for part in parts if part.place == place for piece in pieces(part.term)]
        else:
            found = list(pieces(term))
        return build.conj(self._when(place, piece) for piece in found)

    def _when(self, place: tuple[str, ...], piece: Term) -> Term:
        origins = self._origins.get((place, piece))
        if origins is None:
            return piece
        return build.implies(build.disj(build.apply(self.flags[origin]) for origin in origins), piece)


def _present(
    system: TransitionSystem, origins: Mapping[tuple[tuple[str, ...], Term], Iterable[Origin]]
) -> dict[Origin, None]:
    """The origins of what the system still says, in the order of its parts."""
    said: dict[tuple[str, ...], Term] = {("initial",): system.initial, ("constraint",): system.constraint}
    for transition in system.transitions:
        said["possible", transition.name] = transition.possible
        said["complies", transition.name] = transition.complies
    kept = {(place, piece) for place, term in said.items() for piece in pieces(term)}
    false = {place for place, term in said.items() if term is build.FALSE}
    found: dict[Origin, None] = {}
    for (place, piece), of in origins.items():
        if place in false or (place, piece) in kept:
            found |= dict.fromkeys(of)
    return found


def _flag_name(origin: Origin) -> str:
    return f"rests on {origin.kind} {origin.name}"


class _Search:
    def __init__(self, guarded: _Guarded, asked: Sequence[Demand], solvers: SolverFactory, budget: Budget) -> None:
        self._flags = {origin: build.apply(flag) for origin, flag in guarded.flags.items()}
        self._origins = {flag: origin for origin, flag in self._flags.items()}
        self._asked = [demand for demand in asked if build.FALSE not in demand.formulas]
        self._declared = frozenset((*guarded.system.symbols,))
        system = guarded.system
        self._solver = solvers(Declarations(system.sorts, system.enums, system.symbols), budget)
        self._certain = True

    def run(self) -> ValidityCore:
        everything = frozenset(self._flags)
        cores: list[frozenset[Origin]] = []
        for demand in self._asked:
            core = self._answer(demand, everything)
            self._certain &= core is not None
            cores.append(everything if core is None else core)
        needed = frozenset[Origin]().union(*cores)
        for origin in self._flags:
            if origin in needed:
                cores = self._without(origin, needed, cores) or cores
                needed = frozenset[Origin]().union(*cores)
        return ValidityCore(tuple(o for o in self._flags if o in needed), tuple(self._flags), self._certain)

    def _without(
        self, origin: Origin, needed: frozenset[Origin], cores: Sequence[frozenset[Origin]]
    ) -> list[frozenset[Origin]] | None:
        """The conditions' cores without this one of those needed; None if it cannot be left out."""
        found = []
        for demand, core in zip(self._asked, cores, strict=True):
            if origin in core:
                less = self._answer(demand, needed - {origin})
                if less is None:
                    return None
                core = less
            found.append(core)
        return found

    def _answer(self, demand: Demand, allowed: frozenset[Origin]) -> frozenset[Origin] | None:
        """Those of the allowed parts with which the condition is met; None if it is not, or the solver cannot tell."""
        used = {symbol for part in demand.formulas for symbol in part.symbols}
        self._solver.push()
        self._solver.declare(sorted(used - self._declared, key=lambda symbol: symbol.name))
        for part in demand.formulas:
            self._solver.add(part)
        answer = self._solver.check([flag for o, flag in self._flags.items() if o in allowed], rlimit=_QUERY)
        self._solver.pop()
        if isinstance(answer, Unsat):
            return frozenset(self._origins[literal] for literal in answer.core)
        self._certain &= isinstance(answer, Sat)
        return None
