"""Cycles of sorts: each once, the shortest, in order of declaration."""

from __future__ import annotations

from rspverify.policy.alternation.graph import Arc, Cycle, Origin, Reason, cycles
from rspverify.source.spans import NOWHERE

SORTS = ("A", "B", "C", "D")


def reason(name: str) -> Reason:
    return Reason(Origin("axiom", name, NOWHERE), NOWHERE)


def found(*arcs: str) -> list[str]:
    reasons: dict[Arc, tuple[Reason, ...]] = {(arc[0], arc[1]): (reason(arc),) for arc in arcs}
    return ["".join(cycle.sorts) for cycle in cycles(reasons, SORTS)]


def test_no_cycle() -> None:
    assert found() == []
    assert found("AB", "BC", "AC", "CD", "BD") == []


def test_a_sort_that_asks_for_itself() -> None:
    assert found("AB", "BB") == ["B"]


def test_a_cycle_begins_with_the_sort_that_is_declared_first() -> None:
    assert found("CB", "BC") == ["BC"]
    assert found("CA", "BC", "AB") == ["ABC"]


def test_short_cycles_come_first_and_hide_long_ones_of_the_same_arcs() -> None:
    assert found("AB", "BC", "CD", "DA", "DC", "BA", "CC") == ["C", "AB", "CD", "ABCD"]
    assert found("AB", "BC", "CA", "BA", "CB", "AC") == ["AB", "AC", "BC"]


def test_every_arc_on_a_cycle_is_on_one_that_is_told() -> None:
    arcs = ("AB", "BC", "CA", "CB", "AD")
    on_cycles = {pair for sorts in found(*arcs) for pair in zip(sorts, sorts[1:] + sorts[0], strict=True)}
    assert on_cycles == {("A", "B"), ("B", "C"), ("C", "A"), ("C", "B")}


def test_a_cycle_keeps_all_reasons() -> None:
    reasons = {("A", "B"): (reason("x"), reason("y")), ("B", "A"): (reason("z"),)}
    assert cycles(reasons, SORTS) == (Cycle(("A", "B"), ((reason("x"), reason("y")), (reason("z"),))),)
    assert cycles(reasons, SORTS)[0].arcs == (("A", "B"), ("B", "A"))
