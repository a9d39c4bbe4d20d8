"""Random runs of random projects: what they show is confirmed, what is kept of it goes as told, and what the search steers
by means what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from generate.choices import Choices
from generate.project import draw
from profiles import FACTOR

from rspverify.check.fuzzing.goals import condition_of
from rspverify.check.fuzzing.groups import groups
from rspverify.check.fuzzing.nearness import nearness
from rspverify.check.fuzzing.retold import Kept
from rspverify.fuzz.matter import matter_of
from rspverify.fuzz.options import FuzzOptions
from rspverify.fuzz.search import fuzz
from rspverify.fuzz.walk import walk
from rspverify.policy.load import load
from rspverify.semantics.admission import Refused, as_complying, run_of
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import SemanticsError, environments
from rspverify.semantics.scenarios import tell


@pytest.mark.parametrize("compare", [False, True])
def test_what_runs_show_is_confirmed_and_goes_as_told(tmp_path: Path, compare: bool) -> None:
    shown, kept_as_scenario = 0, 0
    for seed in range(10 * FACTOR):
        drawn = draw(seed, 2, compare=compare)
        path = tmp_path / "random.rsp"
        path.write_text(drawn.text, encoding="utf-8")
        kept = Kept(str(tmp_path / "random_found.rsp"), 'use "random.rsp"\n', ())
        found = fuzz(load(path), FuzzOptions(runs=12, steps=5, seed=seed), kept)
        # The judge of single steps, who sees a violation first, never disagrees with the judge of whole runs.
        assert found.diagnostics == (), drawn.text
        scenarios = [one.shown.scenario for one in found.checks if one.shown is not None and one.shown.scenario]
        shown += sum(one.shown is not None for one in found.checks)
        kept_as_scenario += len(scenarios)
        (tmp_path / "random_found.rsp").write_text("\n".join([kept.text, *scenarios]), encoding="utf-8")
        played = load(tmp_path / "random_found.rsp")
        assert len(played.scenarios) == len(scenarios)
        for scenario in played.scenarios:
            assert all(told.failure is None for told in tell(played, scenario)), f"{drawn.text}\n{scenarios}"
    assert shown >= 3 and kept_as_scenario >= 0.8 * shown


@pytest.mark.parametrize("seed", range(20 * FACTOR))
def test_runs_are_runs_and_steering_means_what_it_says(seed: int) -> None:
    drawn = draw(seed, 2)
    choices = Choices(seed)
    for group in groups(drawn.project, drawn.project.checks):
        matter = matter_of(group)
        try:
            attempts = list(walk(choices, matter, 5))
        except SemanticsError:
            continue  # policies of which some run has no meaning
        complying = [attempt.run for attempt in attempts if attempt.complies]
        if not complying:
            continue
        run = complying[-1]
        # Whoever judges whole runs finds nothing wrong with what was drawn step by step.
        again = run_of(group.project, group.conditions, run.trace)
        assert not isinstance(again, Refused), f"{again}\n{drawn.text}"
        asked = group.asked(group.checks[0])
        assert not isinstance(as_complying(group.project, group.conditions, asked, again, again.last), Refused)
        for name in group.concerned:
            policy = run.policies[name]
            for clause in policy.clauses.values():
                for env in environments(run.universe, clause.variables):
                    condition = condition_of(policy, clause)
                    for wanted in (True, False):
                        near = nearness(run, condition, run.last, env, wanted)
                        assert 0 <= near <= 1
                        assert (near == 1) == (holds(run, condition, run.last, env) == wanted), drawn.text
