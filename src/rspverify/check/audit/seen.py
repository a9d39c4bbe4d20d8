"""Runs that an audit has found already: often one of them answers the next question too, and no engine is needed.

Only questions for which any run will do are asked of them; what is shown to people comes from a question of its own.
"""

from __future__ import annotations

from rspverify.policy.claims import Project
from rspverify.policy.expressions import Expr, Variable
from rspverify.semantics.comply import offences_at
from rspverify.semantics.evaluate import holds
from rspverify.semantics.run import Run, SemanticsError, environments
from rspverify.trace.values import Trace

MOST = 40


class Seen:
    """The runs of one audited policy, the latest ones."""

    def __init__(self) -> None:
        self._traces: list[Trace] = []

    def add(self, trace: Trace) -> None:
        if trace not in self._traces:
            self._traces = [*self._traces, trace][-MOST:]

    def shows(self, project: Project, policy: str, formula: Expr, variables: tuple[Variable, ...]) -> bool:
        """Whether a formula holds in some state of one of these runs, up to the first step that does not comply with
        the policy. False: nothing is known."""
        return any(self._shown(project, policy, trace, formula, variables) for trace in self._traces)

    def _shown(
        self, project: Project, policy: str, trace: Trace, formula: Expr, variables: tuple[Variable, ...]
    ) -> bool:
        run = Run.of(project.world, project.policies, (policy,), trace)
        try:
            for i in range(run.last + 1):
                if i and offences_at(run, i - 1):
                    return False
                if any(holds(run, formula, i, env) for env in environments(run.universe, variables)):
                    return True
        except SemanticsError:
            pass
        return False
