"""Each kind of expression, compiled; where its text does not tell, a solver compares it with another one."""

from __future__ import annotations

import pytest
from encoded import compiled, said, same

from rspverify.logic import build


@pytest.mark.parametrize(
    ("formula", "term"),
    [
        ("trained(l, m)", "trained(l, m)"),
        ("owner(m) = anthropic", "owner(m) = anthropic"),
        ("now <= moment", "now <= moment"),
        ("budget(l) + 2 * budget(l) - 1 > 3", "3 < budget(l) + 2 * budget(l) + -1"),
        ("not trained(l, m)", "not trained(l, m)"),
        ("trained(l, m) and dangerous(m) or big(l)", "trained(l, m) and dangerous(m) or big(l)"),
        ("trained(l, m) implies dangerous(m)", "trained(l, m) implies dangerous(m)"),
        ("dangerous(m) iff big(l)", "dangerous(m) iff big(l)"),
        ("level(m) in {weak, strong}", "level(m) = weak or level(m) = strong"),
        ("(if big(l) then 1 else 2) = budget(l)", "(if big(l) then 1 else 2) = budget(l)"),
        ("some m: Model where dangerous(m) | trained(l, m)", "some m: Model | dangerous(m) and trained(l, m)"),
        ("every m: Model where dangerous(m) | trained(l, m)", "every m: Model | dangerous(m) implies trained(l, m)"),
        ("once dangerous(m)", "dangerous(m) or earlier(m)"),
        ("once train(l, m)", "once train(l, m)"),
        ("once train(l, any)", "once train(_, any)(l)"),
        ("once wait", "once wait"),
        ("previously dangerous(m)", "before(m)"),
        ("always so far dangerous(m)", "dangerous(m) and not earlier(m)"),
        ("dangerous(m) since big(l)", "big(l) or dangerous(m) and since(m, l)"),
        ("within 3 days after train(l, m)", "once train(l, m) and now <= 72 + latest train(l, m)"),
        ("at least grace after train(l, m)", "once train(l, m) and 72 + earliest train(l, m) <= now"),
    ],
)
def test_compiled(formula: str, term: str) -> None:
    assert said(formula) == term


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("no m: Model | dangerous(m)", "every m: Model | not dangerous(m)"),
        ("at most one m: Model | dangerous(m)", "every m: Model, n: Model where dangerous(m) and dangerous(n) | m = n"),
        ("exactly one m: Model | dangerous(m)", "some m: Model | every n: Model | dangerous(n) iff n = m"),
        ("at least 0 m: Model | dangerous(m)", "big(anthropic) or not big(anthropic)"),
        ("level(m) < strong", "level(m) != strong"),
        ("level(m) >= weak", "level(m) in {weak, strong}"),
        ("risky(m)", "risky(m) and (dangerous(m) or level(m) = strong)"),
        ("once (dangerous(m) or train(l, m))", "once dangerous(m) or once train(l, m)"),
        ("less than 2 days after train(l, m)", "within 47 hours after train(l, m)"),
        ("more than 2 days after train(l, m)", "at least 49 hours after train(l, m)"),
    ],
)
def test_equivalent(one: str, other: str) -> None:
    encoding, both = compiled(f"({one}) iff ({other})")
    assert same(encoding, both, build.TRUE)


def test_a_number_is_quantified_in_its_range() -> None:
    encoding, term = compiled("every n: 0..3 | budget(l) != n or budget(l) <= 3")
    assert same(encoding, term, build.TRUE)
    assert said("some n: 0..3 | budget(l) = n") == "0 <= budget(l) and budget(l) <= 3"


def test_at_least_two_of_several_variables_counts_combinations() -> None:
    encoding, both = compiled(
        "(at least two l: Lab, m: Model | trained(l, m)) iff "
        "(some l: Lab, m: Model, k: Lab, n: Model where trained(l, m) and trained(k, n) | l != k or m != n)"
    )
    assert same(encoding, both, build.TRUE)


def test_arguments_of_an_occurrence_that_change_are_read_where_it_leads_to() -> None:
    assert said("once train(owner(m), m)") == "just train(owner(m), m) or earlier(m)"


def test_arguments_of_elapsed_time_are_read_now() -> None:
    assert said("within 1 day after train(owner(m), m)").startswith("once train(owner(m), m) and ")
