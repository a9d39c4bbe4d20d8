from __future__ import annotations

from auditing import findings


def test_an_order_is_said_to_speak_of_the_later_act_only_until_the_first_has_come() -> None:
    text = "policy p binds l: Lab { clause first: l must review(l) before train(l, any) when founder(l) }"
    (finding,) = findings(text, "RSP402")
    assert "`first` applies only until what must come first has come, when founder(l)" in finding.details
