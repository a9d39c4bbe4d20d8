"""What users' strategies draw: runs that comply, states that they reach, policies that resolve."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, find, given, seed, settings
from hypothesis.errors import Unsatisfiable

from rspverify import fuzz
from rspverify.policy.claims import Project
from rspverify.policy.load import load
from rspverify.semantics.replay import Refused, replay

TEXT = """
entity Lab
individual acme: Lab
fact staff(l: Lab): int 0..50
varying fact crisis
fact trained(l: Lab)
term alarmed "what alarms" { reading by_crisis: crisis  reading by_staff: staff(acme) > 40 }
assume calm: not crisis
action train(l: Lab) by l then trained(l)
action rest(l: Lab) by l
policy p binds l: Lab {
  clause halt: l must not train(l) when alarmed
  clause pause: l must rest(l) within 2 days after train(l)
}
property never_trained: never trained(l)
property calm_only: never train(l) when crisis
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    path = tmp_path_factory.mktemp("fuzz") / "draft.rsp"
    path.write_text(TEXT, encoding="utf-8")
    return load(path)


QUICK = settings(
    max_examples=40, deadline=None, database=None, derandomize=False, suppress_health_check=list(HealthCheck)
)


def test_runs_comply_and_keep_to_what_is_asked(project: Project) -> None:
    @QUICK
    @seed(1)
    @given(fuzz.runs(project, "p", steps=5, readings=["alarmed=by_crisis"], assuming=["calm"]))
    def check(run: fuzz.Played) -> None:
        assert len(run.steps) <= 5 and run.trace.readings["alarmed"] == "by_crisis"
        assert not any(state.facts["crisis", ()] for state in run.states)
        # The judge of whole runs agrees that it is a run that complies: it has nothing else to say against it.
        asked = project.properties["calm_only"]
        judged = replay(project, run._conditions, asked, run.trace)
        assert isinstance(judged, Refused) and judged.reason == "`calm_only` is not decided at its end"
        assert run.permits("train", "acme") and not run.shows("calm_only")
        assert run.shows("never_trained") == any(
            found for (name, _), found in run.states[-1].facts.items() if name == "trained"
        )

    check()


def test_hypothesis_shrinks_runs(project: Project) -> None:
    long = find(
        fuzz.runs(project, "p"),
        lambda run: sum(isinstance(step, fuzz.Act) and step.action == "rest" for step in run.steps) >= 2,
        settings=settings(QUICK, max_examples=400, phases=(Phase.generate, Phase.shrink)),
        random=Random(5),
    )
    assert [step.action for step in long.steps if isinstance(step, fuzz.Act)] == ["rest", "rest"]
    assert len(long.steps) == 2 and len(long.trace.universe.members["Lab"]) == 1


def test_states_are_near_boundaries(project: Project) -> None:
    """Of 51 numbers those beside the bound are drawn often enough to be found."""
    for staff in (40, 41):
        found = find(
            fuzz.states(project, "p", readings=["alarmed=by_staff"]),
            lambda state, staff=staff: state.facts["staff", ("acme",)] == staff,
            settings=settings(QUICK, max_examples=300, phases=(Phase.generate,)),
        )
        assert found.facts["staff", ("acme",)] == staff


def test_policies_resolve_and_are_of_all_kinds(project: Project) -> None:
    kinds: set[str] = set()

    @settings(QUICK, max_examples=30, phases=(Phase.generate,))
    @seed(2)
    @given(fuzz.policies(project))
    def check(drafted: fuzz.Drafted) -> None:
        assert drafted.text in drafted.project.policies[drafted.policy].span.file.text
        assert "p" in drafted.project.policies and "never_trained" in drafted.project.properties
        clauses = drafted.project.policies[drafted.policy].clauses.values()
        kinds.update(type(clause.norm).__name__ for clause in clauses)

    check()
    assert len(kinds) >= 4


def test_strategies_are_printed_in_a_few_words(project: Project) -> None:
    """Hypothesis prints them in its complaints; a project at length is a megabyte."""
    for one in (fuzz.runs(project, "p"), fuzz.states(project, "p"), fuzz.policies(project)):
        assert "draft.rsp" in repr(one) and len(repr(one)) < 500


def test_names_that_do_not_exist_are_errors(project: Project) -> None:
    for arguments in ({"readings": ["alarmed=by_noise"]}, {"assuming": ["calmness"]}):
        with pytest.raises(ValueError, match="there is no"):
            fuzz.runs(project, "p", **arguments)
    with pytest.raises(ValueError, match="there is no policy `q`"):
        fuzz.states(project, "q")
    with pytest.raises(ValueError, match="no run has -1 steps"):
        fuzz.runs(project, "p", steps=-1)


def test_of_what_is_no_act_it_is_not_said_that_it_is_permitted(project: Project) -> None:
    run = find(fuzz.runs(project, "p"), lambda run: True, settings=settings(QUICK, max_examples=5))
    assert run.permits("rest", "acme")
    for act in (("rest", "acmee"), ("rest",), ("resst", "acme")):
        with pytest.raises(KeyError):
            run.permits(*act)


def test_a_contradiction_has_no_run(tmp_path: Path) -> None:
    path = tmp_path / "none.rsp"
    path.write_text("fact odd\naxiom both: odd and not odd\n", encoding="utf-8")
    with pytest.raises(Unsatisfiable):
        find(fuzz.runs(load(path)), lambda run: True, settings=settings(QUICK, max_examples=5))
