"""Shared by the tests of this folder: projects and diagnostics from a piece of text."""

from __future__ import annotations

from rspverify.policy.claims import Project
from rspverify.policy.load import load_text
from rspverify.source.diagnostics import Diagnostic, SourceError
from rspverify.source.files import SourceFile


def project(text: str) -> Project:
    """The project that a text is."""
    return load_text(SourceFile("test.rsp", text))


def diagnostics(text: str) -> list[Diagnostic]:
    """What is wrong with a text; empty if nothing is."""
    try:
        project(text)
    except SourceError as error:
        return list(error.diagnostics)
    return []


def codes(text: str) -> list[str]:
    """The codes of what is wrong with a text."""
    return [one.code for one in diagnostics(text)]
