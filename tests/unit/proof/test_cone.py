"""What is left out of a system cannot matter to the goal."""

from __future__ import annotations

from dataclasses import replace

import hand_built as hand

from rspverify.logic import build
from rspverify.logic.slice import cone
from rspverify.logic.substitute import Closure
from rspverify.logic.system import Goal, Transition, TransitionSystem
from rspverify.logic.terms import BOOL, LogicSort, Symbol, Term
from rspverify.proof.outcome import Proved, Refuted
from rspverify.proof.portfolio import prove
from rspverify.proof.search import Tools
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_solver


def kind(system: TransitionSystem, goal: Goal) -> type:
    return type(prove(system, goal, Tools(z3_solver, Budget(Limits()))))


def test_an_act_blocked_by_an_axiom_stays_blocked() -> None:
    system = hand.blocked()
    published, seen, cleared, noise = system.symbols
    goal = Goal(hand.of(published))
    found = cone(system, goal)
    assert found.system.symbols == (published, seen, cleared)
    assert found.symbols_left_out == (noise,) and found.transitions_left_out == ("shout",)
    assert kind(system, goal) is kind(found.system, goal) is Proved


def test_without_the_axiom_less_is_kept() -> None:
    system = replace(hand.blocked(), constraint=build.TRUE)
    goal = Goal(hand.of(system.symbols[0]))
    found = cone(system, goal)
    assert found.system.symbols == system.symbols[:1]
    assert set(found.system.transitions[0].updates) == {system.symbols[0]}
    assert kind(system, goal) is kind(found.system, goal) is Refuted


def test_what_cannot_be_true_at_all_is_kept() -> None:
    """An axiom about something else that nothing satisfies leaves no run: leaving it out would make one."""
    system = hand.blocked()
    noise = hand.of(system.symbols[3])
    impossible = replace(system, constraint=build.conj((noise, build.negate(hand.of(system.symbols[2])))))
    goal = Goal(hand.of(system.symbols[0]))
    assert kind(impossible, goal) is kind(cone(impossible, goal).system, goal) is Proved


def test_an_axiom_that_limits_members_is_kept() -> None:
    """`everybody is the chief` mentions nothing of the goal, but leaves one person only."""
    chief = hand.constant("chief")
    alone = build.forall((hand.X,), build.equal(hand.X, hand.of(chief)))
    asked = hand.two_hold()
    system = replace(asked.system, symbols=(*asked.system.symbols, chief), background=alone)
    found = cone(system, asked.goal)
    assert chief in found.system.symbols
    assert kind(found.system, asked.goal) is Proved


def test_steps_of_the_goal_and_their_guards_are_kept() -> None:
    asked = hand.untrained_drops()
    found = cone(asked.system, asked.goal)
    assert [transition.name for transition in found.system.transitions] == ["train", "take", "drop"]
    assert found.system.hints == asked.system.hints


def test_fresh_symbols_that_nothing_uses_go() -> None:
    asked = hand.weather(guarded=False)
    launched = asked.system.symbols[1]
    found = cone(asked.system, Goal(hand.of(launched, hand.of(hand.A)), (), (hand.A,)))
    assert [t.name for t in found.system.transitions] == ["launch"]
    assert found.system.transitions[0].fresh == ()


def test_the_shortest_run_is_as_long() -> None:
    asked = hand.two_hold()
    extra = hand.fact("extra")
    stutter = Transition("stutter", (), build.TRUE, build.TRUE, {extra: Closure((), build.negate(hand.of(extra)))})
    system = replace(
        asked.system,
        symbols=(*asked.system.symbols, extra),
        transitions=(stutter, *asked.system.transitions),
    )
    found = cone(system, asked.goal)
    assert found.transitions_left_out == ("stutter",)
    for one in (system, found.system):
        answer = prove(one, asked.goal, Tools(z3_solver, Budget(Limits())))
        assert isinstance(answer, Refuted) and len(answer.run.steps) == 4


def test_a_step_that_only_varies_what_varies_is_as_good_as_a_wait_of_no_time() -> None:
    """Every step leaves the rival's state open; only one of them does what the goal is about."""
    rival, done, other = (Symbol(name, (), BOOL) for name in ("rival", "done", "other"))
    afterwards = Symbol("rival afterwards", (), BOOL)
    varies = {rival: Closure((), hand.of(afterwards))}

    def step(name: str, complies: Term = build.TRUE, **updates: Term) -> Transition:
        own = {symbol: Closure((), updates[symbol.name]) for symbol in (done, other) if symbol.name in updates}
        return Transition(name, (), build.TRUE, complies, {**varies, **own}, (afterwards,))

    idle, act, noise = step("wait"), step("act", done=build.TRUE), step("noise", hand.of(other), other=build.FALSE)
    nothing = build.conj(build.negate(hand.of(symbol)) for symbol in (rival, done, other))
    system = TransitionSystem((), (), (rival, done, other), build.TRUE, nothing, build.TRUE, (act, noise, idle))
    goal = Goal(build.both(hand.of(rival), hand.of(done)))
    found = cone(system, goal)
    assert found.transitions_left_out == ("noise",) and found.symbols_left_out == (other,)
    assert kind(system, goal) is kind(found.system, goal) is Refuted
    without = replace(system, transitions=(act, noise))
    # Nothing may stand for it where no step can always be taken.
    assert (
        cone(
            replace(without, transitions=(step("act", hand.of(rival), done=build.TRUE), noise)), goal
        ).transitions_left_out
        == ()
    )


def test_a_step_that_leaves_alone_what_every_other_changes_is_kept() -> None:
    """The wait forgets; the act does not: the wait cannot stand for it."""
    told, rival = Symbol("told", (), BOOL), Symbol("rival", (), BOOL)
    afterwards = Symbol("rival afterwards", (), BOOL)
    varies = {rival: Closure((), hand.of(afterwards))}
    wait = Transition("wait", (), build.TRUE, build.TRUE, {**varies, told: Closure((), build.FALSE)}, (afterwards,))
    act = Transition("act", (), build.TRUE, build.TRUE, dict(varies), (afterwards,))
    initial = build.both(hand.of(told), build.negate(hand.of(rival)))
    system = TransitionSystem((), (), (told, rival), build.TRUE, initial, build.TRUE, (act, wait))
    goal = Goal(build.both(hand.of(told), hand.of(rival)))
    assert cone(system, goal).transitions_left_out == ()
    assert kind(cone(system, goal).system, goal) is kind(system, goal) is Refuted


def test_how_something_else_begins_does_not_matter_but_what_holds_always_does() -> None:
    system = hand.blocked()
    published, noise = system.symbols[0], system.symbols[3]
    goal = Goal(hand.of(published))
    nothing = build.conj(build.negate(hand.of(symbol)) for symbol in system.symbols[:3])
    begun = replace(system, initial=build.both(nothing, build.equal(hand.of(noise), hand.of(published))))
    assert noise in cone(begun, goal).symbols_left_out
    always = replace(begun, constraint=build.both(begun.constraint, build.equal(hand.of(noise), hand.of(published))))
    assert noise not in cone(always, goal).symbols_left_out


def test_what_settles_a_choice_is_kept_and_what_leaves_it_open_goes() -> None:
    """A question may look at each choice: as the axiom says, only one can be made in any run."""
    kinds = LogicSort("Kind", ("plain", "wide"))
    choice = Symbol("choice", (), kinds, rigid=True)
    plain, wide = (build.equal(build.apply(choice), build.enum(value, kinds)) for value in kinds.values)
    system = hand.blocked()
    system = replace(
        system, enums=(*system.enums, kinds), symbols=(*system.symbols, choice), background=build.either(plain, wide)
    )
    quiet, goal = build.negate(hand.of(system.symbols[3])), Goal(hand.of(system.symbols[0]))

    def kept(axiom: Term) -> bool:
        said = replace(system, constraint=build.both(system.constraint, axiom))
        return choice in cone(said, goal).system.symbols

    assert not kept(build.TRUE)
    assert kept(wide)
    assert kept(build.either(build.both(plain, build.negate(quiet)), build.both(wide, quiet)))
    assert not kept(build.either(plain, quiet))
