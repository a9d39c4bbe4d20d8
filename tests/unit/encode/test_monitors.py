"""Monitors are found by what they remember, so that equal pasts are one."""

from __future__ import annotations

from encoded import compiled, constants, encoded, expression, project

from rspverify.encode.system import Encoding, encode
from rspverify.logic import build
from rspverify.policy.claims import AfterWithin, Conditions


def names(encoding: Encoding) -> list[str]:
    return [monitor.symbol.name for monitor in encoding.monitors.all()]


def compile_all(encoding: Encoding, *texts: str) -> None:
    for text in texts:
        asked = project(f"property asked: always {text}").properties["asked"]
        encoding.formulas.compile(expression(f"property asked: always {text}", "asked"), constants(asked.variables))


def test_a_past_formula_is_remembered_once_whatever_its_variables_are_called() -> None:
    encoding = encoded()
    compile_all(encoding, "once (trained(l, m) and dangerous(m))", "once (trained(k, x) and dangerous(x))")
    assert names(encoding) == ["earlier"]


def test_different_pasts_have_different_names() -> None:
    encoding = encoded()
    compile_all(encoding, "once dangerous(m)", "once big(l)", "previously big(l)")
    assert names(encoding) == ["earlier", "earlier (2)", "before"]


def test_occurrences_are_remembered_for_each_mask() -> None:
    encoding = encoded()
    compile_all(
        encoding, "once train(l, m)", "once train(l, any)", "once train(x, any)", "within 1 day after train(l, m)"
    )
    assert names(encoding) == ["once train", "once train(_, any)", "latest train"]


def test_a_clause_and_a_property_share_with_any_deadline() -> None:
    text = """
policy p binds l: Lab { clause c: l must publish(l, m) within 30 days after train(l, m) when dangerous(m) }
property told: after train(k, x) when dangerous(x), publish(k, x) within 60 days
"""
    from rspverify.check.claims.select import question

    found = project(text)
    encoding = encode(found, Conditions(("p",), (), (), (), (), None))
    asked = found.properties["told"]
    assert isinstance(asked.claim, AfterWithin)
    question(encoding, asked, asked.claim)
    encoding.system()
    assert [pending.open for pending in encoding.monitors.pendings].count(encoding.monitors.pendings[0].open) == 2
    assert len(encoding.monitors.pendings) == 2


def test_monitors_of_the_past_start_with_nothing() -> None:
    encoding, _ = compiled("once dangerous(m) and (big(l) since dangerous(m)) and previously big(l)")
    assert {monitor.initial() for monitor in encoding.monitors.all()} == {build.FALSE}


def test_a_formula_that_held_is_remembered_from_the_next_state() -> None:
    encoding, _ = compiled("once dangerous(m)")
    (monitor,) = encoding.monitors.all()
    updated = monitor.update(encoding.step("publish"))
    own = monitor.at(monitor.formals)
    fact = build.apply(encoding.symbols.facts["dangerous"], monitor.formals)
    assert updated is build.either(own, fact)
    assert encoding.monitors.of(monitor.symbol) is monitor


def test_what_came_after_a_mark_is_forgotten() -> None:
    encoding = encoded()
    compile_all(encoding, "once dangerous(m)")
    before, mark = encoding.monitors.table(), encoding.monitors.mark()
    compile_all(encoding, "once big(l)", "previously big(l)")
    forgotten = encoding.monitors.back_to(mark)
    assert sorted(symbol.name for symbol in forgotten) == ["before", "earlier (2)"]
    assert encoding.monitors.table() == before and encoding.monitors.mark() == mark
    compile_all(encoding, "once big(l)")
    assert names(encoding) == ["earlier", "earlier (2)"]
