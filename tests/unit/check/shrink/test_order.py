"""Of stories that say the same, one: the first arguments, the first names, steps in the order of the engines."""

from __future__ import annotations

from shrinking import Asked, train

from rspverify.check.shrink.arguments import arguments
from rspverify.check.shrink.order import order
from rspverify.trace.values import Act


def test_arguments_that_do_not_matter_are_the_first() -> None:
    asked = Asked("never spend(l, n)")
    found = asked.shrunk(asked.draft(Act("spend", ("lab_1", 7)), labs=2), arguments)
    assert found.steps == (Act("spend", ("ada", 1)),)


def test_arguments_that_matter_stay() -> None:
    asked = Asked("never spend(l, n) when l != ada and budget + n > 5")
    draft = asked.draft(Act("spend", ("lab_1", 9)), labs=2)
    assert asked.shrunk(draft, arguments).steps == (Act("spend", ("lab_1", 6)),)


def test_the_claims_variables_have_the_first_names() -> None:
    """The one that the claim is about is the first, though another appears before it."""
    asked = Asked("never train(l, m) when some n: Model | n != m and once train(l, n)")
    for one, other in (("model_1", "model_2"), ("model_2", "model_1")):
        found = asked.shrunk(asked.draft(train(model=one), train(model=other), models=2), order)
        assert found.steps == (train(model="model_2"), train(model="model_1"))


def test_members_are_numbered_as_they_appear() -> None:
    asked = Asked("never (some m: Model, n: Model | m != n and trained(ada, m) and trained(ada, n))")
    draft = asked.draft(train(model="model_3"), train(model="model_2"), models=3)
    assert asked.shrunk(draft, order).steps == (train(), train(model="model_2"))


def test_steps_that_can_be_swapped_come_in_the_order_of_declarations() -> None:
    asked = Asked("never (once train(l, m)) and (once start(l)) and (once alarm)")
    happening = (Act("alarm", ()), Act("start", ("ada",)), train())
    assert asked.shrunk(asked.draft(*happening), order).steps == happening[::-1]
