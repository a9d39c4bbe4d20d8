"""A property that would notice a fault, as text to be pasted, and tried before it is shown.

Candidates are made from the clauses as they are written, the plainest first: that nobody does what the clause forbids
(less what overrides it), that what it demands is done in time, that what it leaves open can be done. Where none of
these does, the run that shows the fault becomes a scenario; or the clause as it is a policy of its own beside the
policy, and the property says that the one keeps the other. Each is loaded, must come out as expected for the policy as
it is, and otherwise for the mutant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rspverify.check.answer import answer
from rspverify.check.mutate.against import Shown
from rspverify.check.mutate.as_scenario import scenarios
from rspverify.check.mutate.bench import Bench, read_again
from rspverify.check.mutate.mutant import Mutant
from rspverify.check.mutate.noticing import lemmas_of, met_by
from rspverify.check.mutate.results import Remedy
from rspverify.check.mutate.wanted import Wanted, wanted
from rspverify.check.repair.workshop import Loaded, Subject
from rspverify.check.results import Meeting
from rspverify.check.scenarios import told
from rspverify.policy.claims import Check, Project, Property
from rspverify.semantics.replay import Confirmed, replay
from rspverify.source.files import SourceFile
from rspverify.syntax.printer import print_claim

MOST_TRIED = 10
WORK = 4_000_000
"""What is harder than this to prove is no plain thing to claim."""


@dataclass(frozen=True)
class Cure:
    """Where a remedy is looked for. `at`: the number of the file that holds the policy, or uses it; `about`: the policy
    in which the difference shows; `shown`: the run that shows it; `laxer`: whether the mutant is."""

    bench: Bench
    mutant: Mutant
    at: int
    about: Subject
    after: Subject | None
    shown: Shown
    laxer: bool


def remedy(cure: Cure) -> Remedy | None:
    """The first text that does; None if none of them does."""
    path = cure.bench.files[cure.at].path
    tried = 0
    for text in _texts(cure):
        # A scenario is played, which costs next to nothing; properties are to be proved.
        tried += not _is_scenario(text)
        if (tried <= MOST_TRIED or _is_scenario(text)) and _does(cure, text):
            return Remedy(path, text)
    return None


def _texts(cure: Cure) -> Iterator[str]:
    """Properties, then a scenario, then the clause as it is meant."""
    project, name = cure.bench.files[cure.at].project, cure.about.name
    taken = {*project.properties, *(one.name for one in project.scenarios)}
    every = list(wanted(cure.about, cure.after, cure.mutant.clause, cure.laxer))
    yield from (_written(one, name, taken) for one in every if not one.before)
    about = cure.mutant.clause or name
    called = next(each for each in _names(f"{about}_stands") if each not in taken)
    wording = f"goes otherwise with the fault: {cure.mutant.said}".replace("`", "")
    yield from scenarios(project, project.policies[name], cure.shown, cure.laxer, called, wording)
    yield from (_written(one, name, taken) for one in every if one.before)


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
    mutated, sound = _pasted(cure, text, dict(cure.mutant.texts)), _pasted(cure, text, {})
    if mutated is None or sound is None:
        return False
    if _is_scenario(text):
        return told(sound, sound.scenarios[-1]).succeeded and not told(mutated, mutated.scenarios[-1]).succeeded
    return _noticed(cure, mutated, mutated.checks[-1]) and _meeting(cure, sound, sound.checks[-1]) is Meeting.MET


def _is_scenario(text: str) -> bool:
    return text.startswith("scenario")


def _pasted(cure: Cure, text: str, texts: dict[str, SourceFile]) -> Project | None:
    """The file with the text at its end; None if that is not a file."""
    file = cure.bench.files[cure.at]
    home = file.gathered.files[-1].home
    own, real = home.file, file.reals[home.path]
    source = texts.get(real, own)
    after = read_again(file, {**texts, real: SourceFile(own.path, f"{source.text.rstrip()}\n\n{text}")})
    return after.project if isinstance(after, Loaded) else None


def _noticed(cure: Cure, project: Project, check: Check) -> bool:
    """Whether the mutant comes to something else: by the run that is known, or by a proof."""
    asked = _asked(project, check)
    trace = cure.shown.evidence.trace
    if check.expected == "holds" and isinstance(replay(project, check.conditions, asked, trace), Confirmed):
        return True
    return _meeting(cure, project, check) is Meeting.NOT_MET


def _asked(project: Project, check: Check) -> Property:
    return project.properties[check.property]


def _meeting(cure: Cure, project: Project, check: Check) -> Meeting:
    lemmas = lemmas_of(cure.bench, cure.at, project)
    options = replace(cure.bench.options, rlimit=min(cure.bench.options.rlimit, WORK))
    found = answer(project, _asked(project, check), check.conditions, options, lemmas)
    return met_by(check, found)
