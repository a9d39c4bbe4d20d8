"""The smallest structure that satisfies what a solver was told, and the diagram of it.

As in `proof.sizes`, bounds `sort has at most n members` are assumptions, and each failure names, by its core, the sorts
that were too small. The members of a bound are named, so that the structure can be read at them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.terms import BOOL, LogicSort, Symbol, Term
from rspverify.proof.finite import sizes_by_total
from rspverify.proof.pdr.diagram import Diagram
from rspverify.proof.pdr.literals import full_diagram
from rspverify.proof.pdr.vocabulary import Vocabulary
from rspverify.solver.port import Answer, NoValues, Sat, Solver, Unknown, Unsat, Value

_EXTRA = 8
"""Structures with at most so many members more than one of each sort are looked for."""


def smallest_diagram(
    solver: Solver, assumptions: Sequence[Term], vocabulary: Vocabulary, *, rlimit: int
) -> Diagram | Unsat | Unknown:
    """The full diagram of a structure with the fewest members; `Unsat` where a failure shows that there is none of any
    size. The solver is left with what it was told here: to be called above a `push`. Raises `NoValues`."""
    growing = _Growing(solver, vocabulary.sorts)
    failures: list[Mapping[LogicSort, int]] = []
    reason = "it has too many members"
    for sizes in sizes_by_total(vocabulary.sorts, len(vocabulary.sorts) + _EXTRA):
        if any(all(sizes[sort] <= size for sort, size in failure.items()) for failure in failures):
            continue
        asked = {growing.bound(*pair): pair for pair in sizes.items()}
        answer: Answer = solver.check((*assumptions, *asked), rlimit=rlimit)
        match answer:
            case Sat():
                return _read(solver, vocabulary, {sort: growing.names(sort, size) for sort, size in sizes.items()})
            case Unsat(core):
                failure = dict(asked[literal] for literal in core if literal in asked)
                if not failure:
                    return Unsat(tuple(literal for literal in core if literal not in asked))
                failures.append(failure)
            case Unknown(reason):
                pass
    return Unknown(reason)


class _Growing:
    """Bounds on the sizes of sorts, told to the solver when they are first needed."""

    def __init__(self, solver: Solver, sorts: Sequence[LogicSort]) -> None:
        self._solver = solver
        self._names: dict[LogicSort, list[Term]] = {sort: [] for sort in sorts}
        self._bounds: dict[tuple[LogicSort, int], Term] = {}

    def names(self, sort: LogicSort, size: int) -> Sequence[Term]:
        return self._names[sort][:size]

    def bound(self, sort: LogicSort, size: int) -> Term:
        """A Boolean constant that implies that the sort's members are the first `size` that are named."""
        names = self._names[sort]
        while len(names) < size:
            symbol = Symbol(f"member {len(names)} of {sort.name}", (), sort, rigid=True)
            self._solver.declare((symbol,))
            names.append(build.apply(symbol))
        if (sort, size) not in self._bounds:
            flag = Symbol(f"at most {size} of {sort.name}", (), BOOL, rigid=True)
            self._solver.declare((flag,))
            x = build.var("x", sort)
            covered = build.forall((x,), build.disj(build.equal(x, name) for name in names[:size]))
            self._solver.add(build.implies(build.apply(flag), covered))
            self._bounds[sort, size] = build.apply(flag)
        return self._bounds[sort, size]


def _read(solver: Solver, vocabulary: Vocabulary, names: Mapping[LogicSort, Sequence[Term]]) -> Diagram:
    """The full diagram of the structure that the solver found, whose members have these names."""
    members = {sort: _different(solver, given) for sort, given in names.items()}
    variables = {
        name: build.var(f"{sort.name.lower()}{number}", sort)
        for sort, distinct in members.items()
        for number, name in enumerate(distinct, 1)
    }
    over = {sort: [variables[name] for name in distinct] for sort, distinct in members.items()}
    terms = [*vocabulary.terms(over), *map(build.apply, vocabulary.lengths)]
    back = {variable: name for name, variable in variables.items()}
    asked = [replace_variables(term, back) for term in terms]
    plain = [(term, at) for term, at in zip(terms, asked, strict=True) if term.sort not in members]
    values: dict[Term, Value] = dict(
        zip((term for term, _ in plain), solver.values([at for _, at in plain]), strict=True)
    )
    for term, at in zip(terms, asked, strict=True):
        if term.sort in members:
            same = solver.values([build.equal(at, name) for name in members[term.sort]])
            if True not in same:
                raise NoValues(f"a value of {term.payload.name} is no member")
            values[term] = same.index(True)
    return full_diagram(vocabulary, {term: values[term] for term in terms}, tuple(variables.values()))


def _different(solver: Solver, names: Sequence[Term]) -> list[Term]:
    """One name for each member."""
    kept: list[Term] = []
    for name in names:
        if not any(solver.values([build.equal(name, other) for other in kept])):
            kept.append(name)
    return kept
