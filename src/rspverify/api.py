"""What Python programs use, under `import rspverify as rv`."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path

from rspverify.check.audit.finding import Accepted, Audit, Finding, PolicyAudit, Share, Untold
from rspverify.check.audit.options import AuditOptions
from rspverify.check.diff.results import (
    ActChange,
    BindingChange,
    Case,
    Change,
    Difference,
    DutyChange,
    Example,
    PolicyDiff,
)
from rspverify.check.mutate.options import MutateOptions
from rspverify.check.mutate.results import (
    LeftOut,
    MutantResult,
    Mutation,
    Notice,
    PolicyMutation,
    Remedy,
    Score,
    Stale,
)
from rspverify.check.options import CheckOptions
from rspverify.check.recall import Recall
from rspverify.check.repair.results import ActChanged, Repair, Repairs, Target, Tried, Turned
from rspverify.check.results import (
    Apart,
    Beside,
    CheckResult,
    ClauseNote,
    Excerpt,
    InductionGap,
    Meeting,
    ProofNote,
    ReadingVerdict,
    RestsOn,
    Result,
    ScenarioResult,
    Story,
    StoryStep,
    Verdict,
    exit_code,
)
from rspverify.policy.claims import Project
from rspverify.source.diagnostics import Diagnostic, Label, SourceError
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span

__all__ = [
    "Accepted",
    "ActChange",
    "ActChanged",
    "Apart",
    "Audit",
    "AuditOptions",
    "Beside",
    "BindingChange",
    "Case",
    "Change",
    "CheckOptions",
    "CheckResult",
    "ClauseNote",
    "Diagnostic",
    "Difference",
    "DutyChange",
    "Example",
    "Excerpt",
    "Finding",
    "InductionGap",
    "Label",
    "LeftOut",
    "Meeting",
    "MutantResult",
    "MutateOptions",
    "Mutation",
    "Notice",
    "PolicyAudit",
    "PolicyDiff",
    "PolicyMutation",
    "Project",
    "ProofNote",
    "ReadingVerdict",
    "Recall",
    "Remedy",
    "Repair",
    "Repairs",
    "RestsOn",
    "Result",
    "ScenarioResult",
    "Score",
    "Share",
    "SourceError",
    "SourceFile",
    "Span",
    "Stale",
    "Story",
    "StoryStep",
    "Target",
    "Tried",
    "Turned",
    "Untold",
    "Verdict",
    "audit",
    "check",
    "diff",
    "exit_code",
    "load",
    "mutate",
    "remembered",
    "repair",
]


def load(path: str | Path, root: Path | None = None) -> Project:
    """A policy file with all that it uses, resolved (docs/language.md).

    `root` is the folder that no `use` may leave; by default the nearest one above the file that holds `rspverify.toml`,
    `pyproject.toml` or `.git`, else the file's own. Raises `SourceError`, whose `diagnostics` hold all that is wrong.
    """
    from rspverify.policy.load import load as load_project

    return load_project(path, root)


def check(project: Project, options: CheckOptions | None = None) -> Iterator[Result]:
    """Runs the checks and scenarios of a project and gives each result as soon as it is there.

    What a verdict means stands in docs/language.md, section 6; `exit_code(results)` is the code that the command line
    would end with. Raises nothing about the policies: what is wrong with a check stands in its result.
    """
    from rspverify.check.run import run_checks

    return run_checks(project, options or CheckOptions())


def remembered(folder: str | Path | None = None) -> Recall:
    """What the engines said in earlier runs, and what they will say, for `CheckOptions(recall=…)` (docs/cache.md).

    It is kept in `folder`, by default where the command line keeps it. No answer hangs on it: proofs are checked again,
    and runs replayed. Raises `ValueError` if it cannot be kept there.
    """
    from rspverify.store.outcomes import remembered as known
    from rspverify.store.place import NoPlace

    try:
        return known(None if folder is None else str(folder))
    except NoPlace as error:
        raise ValueError(str(error)) from None


def audit(project: Project, options: AuditOptions | None = None) -> Audit:
    """Looks through the policies of a project for what is wrong with them whatever is claimed (docs/audit.md).

    Without `options.policies` these are the ones that the project's own file declares. Each finding has a replayed run
    or a proof, as `check` has them; what is found by other means says so. Questions without an answer stand in the
    result as `untold`. Raises `SourceError` if no policy has a name that `options.policies` gives, or no finding a code
    that `options` gives.
    """
    from rspverify.check.audit.every import audit as audit_project
    from rspverify.source.codes_audit import AUDIT

    if options is not None:
        _known_codes((*options.select, *options.ignore), [entry.code for entry in AUDIT])
    _known(options.policies if options is not None else (), project.policies)
    return audit_project(project, options)


def diff(
    project: Project,
    old: str,
    new: str,
    options: CheckOptions | None = None,
    *,
    on: str | None = None,
    readings: Iterable[str] = (),
    binding: Iterable[str] = (),
    assuming: Iterable[str] = (),
) -> PolicyDiff:
    """What policy `new` of a project permits, forbids and requires that `old` does not, in runs of any length
    (docs/diff.md).

    `on` limits it to one act (`"train(acme, any)"`), `readings` to readings of words (`"risky=by_plans"`), `binding`
    says whom both bind (`"acme"`, `"every Lab"`), `assuming` names assumptions. Each case is a conjunction that is
    proved to imply the difference and comes with a replayed run; that there are no others is proved too. What could not
    be settled says so. Raises `SourceError` if there is nothing of a name that is given.
    """
    from rspverify.check.diff.named import act_of, conditions_of, policies_of
    from rspverify.check.diff.policies import diff as compare

    policies_of(project, old, new)
    act = None if on is None else act_of(project, on)
    conditions = conditions_of(project, readings, binding, assuming, old, new)
    return compare(project, old, new, options or CheckOptions(), conditions, act)


def repair(
    paths: Iterable[str | Path],
    name: str,
    *,
    policy: str | None = None,
    max_edits: int = 2,
    proofs: int = 60,
    may_change: Iterable[str] = (),
    options: CheckOptions | None = None,
) -> Repairs:
    """The smallest edits of a policy after which the property `name` comes to what it should in each of its checks, and
    all else that the files expect is still so (docs/repair.md). Nothing is written: `Repair.texts` holds the patched
    files.

    `policy`: the one to edit, if the checks name several. `max_edits`, `proofs`: how many edits together, and how many
    combinations are proved or refuted, at most. `may_change`: names or patterns of checks and scenarios that need not
    stay as expected. Raises `SourceError` if a file is wrong or no check is about the property, and `ValueError` if it
    cannot be told what to edit.
    """
    from rspverify.check.repair.repair import repair as search
    from rspverify.check.repair.search import Limits
    from rspverify.check.repair.workshop import NotEditable, load_all

    files = [load_all(str(path)) for path in paths]
    if not any(check.property == name for file in files for check in file.project.checks):
        wanted = "give the files with its checks"
        raise SourceError([Diagnostic("RSP144", f"no property that is checked is called `{name}`", help=wanted)])
    try:
        return search(files, name, policy, options or CheckOptions(), Limits(max_edits, proofs), tuple(may_change))
    except NotEditable as error:
        raise ValueError(str(error)) from None


def mutate(paths: Iterable[str | Path], options: MutateOptions | None = None) -> Mutation:
    """Seeds faults into the policies that the files declare (or into `options.policies`), one at a time, and says which
    of them no check and no scenario of the files notices (docs/mutate.md).

    A fault that nothing notices is proved to be equivalent, or shown to be laxer or stricter by a replayed run, with a
    property that would notice it; what could not be told says so. Raises `SourceError` if a file is wrong, or if no
    policy has a name that `options.policies` gives, or no kind of fault a code that `options` gives.
    """
    from rspverify.check.mutate.campaign import mutation
    from rspverify.check.repair.workshop import load_all
    from rspverify.source.codes_mutate import FAULTS

    given = options or MutateOptions()
    _known_codes((*given.select, *given.ignore), FAULTS)
    files = [load_all(str(path)) for path in paths]
    _known(given.policies, {name for file in files for name in file.project.policies})
    return mutation(files, given)


def _known(names: Iterable[str], policies: Container[str]) -> None:
    """Raises `SourceError` if no policy has one of the names: that nothing is found of it would say nothing."""
    unknown = [name for name in names if name not in policies]
    if unknown:
        wanted = "name one that the file declares or uses"
        raise SourceError([Diagnostic("RSP144", f"no policy is called `{name}`", help=wanted) for name in unknown])


def _known_codes(beginnings: Iterable[str], codes: Sequence[str]) -> None:
    """Raises `SourceError` if no code begins like one of these, for the same reason."""
    unknown = [one for one in beginnings if not any(code.startswith(one) for code in codes)]
    if unknown:
        wanted = f"there are {min(codes)} to {max(codes)}"
        raise SourceError([Diagnostic("RSP145", f"no code begins with `{one}`", help=wanted) for one in unknown])
