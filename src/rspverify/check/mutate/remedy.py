"""A property that would notice a fault, as text to be pasted, and tried before it is shown.

Candidates are made from the clauses as they are written, the plainest first: that nobody does what the clause forbids
(less what overrides it), that what it demands is done in time, that what it leaves open can be done. Where none of
these does, the clause as it is becomes a policy of its own beside the policy, and the property says that the one keeps
the other. Each is loaded, must come out as expected for the policy as it is, and otherwise for the mutant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rspverify.check.answer import answer
from rspverify.check.mutate.against import Shown
from rspverify.check.mutate.bench import Bench, read_again
from rspverify.check.mutate.mutant import Mutant
from rspverify.check.mutate.noticing import lemmas_of, met_by
from rspverify.check.mutate.results import Remedy
from rspverify.check.mutate.wanted import Wanted, wanted
from rspverify.check.repair.workshop import Loaded, Subject
from rspverify.check.results import Meeting
from rspverify.policy.claims import Check, Project, Property
from rspverify.semantics.replay import Confirmed, replay
from rspverify.source.files import SourceFile
from rspverify.syntax.printer import print_claim

MOST_TRIED = 8


@dataclass(frozen=True)
class Cure:
    """Where a remedy is looked for. `at`: the number of the file that holds the policy; `about`: the policy in which
    the difference shows; `shown`: the run that shows it; `laxer`: whether the mutant is."""

    bench: Bench
    mutant: Mutant
    at: int
    about: Subject
    after: Subject | None
    shown: Shown
    laxer: bool


def remedy(cure: Cure) -> Remedy | None:
    """The first text that does; None if none of them does."""
    taken = set(cure.bench.files[cure.at].project.properties)
    for number, one in enumerate(wanted(cure.about, cure.after, cure.mutant.clause, cure.laxer)):
        if number >= MOST_TRIED:
            return None
        text = _written(one, cure.about.name, taken)
        if _does(cure, text):
            return Remedy(cure.bench.files[cure.at].path, text)
    return None


def _written(one: Wanted, policy: str, taken: set[str]) -> str:
    name = next(name for name in _names(one.name) if name not in taken)
    wording = one.wording.replace("\\", "").replace('"', "'")
    claim = one.claim if isinstance(one.claim, str) else print_claim(one.claim)
    under = f"\n  under {policy}" if one.under else ""
    lines = f'property {name} "{wording}":\n  {claim}\n\ncheck {name}{under} expect {one.expected}\n'
    return f"{one.before}\n\n{lines}" if one.before else lines


def _names(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1


def _does(cure: Cure, text: str) -> bool:
    """Whether the text is as expected of the policy as it is, and not of the mutant."""
    mutated = _pasted(cure, text, dict(cure.mutant.texts))
    if mutated is None or not _noticed(cure, *mutated):
        return False
    sound = _pasted(cure, text, {})
    return sound is not None and _meeting(cure, *sound) is Meeting.MET


def _pasted(cure: Cure, text: str, texts: dict[str, SourceFile]) -> tuple[Project, Check] | None:
    """The file with the text at its end; None if that is not a file."""
    file = cure.bench.files[cure.at]
    own = file.gathered.files[-1].home.file
    real = cure.about.real
    source = texts.get(real, own)
    after = read_again(file, {**texts, real: SourceFile(own.path, f"{source.text.rstrip()}\n\n{text}")})
    if not isinstance(after, Loaded):
        return None
    return after.project, after.project.checks[-1]


def _noticed(cure: Cure, project: Project, check: Check) -> bool:
    """Whether the mutant comes to something else: by the run that is known, or by a proof."""
    asked = _asked(project, check)
    if check.expected == "holds":
        alike = replace(cure.shown.evidence.trace)
        if isinstance(replay(project, check.conditions, asked, alike), Confirmed):
            return True
    return _meeting(cure, project, check) is Meeting.NOT_MET


def _asked(project: Project, check: Check) -> Property:
    return project.properties[check.property]


def _meeting(cure: Cure, project: Project, check: Check) -> Meeting:
    lemmas = lemmas_of(cure.bench, cure.at, project)
    found = answer(project, _asked(project, check), check.conditions, cure.bench.options, lemmas)
    return met_by(check, found)
