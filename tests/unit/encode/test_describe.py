"""Terms in words."""

from __future__ import annotations

from encoded import compiled, conditions, encoded, project, said

from rspverify.encode.describe import describe
from rspverify.encode.symbols import NOW_TERM
from rspverify.encode.system import encode
from rspverify.logic import build
from rspverify.logic.terms import BOOL, INT, LogicSort, Symbol

LAB = LogicSort("Lab")
L = build.var("x", LAB)
F = Symbol("f", (LAB,), BOOL)
N = build.apply(Symbol("n", (), INT))


def test_negated_comparisons_are_turned_round() -> None:
    one = build.integer(1)
    assert describe(build.negate(build.at_most(N, one))) == "1 < n"
    assert describe(build.negate(build.less(N, one))) == "1 <= n"
    assert describe(build.negate(build.equal(N, one))) in ("1 != n", "n != 1")


def test_a_disjunction_with_one_stated_part_is_an_implication() -> None:
    assert describe(build.implies(build.apply(F, (L,)), build.equal(N, build.integer(0)))) == "f(x) implies n = 0"


def test_quantifiers_name_their_variables_after_their_sorts() -> None:
    assert describe(build.forall((L,), build.apply(F, (L,)))) == "every l: Lab | f(l)"


def test_bound_names_differ_from_constants_and_free_variables() -> None:
    constant = build.apply(Symbol("l", (), LAB))
    free = build.var("l2", LAB)
    body = build.disj([build.apply(F, (L,)), build.equal(L, constant), build.equal(L, free)])
    assert describe(build.exists((L,), body)).startswith("some l3: Lab | f(l3) or ")


def test_a_bound_variable_is_not_taken_for_a_variable_of_the_claim() -> None:
    assert said("ahead(l)") == "not (some l2: Lab | l2 != l and big(l2))"


DUTY = """
policy p binds l: Lab {
  clause report: l must publish(l, m) within 30 days after train(l, m) when dangerous(m)
}
"""


def worded(formula: str) -> str:
    encoding, term = compiled(formula, DUTY)
    return describe(term, encoding)


def test_the_past_is_said_as_the_language_says_it() -> None:
    assert (
        worded("every l: Lab | big(l) implies once train(l, any)") == "every l: Lab | big(l) implies once train(l, any)"
    )
    assert worded("every m: Model | once dangerous(m)") == "every m: Model | once dangerous(m)"
    assert worded("every m: Model | previously dangerous(m)") == "every m: Model | previously dangerous(m)"
    assert worded("every l: Lab | within 3 days after review(l)") == "every l: Lab | within 3 days after review(l)"


def test_values_and_numbers_are_said_as_the_language_says_them() -> None:
    assert worded("every m: Model | level(m) < strong") == "every m: Model | level(m) < strong"
    assert (
        worded("every n: int 0..4 | some l: Lab | budget(l) < n") == "every i: int 0..4 | some l: Lab | budget(l) < i"
    )
    assert worded("some n: int 1..4 | n != 2") == "some i: int 1..4 | i != 2"
    assert worded("every m: Model | previously once dangerous(m)") == "every m: Model | previously once dangerous(m)"


def test_moments_and_duties_have_words_where_the_language_has_none() -> None:
    encoding = encoded(DUTY)
    policy, clause = next(encoding.norms.clauses())
    local = encoding.norms.duties.local(clause)
    terms = tuple(local.values())
    held = encoding.norms.duties.open(policy, clause, local)
    due = encoding.norms.duties.deadline(policy, clause, local)
    assert due is not None
    text = describe(build.forall(terms, build.implies(held, build.at_most(NOW_TERM, due))), encoding)
    assert text == (
        "every l: Lab, m: Model | the duty p.report(l, m) is open implies "
        "now <= the opening of the duty p.report(l, m) + 30 days"
    )


def test_all_denied_reads_as_an_implication() -> None:
    one, two = (build.apply(Symbol(name, (), BOOL)) for name in "ab")
    assert describe(build.disj([build.negate(one), build.negate(two)])) == "a implies not b"


def test_what_a_claim_waits_for_has_no_name_and_may_be_about_nobody() -> None:
    from rspverify.check.claims.select import question

    asked = "after train(l, m), publish(l, m) within 3 days", "after incident(any), review(anthropic) within 3 days"
    found = []
    for text in asked:
        one = project(f"property asked: {text}")
        encoding = encode(one, conditions())
        question(encoding, one.properties["asked"], one.properties["asked"].claim)
        [pending] = encoding.monitors.pendings
        variables = tuple(build.var(f"v{at}", sort) for at, sort in enumerate(pending.open.symbol.arguments))
        found.append(describe(build.apply(pending.open.symbol, variables), encoding))
    assert found == ["what the claim waits for(v0, v1) is open", "what the claim waits for is open"]


def test_duties_that_open_alike_are_named_together() -> None:
    soon = "clause soon: l must publish(l, m) within 3 days after train(l, m) when dangerous(m)\n}"
    encoding = encoded(DUTY.rstrip().removesuffix("}") + soon)
    policy, clause = next(encoding.norms.clauses())
    encoding.system()
    local = encoding.norms.duties.local(clause)
    said = describe(encoding.norms.duties.open(policy, clause, local), encoding)
    assert said.startswith("the duty p.report and p.soon(")


def test_a_disjunction_stays_one_where_an_implication_says_no_more() -> None:
    other = build.apply(Symbol("g", (LAB,), BOOL), (L,))
    much = build.negate(build.at_most(N, build.integer(1)))
    assert describe(build.disj([build.apply(F, (L,)), other, much])) == "f(x) or g(x) or 1 < n"
