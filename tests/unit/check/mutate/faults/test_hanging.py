"""What goes with a clause that is gone, or is a duty no longer."""

from __future__ import annotations

from pathlib import Path

from mutating import faults, mutated, written

from rspverify.check.mutate.campaign import mutation
from rspverify.check.mutate.options import MutateOptions
from rspverify.check.mutate.seed import mutants
from rspverify.check.repair.workshop import load_all

DRAFT = """
policy care binds l: Lab {
  clause tell: l must publish(l, m) within 3 days after train(l, m)
  clause spare overrides tell: l need not publish(l, m) when dangerous(m)
  clause still overrides spare: l must publish(l, m) within 1 day after train(l, m) when level(m) = high
}
policy heir amends care { repeal spare, still }
policy other amends care { replace clause spare overrides tell: l need not publish(l, m) }
policy third amends other { clause never overrides tell: l need not publish(l, m) when level(m) = low }
"""


def test_an_exemption_is_gone_with_the_only_duty_that_it_lifts(tmp_path: Path) -> None:
    """Else a file with such a fault could not be read, and the duty could never be missing."""
    found = faults(mutated(tmp_path, DRAFT, "RSP421", "RSP426"))
    for said in ("without the clause `tell`", "`tell` says `may`, not `must`"):
        fault = found[f"{said}, and without `spare`, which hangs on it alone"]
        assert (fault.outcome, fault.change) == ("silent", "laxer")


def test_a_duty_is_gone_with_the_clause_that_it_follows_the_breach_of(tmp_path: Path) -> None:
    text = """
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause own_up: l must publish(l, m) at once after breach of care.halt(l, m)
  clause spare overrides own_up: l need not publish(l, m) when level(m) = low
  clause think: l must review(l) within 3 days after breach of care.halt(l, any) or publish(l, any)
}
policy other binds l: Lab { clause tell: l must review(l) at once after breach of care.own_up(l, any) }
"""
    file = written(tmp_path, text)
    wanted = MutateOptions(select=("RSP421", "RSP426")).wanted
    found = {
        one.said: one.texts[0][1].text.partition("policy care")[2] for one in mutants([file], file, "care", wanted)
    }
    hanging = ", and without `own_up` and `spare`, which hang on it alone"
    think = "\n  clause think: l must review(l) within 3 days after publish(l, any)\n}\npolicy other binds l: Lab { }\n"
    gone, may = found[f"without the clause `halt`{hanging}"], found[f"`halt` says `may`, not `must not`{hanging}"]
    assert gone == f" binds l: Lab {{{think}"
    assert may.partition("dangerous(m)")[2] == think


def test_so_it_is_with_one_in_another_file_that_knows_the_policy_by_a_prefix(tmp_path: Path) -> None:
    world = "entity Lab\naction train(l: Lab) by l\naction tell(l: Lab) by l\naction rest(l: Lab) by l\n"
    base = 'use "world.rsp"\npolicy p binds l: Lab { clause halt: l must not train(l) }\n'
    heir = """use "base.rsp" as law
use "world.rsp"
policy p amends law.p {
  clause free overrides halt: l may train(l) when once rest(l)
  clause own_up: l must tell(l) at once after breach of law.p.halt(l)
}
"""
    for name, text in (("world.rsp", world), ("base.rsp", base), ("heir.rsp", heir)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [load_all(str(tmp_path / name)) for name in ("base.rsp", "heir.rsp")]
    found = mutation(files, MutateOptions(select=("RSP421",))).policies[0].mutants
    assert [(one.said, one.outcome, one.change) for one in found] == [("without the clause `halt`", "silent", "laxer")]
    (changed,) = (text for path, text in found[0].diffs if path.endswith("heir.rsp"))
    assert "-  clause own_up" in changed and "+  clause free: l may train(l) when once rest(l)" in changed


def test_all_texts_that_hang_on_it_change_along(tmp_path: Path) -> None:
    file = written(tmp_path, DRAFT)
    wanted = MutateOptions(select=("RSP421",)).wanted
    gone = {
        one.clause: one.texts[0][1].text.partition("policy care")[2] for one in mutants([file], file, "care", wanted)
    }
    assert gone["tell"].split("\n", 1)[1] == (
        "  clause still: l must publish(l, m) within 1 day after train(l, m) when level(m) = high\n}\n"
        "policy heir amends care { repeal still }\n"
        "policy other amends care { }\n"
        "policy third amends other { }\n"
    )
    assert "policy other amends care { clause spare overrides tell" in " ".join(gone["spare"].split())
