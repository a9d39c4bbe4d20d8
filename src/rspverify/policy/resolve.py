"""From parsed files to a project: names, then vocabulary and behaviour, then policies, properties, checks."""

from __future__ import annotations

from collections.abc import Sequence

from rspverify.policy.claims import Project
from rspverify.policy.elaborate import Elaborator
from rspverify.policy.names import Names, ReadFile
from rspverify.policy.problems import Problems
from rspverify.policy.resolve_behaviour import resolve_actions, resolve_initially, resolve_statements
from rspverify.policy.resolve_checks import resolve_checks
from rspverify.policy.resolve_claims import resolve_properties
from rspverify.policy.resolve_norms import resolve_policies
from rspverify.policy.resolve_norms_signatures import Signatures
from rspverify.policy.resolve_scenarios import resolve_scenarios
from rspverify.policy.resolve_vocabulary import resolve_vocabulary
from rspverify.policy.vocabulary import World


def resolve(files: Sequence[ReadFile], path: str, problems: Problems) -> Project:
    """Resolves files, of which the last is the one asked for. With `problems`, the result is not to be used."""
    _check_not_empty(files, problems)
    names = Names(files, problems)
    before = Elaborator(names, problems)
    signatures = Signatures(names, before, problems)
    el = before.with_clauses(signatures)
    world = resolve_world(el)
    policies = resolve_policies(signatures, el, problems)
    properties = resolve_properties(el)
    checks = resolve_checks(files[-1], el, policies, properties)
    scenarios = resolve_scenarios(files[-1], el, world, policies, problems)
    return Project(path, world, policies, properties, checks, scenarios)


def resolve_world(el: Elaborator) -> World:
    """What can be talked about and what can happen."""
    vocabulary = resolve_vocabulary(el)
    return World(
        vocabulary.entities,
        vocabulary.enums,
        vocabulary.facts,
        vocabulary.durations,
        vocabulary.defines,
        vocabulary.terms,
        resolve_actions(el),
        resolve_initially(el),
        tuple(resolve_statements(el, "axiom").values()),
        resolve_statements(el, "assumption"),
        resolve_statements(el, "lemma"),
    )


def _check_not_empty(files: Sequence[ReadFile], problems: Problems) -> None:
    """A file that declares nothing, and brings nothing in, is a mistake."""
    for file in files:
        if not file.module.declarations:
            problems.add(
                "RSP239", f"`{file.home.path}` declares nothing", None, help="write declarations, or remove it"
            )
