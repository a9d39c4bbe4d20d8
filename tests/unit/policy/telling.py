"""Shared by the tests of policies, claims and lints: texts that speak of `vocabulary.rsp`."""

from __future__ import annotations

from pathlib import Path

from resolving import diagnostics, project

from rspverify.policy.claims import Project
from rspverify.policy.lints.every import lint
from rspverify.policy.norms import Policy
from rspverify.source.diagnostics import Diagnostic

VOCABULARY = (Path(__file__).parent / "vocabulary.rsp").read_text(encoding="utf-8")


def told(text: str) -> Project:
    """The project that the vocabulary and a text make."""
    return project(VOCABULARY + text)


def wrong(text: str) -> list[Diagnostic]:
    """What is wrong with a text, the vocabulary given."""
    return diagnostics(VOCABULARY + text)


def linted(text: str) -> list[Diagnostic]:
    """What the lints say of a text, the vocabulary itself left out."""
    found = lint([told(text)])
    return [one for one in found if one.span is not None and one.span.start >= len(VOCABULARY)]


def policy(clauses: str, head: str = "binds l: Lab") -> Policy:
    """A policy `p` with these clauses."""
    return told(f"policy p {head} {{ {clauses} }}").policies["p"]
