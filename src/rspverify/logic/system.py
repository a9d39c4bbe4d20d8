"""Transition systems over uninterpreted sorts: what the proof engines know of a policy.

A state gives a meaning to each symbol that is not rigid. A run starts in a state that satisfies `initial`; every state
satisfies `constraint`, and `background` speaks of rigid symbols only. A step is one of `transitions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rspverify.logic.substitute import Closure
from rspverify.logic.terms import LogicSort, Symbol, Term


@dataclass(frozen=True)
class Origin:
    """What was written that a part of a system says: `kind` ("clause", "axiom", …) and its name, both for people."""

    kind: str
    name: str


@dataclass(frozen=True)
class Part:
    """A conjunct of a system. `place`: `("initial",)`, `("constraint",)`, or `("possible", t)`, `("complies", t)` for
    the transition of that name (then it is also part of the goal's steps by that transition)."""

    origin: Origin
    place: tuple[str, ...]
    term: Term


@dataclass(frozen=True)
class Transition:
    """A kind of step.

    `parameters`: constants, one meaning for each time the step is taken. `possible` and `complies` speak of the state
    before and the parameters (`possible` also of `fresh`, where a value left open must be one of several); a step of a
    run needs both, and a state after it that satisfies the system's constraint.
    `updates`: the new meaning of each symbol that may change, over the state before, the parameters and `fresh`
    (symbols with any meaning, new for each step: the values of varying facts). All other symbols stay.
    """

    name: str
    parameters: tuple[Symbol, ...]
    possible: Term
    complies: Term
    updates: dict[Symbol, Closure]
    fresh: tuple[Symbol, ...] = ()


@dataclass(frozen=True)
class TransitionSystem:
    """`sorts`: the uninterpreted sorts (in order), `enums`: enumerations, `symbols`: all state and rigid symbols.

    `hints`: closed formulas over one state that may be invariants (the engines prove them before use), each with words;
    `more_hints`: others, which are many and tried only where those do not do. `numbers`: the whole numbers of which
    quantifiers speak and at which symbols are looked at; what is said of others does not matter. `parts`: where
    conjuncts come from; they may be fewer than all, and speak of symbols that the system does not have. `focus`: the
    duties that the claim's own act fulfils; no meaning hangs on it.
    """

    sorts: tuple[LogicSort, ...]
    enums: tuple[LogicSort, ...]
    symbols: tuple[Symbol, ...]
    background: Term
    initial: Term
    constraint: Term
    transitions: tuple[Transition, ...]
    hints: tuple[tuple[str, Term], ...] = ()
    more_hints: tuple[tuple[str, Term], ...] = ()
    numbers: Sequence[int] = ()
    parts: tuple[Part, ...] = ()
    focus: frozenset[Symbol] = frozenset()


@dataclass(frozen=True)
class BadStep:
    """The step `transition` is taken (its `possible` and the constraint after it hold) where `condition` holds, over
    the state before, the parameters, the transition's `fresh` and `constants`. `complies` is asked only where
    `condition` contains it. `stated`: conjuncts that mean the condition, as they were before it was simplified, so that
    one which is false still tells why; none where nobody asks."""

    transition: str
    condition: Term
    stated: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Goal:
    """What must not be reached (or, for a witness, what is looked for): a state where `state` holds, or one of `steps`.

    `constants`: rigid constants of the question (the claim's variables, existentially read: a run is bad if it is so
    for some meaning of them).
    """

    state: Term
    steps: tuple[BadStep, ...] = ()
    constants: tuple[Symbol, ...] = field(default=())
