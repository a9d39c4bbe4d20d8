"""What is printed as a lemma is read again and means the same."""

from __future__ import annotations

import pytest
from encoded import conditions, encoded, project, same

from rspverify.encode.lemma_text import as_lemma
from rspverify.encode.symbols import logic_sort
from rspverify.encode.system import Encoding, encode
from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.system import Goal
from rspverify.logic.terms import BOOL, INT, Symbol, Term
from rspverify.policy.claims import Always
from rspverify.proof.induction import Inductive, step
from rspverify.proof.outcome import Bounded
from rspverify.proof.search import Tools, search
from rspverify.solver.port import Budget, Limits
from rspverify.solver.z3_adapter import z3_solver

POLICY = """
policy p binds l: Lab {
  clause report: l must publish(l, m) within 30 days after train(l, m) when dangerous(m)
  clause look: l must review(l) within 2 days while some m: Model | trained(l, m)
  clause ban: l must not train(l, m) when ahead(l)
  clause order: l must review(l) before each publish(l, m)
}
"""


def read_again(formula: str, extra: str = POLICY) -> tuple[Encoding, Term, Term, str]:
    """The encoding of the lemma, what was printed of it, and that as a lemma of the same encoding."""
    first = project(f"{extra}\nlemma one: {formula}")
    encoding = encode(first, conditions(*first.policies))
    term = encoding.formulas.compile(first.world.lemmas["one"].formula, {})
    text = as_lemma(term, encoding)
    assert text is not None
    second = project(f"{extra}\nlemma one: {formula}\nlemma two: {text}")
    encoding = encode(second, conditions(*second.policies))
    one, two = (encoding.formulas.compile(second.world.lemmas[name].formula, {}) for name in ("one", "two"))
    return encoding, one, two, text


@pytest.mark.parametrize(
    "formula",
    [
        "every l: Lab, m: Model | trained(l, m) implies owner(m) = l",
        "every l: Lab | trained(l, any_model(l)) or big(l)",
        "every m: Model | dangerous(m) iff level(m) = strong",
        "no l: Lab | ahead(l) and l != anthropic",
        "every l: Lab | some m: Model | not trained(l, m) and (dangerous(m) or big(l))",
        "every m: Model | level(m) < strong implies level(m) <= weak",
        "every l: Lab, r: Lab where l != r | budget(l) + 1 <= 2 * budget(r) - budget(anthropic)",
        "every n: int 0..4 | some l: Lab | budget(l) != n",
        "moment <= now and now - moment < 3 days",
        "now - moment <= reasonable + grace",
        "every l: Lab, m: Model | trained(l, m) implies once train(l, m)",
        "every l: Lab, m: Model | once train(l, any) or once publish(any, m) or once wait",
        "every m: Model | once dangerous(m) implies always so far level(m) = weak",
        "every m: Model | previously dangerous(m) implies not previously once dangerous(m)",
        "every l: Lab, m: Model | trained(l, m) since publish(l, m)",
        "every l: Lab, m: Model | previously (trained(l, m) since (dangerous(m) or big(l)))",
        "every l: Lab, m: Model | within 30 days after train(l, m) implies not at least 2 days after publish(l, m)",
        "every l: Lab | more than reasonable after review(l) or less than 5 hours after review(l) and big(l)",
        "every m: Model | risky(m) implies once risky(m)",
        "every l: Lab, m: Model | once breach of p.ban(l, m) implies trained(l, m)",
        "every l: Lab | if big(l) then rival(l) else not rival(l)",
    ],
)
def test_printed_and_read_again_it_is_the_same(formula: str) -> None:
    formula = formula.replace("any_model(l)", "m").replace(
        "every l: Lab | trained(l, m)", "every l: Lab, m: Model | trained(l, m)"
    )
    encoding, one, two, text = read_again(formula)
    assert one is two or same(encoding, one, two), text


def test_one_of_several_acts_before_each_other_one() -> None:
    text = "action rest(l: Lab) by l\n"
    text += "policy p binds l: Lab { clause o: l must review(l) or rest(l) before each publish(l, m) }"
    found = project(f"{text}\nproperty asked: always not forbidden publish(l, m) by p")
    encoding = encode(found, conditions("p"))
    asked = found.properties["asked"]
    assert isinstance(asked.claim, Always)
    formals = {v: build.var(v.shown, logic_sort(v.sort)) for v in asked.variables}
    term = build.forall(tuple(formals.values()), encoding.formulas.compile(asked.claim.formula, formals))
    said = as_lemma(term, encoding)
    assert said is not None and " since (review(l) or rest(l))" in said
    again = project(f"{text}\nlemma it: {said}")
    encoding = encode(again, conditions("p"))
    encoding.formulas.compile(asked.claim.formula, formals)
    assert encoding.formulas.compile(again.world.lemmas["it"].formula, {}).sort == BOOL


def equal_in_all_runs(encoding: Encoding, one: Term, other: Term) -> bool:
    """Whether two formulas agree for all values of their variables in every state, by induction on one step."""
    system = encoding.system(complying=False)
    tools = Tools(z3_solver, Budget(Limits(rlimit=20_000_000)))
    goal = Goal(build.negate(build.forall(tuple(one.free | other.free), build.equal(one, other))))
    start = search(system, goal, tools, max_depth=2)
    assert isinstance(start, Bounded), start
    return isinstance(step(system, goal, 1, (), tools.solvers, tools.budget), Inductive)


@pytest.mark.parametrize("clause", ["report", "look"])
def test_an_open_duty_is_said_by_since(clause: str) -> None:
    encoding = encoded(POLICY)
    policy, found = next((p, c) for p, c in encoding.norms.clauses() if c.name == clause)
    local = encoding.norms.duties.local(found)
    opened = build.forall(tuple(local.values()), encoding.norms.duties.open(policy, found, local))
    text = as_lemma(opened, encoding)
    assert text is not None and " since " in text
    again = project(f"{POLICY}\nlemma it: {text}")
    encoding = encode(again, conditions("p"))
    policy, found = next((p, c) for p, c in encoding.norms.clauses() if c.name == clause)
    local = encoding.norms.duties.local(found)
    read = encoding.formulas.compile(again.world.lemmas["it"].formula, {})
    values = dict(zip(local.values(), read.payload, strict=True))
    opened = replace_variables(encoding.norms.duties.open(policy, found, local), values)
    assert equal_in_all_runs(encoding, read.args[0], opened)


def test_the_same_memory_is_asked_for() -> None:
    encoding, _, _, _ = read_again("every m: Model | once dangerous(m) or (trained(anthropic, m) since dangerous(m))")
    for kind, sayable in (("once", False), ("since", False), ("pending", False)):
        for key, monitor in encoding.monitors.table():
            if isinstance(key, tuple) and key[0] == kind:
                held = build.forall(monitor.formals, monitor.at(monitor.formals))
                assert as_lemma(held, encoding) is not None
                assert (as_lemma(held, encoding, same_memory=True) is not None) is sayable
    whole = encoding.formulas.compile(encoding.world.lemmas["one"].formula, {})
    text = as_lemma(whole, encoding, same_memory=True)
    assert text == "every m: Model | once dangerous(m) or trained(anthropic, m) since dangerous(m)"


def test_what_cannot_be_said() -> None:
    encoding = encoded(POLICY)
    policy, clause = next(encoding.norms.clauses())
    local = encoding.norms.duties.local(clause)
    due = encoding.norms.duties.deadline(policy, clause, local)
    assert due is not None
    terms = tuple(local.values())
    overdue = build.forall(terms, build.at_most(due, build.integer(3)))
    assert as_lemma(overdue, encoding) is None, "when a duty was opened has no word"
    strange = build.apply(Symbol("strange", (), BOOL))
    assert as_lemma(strange, encoding) is None
    free = build.apply(encoding.symbols.facts["big"], [terms[0]])
    assert as_lemma(free, encoding) is None, "a free variable"
    now = build.at_most(build.integer(0), build.apply(Symbol("now", (), INT)))
    assert as_lemma(now, encoding) is None, "a moment has no name"
    chosen = encoding.symbols.chosen("risky", "plainly")
    assert as_lemma(chosen, encoding) is None, "which reading a word has is nothing that a policy says"


def test_bound_variables_are_not_called_like_declared_things() -> None:
    world = "entity Lab\nfact l\nfact big(x: Lab)\npolicy p { }\nlemma one: every lab: Lab | big(lab) implies l"
    encoding = encoded(world=world)
    term = encoding.formulas.compile(encoding.world.lemmas["one"].formula, {})
    assert as_lemma(term, encoding) == "every l2: Lab | big(l2) implies l"
