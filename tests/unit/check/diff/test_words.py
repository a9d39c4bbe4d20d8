from __future__ import annotations

import pytest
from asked import project

from rspverify.check.diff.words import said
from rspverify.policy.claims import NeverState

WORLD_MORE = """
enum Level {{ low < middle < high }}
fact level(m: Model): Level "{{m}} is rated {{value}}"
fact count(l: Lab): int 0..9
define shared(m: Model) "{{m}} is shared" = at least two l: Lab | trained(l, m)
define lone(l: Lab) = count(l) = 1
define twice(l: Lab) = count(l) + count(l)
property asked: never {0}
"""


@pytest.mark.parametrize(
    ("formula", "true", "false"),
    [
        ("trained(l, m)", "l has m", "it is not so that l has m"),
        ("not big(l)", "it is not so that big(l)", "big(l)"),
        ("shared(m)", "m is shared", "it is not so that m is shared"),
        ("risky(m)", "risky(m)", "it is not so that risky(m)"),
        ("level(m) = high", "m is rated high", "it is not so that m is rated high"),
        ("high = level(m)", "m is rated high", "it is not so that m is rated high"),
        ("level(m) < high", "m is rated below high", "m is rated at least high"),
        ("middle <= level(m)", "m is rated at least middle", "m is rated below middle"),
        ("lone(l)", "lone(l)", "it is not so that lone(l)"),
        ("twice(l) < 3", "twice(l) is less than 3", "twice(l) is at least 3"),
        ("3 < count(l)", "count(l) is more than 3", "count(l) is at most 3"),
        ("count(l) + 1 <= 3", "count(l) + 1 is at most 3", "count(l) + 1 is more than 3"),
        (
            "some r: Lab where r != l | big(l)",
            "there is some Lab r where r is not l such that big(l)",
            "there is no Lab r where r is not l such that big(l)",
        ),
        (
            "big(l) and (dangerous(m) or big(l))",
            "big(l) and (m is dangerous or big(l))",
            "it is not so that big(l) and (m is dangerous or big(l))",
        ),
        (
            "some x: Model where dangerous(x) | trained(l, x)",
            "there is some Model x where x is dangerous such that l has x",
            "there is no Model x where x is dangerous such that l has x",
        ),
        ("every x: Model | dangerous(x)", "for every Model x, x is dangerous", None),
        ("no x: Model | dangerous(x)", "there is no Model x such that x is dangerous", None),
        ("at most one x: Model | dangerous(x)", "there are at most 1 Model x such that x is dangerous", None),
        (
            "once train(l, any)",
            "it has happened that l trains any Model",
            "it has never happened that l trains any Model",
        ),
        ("once big(l)", "it is or once was so that big(l)", "it is not and never was so that big(l)"),
        ("previously big(l)", "just before, it was so that big(l)", None),
        ("within 3 days after train(l, m)", "at most 3 days ago it happened that l trains m", None),
        ("(big(l)) since (dangerous(m))", "big(l), ever since m is dangerous", None),
        ("big(l) implies dangerous(m)", "if big(l), then m is dangerous", None),
        (
            "now - now < 3 days",
            "the present moment - the present moment is less than 3 days",
            "the present moment - the present moment is at least 3 days",
        ),
    ],
)
def test_formulas_in_words(formula: str, true: str, false: str | None) -> None:
    known = project(WORLD_MORE.format(formula))
    claim = known.properties["asked"].claim
    assert isinstance(claim, NeverState)
    assert said(known.world, claim.formula) == true
    assert said(known.world, claim.formula, False) == (false or f"it is not so that {true}")
