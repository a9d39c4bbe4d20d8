"""specs/protocols: each protocol is proved, can do its job, and has a fault beside it that a shortest story shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rspverify.check.options import CheckOptions
from rspverify.check.results import CheckResult, Meeting, Verdict
from rspverify.check.run import run_checks
from rspverify.policy.load import load
from tests.repository.places import ROOT

PROTOCOLS = ROOT / "specs" / "protocols"
PAGE = (PROTOCOLS / "README.md").read_text(encoding="utf-8")

SHORTEST: dict[str, dict[str, int]] = {
    # the second grant needs a second request, and both clients take the lock: ask, ask, grant, grant, take, take
    "lock_server": {"one_holder": 6},
    # both read the number before either moves on: read, read, move_on, move_on, enter, enter
    "ticket_lock": {"mutual_exclusion": 6},
    # pass, renew, receive
    "token_ring": {"one_token": 3},
    # one node is a quorum: vote, vote, decide, decide
    "toy_consensus": {"agreement": 4},
    # vote_yes, order_commit, commit, abort
    "two_phase_commit": {"atomic": 4},
    # two nodes of one number: send, win, send, win
    "ring_election": {"one_leader": 4},
    # put, hand_over, receive, put another value, receive the first one again; or hand it on to a third place before
    "sharded_store": {"one_value": 5, "one_place": 6},
    # ask, arrive, respond to another one, receive
    "client_server": {"asked_for": 4},
    # hand_on to one, hand_on to another, accept, accept
    "lock_epochs": {"one_in_each_epoch": 4},
    # begin_writing, begin_reading
    "readers_writers": {"writes_alone": 2},
    # ask, ask, permit, permit, enter, enter
    "ricart_agrawala": {"mutual_exclusion": 6},
    # write out, let_out, write in to another host, let_in
    "firewall": {"asked_for": 4},
    # echo, echo, deliver, deliver
    "byzantine_broadcast": {"consistent": 4},
    # vote, lead, restart, vote, lead
    "leader_by_vote": {"one_leader": 5},
    # grant, wait until the server's time is over, grant
    "leases": {"one_holder": 3},
    # read, write
    "cache_coherence": {"single_writer": 2},
}
"""How many steps the shortest story of each fault has, and why it cannot have fewer: what must happen, in order."""


def verdicts(name: str) -> Iterator[CheckResult]:
    for result in run_checks(load(PROTOCOLS / f"{name}.rsp"), CheckOptions()):
        assert isinstance(result, CheckResult)
        yield result


def test_every_protocol_has_a_fault_beside_it() -> None:
    names = {path.stem for path in PROTOCOLS.glob("*.rsp")}
    assert names == SHORTEST.keys() | {f"{name}_faulty" for name in SHORTEST}


@pytest.mark.parametrize("name", SHORTEST)
def test_protocol_is_proved_and_works(name: str) -> None:
    found = list(verdicts(name))
    for result in found:
        assert result.meeting is Meeting.MET, f"{result.property}: {result.verdict.value}, {result.reason}"
    assert {result.property for result in found if result.verdict is Verdict.HOLDS} == SHORTEST[name].keys()
    assert any(result.verdict is Verdict.POSSIBLE for result in found), "a proof may be hollow"


@pytest.mark.parametrize("name", SHORTEST)
def test_fault_is_refuted_by_the_shortest_story(name: str) -> None:
    steps = {}
    for result in verdicts(f"{name}_faulty"):
        assert result.verdict is Verdict.VIOLATED, f"{result.property}: {result.verdict.value}, {result.reason}"
        assert result.story is not None
        steps[result.property] = len(result.story.trace.steps)
    assert steps == SHORTEST[name]


@pytest.mark.parametrize("name", SHORTEST)
def test_page_says_how_long_the_story_is(name: str) -> None:
    (row,) = (line for line in PAGE.splitlines() if line.startswith(f"| [{name}]({name}.rsp)"))
    told = {int(number) for number in row.split("|")[-2].split(",")}
    assert told == set(SHORTEST[name].values())
