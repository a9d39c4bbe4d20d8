"""What was found so far, one claim at a time, and what it comes to: each finding replayed, made small, told as a story
and as a scenario."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rspverify.check.confirm import Evidence, confirm, under_other_readings
from rspverify.check.fuzzing.fewer_steps import with_fewer_steps
from rspverify.check.fuzzing.groups import Group
from rspverify.check.fuzzing.judging import Sight, is_witnessed
from rspverify.check.fuzzing.results import CheckFuzzed, Outcome, Shown
from rspverify.check.fuzzing.retold import Kept, retold
from rspverify.check.shrink.pair import shrunk_pair
from rspverify.check.shrink.shrink import shrunk
from rspverify.check.story import tell
from rspverify.check.words import conditions_text
from rspverify.policy.claims import Check, Conditions, Project, Property
from rspverify.policy.conditions import words
from rspverify.source.diagnostics import Diagnostic


@dataclass(frozen=True)
class _Seen:
    group: Group
    sight: Sight
    by: str


class Findings:
    """`diagnostics`: our own faults, where the judge of single steps and the judge of whole runs do not agree."""

    def __init__(self, project: Project, checks: Iterable[Check], kept: Kept) -> None:
        self._project = project
        self._checks = tuple(checks)
        self._kept = kept
        self._seen: dict[int, _Seen] = {}
        self._judged: dict[int, int] = {}
        self._reasons: dict[int, str] = {}
        self.diagnostics: list[Diagnostic] = []

    def settled(self, check: Check) -> bool:
        """Whether there is a run already that shows something of the check."""
        return id(check) in self._seen

    def see(self, group: Group, check: Check, sight: Sight | None, by: str = "") -> None:
        """Takes in what a run shows of a check, if anything; the first one counts. `by`: the scenario that told it."""
        if sight is not None and id(check) not in self._seen:
            self._seen[id(check)] = _Seen(group, sight, by)

    def judged(self, checks: Iterable[Check]) -> None:
        """Counts one more run for these."""
        for check in checks:
            self._judged[id(check)] = self._judged.get(id(check), 0) + 1

    def without_meaning(self, group: Group, problem: str) -> None:
        """A run could not be judged to its end."""
        for check in group.checks:
            self._reasons.setdefault(id(check), problem)

    def results(self, not_begun: str) -> tuple[CheckFuzzed, ...]:
        """What it comes to, in the order of the file. `not_begun`: why no run was judged where no run says why."""
        names = list(self._kept.taken)
        found = []
        for check in self._checks:
            shown = self._shown(check, tuple(names))
            if shown is not None and shown.scenario_name:
                names.append(shown.scenario_name)
            found.append(self._result(check, shown, not_begun))
        return tuple(found)

    def _result(self, check: Check, shown: Shown | None, not_begun: str) -> CheckFuzzed:
        judged = self._judged.get(id(check), 0)
        reason = "" if judged else self._reasons.get(id(check), not_begun)
        if shown is not None:
            outcome = Outcome.AGAIN if _is_expected(check, shown.witness) else Outcome.UNEXPECTED
        else:
            outcome = Outcome.NOTHING if judged else Outcome.LEFT_OUT
        return CheckFuzzed(
            property=check.property,
            wording=self._project.properties[check.property].wording,
            conditions=conditions_text(check.conditions),
            span=check.span,
            expected=check.expected,
            outcome=outcome,
            judged=judged,
            shown=shown,
            reason="" if shown is not None else reason,
        )

    def _shown(self, check: Check, taken: tuple[str, ...]) -> Shown | None:
        seen = self._seen.get(id(check))
        if seen is None:
            return None
        asked = self._project.properties[check.property]
        first = confirm(self._project, check.conditions, asked, seen.sight.trace, seen.sight.other)
        if not isinstance(first, Evidence):
            message = f"a result was not confirmed: what a random run shows of {check.property}: {first.reason}"
            told = "this is a mistake in rspverify, not in your policies: please report it"
            self.diagnostics.append(Diagnostic("RSP902", message, check.span, help=told))
            return None
        small = _small(self._project, check.conditions, asked, first)
        relevant = _relevant(self._project, check.conditions, asked, small)
        story = tell(self._project, check, small.trace, small.confirmed, relevant, small.other)
        witness = is_witnessed(asked)
        fixed = (*relevant, *(word for word, _ in check.conditions.readings))
        kept = replace(self._kept, taken=taken)
        remark = f"{'shows' if witness else 'breaks'} {check.property}: {story.ending}"
        scenario = retold(self._project, seen.group.conditions, asked, (small, first), fixed, kept, remark)
        return Shown(story, witness, seen.by, scenario.text, scenario.name, scenario.untold)


def _small(project: Project, conditions: Conditions, asked: Property, evidence: Evidence) -> Evidence:
    if evidence.other is not None:
        return shrunk_pair(project, conditions, asked, with_fewer_steps(project, conditions, asked, evidence))
    return shrunk(project, conditions, asked, evidence)


def _relevant(project: Project, conditions: Conditions, asked: Property, shown: Evidence) -> tuple[str, ...]:
    """The open words that matter: those of which another reading would not show the same. All, where there is a second
    run."""
    several = {word: readings for word, readings in words(project.world).items() if len(readings) > 1}
    if shown.other is not None:
        return tuple(several)
    free = replace(conditions, readings=())
    return tuple(
        word
        for word, readings in several.items()
        if any(
            under_other_readings(project, free, asked, shown, {word: reading}) is None
            for reading in readings
            if reading != shown.trace.readings[word]
        )
    )


def _is_expected(check: Check, witness: bool) -> bool:
    """Whether the file says that there is such a run. Readings may decide: then some run is as good as another."""
    return check.expected in (("possible", "depends") if witness else ("violated", "depends"))
