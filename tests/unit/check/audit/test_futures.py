from __future__ import annotations

import pytest
from telling import told

from rspverify.check.audit.every import audit
from rspverify.check.audit.futures import CANDIDATES, Allowance, CutOff, Futures
from rspverify.check.audit.options import AuditOptions
from rspverify.check.audit.slices import sliced
from rspverify.policy.claims import Project
from rspverify.policy.load import load_text
from rspverify.semantics.run import Run
from rspverify.semantics.starts import starts
from rspverify.source.files import SourceFile
from rspverify.trace.values import Act, Universe

MEMBERS = Universe({"Lab": ("anthropic", "openai"), "Office": ("ministry",), "Model": ("m",)})


def project(text: str) -> Project:
    return told(f"policy p binds l: Lab {{ {text} }}")


def after_training(clauses: str) -> tuple[Futures, Run]:
    """The futures of a policy, and a run in which anthropic has just trained a model that is not dangerous."""
    found = project(clauses)
    world = sliced(found.world, found.policies["p"])
    futures = Futures(world, found.policies["p"])
    readings = {"promptly": "day", "hazardous": "by_capability"}
    start = next(starts(world, found.policies, ("p",), MEMBERS, readings, {"reasonable": 24}, {}, CANDIDATES))
    done = Act("train", ("anthropic", "m"))
    (run,) = (one for one in futures.onward(start, 100, Allowance(1_000)) if one.trace.steps[-1] == done)
    return futures, run


TELL = "clause tell: l must publish(l, m) within 3 days after train(l, m)"


def test_a_slice_holds_what_can_matter_and_nothing_else() -> None:
    found = project(f"{TELL} when dangerous(m)")
    world = sliced(found.world, found.policies["p"])
    assert set(world.facts) == {"dangerous"}
    assert set(world.actions) == {"train", "publish"}
    assert [effect for action in world.actions.values() for effect in action.effects] == []


def test_a_slice_holds_what_changes_a_fact_and_what_that_hangs_on() -> None:
    found = project("clause halt: l must not train(l, m) when level(m) = high")
    world = sliced(found.world, found.policies["p"])
    assert set(world.facts) == {"level"}
    assert set(world.actions) == {"train", "incident"}


def test_what_is_owed_can_be_done() -> None:
    futures, run = after_training(TELL)
    (owed,) = futures.owed(run)
    assert (owed.clause.name, owed.due) == ("tell", 72)
    way = futures.way_out(run, Allowance(100))
    assert way is not None and way.time(way.last) == 73
    assert Act("publish", ("anthropic", "m")) in way.trace.steps


def test_waiting_for_the_right_moment_is_a_way_out() -> None:
    futures, run = after_training(
        f"{TELL} clause hush: l must not publish(l, m) unless at least 2 days after train(l, m)"
    )
    way = futures.way_out(run, Allowance(1_000))
    assert way is not None
    published = way.trace.steps.index(Act("publish", ("anthropic", "m")))
    assert 48 <= way.time(published) <= 72


def test_there_is_no_way_out_where_it_is_too_late() -> None:
    futures, run = after_training(
        f"{TELL} clause hush: l must not publish(l, m) unless at least 4 days after train(l, m)"
    )
    assert futures.way_out(run, Allowance(5_000)) is None


def test_a_search_that_is_cut_off_says_nothing() -> None:
    futures, run = after_training(
        f"{TELL} clause hush: l must not publish(l, m) unless at least 4 days after train(l, m)"
    )
    with pytest.raises(CutOff):
        futures.way_out(run, Allowance(2))


def test_moments_and_numbers_without_end_are_not_searched() -> None:
    assert after_training(TELL)[0].searchable
    found = project(f"{TELL} clause late: l must not review(l) when covered(l) < now")
    assert not Futures(sliced(found.world, found.policies["p"]), found.policies["p"]).searchable


def test_what_another_policy_remembers_is_not_followed() -> None:
    """After `ask` a review first is a way out, of which `p` does not speak: only `other` does."""
    acts = "".join(f"action {name}(l: Lab) by l\n" for name in ("ask", "review", "publish", "watch"))
    text = f"""entity Lab
individual acme: Lab
{acts}
policy other binds l: Lab {{ clause fresh: l may publish(l) only when within 3 days after review(l) }}
policy p binds l: Lab {{
  clause tell: l must publish(l) within 2 days after ask(l)
  clause undo: l must watch(l) at once after breach of other.fresh(l)
  clause hush: l must not watch(l)
}}
"""
    result = audit(load_text(SourceFile("p.rsp", text)), AuditOptions(select=("RSP407",)))
    assert [one.findings for one in result.policies] == [(), ()]
    alone = text.replace(" after breach of other.fresh(l)", " after publish(l)")
    result = audit(load_text(SourceFile("p.rsp", alone)), AuditOptions(select=("RSP407",)))
    assert [one.clauses for policy in result.policies for one in policy.findings] == [("tell",)]
