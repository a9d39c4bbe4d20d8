"""All mutants of a policy. Start reading at `mutants`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rspverify.check.mutate.alike import alike
from rspverify.check.mutate.faults import (
    and_for_or,
    belief_for_fact,
    drop_clause,
    drop_condition,
    drop_exception,
    drop_override,
    drop_proviso,
    flip_comparison,
    flip_modality,
    flip_otherwise,
    longer_deadline,
    some_for_every,
    wider_scope,
)
from rspverify.check.mutate.ground import Fault, Ground
from rspverify.check.mutate.mutant import Mutant
from rspverify.check.repair.patch import difference
from rspverify.check.repair.places import Words
from rspverify.check.repair.workshop import Loaded, patched, subject
from rspverify.policy.names import ReadFile
from rspverify.policy.problems import Problems
from rspverify.policy.resolve import resolve
from rspverify.source.files import SourceFile
from rspverify.syntax.claims import CheckDeclaration, PropertyDeclaration, ScenarioDeclaration
from rspverify.syntax.norms import PolicyDeclaration
from rspverify.syntax.parser import parse

KINDS: tuple[tuple[str, Callable[[Ground], Iterator[Fault]]], ...] = (
    (drop_clause.CODE, drop_clause.faults),
    (drop_condition.CODE, drop_condition.faults),
    (drop_exception.CODE, drop_exception.faults),
    (drop_proviso.CODE, drop_proviso.faults),
    (drop_override.CODE, drop_override.faults),
    (flip_modality.CODE, flip_modality.faults),
    (flip_comparison.CODE, flip_comparison.faults),
    (some_for_every.CODE, some_for_every.faults),
    (and_for_or.CODE, and_for_or.faults),
    (longer_deadline.CODE, longer_deadline.faults),
    (belief_for_fact.CODE, belief_for_fact.faults),
    (wider_scope.CODE, wider_scope.faults),
    (flip_otherwise.CODE, flip_otherwise.faults),
)
"""The kinds of faults, each by its code."""


def mutants(files: Sequence[Loaded], holder: Loaded, policy: str, wanted: Callable[[str], bool]) -> Iterator[Mutant]:
    """The mutants of a policy, by clause, then by kind; each text once. `files`: all that belong together; `holder`:
    one of them that has the policy under its own name. What would not resolve, or would say the same, is none.

    Raises `NotEditable`.
    """
    about = subject(holder, policy, inherited=False)
    # Files that do not read the policy's own cannot amend it; they may have another of its name.
    reading = [file for file in files if file.has(about.real)]
    ground = Ground(about, Words(holder.gathered), tuple(_policies(reading)))
    found = [(code, fault) for code, kind in KINDS if wanted(code) for fault in kind(ground)]
    order = {"": -1} | {clause.name.text: at for at, clause in enumerate(ground.clauses)}
    places = {"": about.declaration.name.span} | {clause.name.text: clause.span for clause in ground.clauses}
    seen: set[tuple[tuple[str, str], ...]] = set()
    for code, fault in sorted(found, key=lambda one: order[one[1].clause]):
        texts = patched(fault.splices)
        key = tuple((real, text.text) for real, text in texts.items())
        if key in seen or not _says_something_else(holder, policy, texts):
            continue
        seen.add(key)
        before = {os.path.realpath(one.span.file.path): one.span.file for one in fault.splices}
        diffs = tuple(difference(before[real], text, "mutant") for real, text in texts.items())
        yield Mutant(code, policy, fault.clause, fault.said, tuple(texts.items()), diffs, places[fault.clause])


def _policies(files: Sequence[Loaded]) -> Iterator[PolicyDeclaration]:
    """All policies of the files, each once."""
    seen: set[str] = set()
    for file in files:
        for one in file.gathered.files:
            real = os.path.realpath(one.home.path)
            if real not in seen:
                seen.add(real)
                yield from (each for each in one.module.declarations if isinstance(each, PolicyDeclaration))


def _says_something_else(holder: Loaded, policy: str, texts: dict[str, SourceFile]) -> bool:
    """Whether the policies resolve, whatever is claimed about them, and this one is not the same as before."""
    files = [_without_claims(one, texts) for one in holder.gathered.files]
    problems = Problems()
    project = resolve(files, holder.path, problems)
    return not problems and not alike(holder.project.policies[policy], project.policies[policy])


def _without_claims(file: ReadFile, texts: dict[str, SourceFile]) -> ReadFile:
    real = os.path.realpath(file.home.path)
    module = parse(texts[real]).module if real in texts else file.module
    claims = (PropertyDeclaration, CheckDeclaration, ScenarioDeclaration)
    kept = tuple(one for one in module.declarations if not isinstance(one, claims))
    return replace(file, module=replace(module, declarations=kept))
