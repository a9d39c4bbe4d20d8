"""Random drafts: edits of the policies of a file, and new policies over its vocabulary, tried against its properties.

Looked for are properties that exclude each other, clauses that no proof of any draft needs, and drafts of which the
audit and the properties do not say the same. Edits are the faults that `mutate` seeds, one or two at a time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Literal

from rspverify.check.audit import unneeded
from rspverify.check.audit.every import audit
from rspverify.check.audit.options import AuditOptions
from rspverify.check.fuzzing.draft_results import Apart, Audited, Drafted, DraftsTried, Idle, Incompatible
from rspverify.check.fuzzing.incompatible import incompatible
from rspverify.check.mutate.mutant import Mutant
from rspverify.check.mutate.seed import mutants
from rspverify.check.options import CheckOptions
from rspverify.check.repair.workshop import Loaded, NotEditable, load_all
from rspverify.check.results import CheckResult, Meeting, ScenarioResult, Verdict
from rspverify.check.run import run_checks
from rspverify.check.sanity import sane
from rspverify.fuzz.choices import Choices, Dead, Seeded
from rspverify.fuzz.drafted import drafted
from rspverify.fuzz.drafts_agree import disagreements
from rspverify.policy.claims import Check, Project, TraceClaim
from rspverify.source.diagnostics import Diagnostic, SourceError
from rspverify.source.files import SourceFile

_TRUE = (Verdict.HOLDS, Verdict.VACUOUS, Verdict.POSSIBLE)
_SHARE_OF_NEW = 3
"""Every third draft is a new policy."""


@dataclass(frozen=True)
class DraftOptions:
    """`drafts`: how many for each file. `seconds`: a limit of time for each file. `check`: how hard to try to prove."""

    drafts: int
    seed: int = 0
    seconds: float | None = None
    check: CheckOptions = field(default_factory=lambda: CheckOptions(rlimit=10_000_000, depth=6))


def try_drafts(path: str, options: DraftOptions, begins: Callable[[str], None] = lambda what: None) -> DraftsTried:
    """Tries random drafts of a file. Raises `SourceError` if the file is wrong; `KeyboardInterrupt` only before the
    first draft is tried: afterwards what there is until then is given."""
    started = time.monotonic()
    file = load_all(path)
    trial = _Trial(file, options, begins, started)
    excluding: tuple[Incompatible, ...] = ()
    left_out: list[str] = []
    interrupted = False
    try:
        trial.run()
        sanity = sane(file.project, options.check)
        begins("properties that exclude each other")
        excluding = tuple(incompatible(file.project, options.check, tuple(sorted(sanity.proved))))
    except KeyboardInterrupt:
        if not trial.drafts:
            raise
        interrupted = True
        left_out = ["properties that exclude each other were not looked for: it was interrupted before"]
    return DraftsTried(
        file=path,
        drafts=tuple(trial.drafts),
        incompatible=excluding,
        apart=tuple(_apart(trial.held)),
        idle=tuple(trial.idle()),
        left_out=(*trial.left_out, *left_out),
        stopped=trial.stopped,
        diagnostics=tuple(trial.diagnostics),
        seconds=time.monotonic() - started,
        interrupted=interrupted,
    )


class _Trial:
    """What is known of the drafts of one file so far."""

    def __init__(self, file: Loaded, options: DraftOptions, begins: Callable[[str], None], started: float) -> None:
        self._file, self._options, self._begins, self._started = file, options, begins, started
        self._choices: Choices = Seeded(options.seed)
        self._proofs: dict[str, int] = {}
        self._needed: set[str] = set()
        self._wrong: frozenset[str] = frozenset()
        self._baseline: dict[str, frozenset[tuple[str, str]]] = {}
        self.drafts: list[Drafted] = []
        self.held: list[tuple[frozenset[str], frozenset[str]]] = []
        """Of each draft the properties that held, and those that failed."""
        self.left_out: list[str] = []
        self.diagnostics: list[Diagnostic] = []
        self.stopped = False

    def run(self) -> None:
        self._begins("the file as it is")
        self._wrong = frozenset(self._judged(self._file.project, self._file.project.checks)[0])
        under = {name for check in self._file.project.checks for name in check.conditions.policies}
        under |= {name for check in self._file.project.checks for name in check.conditions.compared}
        seeded = {name: faults for name in sorted(under) if (faults := self._faults(self._file, name))}
        for number in range(self._options.drafts):
            seconds = self._options.seconds
            if seconds is not None and time.monotonic() - self._started > seconds:
                self.stopped = True
                return
            self._begins(f"draft {number + 1} of {self._options.drafts}")
            if seeded and number % _SHARE_OF_NEW != _SHARE_OF_NEW - 1:
                name = self._choices.one(tuple(seeded))
                self._edited(name, self._choices.one(seeded[name]))
            else:
                self._new()

    def idle(self) -> Iterator[Idle]:
        """The clauses of the file's policies that proofs could have needed, and none did."""
        for name, proofs in self._proofs.items():
            if name not in self._needed:
                yield Idle(name, proofs)

    def _faults(self, file: Loaded, policy: str) -> list[Mutant]:
        try:
            return list(mutants([file], file, policy, lambda code: True))
        except NotEditable as problem:
            self.left_out.append(str(problem))
            return []

    # ---------------------------------------------------------------- drafts

    def _edited(self, policy: str, fault: Mutant) -> None:
        """One edit, or two."""
        said, texts = fault.said, dict(fault.texts)
        file = self._with(texts)
        if file is None:
            return
        if self._choices.chance(40):
            try:
                second = self._choices.one(self._faults(file, policy))
                more = {**texts, **dict(second.texts)}
                twice = self._with(more)
                if twice is not None:
                    file, said = twice, f"{said}; {second.said}"
            except Dead:
                pass  # there is nothing left to edit
        place = f"{policy}.{fault.clause}" if fault.clause else policy
        base = self._findings(self._file.project, policy)
        found = self._findings(file.project, policy)
        audited = None if base is None or found is None else tuple(Audited(*one) for one in sorted(found - base))
        self._add("edited", policy, f"{place}: {said}", file.project, file.project.checks, audited)

    def _with(self, texts: dict[str, SourceFile]) -> Loaded | None:
        try:
            return load_all(self._file.path, instead=texts)
        except SourceError:
            return None  # an edit that takes away what a property or a scenario speaks of is no draft of this file

    def _new(self) -> None:
        """A random policy, of which the properties are asked that speak of single runs."""
        found = drafted(self._choices, self._file.project)
        if found is None:
            return
        checks: dict[object, Check] = {}
        for check in self._file.project.checks:
            if isinstance(self._file.project.properties[check.property].claim, TraceClaim):
                conditions = replace(check.conditions, policies=(found.policy,), tolerated=())
                checks.setdefault((check.property, conditions), replace(check, conditions=conditions))
        self._add("new", found.policy, found.text, found.project, tuple(checks.values()), None)

    def _add(
        self,
        kind: Literal["edited", "new"],
        policy: str,
        said: str,
        project: Project,
        checks: Sequence[Check],
        audited: tuple[Audited, ...] | None,
    ) -> None:
        unexpected, left_open, judged = self._judged(project, checks)
        self.diagnostics += disagreements(replace(project, checks=tuple(checks)), judged, self._options.seed)
        if kind == "edited":
            unexpected = [name for name in unexpected if name not in self._wrong]
        names = tuple(dict.fromkeys(unexpected)), tuple(dict.fromkeys(left_open))
        self.drafts.append(Drafted(kind, policy, said, len(judged), *names, audited))

    # ---------------------------------------------------------------- judged

    def _judged(self, project: Project, checks: Sequence[Check]) -> tuple[list[str], list[str], list[CheckResult]]:
        """The names of what is not as expected, and of what is open; and the results of checks."""
        unexpected: list[str] = []
        left_open: list[str] = []
        judged: list[CheckResult] = []
        for result in run_checks(replace(project, checks=tuple(checks)), self._options.check):
            match result:
                case ScenarioResult() if not result.succeeded:
                    unexpected.append(result.name)
                case CheckResult():
                    judged.append(result)
                    self._needs(result)
                    if result.meeting is Meeting.NOT_MET:
                        unexpected.append(result.property)
                    elif result.meeting is not Meeting.MET:
                        left_open.append(result.property)
        true = {one.property for one in judged if one.verdict in _TRUE}
        false = {one.property for one in judged if one.verdict not in (*_TRUE, Verdict.UNDETERMINED)}
        self.held.append((frozenset(true - false), frozenset(false)))
        return unexpected, left_open, judged

    def _needs(self, result: CheckResult) -> None:
        known = self._file.project.policies
        for proof in result.proofs:
            if proof.rests_on is None:
                continue
            needed = (*proof.rests_on.clauses, *proof.rests_on.meaning)
            self._needed.update(needed)
            for name in (*needed, *proof.rests_on.spare):
                policy, _, clause = name.rpartition(".")
                if policy in known and clause in known[policy].clauses:
                    self._proofs[name] = self._proofs.get(name, 0) + 1

    def _findings(self, project: Project, policy: str) -> frozenset[tuple[str, str]] | None:
        """What the audit finds in a policy; None where it cannot tell."""
        original = project is self._file.project
        if original and policy in self._baseline:
            return self._baseline[policy]
        # What no property needs is a question about properties, not a second opinion.
        options = AuditOptions(check=self._options.check, policies=(policy,), ignore=(unneeded.CODE,), shares=False)
        found = audit(project, options)
        if found.diagnostics or any(one.untold for one in found.policies):
            return None
        findings = frozenset((one.code, one.message) for one in found.findings if one.accepted is None)
        if original:
            self._baseline[policy] = findings
        return findings


def _apart(held: Sequence[tuple[frozenset[str], frozenset[str]]]) -> Iterator[Apart]:
    """Pairs that held of some drafts each and of none both, where one of the two failed whenever the other held."""
    names = sorted({name for true, _ in held for name in true})
    for one, other in combinations(names, 2):
        either = [(true, false) for true, false in held if one in true or other in true]
        known = all({one, other} <= true | false for true, false in either)
        if known and len(either) > 1 and not any({one, other} <= true for true, _ in either):
            yield Apart(one, other, len(either))
