"""What a claim asks of the engines: a goal, and the goals that show that it is not vacuous."""

from __future__ import annotations

from dataclasses import dataclass

from rspverify.encode.duties import Pending
from rspverify.encode.symbols import in_range, logic_sort
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.system import BadStep, Goal
from rspverify.logic.terms import Symbol, Term
from rspverify.policy.claims import Property
from rspverify.policy.expressions import Expr, Happening, Variable


@dataclass(frozen=True)
class Presence:
    """Something that must be reachable lest the claim be vacuous. `complying`: in runs that keep the policies (its own
    last step aside), else in any run, and then with the claim's condition; `absent`: what is said if it cannot be
    reached; `settles`: the claim is true if it cannot."""

    goal: Goal
    complying: bool
    absent: str
    settles: bool = True


@dataclass(frozen=True)
class Question:
    """`witness`: the goal is looked for (`possible`); otherwise it must not be reached. `constants`: what stands for
    the claim's variables in the goals. `waiting`: what the claim itself waits for, each with its deadline."""

    goal: Goal
    witness: bool
    presences: tuple[Presence, ...]
    constants: dict[Variable, Symbol]
    waiting: tuple[tuple[Pending, Term], ...] = ()


class Unsupported(Exception):
    """The claim cannot be encoded; the message says why, in words."""


@dataclass(frozen=True)
class Asked:
    """A property while its goal is built: its variables as constants."""

    encoding: Encoding
    constants: dict[Variable, Symbol]

    @property
    def env(self) -> dict[Variable, Term]:
        return {v: build.apply(symbol) for v, symbol in self.constants.items()}

    def formula(self, expr: Expr) -> Term:
        return self.encoding.formulas.compile(expr, self.env)

    def limits(self) -> Term:
        """That the constants are values of their sorts."""
        return build.conj(in_range(v.sort, build.apply(symbol)) for v, symbol in self.constants.items())

    def taken(self, act: Happening, condition: Term, *, complying: bool) -> BadStep:
        """The step `act` where `condition` holds in the state before it; `complying`: as a step that keeps the
        policies."""
        step = self.encoding.step(act.action)
        matches = step.matches(act.action, self.encoding.formulas.arguments(act.arguments, self.env))
        rules = [part.term for part in self.encoding.keeps(step)] if complying else []
        stated = (matches, condition, *rules, self.limits())
        return BadStep(step.name, build.conj(stated), tuple(term for term in stated if term is not build.TRUE))

    def goal(self, steps: list[BadStep] | tuple[BadStep, ...] = (), state: Term = build.FALSE) -> Goal:
        limited = state if state is build.FALSE else build.both(state, self.limits())
        return Goal(limited, tuple(steps), tuple(self.constants.values()))


def ask(encoding: Encoding, prop: Property) -> Asked:
    constants = {v: Symbol(f"{v.shown} of the claim", (), logic_sort(v.sort), rigid=True) for v in prop.variables}
    return Asked(encoding, constants)
