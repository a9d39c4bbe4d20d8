"""Runs `mutate`: loads the files, has the faults tried here, by workers or by a cluster, and settles the exit code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from rspverify.check.mutate.bench import Bench, here
from rspverify.check.mutate.campaign import Hear, mutation
from rspverify.check.mutate.options import MutateOptions
from rspverify.check.mutate.results import MutantResult, Mutation
from rspverify.check.repair.workshop import Loaded, load_all
from rspverify.check.results import EXIT_EXPECTED, EXIT_FAULT, EXIT_INTERRUPTED, EXIT_OPEN, EXIT_OTHER
from rspverify.cli.console import Console
from rspverify.cli.executor import Place, connected
from rspverify.cli.exit_code import code_of, worst
from rspverify.cli.failures import crash
from rspverify.cli.find import Found
from rspverify.cli.interrupts import Interrupts
from rspverify.cli.jobs import has_processes, processors, size_of
from rspverify.cli.listeners import Progress
from rspverify.report.mutate_words import MutateReport
from rspverify.report.style import plain
from rspverify.source.diagnostics import Diagnostic, SourceError
from rspverify.workers.hands import Hands

if TYPE_CHECKING:  # it takes a second to import, and few need it
    from rspverify.cluster.connection import Cluster

_NOTHING = Mutation((), 0, 0)


@dataclass(frozen=True)
class FailOn:
    """`what`: as `--fail-on`; `under`: as `--fail-under`."""

    what: Literal["unknown", "silent", "laxer", "never"] = "unknown"
    under: float | None = None


@dataclass(frozen=True)
class Where:
    """Where the work is done. `jobs`: in how many processes of this machine, if that is said; `executor`: or on this
    cluster."""

    jobs: int | None = None
    executor: Place | None = None


def run(
    found: Found,
    options: MutateOptions,
    where: Where,
    fail_on: FailOn,
    err: Console,
    hear: Hear = lambda one: None,
) -> MutateReport:
    """The whole run. Diagnostics go to standard error as soon as they are there; `hear` hears of each fault. Raises
    `SourceError` if the cluster that is asked for cannot be used."""
    diagnostics = list(found.diagnostics)
    files: list[Loaded] = []
    for path in found.files:
        try:
            files.append(load_all(path))
        except SourceError as error:
            diagnostics += [one for one in error.diagnostics if one not in diagnostics]
    known = {name for file in files for name in file.project.policies}
    diagnostics += [_no_policy(name) for name in options.policies if files and name not in known]
    err.diagnostics(diagnostics)
    result = _NOTHING
    working = _Working(options, where, Progress(err))
    problems: tuple[Diagnostic, ...] = ()

    def hears(one: MutantResult) -> None:
        working.progress.clear()
        hear(one)

    try:
        with Interrupts(), working:
            result = mutation(files, options, working.do, hears)
        problems = working.lost
    except SourceError:
        raise  # there is no cluster
    except Exception as error:
        problems = (crash(error, during=", while it seeded faults"),)
    finally:
        working.progress.clear()
    err.diagnostics([*problems, *result.diagnostics])
    diagnostics += problems
    code = _code(result, diagnostics, fail_on)
    return MutateReport(result, tuple(diagnostics), code)


@dataclass
class _Working:
    """Who does the tasks, within a `with` block. `lost`: why there is nobody any more who could."""

    options: MutateOptions
    where: Where
    progress: Progress
    cluster: Cluster | None = None
    lost: tuple[Diagnostic, ...] = ()

    def __enter__(self) -> _Working:
        if self.where.executor is not None:
            self.cluster = connected(self.where.executor)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.cluster is not None:
            self.cluster.close()

    def do(self, bench: Bench, tasks: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        hands = None if self.lost or not tasks else self._hands(len(tasks))
        if hands is None:
            yield from () if self.lost else self._here(bench, tasks)
            return
        from rspverify.workers.anywhere import in_workers

        def tell(words: str, finished: int) -> None:
            self.progress.show(f"{finished} of {len(tasks)} done: {plain(words)}")

        try:
            yield from in_workers(hands, bench, tasks, tell)
        except SourceError as error:
            # What was finished is told.
            self.lost = error.diagnostics

    def _hands(self, tasks: int) -> Hands | None:
        """None: nobody else than this process."""
        from rspverify.workers.messages import Limits

        check = self.options.check
        # A fault is several questions: each has the limit, and all of them together ten times as much.
        limits = Limits(None if check.timeout is None else 10 * check.timeout, check.memory)
        if self.cluster is not None:
            from rspverify.cluster.hands import ClusterHands

            return ClusterHands(self.cluster, limits)
        size = size_of(self.where.jobs, tasks, processors())
        if not has_processes() or not size or (size == 1 and limits == Limits()):
            return None
        from rspverify.workers.pool import Pool

        return Pool(size, limits)

    def _here(self, bench: Bench, tasks: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        for number, task in enumerate(tasks):
            self.progress.show(f"{number} of {len(tasks)} done: {plain(task.words)}")
            yield from here(bench, [task])


def _code(found: Mutation, diagnostics: Sequence[Diagnostic], fail_on: FailOn) -> int:
    """4, 2, 1, 3, 0, whatever is worst; computed before a report is rendered."""
    if found.interrupted:
        return EXIT_INTERRUPTED
    codes = [EXIT_EXPECTED, *(code_of(one) for one in (*diagnostics, *found.diagnostics))]
    opened = [one for policy in found.policies for one in policy.open]
    undetermined = [one for one in found.mutants if one.outcome == "undetermined"]
    codes += [EXIT_FAULT for one in undetermined if one.fault]
    if fail_on.under is not None and found.percent is not None and found.percent < fail_on.under:
        codes.append(EXIT_OTHER)
    counts = fail_on.under is None and fail_on.what != "never"
    laxer_only = fail_on.what == "laxer"
    stale = any(policy.stale for policy in found.policies)
    if counts and (any(one.laxer or not laxer_only for one in opened) or (stale and not laxer_only)):
        codes.append(EXIT_OTHER)
    if fail_on.what == "unknown" and (undetermined or found.not_begun or found.left_out):
        codes.append(EXIT_OPEN)
    return worst(codes)


def _no_policy(name: str) -> Diagnostic:
    return Diagnostic("RSP144", f"no policy is called `{plain(name)}`", help="name the files that declare or use it")
