"""The run that shows a fault, as a scenario."""

from __future__ import annotations

from pathlib import Path

from mutating import mutated

TEXT = """
varying fact worth(m: Model): int 0..4
policy care binds l: Lab {
  clause tell: l must publish(l, m) within 1 day after train(l, m)
  clause cheap overrides tell: l need not publish(l, m) when worth(m) < 2 and dangerous(m)
}
"""


def test_what_varies_with_an_act_is_told_before_it(tmp_path: Path) -> None:
    """No scenario can say that something changes together with an act, and the duty hangs on the state that it leads to."""
    (fault,) = (one for one in mutated(tmp_path, TEXT, "RSP422").mutants if "worth" in one.said)
    assert (fault.outcome, fault.change) == ("silent", "laxer")
    assert fault.remedy is not None and fault.remedy.text.startswith("scenario cheap_stands")
    (caught,) = (one for one in mutated(tmp_path, TEXT + fault.remedy.text, "RSP422").mutants if "worth" in one.said)
    assert [one.name for one in caught.noticed] == ["cheap_stands"]


def test_a_story_names_the_text_with_the_fault(tmp_path: Path) -> None:
    """Lines of it are not those of the file as it is."""
    (fault,) = (
        one for one in mutated(tmp_path, TEXT, "RSP426").mutants if "`cheap`" in one.said and one.clause == "cheap"
    )
    assert fault.story is not None
    places = {note.span.file.path for step in fault.story.steps for note in step.clauses}
    assert any(one.endswith("care.rsp (mutant)") for one in places), places
