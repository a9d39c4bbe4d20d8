"""The options of checks and scenarios: `under`, `reading`, `binding`, `assuming`, `even if`, `up to`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from rspverify.policy.claims import BindingChoice, Conditions, Tolerated
from rspverify.policy.elaborate import Elaborator
from rspverify.policy.names import Home
from rspverify.policy.norms import Exemption, Permission, Policy
from rspverify.policy.signatures import individual_sort
from rspverify.policy.sorts import EntitySort
from rspverify.source.diagnostics import Label
from rspverify.source.spans import Span
from rspverify.syntax.claims import (
    AssumingOption,
    BindingOption,
    CheckOption,
    EvenIfOption,
    ExpectOption,
    ReadingOption,
    UnderOption,
    UpToOption,
)
from rspverify.syntax.expressions import Identifier

_Once = TypeVar("_Once", UpToOption, ExpectOption)


@dataclass(frozen=True)
class Run:
    """The options of one run. `common` stand before the first `under`, `own` from this run's `under` on."""

    common: tuple[CheckOption, ...]
    own: tuple[CheckOption, ...]

    @property
    def options(self) -> tuple[CheckOption, ...]:
        return (*self.common, *self.own)

    @property
    def under(self) -> UnderOption | None:
        return self.own[0] if self.own and isinstance(self.own[0], UnderOption) else None


def runs_of(options: Sequence[CheckOption]) -> list[Run]:
    """Each `under` begins a run; without any there is one run."""
    starts = [index for index, option in enumerate(options) if isinstance(option, UnderOption)]
    if not starts:
        return [Run((), tuple(options))]
    common = tuple(options[: starts[0]])
    ends = [*starts[1:], len(options)]
    return [Run(common, tuple(options[start:end])) for start, end in zip(starts, ends, strict=True)]


def all_named(run: Run, under: tuple[str, ...]) -> bool:
    """Whether `under` holds all the policies that a run names; otherwise a problem with one is recorded."""
    return run.under is None or len(under) >= len(run.under.policies)


class Options:
    """Resolves the options of the runs of one file."""

    def __init__(self, el: Elaborator, policies: Mapping[str, Policy], home: Home) -> None:
        self._el = el
        self._policies = policies
        self._home = home

    def conditions(self, run: Run, compared: tuple[str, ...] = ()) -> Conditions:
        """What a run is about; what is wrong is recorded and left out. `compared`: policies that its claim names."""
        under = self._under(run.under)
        named = (*under, *(name for name in compared if name not in under))
        readings: dict[tuple[str, str], None] = {}
        bindings: list[BindingChoice] = []
        assuming: dict[str, None] = {}
        tolerated: dict[Tolerated, None] = {}
        for option in run.options:
            match option:
                case ReadingOption():
                    reading = self._reading(option)
                    if reading is not None:
                        readings[reading] = None
                case BindingOption():
                    bindings.extend(self._binding(option, named, run))
                case AssumingOption(names=names):
                    for one in names:
                        found = self._el.names.resolve(one.text, one.span, ("assumption",), self._home)
                        if found is not None:
                            assuming[found.name] = None
                case EvenIfOption(target=target):
                    spared = self._tolerated(target, named, run)
                    if spared is not None:
                        tolerated[spared] = None
                case UnderOption() | UpToOption() | ExpectOption():
                    pass
        steps = self.only(run, UpToOption)
        return Conditions(
            policies=under,
            readings=tuple(readings),
            bindings=tuple(bindings),
            assuming=tuple(assuming),
            tolerated=tuple(tolerated),
            steps=None if steps is None else steps.steps,
            compared=compared,
        )

    def only(self, run: Run, kind: type[_Once]) -> _Once | None:
        """The option of a kind that a run may have once; its own goes before the one for all runs."""
        for part in (run.own, run.common):
            found = [option for option in part if isinstance(option, kind)]
            for again in found[1:]:
                if again != found[0]:
                    self._el.problems.add(
                        "RSP285",
                        f"`{_text(again.span)}` contradicts `{_text(found[0].span)}` in the same run",
                        again.span,
                        labels=(Label(found[0].span, "the first one"),),
                        help="leave one out, or begin a new run with `under`",
                    )
            if found:
                return found[0]
        return None

    # ------------------------------------------------------------ one option each

    def _under(self, under: UnderOption | None) -> tuple[str, ...]:
        found: dict[str, Identifier] = {}
        for one in () if under is None else under.policies:
            declared = self._el.names.resolve(one.text, one.span, ("policy",), self._home)
            if declared is not None and declared.name in found:
                self._el.problems.add("RSP285", f"`{one.text}` stands twice in one `under`", one.span)
            elif declared is not None:
                found[declared.name] = one
        return tuple(found)

    def _reading(self, option: ReadingOption) -> tuple[str, str] | None:
        word, reading = option.word, option.reading.text
        declared = self._el.names.resolve(word.text, word.span, ("term", "duration"), self._home)
        if declared is None:
            return None
        if declared.kind == "duration":
            readings = [name for name, _ in self._el.length(declared.name).readings]
        else:
            term = self._el.term(declared.name)
            if term is None:
                return None
            readings = [one.name for one in term.readings]
        if reading in readings:
            return declared.name, reading
        if readings:
            near = get_close_matches(reading, readings, n=1, cutoff=0.6)
            message = f"`{word.text}` has no reading `{reading}`"
            advice = f"did you mean `{near[0]}`?" if near else "its readings are " + _listed(readings)
        else:
            message = f"the duration `{word.text}` has no readings"
            advice = f"declare them: `duration {word.text} {{ reading {reading}: 1 day … }}`"
        self._el.problems.add(
            "RSP281", message, option.reading.span, labels=(Label(declared.span, "declared here"),), help=advice
        )
        return None

    def _binding(self, option: BindingOption, under: tuple[str, ...], run: Run) -> list[BindingChoice]:
        chosen: dict[EntitySort, list[str] | None] = {}
        if option.every is not None:
            entity = self._el.entity(option.every, self._home)
            if entity is not None:
                chosen[entity] = None
        for one in option.names:
            found = self._el.names.resolve(one.text, one.span, ("individual",), self._home)
            sort = None if found is None else individual_sort(self._el, found)
            if found is not None and isinstance(sort, EntitySort):
                listed = chosen.setdefault(sort, [])
                if listed is not None and found.name not in listed:
                    listed.append(found.name)
        if all_named(run, under):
            for sort in chosen:
                self._is_bound(sort, under, option)
        return [BindingChoice(sort, None if names is None else tuple(names)) for sort, names in chosen.items()]

    def _is_bound(self, sort: EntitySort, under: tuple[str, ...], option: BindingOption) -> None:
        if any(bound.sort == sort for name in under for bound in self._policies[name].bounds):
            return
        if not under:
            message = f"`{_text(option.span)}` changes whom the policies of a run bind, and this run has none"
            advice = "name the policies with `under`"
        else:
            message = f"no policy of this run binds agents of `{sort.name}`"
            advice = "a binding chooses among agents of the entities that a policy binds"
        self._el.problems.add("RSP282", message, option.span, help=advice)

    def _tolerated(self, target: Identifier, under: tuple[str, ...], run: Run) -> Tolerated | None:
        found = self._el.names.find(target.text, self._home)
        clause: str | None = None
        if found is None or found.kind != "policy":
            policy_text, _, clause = target.text.rpartition(".")
            whole = Identifier(target.span, policy_text or target.text)
            found = self._el.names.resolve(whole.text, whole.span, ("policy",), self._home)
        if found is None:
            return None
        policy = self._policies.get(found.name)
        if found.name not in under:
            if not all_named(run, under):
                return None
            self._el.problems.add(
                "RSP283",
                f"`{found.name}` may be broken here, but this run is not under it",
                target.span,
                help=f"add it: `under {' + '.join([*under, found.name])}`",
            )
            return None
        if clause is None or policy is None:
            return Tolerated(found.name, None)
        self._breakable(target, found.name, clause)
        return Tolerated(found.name, clause)

    def _breakable(self, target: Identifier, policy: str, clause: str) -> None:
        """Records a clause that is not there or that nobody can break."""
        known = () if self._el.clauses is None else self._el.clauses.clauses(policy)
        if clause not in known:
            near = get_close_matches(clause, known, n=1, cutoff=0.6)
            advice = f"did you mean `{near[0]}`?" if near else "its clauses are " + _listed(known)
            self._el.problems.add(
                "RSP240", f"the policy `{policy}` has no clause `{clause}`", target.span, help=advice if known else None
            )
            return
        one = self._policies[policy].clauses.get(clause)
        if one is not None and isinstance(one.norm, Permission | Exemption):
            self._el.problems.add(
                "RSP241",
                f"`{target.text}` cannot be broken: it is a permission or an exemption",
                target.span,
                labels=(Label(one.span, "the clause"),),
            )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _text(span: Span) -> str:
    return " ".join(span.text.split())
