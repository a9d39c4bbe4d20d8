"""What a claim asks of the engines: a goal, and the goals that show that it is not vacuous."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rspverify.encode.duties import Pending
from rspverify.encode.raised import Raised
from rspverify.encode.steps import Step
from rspverify.encode.symbols import in_range, logic_sort
from rspverify.encode.system import Encoding
from rspverify.encode.two_runs import TwoRuns
from rspverify.logic import build
from rspverify.logic.system import BadStep, Goal
from rspverify.logic.terms import Symbol, Term
from rspverify.policy.claims import Property
from rspverify.policy.expressions import Expr, Happening, Variable
from rspverify.policy.norms import Policy


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
    the claim's variables in the goals. `waiting`: what the claim itself waits for, each with its deadline. `twin`: the
    goal is about two runs side by side; `raised`: about a state and the same with a fact changed. `loose`: why a run
    that reaches the goal may show nothing; empty: it shows the claim violated."""

    goal: Goal
    witness: bool
    presences: tuple[Presence, ...]
    constants: dict[Variable, Symbol]
    waiting: tuple[tuple[Pending, Term], ...] = ()
    twin: TwoRuns | None = None
    raised: Raised | None = None
    loose: str = ""


class Unsupported(Exception):
    """The claim cannot be encoded; the message says why, in words."""


@dataclass(frozen=True)
class Asked:
    """A property while its goal is built: its variables as constants. `under`: the policies with which runs comply."""

    encoding: Encoding
    constants: dict[Variable, Symbol]

    @property
    def under(self) -> tuple[Policy, ...]:
        return tuple(self.encoding.norms.policies[name] for name in self.encoding.conditions.policies)

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

    def acts(self, on: Sequence[Happening]) -> Iterator[tuple[Step, Term]]:
        """The actions of agents that are one of these acts (of all, where there is none), with the condition for it."""
        for step in self.encoding.steps.values():
            if step.action is None or step.action.agent is None:
                continue
            if not on:
                yield step, build.TRUE
                continue
            arguments = self.encoding.formulas.arguments
            fits = build.disj(step.matches(act.action, arguments(act.arguments, self.env)) for act in on)
            if fits is not build.FALSE:
                yield step, fits

    def bound(self, step: Step, policy: Policy) -> Term:
        """That the policy binds the agent of an act."""
        assert step.action is not None
        return self.encoding.norms.agent_bound(policy, step.action, step.arguments)

    def arguments(self, act: Happening) -> tuple[tuple[Term, ...], tuple[Symbol, ...], Term]:
        """The arguments of an act that is only spoken of: constants stand for what is left open. With these, and that
        they are in range."""
        parameters = self.encoding.world.actions[act.action].parameters
        given = self.encoding.formulas.arguments(act.arguments, self.env)
        left_open = {
            p: Symbol(f"{p.name} of {act.action}", (), logic_sort(p.sort), rigid=True)
            for p, term in zip(parameters, given, strict=True)
            if term is None
        }
        arguments = tuple(
            build.apply(left_open[p]) if term is None else term for p, term in zip(parameters, given, strict=True)
        )
        limits = [in_range(p.sort, build.apply(symbol)) for p, symbol in left_open.items()]
        return arguments, tuple(left_open.values()), build.conj(limits)

    def judged(self, step: Step, *stated: Term) -> BadStep:
        """A step that can be taken where all this holds, what policies say of it set aside."""
        parts = tuple(term for term in (*stated, self.limits()) if term is not build.TRUE)
        return BadStep(step.name, build.conj(parts), parts)

    def agents(
        self,
        bound: Callable[[Step], Term],
        on: Sequence[Happening] = (),
        absent: str = "no act of an agent who is bound is possible in any state of a complying run",
    ) -> Presence:
        """That some act (one of `on`) of an agent for whom `bound` holds is possible in a state of a complying run."""
        steps = [self.judged(step, fits, bound(step)) for step, fits in self.acts(on)]
        return Presence(self.goal(real(steps)), True, absent)

    def goal(self, steps: list[BadStep] | tuple[BadStep, ...] = (), state: Term = build.FALSE) -> Goal:
        limited = state if state is build.FALSE else build.both(state, self.limits())
        return Goal(limited, tuple(steps), tuple(self.constants.values()))


def real(steps: Iterable[BadStep]) -> list[BadStep]:
    """Those that can be, as far as can be told at once."""
    return [s for s in steps if s.condition is not build.FALSE and build.FALSE not in s.stated]


def ask(encoding: Encoding, prop: Property) -> Asked:
    """`prop` as it is asked of an encoding of its check."""
    constants = {v: Symbol(f"{v.shown} of the claim", (), logic_sort(v.sort), rigid=True) for v in prop.variables}
    return Asked(encoding, constants)
