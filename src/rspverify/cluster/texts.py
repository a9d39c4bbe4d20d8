"""Policy files as they are sent: their texts, and in which way they use each other. No disk is looked at to make
projects of them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rspverify.check.repair.workshop import Loaded
from rspverify.policy.files import Gathered
from rspverify.policy.load import resolved
from rspverify.policy.names import Home, ReadFile
from rspverify.source.files import SourceFile
from rspverify.syntax.claims import Module
from rspverify.syntax.parser import parse


@dataclass(frozen=True)
class Used:
    """One file of a project: its number among the texts, how its names begin elsewhere, whose names it sees, and its
    real path where it was read, by which files are told apart."""

    text: int
    prefix: str
    visible: tuple[str, ...]
    real: str


@dataclass(frozen=True)
class Texts:
    """Projects as texts: `texts`, each once, and of each project the path and the files, in order."""

    texts: tuple[SourceFile, ...]
    projects: tuple[tuple[str, tuple[Used, ...]], ...]


def texts_of(files: Sequence[Loaded]) -> Texts:
    """Loaded files as texts."""
    numbers: dict[SourceFile, int] = {}
    projects = []
    for one in files:
        used = []
        for file in one.gathered.files:
            number = numbers.setdefault(file.home.file, len(numbers))
            visible = tuple(sorted(file.home.visible))
            used.append(Used(number, file.home.prefix, visible, one.reals[file.home.path]))
        projects.append((one.path, tuple(used)))
    return Texts(tuple(numbers), tuple(projects))


def loaded_from(texts: Texts) -> tuple[Loaded, ...]:
    """The loaded files again. Each text is parsed once."""
    modules = [parse(one).module for one in texts.texts]
    return tuple(_loaded(path, used, texts.texts, modules) for path, used in texts.projects)


def _loaded(path: str, used: Sequence[Used], texts: Sequence[SourceFile], modules: Sequence[Module]) -> Loaded:
    files = tuple(
        ReadFile(Home(texts[one.text], texts[one.text].path, one.prefix, frozenset(one.visible)), modules[one.text])
        for one in used
    )
    # Files that could not be read are none of a project that was sent.
    gathered = Gathered(files, ())
    return Loaded(path, gathered, resolved(path, gathered), {texts[one.text].path: one.real for one in used})
