"""Small texts, encoded, for the tests of the encoding: what is compiled, and what a solver says about it."""

from __future__ import annotations

from rspverify.encode.describe import describe
from rspverify.encode.symbols import logic_sort
from rspverify.encode.system import Encoding, encode
from rspverify.logic import build
from rspverify.logic.smtlib import Declarations
from rspverify.logic.system import TransitionSystem
from rspverify.logic.terms import Symbol, Term
from rspverify.policy.claims import Always, Conditions, Project
from rspverify.policy.expressions import Expr, Variable
from rspverify.policy.load import load_text
from rspverify.solver.port import Answer, Budget, Limits, Sat, Unsat
from rspverify.solver.z3_adapter import z3_solver
from rspverify.source.files import SourceFile

WORLD = """
entity Lab
entity Model
enum Level { none < weak < strong }
individual anthropic, openai: Lab
fact trained(l: Lab, m: Model)
fact dangerous(m: Model)
fact level(m: Model): Level
fact budget(l: Lab): int 0..9
fact owner(m: Model): Lab
fact moment: time
fixed fact big(l: Lab)
varying fact rival(l: Lab)
duration grace = 3 days
duration reasonable
duration promptly { reading day: 1 day  reading week: 1 week }
term risky(m: Model) { reading plainly: dangerous(m)  reading strongly: level(m) = strong }
define ahead(l: Lab) = no r: Lab where r != l | big(r)
action train(l: Lab, m: Model) by l then trained(l, m), owner(m) becomes l
action publish(l: Lab, m: Model) by l
action review(l: Lab) by l requires big(l) then budget(l) becomes budget(l) + 1
event incident(m: Model) then dangerous(m)
"""


def project(text: str, world: str = WORLD) -> Project:
    return load_text(SourceFile("encoded.rsp", world + text))


def conditions(*under: str, readings: tuple[tuple[str, str], ...] = (), assuming: tuple[str, ...] = ()) -> Conditions:
    return Conditions(under, readings, (), assuming, (), None)


def encoded(text: str = "", *under: str, readings: tuple[tuple[str, str], ...] = (), world: str = WORLD) -> Encoding:
    """The encoding of a text under all of its policies, or the named ones."""
    found = project(text, world)
    return encode(found, conditions(*(under or found.policies), readings=readings))


def constants(variables: tuple[Variable, ...]) -> dict[Variable, Term]:
    return {v: build.apply(Symbol(v.shown, (), logic_sort(v.sort), rigid=True)) for v in variables}


def compiled(
    formula: str, text: str = "", *under: str, readings: tuple[tuple[str, str], ...] = ()
) -> tuple[Encoding, Term]:
    """A formula of a property; its free variables become constants of their names."""
    found = project(f"{text}\nproperty asked: always {formula}")
    encoding = encode(found, conditions(*(under or found.policies), readings=readings))
    asked = found.properties["asked"]
    assert isinstance(asked.claim, Always)
    return encoding, encoding.formulas.compile(asked.claim.formula, constants(asked.variables))


def said(formula: str, text: str = "", *under: str) -> str:
    """A formula, compiled and described."""
    return describe(compiled(formula, text, *under)[1])


def expression(text: str, name: str) -> Expr:
    claim = project(text).properties[name].claim
    assert isinstance(claim, Always)
    return claim.formula


def answer(system: TransitionSystem, *terms: Term) -> Answer:
    symbols = dict.fromkeys(system.symbols)
    for term in terms:
        symbols |= dict.fromkeys(sorted(term.symbols, key=lambda symbol: symbol.name))
    solver = z3_solver(Declarations(system.sorts, system.enums, tuple(symbols)), Budget(Limits(rlimit=2_000_000)))
    for term in terms:
        solver.add(term)
    return solver.check()


def can_be(system: TransitionSystem, *terms: Term) -> bool:
    """Whether some state (and step) satisfies the terms; the solver must know."""
    found = answer(system, system.background, *terms)
    assert isinstance(found, Sat | Unsat), found
    return isinstance(found, Sat)


def same(encoding: Encoding, one: Term, other: Term) -> bool:
    """Whether two formulas are equivalent."""
    return not can_be(encoding.system(), build.negate(build.equal(one, other)))
