"""Start here: a world, its policies and the conditions of a check become a transition system."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rspverify.encode.effects import Changes, changes, conflict
from rspverify.encode.formulas import Formulas
from rspverify.encode.monitors import Mark, Monitors
from rspverify.encode.norms import Norms
from rspverify.encode.steps import HOURS, MOMENT, WAIT, Step, step_of, waiting_steps
from rspverify.encode.symbols import NOW, NOW_TERM, Symbols, in_range, logic_sort
from rspverify.encode.variables import bind, numbers_of
from rspverify.logic import build
from rspverify.logic.substitute import Closure, replace_variables
from rspverify.logic.system import Origin, Part, Transition, TransitionSystem
from rspverify.logic.terms import LogicSort, Symbol, Term
from rspverify.policy.claims import Conditions, Project
from rspverify.policy.conditions import effective_policies, words
from rspverify.policy.expressions import Expr
from rspverify.policy.sorts import IntSort
from rspverify.policy.vocabulary import World

_CONSTRAINT = ("constraint",)


@dataclass(frozen=True)
class _Frame:
    """What of a system is the same whatever else is compiled."""

    parts: tuple[Part, ...]
    possible: dict[str, Term]
    complies: dict[str, Term]


@dataclass(frozen=True)
class EncodingMark:
    """What an encoding knows at one moment, to come back to."""

    monitors: Mark
    frames: frozenset[bool]


@dataclass
class Encoding:
    """One check, encoded. Formulas may be compiled until `system` is called; it then has every monitor they need.
    Compiling more and asking again gives a system with more; `back_to` forgets what came after a mark.

    `complying`: whether runs keep the policies (the policies' norms can be spoken of in any case).
    """

    world: World
    conditions: Conditions
    symbols: Symbols
    monitors: Monitors
    formulas: Formulas
    norms: Norms
    steps: dict[str, Step]
    numbers: range
    _changes: dict[str, Changes]
    _frames: dict[bool, _Frame] = field(default_factory=dict)
    _completed: set[Symbol] = field(default_factory=set)

    def mark(self) -> EncodingMark:
        return EncodingMark(self.monitors.mark(), frozenset(self._frames))

    def back_to(self, mark: EncodingMark) -> None:
        """Forgets what was compiled since then."""
        forgotten = self.monitors.back_to(mark.monitors)
        for step in self.steps.values():
            step.forget(forgotten)
        self.norms.duties.forget()
        self._completed -= forgotten
        self._frames = {complying: frame for complying, frame in self._frames.items() if complying in mark.frames}

    def step(self, action: str) -> Step:
        return self.steps[action]

    def waits(self) -> tuple[Step, ...]:
        return self.steps[WAIT], self.steps[MOMENT]

    def complies(self, step: Step) -> Term:
        """That the step keeps the policies of the check."""
        return build.conj(part.term for part in self.keeps(step))

    def keeps(self, step: Step) -> list[Part]:
        """The same, rule by rule."""
        kept = self.norms.keeps(step, self.conditions.policies, self.conditions.tolerated)
        return [Part(origin, ("complies", step.name), term) for origin, term in kept]

    def possible(self, step: Step) -> Term:
        """That the step can be taken, axioms and ranges after it aside."""
        return build.conj([*self._changes[step.name].linked, self.demands(step)])

    def demands(self, step: Step) -> Term:
        """That arguments are in range and `requires` holds; a wait lasts."""
        if step.action is None:
            return build.at_most(build.integer(1), build.apply(HOURS)) if step.name == WAIT else build.TRUE
        ranges = [in_range(v.sort, t) for v, t in zip(step.action.parameters, step.arguments, strict=True)]
        return build.conj([*ranges, self._requires(step)])

    def open_values(self, step: str) -> list[tuple[Symbol, Symbol]]:
        """The facts of which a step leaves values open, each with the fresh symbol for them."""
        changed = self._changes[step]
        return list(zip(changed.of, changed.fresh, strict=True))

    def constraint(self, assumed: bool = True) -> Term:
        """What every state satisfies: axioms, ranges, and (if `assumed`) what the check assumes."""
        parts = self._constraints()
        return build.conj(part.term for part in parts if assumed or part.origin.kind != "assumption")

    def _requires(self, step: Step) -> Term:
        if step.action is None:
            return build.TRUE
        return self.formulas.compile(
            step.action.requires, dict(zip(step.action.parameters, step.arguments, strict=True))
        )

    def _constraints(self) -> list[Part]:
        """What every state satisfies: the axioms and the ranges of facts, and what the check assumes."""
        compile_ = self.formulas.compile
        parts = [Part(Origin("axiom", a.name), _CONSTRAINT, compile_(a.formula, {})) for a in self.world.axioms]
        for name, fact in self.world.facts.items():
            if isinstance(fact.sort, IntSort):
                terms, _ = bind(fact.parameters, {})
                limits = [in_range(p.sort, t) for p, t in zip(fact.parameters, terms, strict=True)]
                value = build.apply(self.symbols.facts[name], terms)
                within = build.forall(terms, build.implies(build.conj(limits), in_range(fact.sort, value)))
                parts.append(Part(Origin("range", name), _CONSTRAINT, within))
        for name in self.conditions.assuming:
            parts.append(
                Part(Origin("assumption", name), _CONSTRAINT, compile_(self.world.assumptions[name].formula, {}))
            )
        return parts

    def _begins(self) -> list[Part]:
        """What the first state satisfies, as it is written."""
        return [
            Part(Origin("beginning", _line(formula)), ("initial",), self.formulas.compile(formula, {}))
            for formula in self.world.initially
        ]

    def system(self, complying: bool = True, extra: Term = build.TRUE) -> TransitionSystem:
        """The transition system with all monitors that compiled formulas mention. `extra`: a limit on rigid symbols,
        such as the readings to look at."""
        if complying not in self._frames:
            self._frames[complying] = self._frame(complying)
        frame = self._frames[complying]
        self._complete()
        transitions = [
            self._transition(step, frame.possible[name], frame.complies[name]) for name, step in self.steps.items()
        ]
        return TransitionSystem(
            sorts=tuple(logic_sort(entity.sort) for entity in self.world.entities.values()),
            enums=self._enums(),
            symbols=self._all_symbols(),
            background=build.both(self.symbols.background(), extra),
            initial=self._initial(),
            constraint=build.conj(part.term for part in frame.parts if part.place == _CONSTRAINT),
            transitions=tuple(transitions),
            numbers=self.numbers,
            parts=tuple(part for part in frame.parts if part.term is not build.TRUE),
        )

    def _frame(self, complying: bool) -> _Frame:
        parts = [*self._constraints(), *self._begins()]
        possible = {name: self.possible(step) for name, step in self.steps.items()}
        complies = {name: self.complies(step) if complying else build.TRUE for name, step in self.steps.items()}
        for name, step in self.steps.items():
            parts.append(Part(Origin("condition", f"`requires` of {name}"), ("possible", name), self._requires(step)))
            parts.extend(self.keeps(step) if complying else ())
        return _Frame(tuple(parts), possible, complies)

    def _complete(self) -> None:
        """Asks each monitor for its updates and first value, which may make new ones, until there are no more."""
        asked = self._completed
        while True:
            new = [m for m in self.monitors.all() if m.symbol not in asked]
            if not new:
                return
            for monitor in new:
                asked.add(monitor.symbol)
                monitor.initial()
                for step in self.steps.values():
                    step.closure(monitor.symbol)

    def _transition(self, step: Step, possible: Term, complies: Term) -> Transition:
        updates = {}
        for symbol in self._state_symbols():
            closure = step.closure(symbol)
            if closure is not None and closure.body is not build.apply(symbol, closure.variables):
                updates[symbol] = closure
        return Transition(
            step.name, step.parameters, possible, complies, updates, tuple(self._changes[step.name].fresh)
        )

    def _state_symbols(self) -> tuple[Symbol, ...]:
        facts = tuple(s for s in self.symbols.facts.values() if not s.rigid)
        return (*facts, NOW, *(m.symbol for m in self.monitors.all()))

    def _all_symbols(self) -> tuple[Symbol, ...]:
        rigid = tuple(s for s in self.symbols.facts.values() if s.rigid)
        constants = (
            *self.symbols.individuals.values(),
            *self.symbols.words.values(),
            *self.symbols.lengths.values(),
        )
        return (*constants, *rigid, *self._state_symbols())

    def _enums(self) -> tuple[LogicSort, ...]:
        declared = tuple(logic_sort(enum.sort) for enum in self.world.enums.values())
        return (*declared, *(symbol.sort for symbol in self.symbols.words.values()))

    def _initial(self) -> Term:
        parts = [self.formulas.compile(formula, {}) for formula in self.world.initially]
        parts.append(build.equal(NOW_TERM, build.integer(0)))
        for monitor in self.monitors.all():
            own = monitor.at(monitor.formals)
            names = {f: build.var(f"{f.payload}:0", f.sort) for f in monitor.formals}
            parts.append(
                build.forall(tuple(names.values()), replace_variables(build.equal(own, monitor.initial()), names))
            )
        return build.conj(parts)


def lawless(system: TransitionSystem) -> TransitionSystem:
    """The system of all runs, complying or not, from that of the complying ones."""
    transitions = tuple(replace(transition, complies=build.TRUE) for transition in system.transitions)
    return replace(
        system, transitions=transitions, parts=tuple(part for part in system.parts if part.place[0] != "complies")
    )


def _line(formula: Expr) -> str:
    """Which `initially` it is: they have no names."""
    file = formula.span.file.path.replace("\\", "/").rpartition("/")[2]
    return f"`initially` in line {formula.span.line} of {file}"


def encode(project: Project, conditions: Conditions) -> Encoding:
    """The encoding of a check's conditions; claims add what they speak of and then ask for the system."""
    world = project.world
    allowed = {}
    for word, readings in words(world).items():
        named = tuple(r for w, r in conditions.readings if w == word)
        allowed[word] = tuple(r for r in readings if not named or r in named)
    symbols = Symbols(world, allowed)
    monitors = Monitors()
    formulas = Formulas(symbols, monitors)
    formulas.norms = Norms(formulas, effective_policies(project, conditions), conditions.policies, world.actions)
    changed: dict[str, Changes] = {}

    def after(step: Step, symbol: Symbol) -> Closure | None:
        found = changed[step.name].closures.get(symbol)
        if found is not None:
            return found
        if symbol == NOW:
            return Closure((), step.now_after) if step.name == WAIT else None
        monitor = monitors.of(symbol)
        return None if monitor is None else Closure(monitor.formals, monitor.update(step))

    steps = {action.name: step_of(action, after) for action in world.actions.values()}
    steps |= {step.name: step for step in waiting_steps(after)}
    for step in steps.values():
        changed[step.name] = changes(step.name, step.action, step.arguments if step.action else (), formulas)
    return Encoding(world, conditions, symbols, monitors, formulas, formulas.norms, steps, numbers_of(project), changed)


def effect_conflicts(encoding: Encoding) -> dict[str, Term]:
    """For each action two of whose effects may clash: the formula over the state before it that they do."""
    found = {}
    for name, step in encoding.steps.items():
        if step.action is not None:
            clash = conflict(step.action, step.arguments, encoding.formulas)
            if clash is not build.FALSE:
                found[name] = build.both(encoding.demands(step), clash)
    return found
