"""From candidates to repairs, guided by counterexamples.

A combination of edits must first take away every story that is known to break the claim, which the reference semantics
tells at once. What is left is tried on the patched text itself, loaded as a user's file is: the claim is proved or a
new story found, which all further combinations have to take away too; then every other expectation is looked at.
Combinations grow by one edit at a time, and are not grown where fewer edits suffice (in the way of inductive synthesis
guided by counterexamples: Solar-Lezama, Tancau, Bodik, Seshia, Saraswat, ASPLOS 2006).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from rspverify.check.answer import answer
from rspverify.check.options import CheckOptions
from rspverify.check.repair.edits import AddClause, Edit, cost, said
from rspverify.check.repair.expectations import Expectations, Number
from rspverify.check.repair.patch import Patch, patch
from rspverify.check.repair.results import Turned
from rspverify.check.repair.workshop import Loaded, Subject, changes, module_with, reloaded
from rspverify.check.results import Verdict
from rspverify.policy.claims import Project
from rspverify.semantics.replay import Confirmed, replay
from rspverify.trace.values import Trace

MOST_WEIGHED = 1500
"""So many combinations are weighed at most: a count, so that the answer is the same on every machine."""
MOST_FOUND = 8
MOST_NEAR = 3
MOST_COMPARED = 12
"""Of so many that come near it is found out what all they would disappoint; the nearest are kept."""

Combination = tuple[int, ...]
"""The numbers of edits, in order."""
_OPEN = (Verdict.UNDETERMINED, Verdict.HOLDS_UP_TO)


@dataclass(frozen=True)
class Limits:
    """`edits`: how many together at most; `proofs`: how many combinations are proved or refuted at most."""

    edits: int = 2
    proofs: int = 60


@dataclass(frozen=True)
class Aim:
    """A check that should come to `wanted`. `stories`: what is known to speak against it."""

    number: Number
    wanted: Verdict
    stories: list[tuple[Trace, Trace | None]] = field(default_factory=list)


@dataclass(frozen=True)
class Proposal:
    """Edits after which the aims are reached. `after`: the project of each file; `turned`: what else would be otherwise
    than expected."""

    edits: tuple[Edit, ...]
    patch: Patch
    after: tuple[Project, ...]
    turned: tuple[Turned, ...]

    @property
    def cost(self) -> int:
        return cost(self.edits)


class Search:
    """One search. After `run`, its attributes say what it came to."""

    def __init__(
        self,
        files: Sequence[Loaded],
        about: Subject,
        aims: Sequence[Aim],
        edits: Sequence[Edit],
        expectations: Expectations,
        options: CheckOptions,
        limits: Limits,
    ) -> None:
        self._files, self._about, self._aims, self._edits = files, about, aims, edits
        self._expectations, self._options, self._limits = expectations, options, limits
        self.found: list[Proposal] = []
        self.near: list[Proposal] = []
        self.weighed = self.proved = self.undecided = self._compared = 0
        self.reached: list[str] = []
        self.fault = ""

    def run(self) -> None:
        """Fewest edits first; a clause that is missing altogether is the last resort."""
        numbered = list(enumerate(self._edits))
        small: list[Combination] = [(number,) for number, edit in numbered if not isinstance(edit, AddClause)]
        large: list[Combination] = [(number,) for number, edit in numbered if isinstance(edit, AddClause)]
        level = small
        for size in range(1, self._limits.edits + 1):
            told, silent = self._level(level)
            if self.found or self.reached:
                break
            level = list(self._grown(told, silent, small)) if size < self._limits.edits else []
        if not self.found:
            self._level(large, bounded=False)

    def _level(self, level: Sequence[Combination], bounded: bool = True) -> tuple[list[Combination], list[Combination]]:
        """Tries combinations of one size. Gives back those that take away all stories but do not suffice, and those
        that do not take them away."""
        told: list[Combination] = []
        silent: list[Combination] = []
        for combination in level:
            if bounded and self._full():
                break
            edits = tuple(self._edits[number] for number in combination)
            self.weighed += 1
            takes_away = self._takes_away(edits)
            if takes_away is None:
                continue
            if not takes_away:
                silent.append(combination)
            elif not self._suffices(edits):
                told.append(combination)
        return told, silent

    def _full(self) -> bool:
        """Whether a limit is reached."""
        if self.weighed >= MOST_WEIGHED:
            self._note(f"{MOST_WEIGHED} combinations of edits were weighed")
        elif self.proved >= self._limits.proofs:
            most = self._limits.proofs
            self._note(f"{most} combination{' of edits was' if most == 1 else 's of edits were'} proved or refuted")
        else:
            return len(self.found) >= MOST_FOUND
        return True

    def _note(self, limit: str) -> None:
        if limit not in self.reached:
            self.reached.append(limit)

    def _grown(
        self, told: list[Combination], silent: list[Combination], small: list[Combination]
    ) -> Iterator[Combination]:
        """One more edit: any for what takes the stories away; for what does not, another that does not either."""
        seen: set[Combination] = set()
        for some, more in ((told, small), (silent, [one for one in small if one in silent])):
            for one in some:
                for other in more:
                    joined = tuple(sorted({*one, *other}))
                    if len(joined) == len(one) + 1 and joined not in seen:
                        seen.add(joined)
                        yield joined

    # ---------------------------------------------------------------- one combination

    def _takes_away(self, edits: tuple[Edit, ...]) -> bool | None:
        """Whether no known story breaks a claim after the edits; None where these make no sense together."""
        changed = changes(self._about, edits)
        if changed is None:
            return None
        module = module_with(self._about, changed)
        projects: dict[int, Project] = {}
        for aim in self._aims:
            file, at = aim.number
            if file not in projects:
                project = self._files[file].says_with(module, self._about.real)
                if project is None:
                    return None
                projects[file] = project
            project = projects[file]
            check = project.checks[at]
            asked = project.properties[check.property]
            for trace, other in reversed(aim.stories):
                if isinstance(replay(project, check.conditions, asked, trace, other), Confirmed):
                    return False
        return True

    def _suffices(self, edits: tuple[Edit, ...]) -> bool:
        """Whether the aims are reached and nothing else is disappointed; notes the repair if so, and what came near."""
        targets = [aim.number for aim in self._aims]
        made = patch(self._files, self._about, edits, [(aim.number, aim.wanted.value) for aim in self._aims])
        after = None if made is None else self._loaded(made, {}, {file for file, _ in targets})
        if made is None or after is None:
            return False
        self.proved += 1
        if not all(self._reached(aim, after) for aim in self._aims):
            return False
        whole = self._loaded(made, after, set(range(len(self._files))))
        if whole is None:
            return False
        projects = tuple(project for _, project in sorted(whole.items()))
        disappointed = self._expectations.disappointed(projects, targets)
        turned = tuple(islice(disappointed, None if self._compared < MOST_COMPARED else 1))
        if not turned:
            self.found.append(Proposal(edits, made, projects, ()))
            return True
        if all(one.unknown for one in turned):
            self.undecided += 1
        if self._compared < MOST_COMPARED:
            self._compared += 1
            self._comes_near(Proposal(edits, made, projects, turned))
        return False

    def _comes_near(self, one: Proposal) -> None:
        """Notes it, unless fewer of the same edits come as near."""
        fewer = [other for other in self.near if set(other.edits) < set(one.edits)]
        if all(len(other.turned) > len(one.turned) for other in fewer):
            self.near = sorted([*self.near, one], key=lambda near: (len(near.turned), near.cost))[:MOST_NEAR]

    def _loaded(self, made: Patch, there: dict[int, Project], wanted: set[int]) -> dict[int, Project] | None:
        """The files as they would be read with the patch, besides those that are there already."""
        found = dict(there)
        for at in sorted(wanted - there.keys()):
            again = reloaded(self._files[at], made.texts)
            if again is None:
                return None
            found[at] = again.project
        return found

    def _reached(self, aim: Aim, after: Mapping[int, Project]) -> bool:
        file, at = aim.number
        project = after[file]
        check = project.checks[at]
        asked = project.properties[check.property]
        lemmas = tuple(sorted(self._expectations.sanity(file, project).proved))
        found = answer(project, asked, check.conditions, self._options, lemmas)
        if found.fault:
            self.fault = found.reason
            return False
        if found.verdict is aim.wanted:
            return True
        if found.verdict in _OPEN:
            self.undecided += 1
        if aim.wanted is not Verdict.POSSIBLE:
            # A story speaks against the claim; for what should be possible there is none that does.
            shown = [one.evidence for one in found.judged if one.evidence is not None]
            aim.stories.extend((one.trace, one.other) for one in shown)
        return False

    def words(self, edits: tuple[Edit, ...]) -> tuple[str, ...]:
        """The edits as instructions."""
        return tuple(said(edit, self._about.clauses.get(edit.clause)) for edit in edits)
