"""Which checks and scenarios notice a fault: those that are as expected without it, and are not with it.

What costs least comes first: files that can no longer be read, then scenarios, then checks that need the clause in
question, then all others. A check of which the policies say what they said is not run, and one that stories decide
stays decided where they are still stories.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rspverify.check.answer import Answer, answer
from rspverify.check.expected import meeting
from rspverify.check.mentions import policies_of
from rspverify.check.mutate.alike import Home, alike, heirs, home_of
from rspverify.check.mutate.bench import Bench, Known, read_again
from rspverify.check.mutate.mutant import Mutant
from rspverify.check.mutate.results import Notice
from rspverify.check.repair.expectations import speaks_of_norms
from rspverify.check.repair.workshop import Loaded
from rspverify.check.results import Meeting
from rspverify.check.sanity import sane
from rspverify.check.scenarios import told
from rspverify.check.words import conditions_text
from rspverify.policy.claims import Check, Project
from rspverify.semantics.replay import Confirmed, replay
from rspverify.source.files import SourceFile


@dataclass(frozen=True)
class Seen:
    """`after`: the files that read otherwise with the fault and can be read, by their numbers; `changed`: the policies
    that say something else in each of them, or mean something else. `fault`: our own."""

    noticed: tuple[Notice, ...]
    left_open: tuple[Notice, ...]
    after: Mapping[int, Loaded]
    changed: Mapping[int, frozenset[str]]
    fault: str = ""


def seen(bench: Bench, mutant: Mutant) -> Seen:
    """What notices a mutant: the first that does, or all (`bench.every`)."""
    after: dict[int, Loaded] = {}
    noticed: list[Notice] = []
    left_open: list[Notice] = []
    # Stories name places in these texts: nobody should look for them in the files as they are.
    texts = {real: SourceFile(f"{text.path} (mutant)", text.text) for real, text in mutant.texts}
    known: dict[Home, bool] = {}
    changed: dict[int, frozenset[str]] = {}
    for at, file in enumerate(bench.files):
        again = read_again(file, texts)
        if isinstance(again, Loaded):
            called = {*heirs(file.project, mutant.policy), *_written_in(file, texts)}
            said = frozenset(name for name in called if _says_otherwise(file, again, name, known))
            otherwise = _and_who_speaks_of(said, bench.spoken[at])
            if otherwise:
                after[at], changed[at] = again, otherwise
        else:
            first = again[0]
            noticed.append(Notice("text", file.path, first.code, "", "can be read", first.message))
    for found in _asked(bench, mutant, after, changed) if bench.every or not noticed else ():
        match found:
            case str():
                return Seen(tuple(noticed), tuple(left_open), after, changed, found)
            case (notice, True):
                left_open.append(notice)
            case (notice, _):
                noticed.append(notice)
                if not bench.every:
                    break
    return Seen(tuple(noticed), tuple(left_open), after, changed)


def _written_in(file: Loaded, texts: Mapping[str, SourceFile]) -> Iterator[str]:
    """The policies whose words stand in these texts: who follows a breach that is none any more changes along."""
    return (name for name, policy in file.project.policies.items() if home_of(file, policy)[0] in texts)


def _and_who_speaks_of(policies: frozenset[str], spoken: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Also those that mean something else since they speak of these, or of some that do."""
    while more := {name for name, of in spoken.items() if name not in policies and of & policies}:
        policies |= more
    return policies


def _says_otherwise(before: Loaded, after: Loaded, name: str, known: dict[Home, bool]) -> bool:
    """Whether a policy does. It does so in all files, or in none."""
    policy = before.project.policies[name]
    home = home_of(before, policy)
    if home not in known and name in after.project.policies:
        known[home] = not alike(policy, after.project.policies[name])
    return known.get(home, False)


def _asked(
    bench: Bench, mutant: Mutant, after: Mapping[int, Loaded], changed: Mapping[int, frozenset[str]]
) -> Iterator[tuple[Notice, bool] | str]:
    """Everything that notices, or (True) of which it cannot be told whether it does; a text: our own fault."""
    for at, which in bench.scenarios:
        if at in after:
            scenario = after[at].project.scenarios[which]
            result = told(after[at].project, scenario)
            if not result.succeeded:
                conditions = conditions_text(scenario.conditions)
                name, path = scenario.name, bench.files[at].path
                yield Notice("scenario", path, name, conditions, "told as it is", result.failure), False
    place = (mutant.place.file.path, mutant.place.start)
    lemmas: dict[int, tuple[str, ...]] = {}
    for known in sorted(bench.checks, key=lambda one: (place not in one.needs, one.number)):
        at, which = known.number
        if at not in after or not _concerned(after[at].project, which, changed[at]):
            continue
        project = after[at].project
        check = project.checks[which]
        if known.stories and _still_stories(project, check, known):
            continue
        if at not in lemmas:
            lemmas[at] = lemmas_of(bench, at, project)
        found = answer(project, project.properties[check.property], check.conditions, bench.options, lemmas[at])
        if found.fault:
            yield found.reason
            return
        met = met_by(check, found)
        if met is not Meeting.MET:
            yield _notice(bench, known, check, found), met is Meeting.OPEN


def lemmas_of(bench: Bench, at: int, project: Project) -> tuple[str, ...]:
    """The lemmas that may be used in a file with the fault: what is proved of a world that speaks of no policies."""
    if not speaks_of_norms(project):
        return tuple(sorted(bench.worlds[at].proved))
    return tuple(sorted(sane(project, bench.options).proved))


def met_by(check: Check, found: Answer) -> Meeting:
    parts = [one.verdict for one in found.judged]
    return meeting(check.expected, found.verdict, parts, check.conditions.steps is not None)


def _concerned(after: Project, which: int, otherwise: frozenset[str]) -> bool:
    check = after.checks[which]
    return not otherwise.isdisjoint(policies_of(after, after.properties[check.property], check.conditions))


def _still_stories(project: Project, check: Check, known: Known) -> bool:
    asked = project.properties[check.property]
    return all(
        isinstance(replay(project, check.conditions, asked, trace, other), Confirmed) for trace, other in known.stories
    )


def _notice(bench: Bench, known: Known, check: Check, found: Answer) -> Notice:
    conditions = conditions_text(check.conditions)
    path = bench.files[known.number[0]].path
    reason = f": {found.reason}" if found.reason else ""
    return Notice("check", path, check.property, conditions, check.expected, found.verdict.value + reason)
