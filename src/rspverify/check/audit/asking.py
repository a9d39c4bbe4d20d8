"""How an audit asks: any claim about an audited policy, answered by the same way as a check's, with story or proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import prod

from rspverify.check.answer import Answer, answer
from rspverify.check.audit.checks import Checks
from rspverify.check.audit.seen import Seen
from rspverify.check.encodings import Encodings
from rspverify.check.judge import Judged
from rspverify.check.manner import Manner
from rspverify.check.options import CheckOptions
from rspverify.check.readings import Readings
from rspverify.check.results import ProofNote, Story, Verdict
from rspverify.check.story import tell
from rspverify.policy.claims import Check, Claim, Conditions, NeverPossible, PossibleState, Project, Property
from rspverify.policy.conditions import compared, words
from rspverify.policy.expressions import Expr, Happening, Variable
from rspverify.policy.norms import Policy
from rspverify.trace.values import Trace

MOST_COMBINATIONS = 16
"""Of readings: of so many it is told under which a run is one."""

_REACHED = (Verdict.VIOLATED, Verdict.POSSIBLE)
_EXCLUDED = (Verdict.HOLDS, Verdict.VACUOUS, Verdict.IMPOSSIBLE)


@dataclass(frozen=True)
class Audited:
    """A policy that is audited, in its project. `plain`: the same act by act, which the project holds too. `lemmas`:
    names of those that were proved. `checks`: those that count as checks of the policy. `seen`: runs found so far;
    `encodings`: what the questions share."""

    project: Project
    policy: Policy
    plain: Policy
    options: CheckOptions
    lemmas: tuple[str, ...]
    checks: Checks
    seen: Seen = field(default_factory=Seen)
    encodings: Encodings | None = None

    def with_policies(self, *more: Policy) -> Audited:
        """The same, with policies beside those of the project."""
        known = {**self.project.policies, **{one.name: one for one in more}}
        return replace(self, project=replace(self.project, policies=known))


@dataclass(frozen=True)
class Reached:
    """There is a run: the claim is violated, or possible. `only`: in words, under which readings, if not under all."""

    asking: Asking
    judged: Judged
    only: str

    def story(self, ending: str = "") -> Story:
        """The run in words; `ending`: what it comes to, where the claim's own words do not tell."""
        shown = self.judged.evidence
        assert shown is not None
        asking = self.asking
        check = Check(asking.property.name, asking.conditions, "holds", asking.property.span)
        told = tell(
            asking.project, check, shown.trace, shown.confirmed, self.asking.words, shown.other, asking.property
        )
        # Parts of a question that are in no file have no words.
        hinges = tuple(hinge for hinge in told.hinges if not hinge.startswith("``"))
        return replace(told, ending=ending or told.ending, hinges=hinges, may_be_smaller=shown.may_be_smaller)

    def act(self, action: str) -> str:
        """The act in question, if the variables of what was asked are its parameters."""
        assert self.judged.evidence is not None
        values = self.judged.evidence.confirmed.environment.values()
        return f"`{action}({', '.join(str(value) for value in values)})`" if values else f"`{action}`"

    @property
    def trace(self) -> Trace:
        assert self.judged.evidence is not None
        return self.judged.evidence.trace


@dataclass(frozen=True)
class Excluded:
    """There is no run, for any number of members and steps, under any reading: proved."""

    proofs: tuple[ProofNote, ...]


@dataclass(frozen=True)
class Unsettled:
    """It could not be told; `fault`: by our own mistake."""

    reason: str
    fault: bool = False


Outcome = Reached | Excluded | Unsettled


@dataclass(frozen=True)
class Asking:
    """What was asked: `words` are the open words that matter to it."""

    project: Project
    property: Property
    conditions: Conditions
    words: tuple[str, ...]


def ask(
    audited: Audited, claim: Claim, variables: tuple[Variable, ...] = (), under: tuple[str, ...] | None = None
) -> Outcome:
    """The answer to a claim in runs that comply with the audited policy, under all combinations of readings.

    `under`: the policies of the check instead; the claim's own are added by its meaning.
    """
    named = (audited.policy.name,) if under is None else under
    conditions = Conditions(named, (), (), (), (), None, compared(claim))
    return _asked(audited, claim, variables, conditions)


def ask_for_run(
    audited: Audited, claim: Claim, variables: tuple[Variable, ...] = (), under: tuple[str, ...] | None = None
) -> Outcome:
    """The same as `ask`, where a run will be shown: where the readings have very many combinations, it is not told
    under which of them there is one."""
    combinations = prod(len(found) for found in words(audited.project.world).values())
    return (ask if combinations <= MOST_COMBINATIONS else ask_first)(audited, claim, variables, under)


def ask_first(
    audited: Audited, claim: Claim, variables: tuple[Variable, ...] = (), under: tuple[str, ...] | None = None
) -> Outcome:
    """The same where one run is enough, whatever the readings: the first reading of each word is tried first."""
    named = (audited.policy.name,) if under is None else under
    open_words = {word: found for word, found in words(audited.project.world).items() if len(found) > 1}
    if open_words:
        first = tuple((word, found[0]) for word, found in open_words.items())
        tried = _asked(audited, claim, variables, Conditions(named, first, (), (), (), None, compared(claim)))
        if not isinstance(tried, Excluded):
            # What is too much for one combination is not less for all of them.
            return tried
    return ask(audited, claim, variables, under)


def look(audited: Audited, formula: Expr, variables: tuple[Variable, ...], *, first: bool = False) -> Outcome:
    """Whether a complying run leads to a state in which a formula holds. `first`: one reading will do."""
    return (ask_first if first else ask_for_run)(audited, PossibleState(formula), variables)


def happens(audited: Audited, formula: Expr, variables: tuple[Variable, ...]) -> Outcome | None:
    """As `look` where it is enough to know that there is a run; None: there is one, which was found before."""
    if audited.seen.shows(audited.project, audited.policy.name, formula, variables):
        return None
    return look(audited, formula, variables, first=True)


def look_for_act(audited: Audited, act: Happening, formula: Expr, variables: tuple[Variable, ...]) -> Outcome:
    """Whether an act is possible where a formula holds, in a run that complies up to there."""
    claim = NeverPossible((act,), formula, ((audited.policy.name,),))
    return ask_for_run(audited, claim, variables, ())


def _asked(
    audited: Audited,
    claim: Claim,
    variables: tuple[Variable, ...],
    conditions: Conditions,
) -> Outcome:
    asked = Property("the question of the audit", "", variables, claim, audited.policy.span)
    manner = Manner(audited.encodings, each_plain=False, gaps=False)
    found = answer(audited.project, asked, conditions, audited.options, audited.lemmas, manner)
    reached = [one for one in found.judged if one.verdict in _REACHED and one.evidence is not None]
    if found.fault:
        return Unsettled(found.reason, fault=True)
    if reached:
        assert reached[0].evidence is not None
        audited.seen.add(reached[0].evidence.trace)
        asking = Asking(audited.project, asked, conditions, found.words)
        return Reached(asking, reached[0], _only(found, [one.readings for one in reached]))
    if found.verdict in _EXCLUDED:
        return Excluded(_proofs(found))
    reason = found.reason or next((one.reason for one in found.judged if one.reason), "")
    if not reason and found.verdict is Verdict.HOLDS_UP_TO:
        reason = "only short runs are known to keep it"
    return Unsettled(reason or "no proof and no run was found")


def _proofs(found: Answer) -> tuple[ProofNote, ...]:
    proofs = [one for judged in found.judged for one in (judged.proof, *judged.besides) if one is not None]
    return tuple({id(one): one for one in proofs}.values())


def _only(found: Answer, reached: Sequence[Readings]) -> str:
    """Under which readings there is a run, if not under all of those that were looked at."""
    every = [one.readings for one in found.judged]
    if len(reached) == len(every):
        return ""
    for word in found.words:
        chosen = {dict(one)[word] for one in reached}
        if {one for one in every if dict(one)[word] in chosen} == set(reached):
            return f"only where `{word}` is read as {' or '.join(f'`{one}`' for one in sorted(chosen))}"
    return f"under {len(reached)} of {len(every)} combinations of readings"
