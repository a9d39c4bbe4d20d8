"""One check: its claim judged under every combination of readings, made weaker where it is vacuous, and one verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from rspverify.check.claims.question import Presence, Unsupported
from rspverify.check.claims.select import question
from rspverify.check.encodings import Encoded, Encodings
from rspverify.check.engine import Asking, engine, new_budget
from rspverify.check.expected import joined
from rspverify.check.judge import Case, Engine, Fault, Judged, judge
from rspverify.check.manner import ALONE, Manner
from rspverify.check.options import CheckOptions
from rspverify.check.readings import Readings, combinations, relevant_words
from rspverify.check.results import Verdict
from rspverify.check.stuck import induction_gap
from rspverify.check.together import together
from rspverify.check.vacuity import Absence, absences, also_absent, weakened
from rspverify.encode.hints.candidates import Hints
from rspverify.encode.system import encode, lawless
from rspverify.logic.system import TransitionSystem
from rspverify.policy.claims import Conditions, Keeping, Project, Property
from rspverify.policy.conditions import complying_with, effective_policies, shared
from rspverify.solver.port import Budget

TRUE = (Verdict.HOLDS, Verdict.HOLDS_UP_TO)


@dataclass(frozen=True)
class Answer:
    """A verdict before it is compared with the expected one. `words`: the open words that matter; `fault`: our own."""

    verdict: Verdict
    judged: tuple[Judged, ...] = ()
    reason: str = ""
    words: tuple[str, ...] = ()
    fault: bool = False


def answer(
    project: Project,
    asked: Property,
    conditions: Conditions,
    options: CheckOptions,
    lemmas: Sequence[str] = (),
    manner: Manner = ALONE,
) -> Answer:
    """The verdict on a property. `lemmas`: names of those that were proved before; `manner`: of one question among
    many."""
    try:
        return _answered(sides(project, asked, conditions, manner.encodings), options, lemmas, manner)
    except Unsupported as unsupported:
        return Answer(Verdict.UNDETERMINED, reason=f"not yet supported: {unsupported}")
    except Fault as fault:
        return Answer(Verdict.UNDETERMINED, reason=str(fault), fault=True)


def posed(project: Project, asked: Property, conditions: Conditions) -> Case:
    """The property under the conditions, encoded, with the question that it is to the engines; of a claim about several
    kinds of runs, about the first kind. Raises `Unsupported`."""
    return sides(project, asked, conditions)[0]


def sides(
    project: Project, asked: Property, conditions: Conditions, encodings: Encodings | None = None
) -> tuple[Case, ...]:
    """The same, for each kind of runs that the claim is about: it holds where it does of each. Raises `Unsupported`."""
    kinds = complying_with(asked.claim, conditions)
    found = []
    for kind in kinds:
        seen, own = _as_encoded(project, asked, replace(conditions, policies=kind))
        encoded = Encoded(encode(seen, own)) if encodings is None else encodings.of(seen, own)
        side = f"in runs that comply with {' and '.join(kind)}" if len(kinds) > 1 else ""
        found.append(Case(project, conditions, asked, encoded, question(encoded.encoding, asked, asked.claim), side))
    return tuple(found)


def _as_encoded(project: Project, asked: Property, conditions: Conditions) -> tuple[Project, Conditions]:
    """What the encoder is given. `keeping P keeps Q` is about the agents whom both bind: their shares of the policies
    are policies of their own."""
    if not isinstance(asked.claim, Keeping):
        return project, conditions
    policies = effective_policies(project, conditions)
    one, other = policies[asked.claim.policy], policies[asked.claim.other]
    kept, broken = shared(one, other), shared(other, one)
    tolerated = (replace(t, policy=kept.name) for t in conditions.tolerated if t.policy == one.name)
    return replace(project, policies={**project.policies, kept.name: kept, broken.name: broken}), replace(
        conditions,
        policies=tuple(dict.fromkeys((*conditions.policies, kept.name))),
        tolerated=(*conditions.tolerated, *tolerated),
    )


def _answered(cases: Sequence[Case], options: CheckOptions, lemmas: Sequence[str], manner: Manner) -> Answer:
    asked = [_Asked(case, options, lemmas, manner) for case in cases]
    words = list(dict.fromkeys(word for one in asked for word in one.words))
    readings = manner.chosen(combinations(cases[0].encoding.symbols, words))
    budget = new_budget(options)
    if manner.any_run:
        found = []
        for one in asked:
            found.append(judge(one.case, one.system, readings, one.engine(budget), manner))
            if found[-1][0].evidence is not None:
                return Answer(found[-1][0].verdict, tuple(found[-1]), "", tuple(words))
    else:
        found = [judge(one.case, one.system, readings, one.engine(budget), manner) for one in asked]
    judged = [together(parts) for parts in zip(*found, strict=True)]
    judged = _in_view_of_absences(asked, judged, budget)
    judged = _with_gap(asked, judged, options, budget) if manner.gaps else judged
    verdict = joined([one.verdict for one in judged])
    return Answer(verdict, tuple(judged), _reason(verdict, judged), tuple(words))


class _Asked:
    """A case with its systems and engines."""

    def __init__(self, case: Case, options: CheckOptions, lemmas: Sequence[str], manner: Manner) -> None:
        encoding, asking = case.encoding, case.question
        statements = case.project.world.lemmas
        self.case, self._options, self._manner = case, options, manner
        self.known = tuple((name, encoding.formulas.compile(statements[name].formula, {})) for name in sorted(lemmas))
        # Of many questions most are easy, and candidates for invariants are not even made for them.
        self._later = manner.encodings is not None and asking.twin is None
        self.complying, self.free = bare_systems(case) if self._later else systems(case)
        self.system = in_question(case, self.complying)
        goals = [(self.system, asking.goal)]
        goals += [(self.presence_system(presence), presence.goal) for presence in asking.presences]
        self.words = relevant_words(encoding, goals)

    def presence_system(self, presence: Presence) -> TransitionSystem:
        return self.complying if presence.complying else self.free

    def _asking(self) -> Asking:
        later = partial(candidates, self.case) if self._later else None
        return Asking(later, canonical=not self._manner.any_run)

    def engine(self, budget: Budget) -> Engine:
        """For the claim itself."""
        case, known = self.case, self.known
        depth = self._options.depth if case.conditions.steps is None else case.conditions.steps
        if case.question.twin is not None:
            known = case.question.twin.doubled(known)
        expected = case.question.witness or self._manner.runs_first
        return engine(
            case.encoding, case.asked, self._options, budget, known, depth, self._asking(), runs_first=expected
        )

    def looking(self, budget: Budget) -> Engine:
        """For what must be present lest the claim be vacuous."""
        case = self.case
        depth = max(case.conditions.steps or 0, self._options.depth)
        asking = replace(self._asking(), canonical=True)
        return engine(case.encoding, case.asked, self._options, budget, self.known, depth, asking, runs_first=True)


def _with_gap(asked: Sequence[_Asked], judged: list[Judged], options: CheckOptions, budget: Budget) -> list[Judged]:
    """Where a proof is stuck, for the first reading without an answer. Only of claims about single runs."""
    case = asked[0].case
    stuck = next((i for i, one in enumerate(judged) if _wants_proof(one, case)), None)
    single = len(asked) == 1 and case.question.twin is None and case.question.raised is None
    if stuck is None or not single or budget.seconds_left() == 0:
        return judged
    one = judged[stuck]
    gap = induction_gap(case, asked[0].complying, asked[0].free, one.readings, asked[0].known, options, budget)
    return [*judged[:stuck], replace(one, gap=gap), *judged[stuck + 1 :]]


def _wants_proof(one: Judged, case: Case) -> bool:
    """Whether a proof was asked for and none was found, nor a run."""
    bounded = one.verdict is Verdict.HOLDS_UP_TO and case.conditions.steps is None
    return (one.verdict is Verdict.UNDETERMINED and one.proof is None) or bounded


def systems(case: Case) -> tuple[TransitionSystem, TransitionSystem]:
    """That of the complying runs and that of all runs, with candidates for invariants."""
    complying, free = bare_systems(case)
    found = candidates(case)
    return found.given_to(complying), found.given_to(free)


def bare_systems(case: Case) -> tuple[TransitionSystem, TransitionSystem]:
    """The same without candidates."""
    complying = case.encoded.system()
    return complying, lawless(complying)


def candidates(case: Case) -> Hints:
    """Candidates for invariants."""
    goal = case.question.goal
    return case.encoded.hints(case.question.waiting, [goal.state, *(step.condition for step in goal.steps)])


def in_question(case: Case, complying: TransitionSystem) -> TransitionSystem:
    """The system that the claim's goal is about; `complying`: that of the complying runs."""
    asking = case.question
    if asking.twin is not None:
        return asking.twin.system()
    if asking.raised is not None:
        return replace(complying, symbols=(*complying.symbols, asking.raised.symbol))
    return complying


def _in_view_of_absences(asked: Sequence[_Asked], judged: list[Judged], budget: Budget) -> list[Judged]:
    """Each answer made weaker where what the claim speaks of is absent from every kind of runs."""
    for number, presence in enumerate(asked[0].case.question.presences):
        left = [one.readings for one in judged if one.verdict in TRUE]
        missing: dict[Readings, Absence] = {}
        for one in asked:
            if not left:
                break
            mine = one.case.question.presences[number]
            found = absences(one.case, mine, one.presence_system(mine), left, one.looking(budget))
            missing = {readings: also_absent(missing.get(readings), absence) for readings, absence in found.items()}
            left = [readings for readings in left if readings in found]
        judged = [weakened(one, missing.get(one.readings), presence) for one in judged]
    return judged


def _reason(verdict: Verdict, judged: Sequence[Judged]) -> str:
    """Why there is no better verdict, where there is none."""
    told = next((one.reason for one in judged if one.verdict is verdict and one.reason), "")
    if verdict is Verdict.UNDETERMINED and not told:
        return "violated under some readings, and under the others only short runs are known to keep it"
    return told
