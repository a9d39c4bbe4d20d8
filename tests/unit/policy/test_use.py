"""`use`: which files belong together, what their names are, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rspverify.policy.claims import Project
from rspverify.policy.load import find_root, load
from rspverify.source.diagnostics import Diagnostic, SourceError


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / next(iter(files))


def loaded(folder: Path, **files: str) -> Project:
    return load(written(folder, {f"{name}.rsp": text for name, text in files.items()}), folder)


def refused(folder: Path, **files: str) -> list[Diagnostic]:
    with pytest.raises(SourceError) as caught:
        loaded(folder, **files)
    return list(caught.value.diagnostics)


WORLD = "entity Lab\nfact open(l: Lab)\naction train(l: Lab) by l\n"


def test_without_prefix(tmp_path: Path) -> None:
    project = loaded(tmp_path, main='use "world.rsp"\naxiom a: some l: Lab | open(l)', world=WORLD)
    assert list(project.world.facts) == ["open"]
    assert [one.name for one in project.world.axioms] == ["a"]


def test_prefix_goes_before_own_names_only(tmp_path: Path) -> None:
    project = loaded(
        tmp_path,
        main='use "law.rsp" as law\nuse "world.rsp"\naxiom b: some l: Lab | law.shut(l) or open(l)',
        law='use "world.rsp"\nfact shut(l: Lab)\nenum Size { small, big }\nfact size: Size\naxiom a: size = small',
        world=WORLD,
    )
    assert list(project.world.facts) == ["open", "law.shut", "law.size"]
    assert project.world.enums["law.Size"].sort.values == ("law.small", "law.big")
    assert [one.name for one in project.world.axioms] == ["law.a", "b"]


def test_own_name_comes_first(tmp_path: Path) -> None:
    project = loaded(
        tmp_path,
        main='use "law.rsp" as law\nuse "world.rsp"\naxiom a: some l: Lab | open(l)',
        law='use "world.rsp"\nfact open(l: Lab)\nfact shut(l: Lab)\naxiom b: some l: Lab | open(l)',
        world=WORLD,
    )
    facts = {one.name: {part.fact for part in facts_of(one.formula)} for one in project.world.axioms}
    assert facts == {"law.b": {"law.open"}, "a": {"open"}}


def facts_of(formula: object) -> list:  # type: ignore[type-arg]
    from rspverify.policy.expressions import Expr, FactOf
    from rspverify.policy.walk import subexpressions

    assert isinstance(formula, Expr)
    return [one for one in subexpressions(formula) if isinstance(one, FactOf)]


def test_diamond_is_read_once(tmp_path: Path) -> None:
    project = loaded(
        tmp_path, main='use "a.rsp"\nuse "b.rsp"', a='use "world.rsp"\nfact a', b='use "world.rsp"\nfact b', world=WORLD
    )
    assert list(project.world.facts) == ["open", "a", "b"]


def test_checks_stay_where_they_are_and_properties_come_along(tmp_path: Path) -> None:
    policy = "policy p binds l: Lab { clause ban: l must not train(l) }\nproperty q: never train(l)\n"
    project = loaded(tmp_path, main='use "other.rsp"\nfact x', other=WORLD + policy + "check q under p\n")
    assert list(project.properties) == ["q"]
    assert project.checks == ()


def test_a_file_sees_only_what_it_uses(tmp_path: Path) -> None:
    found = refused(tmp_path, main='use "a.rsp"\nuse "world.rsp"', a="axiom a: some l: Lab | open(l)", world=WORLD)
    assert {one.code for one in found} == {"RSP203"}
    assert found[0].help is not None and "which this file does not `use`" in found[0].help


def test_clash_shows_both_places(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, main='use "a.rsp"\nuse "b.rsp"', a="fact f", b="fact f")
    assert found.code == "RSP201"
    assert found.span is not None and found.span.file.path.endswith("b.rsp")
    assert found.labels[0].span.file.path.endswith("a.rsp")


REFUSED = [
    ({"main": 'use "none.rsp"'}, "RSP233", "there is no file `none.rsp`"),
    ({"main": 'use "."'}, "RSP233", "there is no file `.`"),
    ({"main": 'use "../x.rsp"'}, "RSP234", "`../x.rsp` is outside of the project"),
    ({"main": 'use "/etc/passwd"'}, "RSP234", "`/etc/passwd` is not a relative path"),
    ({"main": 'use "main.rsp"'}, "RSP235", "this file is used by itself"),
    ({"main": 'use "a.rsp"', "a": 'use "b.rsp"', "b": 'use "a.rsp"'}, "RSP235", "used by itself"),
    ({"main": 'use "a.rsp" as x\nuse "a.rsp" as y', "a": "fact f"}, "RSP236", "as `y` here and as `x` elsewhere"),
    ({"main": 'use "a.rsp"\nuse "./a.rsp" as y', "a": "fact f"}, "RSP236", "as `y` here and without a prefix"),
]


@pytest.mark.parametrize(("files", "code", "fragment"), REFUSED)
def test_refused(tmp_path: Path, files: dict[str, str], code: str, fragment: str) -> None:
    (found,) = refused(tmp_path, **files)
    assert found.code == code
    assert fragment in found.message
    assert found.span is not None


def test_a_link_does_not_lead_out(tmp_path: Path) -> None:
    secret = tmp_path / "secret.rsp"
    secret.write_text("fact f")
    inside = tmp_path / "inside"
    inside.mkdir()
    os.symlink(secret, inside / "link.rsp")
    (found,) = refused(inside, main='use "link.rsp"')
    assert found.code == "RSP234"


def test_a_link_inside_is_the_same_file(tmp_path: Path) -> None:
    written(tmp_path, {"a.rsp": "fact f"})
    os.symlink(tmp_path / "a.rsp", tmp_path / "b.rsp")
    assert list(loaded(tmp_path, main='use "a.rsp"\nuse "b.rsp"').world.facts) == ["f"]


def test_too_many_files(tmp_path: Path) -> None:
    parts = {f"p{n}": f"fact f{n}" for n in range(210)}
    (found,) = refused(tmp_path, main="\n".join(f'use "{name}.rsp"' for name in parts), **parts)
    assert found.code == "RSP237"


def test_a_broken_file_does_not_bring_noise(tmp_path: Path) -> None:
    found = refused(
        tmp_path, main='use "a.rsp"\naxiom a: f and g\naxiom b: level(11)\nfact level(n: 0..10)', a="fact = 3\nfact f"
    )
    assert [one.code for one in found if one.code.startswith("RSP2")] == ["RSP209"]
    assert any(one.code.startswith("RSP1") for one in found)


def test_empty_file(tmp_path: Path) -> None:
    assert [one.code for one in refused(tmp_path, main="# nothing\n")] == ["RSP239"]


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        load(tmp_path / "none.rsp")
    assert caught.value.diagnostics[0].code == "RSP101"


def test_root(tmp_path: Path) -> None:
    (tmp_path / "rspverify.toml").touch()
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find_root(tmp_path / "a" / "b" / "x.rsp") == tmp_path
    written(tmp_path, {"a/b/x.rsp": 'use "../../w.rsp"', "w.rsp": "fact f"})
    assert list(load(tmp_path / "a" / "b" / "x.rsp").world.facts) == ["f"]
