"""Results of checks and scenarios from before. What is said to be violated, or possible, is played again by the
reference semantics before it is believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rspverify.check.options import CheckOptions
from rspverify.check.results import CheckResult, Meeting, ProofNote, Result, ScenarioResult, Story, Verdict
from rspverify.policy.claims import Check, Project, Scenario
from rspverify.semantics.replay import Confirmed, replay
from rspverify.store.database import Database
from rspverify.store.inputs import content_digest
from rspverify.store.packing import Refused, packed, unpacked
from rspverify.store.projects import Opened

KIND = "result"
_SHOWN = (Verdict.VIOLATED, Verdict.POSSIBLE)
_SETTLED = (Verdict.HOLDS, Verdict.IMPOSSIBLE, *_SHOWN)


class Results:
    """The results of files that are opened, with these options."""

    def __init__(self, database: Database, options: CheckOptions) -> None:
        self._database = database
        self._options = options

    def recalled(self, opened: Opened, places: Sequence[int]) -> Mapping[int, Result]:
        """The results of those checks and scenarios (counted as in `_every`) that are known. What is not confirmed is
        forgotten."""
        if not opened.digest:
            return {}
        keys = {self._key(opened, place): place for place in places}
        found: dict[int, Result] = {}
        wrong: list[bytes] = []
        for key, content in self._database.get(KIND, list(keys)).items():
            result = _confirmed(opened, keys[key], content)
            if result is None:
                wrong.append(key)
            else:
                found[keys[key]] = result
        if wrong:
            self._database.drop(KIND, wrong)
        return found

    def keep(self, opened: Opened, results: Mapping[int, Result]) -> None:
        """Keeps those of them that would be the same in another run."""
        if not opened.digest:
            return
        entries = []
        for place, result in results.items():
            if lasting(result, self._options):
                try:
                    entries.append((self._key(opened, place), packed(_light(result), opened.files)))
                except Refused:
                    continue  # nested too deeply
        if entries:
            self._database.put(KIND, entries)

    def _key(self, opened: Opened, place: int) -> bytes:
        options = replace(self._options, select=())
        return content_digest(opened.digest + repr((place, options)).encode())


def _every(project: Project) -> tuple[Check | Scenario, ...]:
    return (*project.checks, *project.scenarios)


def lasting(result: Result, options: CheckOptions) -> bool:
    """Whether neither the clock, nor a lack of memory, nor a fault of ours has a part in it."""
    if any(diagnostic.code.startswith("RSP9") for diagnostic in result.diagnostics):
        return False
    match result:
        case ScenarioResult():
            return not result.unanswered
        case CheckResult():
            if result.meeting in (Meeting.FAULT, Meeting.WRONG_INPUT) or "memory" in result.reason:
                return False
            if options.timeout is None and options.memory is None:
                return True
            sure = all(note.rests_on is None or note.rests_on.minimal for note in result.proofs)
            least = not any(story.may_be_smaller for _, story in _stories(result))
            return result.verdict in _SETTLED and sure and least


def _light(result: Result) -> Result:
    """Without certificates, which `outcomes` keeps, and without how long it took, which was another run's time."""
    if isinstance(result, ScenarioResult):
        return replace(result, seconds=0.0)
    proof = None if result.proof is None else _without(result.proof)
    return replace(result, proof=proof, proofs=tuple(_without(one) for one in result.proofs), seconds=0.0)


def _without(proof: ProofNote) -> ProofNote:
    return replace(proof, certificate=None)


def _stories(result: CheckResult) -> list[tuple[Verdict, Story]]:
    """All stories, each once, with what they show."""
    told = [*((row.verdict, row.story) for row in result.table), (result.verdict, result.story)]
    return list({id(story): (verdict, story) for verdict, story in reversed(told) if story is not None}.values())


def _confirmed(opened: Opened, place: int, content: bytes) -> Result | None:
    """The result, if it is one of this check and is borne out."""
    asked = _every(opened.project)[place]
    try:
        result = unpacked(content, opened.files)
    except Refused:
        return None
    match asked:
        case Scenario():
            same = isinstance(result, ScenarioResult) and result.name == asked.name and result.span == asked.span
            return result if same else None
        case Check():
            if not isinstance(result, CheckResult) or result.property != asked.property or result.span != asked.span:
                return None
            return result if result.expected == asked.expected and _borne_out(opened.project, asked, result) else None


def _borne_out(project: Project, asked: Check, result: CheckResult) -> bool:
    """Whether all that is shown by runs is shown by them."""
    rows = [(row.verdict, row.story) for row in result.table] or [(result.verdict, result.story)]
    if any(verdict in _SHOWN and story is None for verdict, story in rows):
        return False
    claim = project.properties[asked.property]
    for _, story in _stories(result):
        other = None if story.beside is None else story.beside.trace
        if not isinstance(replay(project, asked.conditions, claim, story.trace, other), Confirmed):
            return False
    return True
