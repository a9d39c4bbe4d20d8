"""The corpus of the fragment: `outside` is told of, at the line that says so, and `inside` is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from telling import told

from rspverify.policy.lints.decidability import lint
from rspverify.policy.load import load
from rspverify.source.diagnostics import Diagnostic

CORPUS = Path(__file__).parents[3] / "corpus" / "fragment"
MARK = "# note: RSP307"


def files(folder: str) -> list[Path]:
    return sorted((CORPUS / folder).glob("*.rsp"))


def test_there_is_a_corpus() -> None:
    assert len(files("inside")) >= 8 and len(files("outside")) >= 8


@pytest.mark.parametrize(
    "path", [*files("inside"), *files("outside")], ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_findings_stand_where_they_are_expected(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = [number for number, line in enumerate(lines, 1) if line.endswith(MARK)]
    assert bool(expected) == (path.parent.name == "outside")
    assert [one.span.line for one in lint([load(path)]) if one.span] == expected


def found(text: str) -> Diagnostic:
    (one,) = lint([told(text)])
    return one


def test_the_other_declarations_are_labelled() -> None:
    one = found("axiom busy: every l: Lab | some m: Model | owner(m) = l")
    assert one.message.startswith("for every Lab there must be some Model, and for every Model some Lab: ")
    assert one.span is not None and one.span.text == "some m: Model | owner(m) = l"
    assert one.label == "axiom `busy` asks for some Model for every Lab"
    assert [label.text for label in one.labels] == ["`owner` gives a Lab for each Model"]
    assert one.help is not None and "`busy`" in one.help and "`owner`" in one.help
    assert one.notes == ()


def test_advice_is_about_what_is_there() -> None:
    function = found(
        "fact next(l: Lab): Lab axiom a: every l: Lab | published(next(l), m0)".replace(", m0", ", first")
        + " individual first: Model"
    )
    assert function.help is not None and "`next` a relation" in function.help and "say with a fact" not in function.help
    formula = found(
        "initially every l: Lab | some o: Office | approved(o, l) axiom a: every o: Office | some l: Lab | approved(o, l)"
    )
    assert formula.help is not None and "`initially`" in formula.help and "relation" not in formula.help


def test_notes_say_whom_it_concerns() -> None:
    one = found(
        "property kept: always some r: Lab | published(r, m) and approved(ministry, l) "
        "property other: always some r: Lab where founder(r) iff approved(ministry, l) | founder(l) "
        "check other check kept"
    )
    assert one.notes == (
        "this concerns the checks of `other`",
        "only where the property is its own induction hypothesis: a proof may not need that",
    )
