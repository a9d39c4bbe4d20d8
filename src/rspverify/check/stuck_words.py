"""A counterexample to induction in the words of the vocabulary: a state, a step, and what breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rspverify.check.judge import Case
from rspverify.check.phrases import default_value, fact_phrase, step_phrase
from rspverify.check.results import InductionGap
from rspverify.check.words import moment_text
from rspverify.encode.decode import Sketch, decode, naming
from rspverify.encode.describe import describe
from rspverify.encode.monitors import Monitor
from rspverify.encode.symbols import NOW
from rspverify.logic import build
from rspverify.logic.terms import INT, LogicSort, Symbol
from rspverify.policy.claims import AfterWithin, Always, NeverState, PossibleState
from rspverify.policy.sorts import EntitySort
from rspverify.proof.outcome import GroundRun
from rspverify.proof.suggest import Suggestion
from rspverify.trace.values import Act, Place, Value, Wait


def in_words(
    case: Case,
    run: GroundRun,
    found: Suggestion | None,
    lemmas: tuple[str, ...],
    granted: tuple[str, ...] = (),
    broken: str | None = None,
) -> InductionGap:
    """The gap that the run (one step from a state that nothing excludes) shows. `lemmas`: those of `found` as text;
    `granted`: names of lemmas that were not proved and are true in the first state; `broken`: the one of them that the
    step breaks, if the claim follows from them."""
    sketch = decode(case.encoding, run, [(step.transition, step.parameters) for step in run.steps])
    memory = _Memory(case, run)
    before = [*_facts(case, sketch), *_words(case, run), *memory.at(0)]
    step = sketch.steps[0]
    if NOW in run.states[0] and (memory.timed or isinstance(step, Wait)):
        before.append(f"it is {moment_text(int(run.value(NOW, 0)))}")
    return InductionGap(
        members=tuple(
            (entity, names) for entity, names in sketch.universe.members.items() if _there(case, run, entity)
        ),
        before=tuple(before),
        step=step_phrase(case.encoding.world, step),
        after=(*_changes(case, sketch), *memory.changes()),
        ending=_ending(case, run, step) if broken is None else f"the lemma `{broken}` would be false",
        suggestion=lemmas,
        advice=_granted(granted, broken) + _advice(case, found, lemmas, broken),
        witness=case.question.witness,
    )


def _there(case: Case, run: GroundRun, entity: str) -> bool:
    return LogicSort(entity) in run.sizes


def _facts(case: Case, sketch: Sketch) -> Iterator[str]:
    """What differs from the plainest state."""
    world = case.encoding.world
    for place, found in sketch.facts[0].items():
        if found != default_value(sketch.universe, world.facts[place[0]].sort):
            yield fact_phrase(world, place, found)


def _words(case: Case, run: GroundRun) -> Iterator[str]:
    for word, symbol in case.encoding.symbols.words.items():
        if symbol in run.constants:
            yield f"`{word}` is read as {run.constants[symbol]}"


def _changes(case: Case, sketch: Sketch) -> Iterator[str]:
    before, after = sketch.facts[0], sketch.facts[1]
    for place, found in after.items():
        if before.get(place) != found:
            yield fact_phrase(case.encoding.world, place, found)


class _Memory:
    """What is remembered of the past in the states of a run."""

    def __init__(self, case: Case, run: GroundRun) -> None:
        self._case = case
        self._run = run
        self._name = naming(case.encoding, run)
        self._keys = {monitor.symbol: (key, monitor) for key, monitor in case.encoding.monitors.table()}
        self._openings = {p.since.symbol: p.open.symbol for p in case.encoding.monitors.pendings}
        self.timed = False
        """Whether a moment was told."""

    def at(self, index: int) -> list[str]:
        """All that is remembered in a state."""
        return [text for _, text in self._told(index)]

    def changes(self) -> list[str]:
        """What is remembered after the step and was not before, and what is forgotten."""
        before, after = dict(self._told(0)), dict(self._told(1))
        new = [text for place, text in after.items() if before.get(place) != text]
        return new + [f"no longer: {text}" for place, text in before.items() if place not in after]

    def _told(self, index: int) -> Iterator[tuple[Place, str]]:
        for symbol, table in self._run.states[index].items():
            if symbol not in self._keys:
                continue
            for place, value in table.items():
                if symbol.sort == INT:
                    if self._dated(symbol, index, place, value):
                        self.timed = True
                        yield (symbol.name, place), f"{self._atom(symbol, place)}: {moment_text(int(value))}"
                elif value is True:
                    yield (symbol.name, place), self._atom(symbol, place)

    def _dated(self, symbol: Symbol, index: int, place: tuple[Value, ...], value: Value) -> bool:
        """Whether a remembered moment is one: what it is the moment of has happened, or is open."""
        key, _ = self._keys[symbol]
        happened: Monitor | None = None
        if isinstance(key, tuple) and key[0] in ("latest", "earliest"):
            happened = self._case.encoding.monitors.known(("happened", key[1]))
        held = self._openings.get(symbol, None if happened is None else happened.symbol)
        table = None if held is None else self._run.states[index].get(held)
        return value != 0 if table is None else table.get(place) is True

    def _atom(self, symbol: Symbol, place: tuple[Value, ...]) -> str:
        """A monitor at members, in words: acts that happened in their own wording."""
        names = [self._called(sort, value) for sort, value in zip(symbol.arguments, place, strict=True)]
        match self._keys[symbol][0]:
            case ("happened", ("act", str() as action, tuple() as mask)) if all(mask):
                return f"it has happened that {step_phrase(self._case.encoding.world, Act(action, tuple(names)))}"
            case _:
                arguments = [build.var(name, sort) for name, sort in zip(names, symbol.arguments, strict=True)]
                return describe(build.apply(symbol, arguments), self._case.encoding)

    def _called(self, sort: LogicSort, value: Value) -> str:
        return str(value if sort.values or sort == INT else self._name(EntitySort(sort.name), value))


def _ending(case: Case, run: GroundRun, step: Act | Wait) -> str:
    """Why the property breaks."""
    told = _members_of(case, run)
    for_these = f", for {told}" if told else ""
    match case.asked.claim:
        case Always() | NeverState():
            return f"things stand as the property rules out{for_these}"
        case PossibleState():
            return f"things stand as asked for{for_these}"
        case AfterWithin():
            return f"by then the time is over, and what had to follow has not been done{for_these}"
        case _:
            wanted = "is asked for" if case.question.witness else "the property rules out"
            return f"{step_phrase(case.encoding.world, step)}, which {wanted}{for_these}"


def _members_of(case: Case, run: GroundRun) -> str:
    name = naming(case.encoding, run)
    values: Mapping[Symbol, Value] = run.constants
    return ", ".join(
        f"{variable.shown} = {name(variable.sort, values[symbol])}"
        for variable, symbol in case.question.constants.items()
        if symbol in values
    )


def _granted(names: tuple[str, ...], broken: str | None) -> str:
    """That lemmas without a proof were taken for true, if any were."""
    if not names:
        return ""
    told = ", ".join(f"`{name}`" for name in names)
    lemmas = f"the lemma {told}, which is" if len(names) == 1 else f"the lemmas {told}, which are"
    return f"{lemmas} not proved, {'would do for the claim' if broken else 'would not do for the claim either'}; "


def _advice(case: Case, found: Suggestion | None, lemmas: tuple[str, ...], broken: str | None) -> str:
    """What follows from the gap, and what the lemmas would do."""
    witness = case.question.witness
    doomed = f"the claim is {'possible' if witness else 'false'}" if broken is None else f"`{broken}` is false"
    follows = (
        f"if this first state can come about, {doomed}; if it cannot, a `lemma` that excludes it lets the proof go on"
    )
    if found is None or not lemmas:
        nothing = "no clause about the members of this state was found that excludes it and is true of all runs"
        return f"{follows}; {nothing}, also of those that break policies"
    one = len(lemmas) == 1
    settled = "this is impossible" if witness else "the claim is proved"
    if found.proved:
        return f"{follows}: with {'this one' if one else 'these'}, proved as well, {settled}"
    open_still = f"no run of {runs(found.depth)} breaks {'it' if one else 'one'}"
    doubt = f"{'the lemma itself is' if one else 'the lemmas themselves are'} not proved, but {open_still}"
    if found.enough:
        return f"{follows}: with {'this one' if one else 'these'} {settled}; {doubt}"
    return f"{follows}: this one does, but others are needed as well; {doubt}"


def runs(depth: int) -> str:
    return f"{depth} step{'' if depth == 1 else 's'} or fewer"
