"""What goes to other machines: the texts of policy files, of which the same projects are made there without a disk."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from rspverify.check.mutate.bench import Bench
from rspverify.check.options import CheckOptions
from rspverify.check.repair.workshop import Loaded, load_all
from rspverify.cluster.letters import Letter, Opening, OtherVersions, enveloped
from rspverify.cluster.subjects import files_of
from rspverify.cluster.texts import loaded_from, texts_of
from rspverify.cluster.versions import installed
from rspverify.source.diagnostics import SourceError
from rspverify.source.spans import Span

VOCABULARY = "entity Lab\nfact trained(l: Lab)\naction train(l: Lab) by l\n  then trained(l)\n"
POLICY = 'use "../world.rsp" as w\npolicy free binds l: w.Lab {\n  clause go: l must not w.train(l)\n}\n'
OTHER = 'use "policy.rsp"\nuse "../world.rsp" as w\nproperty can: possible w.train(w.Lab)\n'.replace(
    "w.train(w.Lab)", "some l: w.Lab | w.trained(l)"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Loaded, ...]:
    """Two files with one that both use; nothing of them is on disk any more."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "drafts").mkdir()
    (tmp_path / "world.rsp").write_text(VOCABULARY)
    (tmp_path / "drafts" / "policy.rsp").write_text(POLICY)
    (tmp_path / "drafts" / "other.rsp").write_text(OTHER)
    loaded = tuple(load_all(str(tmp_path / "drafts" / name)) for name in ("policy.rsp", "other.rsp"))
    shutil.rmtree(tmp_path)
    return loaded


def test_projects_are_made_again_of_their_texts(files: tuple[Loaded, ...]) -> None:
    texts = texts_of(files)
    assert [Path(one.path).name for one in texts.texts] == ["world.rsp", "policy.rsp", "other.rsp"]
    assert loaded_from(pickle.loads(pickle.dumps(texts))) == files


@dataclass(frozen=True)
class Looks:
    """A task that says where something stands, and whether it was given what it asked for."""

    place: Span

    def do(self, subject: Bench) -> tuple[Span, bool, Loaded]:
        second = subject.files[1]
        return second.project.policies["free"].span, self.place == second.project.policies["free"].span, second


def test_what_comes_back_speaks_of_our_own_files(files: tuple[Loaded, ...]) -> None:
    place = files[0].project.policies["free"].span
    envelope, letters = enveloped("some", installed(), Bench(files, CheckOptions()), files)
    letter = Letter(letters.pack(Looks(place)))
    assert len(letter.content) < 400  # no text of a policy is in it
    there = pickle.loads(pickle.dumps(envelope))
    assert Opening().do(there) is None
    content = letter.do(there)
    assert isinstance(content, bytes) and len(content) < 400
    span, same, file = letters.unpack(content)
    assert same and span == place and span.file is place.file and file is files[1]


def test_what_has_other_versions_does_nothing(files: tuple[Loaded, ...]) -> None:
    wanted = replace(installed(), z3="1.2.3")
    envelope, letters = enveloped("some", wanted, Bench(files, CheckOptions()), files)
    assert Opening().do(envelope) == Letter(letters.pack(None)).do(envelope) == OtherVersions(installed())
    assert wanted.unlike(installed()) == (("z3-solver 1.2.3", f"z3-solver {installed().z3}"),)


def test_a_file_that_changes_while_the_run_begins_is_told(tmp_path: Path) -> None:
    path = tmp_path / "world.rsp"
    path.write_text(VOCABULARY)
    project = load_all(str(path)).project
    (file,) = files_of(project)
    assert file.project is project
    path.write_text(VOCABULARY + "fact asked(l: Lab)\n")
    with pytest.raises(SourceError, match=r"RSP149: `.*world.rsp`, or a file that it uses, was changed"):
        files_of(project)
