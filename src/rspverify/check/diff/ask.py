"""One question to the engines, and what it comes to under each combination of readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rspverify.check.answer import Answer, answer
from rspverify.check.confirm import Evidence
from rspverify.check.encodings import Encodings
from rspverify.check.judge import Fault
from rspverify.check.manner import Manner
from rspverify.check.options import CheckOptions
from rspverify.check.readings import Readings
from rspverify.check.results import ProofNote, Story, Verdict
from rspverify.check.story import tell
from rspverify.policy.claims import Check, Claim, Conditions, Project, Property
from rspverify.policy.conditions import compared, effective_policies
from rspverify.policy.expressions import Expr, Variable
from rspverify.semantics.evaluate import holds
from rspverify.semantics.replay import Confirmed, replay
from rspverify.semantics.run import Run
from rspverify.source.spans import NOWHERE

_SEEN = {Verdict.VIOLATED: "some", Verdict.HOLDS: "none", Verdict.VACUOUS: "none"}


@dataclass(frozen=True)
class Shown:
    """A run that shows that there is such a case, and the question that it answers."""

    evidence: Evidence
    asked: Property
    conditions: Conditions
    words: tuple[str, ...]


@dataclass(frozen=True)
class Effort:
    """`share`: a question may take this part of the work. `like`: only with words read as in this run. `any_run`: it is
    enough to know whether there is a run, under whatever reading. `runs_first`: one is expected."""

    share: int = 1
    like: Shown | None = None
    any_run: bool = False
    runs_first: bool = False


FULL = Effort()


@dataclass(frozen=True)
class Finding:
    """Whether there is what was asked for: `table` says it (`some`, `none`, `unknown`) for each combination of
    readings; `shown`: a run for each combination with `some`. `reason`: why something is unknown."""

    table: tuple[tuple[Readings, str], ...]
    shown: tuple[tuple[Readings, Shown], ...] = ()
    reason: str = ""
    proof: ProofNote | None = None

    @property
    def some(self) -> bool:
        return any(found == "some" for _, found in self.table)

    @property
    def none(self) -> bool:
        """Proved, under every reading."""
        return all(found == "none" for _, found in self.table)


NOTHING = Finding((((), "none"),))
"""Where it can be told without asking."""


@dataclass(frozen=True)
class Asking:
    """All that questions of one comparison share. `lemmas`: those that were proved before."""

    project: Project
    conditions: Conditions
    options: CheckOptions
    lemmas: tuple[str, ...] = ()
    encodings: Encodings | None = None

    def ask(
        self,
        variables: tuple[Variable, ...],
        claim: Claim,
        under: tuple[str, ...] = (),
        effort: Effort = FULL,
    ) -> Finding:
        """Whether the claim is broken, in runs that comply with `under` too. Raises `Fault`."""
        conditions = self.conditions_of(claim, under)
        read = () if effort.like is None else tuple(effort.like.evidence.trace.readings.items())
        manner = Manner(
            self.encodings, read, effort.any_run, each_plain=False, gaps=False, runs_first=effort.runs_first
        )
        asked = Property("the comparison", "", variables, claim, NOWHERE)
        options = replace(self.options, rlimit=max(1, self.options.rlimit // effort.share))
        found = answer(self.project, asked, conditions, options, self.lemmas, manner)
        if found.fault:
            raise Fault(found.reason)
        return _finding(found, asked, conditions)

    def known(
        self,
        shown: Shown,
        variables: tuple[Variable, ...],
        claim: Claim,
        combinations: Sequence[Readings],
        under: tuple[str, ...] = (),
    ) -> Finding | None:
        """The finding that a run which was found before breaks the claim under all these readings; None if it does
        not."""
        conditions = self.conditions_of(claim, under)
        asked = Property("the comparison", "", variables, claim, NOWHERE)
        runs = []
        for one in combinations:
            trace = shown.evidence.trace
            read = replace(trace, readings={**trace.readings, **dict(one)})
            found = replay(self.project, conditions, asked, read, None)
            if not isinstance(found, Confirmed):
                return None
            evidence = replace(shown.evidence, trace=read, confirmed=found)
            runs.append((one, Shown(evidence, asked, conditions, shown.words)))
        return Finding(tuple((one, "some") for one in combinations), tuple(runs))

    def conditions_of(self, claim: Claim, under: tuple[str, ...]) -> Conditions:
        named = tuple(dict.fromkeys((*self.conditions.compared, *compared(claim))))
        return replace(self.conditions, policies=(*self.conditions.policies, *under), compared=named)

    def truths(self, shown: Shown, formulas: Sequence[Expr]) -> tuple[bool, ...]:
        """Which formulas hold where the run shows what it was asked for. Raises `SemanticsError`."""
        run = self.run(shown)
        where = shown.evidence.confirmed
        return tuple(holds(run, formula, where.index, where.environment) for formula in formulas)

    def run(self, shown: Shown) -> Run:
        policies = effective_policies(self.project, shown.conditions)
        return Run.of(self.project.world, policies, shown.conditions.policies, shown.evidence.trace)

    def story(self, shown: Shown, ending: str = "", claim: Claim | None = None) -> Story:
        """The run as a story. `claim`: in whose words its end is told, if not those of the question."""
        asked = shown.asked if claim is None else replace(shown.asked, claim=claim)
        check = Check(asked.name, shown.conditions, "violated", NOWHERE)
        evidence = shown.evidence
        told = tell(self.project, check, evidence.trace, evidence.confirmed, shown.words, evidence.other, asked)
        return replace(told, ending=ending or told.ending, may_be_smaller=evidence.may_be_smaller)


Ask = Callable[[Expr, Effort], Finding]
"""Whether the formula holds at some occurrence in question."""


def _finding(found: Answer, asked: Property, conditions: Conditions) -> Finding:
    if not found.judged:
        return Finding((((), "unknown"),), (), found.reason)
    table = tuple((one.readings, _SEEN.get(one.verdict, "unknown")) for one in found.judged)
    shown = tuple(
        (one.readings, Shown(one.evidence, asked, conditions, found.words))
        for one in found.judged
        if one.evidence is not None
    )
    proof = next((one.proof for one in found.judged if one.proof is not None and one.verdict is Verdict.HOLDS), None)
    reason = next((one.reason for one in found.judged if one.reason and one.verdict not in _SEEN), "")
    return Finding(table, shown, reason or found.reason, proof)
