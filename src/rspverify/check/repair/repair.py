"""Repairs of a violated property. Start reading at `repair`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rspverify.check.diff.policies import diff
from rspverify.check.diff.results import Change, PolicyDiff
from rspverify.check.options import CheckOptions
from rspverify.check.repair.candidates import candidates
from rspverify.check.repair.expectations import Expectations, Number
from rspverify.check.repair.places import Words
from rspverify.check.repair.results import ActChanged, Repair, Repairs, Target, Tried
from rspverify.check.repair.search import Aim, Limits, Proposal, Search
from rspverify.check.repair.workshop import Loaded, NotEditable, Subject, subject
from rspverify.check.results import CheckResult, Meeting, Verdict
from rspverify.policy.claims import Check, PossibleAct, PossibleState
from rspverify.trace.values import Trace

COMPARING = 10_000_000
"""How much work it may be to say what else a repair changes."""
_OPEN = (Verdict.UNDETERMINED, Verdict.HOLDS_UP_TO)
_NOTHING = Tried(0, 0, 0, 0, ())


def repair(
    files: Sequence[Loaded],
    name: str,
    policy: str | None,
    options: CheckOptions,
    limits: Limits,
    may_change: Sequence[str] = (),
) -> Repairs:
    """The smallest edits of one policy after which property `name` comes to what it should in every check of it that
    now comes to something else, and all that the files expect besides is still so. Nothing is written.

    `policy`: the one to edit; None: the only one of those checks. `may_change`: names (or patterns) of checks and
    scenarios that need not stay as expected. Raises `NotEditable` if it cannot be told which policy is meant, or if it
    cannot be edited from these files.
    """
    expectations = Expectations(files, options, may_change)
    numbers = [
        (at, which)
        for at, file in enumerate(files)
        for which, check in enumerate(file.project.checks)
        if check.property == name and (policy is None or policy in _named(check))
    ]
    results = {number: expectations.before(number) for number in numbers}
    found = Repairs(name, "", policy or "", (), "fine", (), (), _NOTHING)
    if results:
        found = replace(found, wording=next(iter(results.values())).wording)
    wrong = [one for one in results.values() if one.meeting in (Meeting.FAULT, Meeting.WRONG_INPUT)]
    if wrong:
        fault = any(one.meeting is Meeting.FAULT for one in wrong)
        told = tuple(dict.fromkeys(diagnostic for one in wrong for diagnostic in one.diagnostics))
        return replace(found, state="fault" if fault else "wrong input", diagnostics=told, reason=wrong[0].reason)
    aims = _aims(files, results)
    if not aims:
        left_open = [one for one in results.values() if one.verdict in _OPEN]
        found = replace(found, reason=left_open[0].reason if left_open else "", targets=_all(files, results))
        return replace(found, state="open") if left_open else found
    chosen = policy or _only_policy(files, aims)
    aims = [aim for aim in aims if chosen in _named(files[aim.number[0]].project.checks[aim.number[1]])]
    holder = files[aims[0].number[0]]
    about = subject(holder, chosen)
    asked = Words(holder.gathered).properties.get(name)
    if asked is None:
        raise NotEditable(f"`{name}` is used under a prefix; repair it in a file that uses it without one")
    edits = candidates(holder, about, asked)
    search = Search(files, about, aims, edits, expectations, options, limits)
    search.run()
    targets = _targets(files, results, aims)
    found = replace(found, policy=chosen, targets=targets, tried=_tried(search, len(edits)), reason=search.fault)
    return _concluded(found, search, files, about, options)


def _concluded(
    found: Repairs, search: Search, files: Sequence[Loaded], about: Subject, options: CheckOptions
) -> Repairs:
    if search.fault:
        return replace(found, state="fault")
    repairs = sorted(
        (_finished(search, one, files, about, options) for one in search.found), key=_how_much_else_changes
    )
    near = tuple(_finished(search, one, files, about, None) for one in search.near) if not repairs else ()
    if repairs:
        return replace(found, state="repaired", found=tuple(repairs))
    return replace(found, state="open" if search.undecided or search.reached else "none", near=near)


# ---------------------------------------------------------------- what is asked


def _named(check: Check) -> tuple[str, ...]:
    return (*check.conditions.policies, *check.conditions.compared)


def wanted(file: Loaded, check: Check) -> Verdict:
    """What a check should come to. A claim should hold, whatever its file expects; of what may be possible or not, the
    file says which is wanted."""
    claim = file.project.properties[check.property].claim
    if not isinstance(claim, PossibleAct | PossibleState):
        return Verdict.HOLDS
    return Verdict.IMPOSSIBLE if check.expected == "impossible" else Verdict.POSSIBLE


def _aims(files: Sequence[Loaded], results: dict[Number, CheckResult]) -> list[Aim]:
    """The checks that come to something else than they should: those that their files expect to do so, else those that
    are known to be violated; not those that ask what happens when a clause is broken."""
    aims = []
    for number, result in results.items():
        check = files[number[0]].project.checks[number[1]]
        goal = wanted(files[number[0]], check)
        if result.verdict is not goal and result.verdict not in _OPEN:
            aims.append((check, Aim(number, goal, _stories(result, goal))))
    for choose in (
        lambda check, aim: check.expected == aim.wanted.value,
        lambda check, aim: not check.conditions.tolerated,
    ):
        chosen = [aim for check, aim in aims if choose(check, aim)]
        if chosen:
            return chosen
    return [aim for _, aim in aims]


def _stories(result: CheckResult, goal: Verdict) -> list[tuple[Trace, Trace | None]]:
    shown = [row.story for row in result.table] or [result.story]
    if goal is Verdict.POSSIBLE:
        return []
    return [(story.trace, None if story.beside is None else story.beside.trace) for story in shown if story is not None]


def _only_policy(files: Sequence[Loaded], aims: Sequence[Aim]) -> str:
    names = dict.fromkeys(name for aim in aims for name in _named(files[aim.number[0]].project.checks[aim.number[1]]))
    if len(names) != 1:
        listed = ", ".join(f"`{name}`" for name in names)
        raise NotEditable(f"say with `--policy` which is to be edited: {listed}" if names else "no policy is checked")
    return next(iter(names))


def _targets(files: Sequence[Loaded], results: dict[Number, CheckResult], aims: Sequence[Aim]) -> tuple[Target, ...]:
    return tuple(
        Target(files[aim.number[0]].path, results[aim.number].conditions, results[aim.number].verdict, aim.wanted)
        for aim in aims
    )


def _all(files: Sequence[Loaded], results: dict[Number, CheckResult]) -> tuple[Target, ...]:
    return tuple(
        Target(files[file].path, result.conditions, result.verdict, wanted(files[file], files[file].project.checks[at]))
        for (file, at), result in results.items()
    )


# ---------------------------------------------------------------- what came out


def _tried(search: Search, single: int) -> Tried:
    return Tried(single, search.weighed, search.proved, search.undecided, tuple(search.reached))


def _finished(
    search: Search, one: Proposal, files: Sequence[Loaded], about: Subject, options: CheckOptions | None
) -> Repair:
    """`options`: for saying what else changes; None: that is not asked."""
    made = one.patch
    repaired = Repair(
        search.words(one.edits), made.clauses, made.amendment, made.diffs, made.texts, one.cost, turned=one.turned
    )
    if options is None:
        return repaired
    compared = _compared(one, files, about, options)
    acts = tuple(
        ActChanged(act.act, act.change.value, len(act.permitted.cases) + len(act.forbidden.cases))
        for act in compared.acts
        if act.change is not Change.EQUAL
    )
    duties = tuple(each.new or each.old for each in compared.duties if each.kinds)
    return replace(repaired, changed=acts, duties=duties)


def _compared(one: Proposal, files: Sequence[Loaded], about: Subject, options: CheckOptions) -> PolicyDiff:
    """The policy as it was with the policy as it would be, in the first file that has both."""
    file = next(at for at, each in enumerate(files) if about.name in each.project.policies)
    after, name = one.after[file], f"{about.name} as it was"
    old = replace(files[file].project.policies[about.name], name=name)
    both = replace(after, policies={**after.policies, name: old})
    return diff(both, name, about.name, replace(options, rlimit=min(options.rlimit, COMPARING)))


def _how_much_else_changes(one: Repair) -> tuple[int, ...]:
    """By size, then by what else changes, then by how much there is to read."""
    changes = len(one.changed) + len(one.duties)
    return one.cost, changes, sum(act.cases for act in one.changed), sum(map(len, one.clauses))
