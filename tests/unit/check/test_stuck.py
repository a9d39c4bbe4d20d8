"""Where a proof is stuck, in words, and what would help."""

from __future__ import annotations

from asked import project, results

from rspverify.check.answer import posed, systems
from rspverify.check.engine import new_budget
from rspverify.check.options import CheckOptions
from rspverify.check.readings import combinations, relevant_words
from rspverify.check.results import InductionGap, Verdict
from rspverify.check.sanity import sane
from rspverify.check.stuck import induction_gap

TWO_PHASE = """
entity Node
fact yes(n: Node)
fact no_vote(n: Node)
fact go_commit
fact go_abort
fact committed(n: Node) "{n} has committed"
fact aborted(n: Node)
initially no n: Node | yes(n) or no_vote(n) or committed(n) or aborted(n)
initially not go_commit and not go_abort
action vote_yes(n: Node) by n requires not yes(n) and not no_vote(n) then yes(n)
action vote_no(n: Node) by n "{n} votes no" requires not yes(n) and not no_vote(n) then no_vote(n), aborted(n)
event decide_commit requires not go_abort and every n: Node | yes(n) then go_commit
event decide_abort requires not go_commit and some n: Node | no_vote(n) then go_abort
action commit(n: Node) by n requires go_commit then committed(n)
action abort(n: Node) by n requires go_abort then aborted(n)
policy nobody { }
"""
AGREE = "\nproperty agree: never committed(a) and aborted(b)\ncheck agree under nobody\n"
CONSENSUS = """
entity Node
entity Value
entity Quorum
fixed fact member(n: Node, q: Quorum)
axiom meet: every q: Quorum, r: Quorum | some n: Node | member(n, q) and member(n, r)
fact vote(n: Node, v: Value)
fact decided(v: Value)
initially no n: Node, v: Value | vote(n, v)
initially no v: Value | decided(v)
action cast(n: Node, v: Value) by n requires no w: Value | vote(n, w) then vote(n, v)
event decide(v: Value, q: Quorum) requires every n: Node where member(n, q) | vote(n, v) then decided(v)
policy nobody { }
"""
LEASE = """
entity Client
fact holds(c: Client) "{c} holds it"
initially no c: Client | holds(c)
action lend(c: Client) by c then holds(c)
action give_back(c: Client) by c requires holds(c) then not holds(c)
policy lease binds c: Client { clause in_time: c must give_back(c) within 2 days after lend(c) }
"""

STAGES = """
entity Client
fixed fact bad(c: Client)
fixed fact ugly(c: Client)
fact begun(c: Client)
initially no c: Client | begun(c)
action begin(c: Client) by c then begun(c)
action finish(c: Client) by c requires begun(c)
policy strict binds c: Client { clause no: c must not begin(c) when bad(c) and ugly(c) }
"""


def gap(text: str, world: str) -> InductionGap | None:
    found = project(text, world)
    (check,) = found.checks
    case = posed(found, found.properties[check.property], check.conditions)
    complying, free = systems(case)
    words = relevant_words(case.encoding, [(complying, case.question.goal)])
    readings = combinations(case.encoding.symbols, words)[0]
    options = CheckOptions(rlimit=100_000_000, depth=4)
    return induction_gap(case, complying, free, readings, (), options, new_budget(options))


def test_the_state_the_step_and_the_break_in_words() -> None:
    found = gap(AGREE, TWO_PHASE)
    assert found is not None
    assert found.members == (("Node", ("node_1",)),)
    assert found.before == ("go commit", "aborted(node_1)")
    assert found.step == "commit(node_1)"
    assert found.after == ("node_1 has committed",)
    assert found.ending == "things stand as the property rules out, for a = node_1, b = node_1"
    assert found.advice.startswith("if this first state can come about, the claim is false; if it cannot, a `lemma`")


def test_suggested_lemmas_can_be_pasted_and_are_proved() -> None:
    found = gap(AGREE, TWO_PHASE)
    assert found is not None and found.suggestion
    assert found.advice.endswith("with these, proved as well, the claim is proved")
    pasted = "\n".join(f"lemma pasted_{number}: {text}" for number, text in enumerate(found.suggestion))
    sanity = sane(project(pasted + AGREE, TWO_PHASE), CheckOptions())
    assert sanity.proved == {f"pasted_{number}" for number in range(len(found.suggestion))}
    assert sanity.unproved == ()
    again = gap(pasted + AGREE, TWO_PHASE)
    assert again is not None and again.before == found.before, "lemmas help where they are handed over"
    (result,) = results(pasted + AGREE, TWO_PHASE)
    assert result.verdict is Verdict.HOLDS and result.gap is None and result.cause == ""


def test_what_is_needed_beside_a_lemma_that_cannot_be_proved() -> None:
    """Whoever pastes one lemma where more are needed is led on to the next: where its own induction is stuck, and what
    helps there. In the end all are proved together. (`gap` is told of no proof, so the lemma stands for one without.)"""
    stated = "lemma stated: every n: Node | go_commit implies not aborted(n)\n"
    found = gap(stated + AGREE, TWO_PHASE)
    assert found is not None and found.suggestion
    assert found.ending == "the lemma `stated` would be false"
    assert found.advice.startswith(
        "the lemma `stated`, which is not proved, would do for the claim; if this first state"
    )
    assert found.advice.endswith("proved as well, the claim is proved")
    assert not any("go_commit implies not aborted" in text for text in found.suggestion), "it is not said again"
    pasted = "\n".join(f"lemma {name}: {text}" for name, text in zip(found.names, found.suggestion, strict=True))
    sanity = sane(project(f"{stated}{pasted}\n{AGREE}", TWO_PHASE), CheckOptions())
    assert sanity.unproved == () and sanity.proved == {"stated", *found.names}


def test_a_lemma_that_is_not_enough_is_granted_where_the_claim_is_stuck() -> None:
    stated = "lemma stated: every n: Node | go_commit implies not no_vote(n)\n"
    found, without = gap(stated + AGREE, TWO_PHASE), gap(AGREE, TWO_PHASE)
    assert found is not None and without is not None
    assert found.advice.startswith("the lemma `stated`, which is not proved, would not do for the claim either; ")
    assert (found.before, found.ending) == (without.before, without.ending)
    assert found.suggestion


def test_a_false_lemma_is_not_granted() -> None:
    """From it anything would follow."""
    found, without = gap("lemma wrong: not go_commit\n" + AGREE, TWO_PHASE), gap(AGREE, TWO_PHASE)
    assert found is not None and without is not None
    assert (found.before, found.advice) == (without.before, without.advice)


def test_what_no_clause_about_members_says_is_not_suggested() -> None:
    """That a value decided has a quorum of votes is `some` inside `every`."""
    found = gap("\nproperty one: never decided(v) and decided(w) and v != w\ncheck one under nobody\n", CONSENSUS)
    assert found is not None
    assert found.suggestion == ()
    assert "no clause about the members of this state was found" in found.advice
    assert "decided(value_1)" in found.before


def test_the_past_is_told_with_its_moments() -> None:
    claim = "\nproperty short: never holds(c) and not within 1 day after lend(c)\ncheck short under lease\n"
    found = gap(claim, LEASE)
    assert found is not None
    told = " / ".join(found.before)
    assert "it has happened that lend(client_1)" in told or "once" in told or "client_1 holds it" in told
    assert any(" the start" in one for one in (*found.before, *found.after)), "moments are days from the start"


def test_a_lemma_is_true_of_runs_that_break_the_policy_as_well() -> None:
    """Only the policy keeps what is bad and ugly from being begun: what would help is true of complying runs alone."""
    claim = "\nproperty fine: never finish(c) when bad(c) and ugly(c)\ncheck fine under strict\n"
    found = gap(claim, STAGES)
    assert found is not None and found.suggestion == ()
    assert found.advice.endswith("also of those that break policies")
    guarded = STAGES.replace("by c then begun(c)", "by c requires not (bad(c) and ugly(c)) then begun(c)")
    assert guarded != STAGES
    found = gap(claim, guarded)
    assert found is not None and found.suggestion == ("every c: Client | bad(c) and ugly(c) implies not begun(c)",)


def test_a_check_without_an_answer_says_why_and_where() -> None:
    claim = "\nproperty one: never decided(v) and decided(w) and v != w\ncheck one under nobody\n"
    (result,) = results(claim, CONSENSUS, depth=2, rlimit=20_000_000)
    assert result.verdict is Verdict.UNDETERMINED
    assert result.gap is not None
    assert result.cause


def test_what_is_settled_has_no_gap() -> None:
    held = "\nproperty fine: always holds(c) implies once lend(c)\ncheck fine under lease\n"
    (result,) = results(held, LEASE)
    assert result.verdict is Verdict.HOLDS and result.gap is None and result.cause == ""
