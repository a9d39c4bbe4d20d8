"""Questions that share an encoding get the answers that they get alone."""

from __future__ import annotations

from asked import project

from rspverify.check.answer import Answer, answer
from rspverify.check.encodings import Encodings
from rspverify.check.manner import Manner
from rspverify.check.options import CheckOptions
from rspverify.check.results import Verdict
from rspverify.policy.claims import Conditions

TEXT = """
policy careful binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m) unless once publish(l, m)
  clause tell: l must publish(l, m) within 3 days after train(l, m)
}
property a: never train(l, m) when dangerous(m) and not once publish(l, m)
property b: never some l: Lab, m: Model | more than 3 days after train(l, m) and not once publish(l, m)
property c: possible train(l, m) when dangerous(m) and since_then(l, m)
define since_then(l: Lab, m: Model) = not once incident(m) and once publish(l, m)
"""
CONDITIONS = Conditions(("careful",), (), (), (), (), None)


def _told(found: Answer) -> list[tuple[Verdict, str, object]]:
    return [
        (one.verdict, "" if one.proof is None else one.proof.method, one.evidence and one.evidence.trace)
        for one in found.judged
    ]


def test_what_is_asked_before_changes_no_answer() -> None:
    known = project(TEXT)
    alone = {name: _told(answer(known, known.properties[name], CONDITIONS, CheckOptions())) for name in "abc"}
    assert {verdict for found in alone.values() for verdict, _, _ in found} >= {Verdict.HOLDS, Verdict.POSSIBLE}
    shared = Manner(Encodings(known), gaps=False)
    for name in "abccba":
        found = answer(known, known.properties[name], CONDITIONS, CheckOptions(), (), shared)
        assert _told(found) == alone[name], name


def test_nothing_is_left_of_a_question() -> None:
    known = project(TEXT)
    encodings = Encodings(known)
    before = encodings.of(known, CONDITIONS)
    system = before.system()
    for name in "bc":
        answer(known, known.properties[name], CONDITIONS, CheckOptions(), (), Manner(encodings, gaps=False))
    assert encodings.of(known, CONDITIONS).system() is system


def test_any_run_is_confirmed_all_the_same() -> None:
    known = project(TEXT)
    found = answer(known, known.properties["c"], CONDITIONS, CheckOptions(), (), Manner(Encodings(known), any_run=True))
    (one,) = found.judged
    assert one.verdict is Verdict.POSSIBLE and one.evidence is not None
