"""What `overrides` may say: clauses of the same policy about the same acts, without going round in a circle."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from rspverify.policy.expressions import Expr, Happening, Var, Variable
from rspverify.policy.norms import Clause, Duty, Exemption, RecurringDuty
from rspverify.policy.problems import Problems
from rspverify.policy.resolve_norms_amend import PolicyText
from rspverify.source.diagnostics import Label
from rspverify.syntax.expressions import Identifier


def check_overrides(text: PolicyText, clauses: Mapping[str, Clause], problems: Problems) -> None:
    """Records what is wrong with the overrides of a policy. `clauses` are those of its clauses that have no other
    problem; what concerns inherited clauses alone is left to the policy from which they come."""
    for name, clause_text in text.clauses.items():
        clause = clauses.get(name)
        for target in clause_text.syntax.overrides:
            if target.text not in text.clauses:
                if clause_text.origin == text.name:
                    _unknown(target, text, problems)
            elif clause is not None and target.text in clauses:
                _same_acts(clause, clauses[target.text], target, text, problems)
        if clause is not None and isinstance(clause.norm, Exemption):
            _exempts(clause, text, clauses, problems)
    _cycles(text, problems)


def _unknown(target: Identifier, text: PolicyText, problems: Problems) -> None:
    near = get_close_matches(target.text, text.clauses, n=1, cutoff=0.6)
    problems.add(
        "RSP262",
        f"policy `{text.name}` has no clause `{target.text}` that could be overridden",
        target.span,
        help=f"did you mean `{near[0]}`?" if near else "clauses override clauses of the same policy",
    )


def _same_acts(clause: Clause, other: Clause, target: Identifier, text: PolicyText, problems: Problems) -> None:
    if text.name not in (clause.origin, other.origin) or clause.name == other.name:
        return
    if any(meet(mine, theirs) for mine in clause.judged for theirs in other.judged):
        return
    mine, theirs = (" or ".join(f"`{act.span.text}`" for act in one.judged) for one in (clause, other))
    place = target.span if clause.origin == text.name else text.clauses[other.name].syntax.name.span
    problems.add(
        "RSP263",
        f"clause `{clause.name}` cannot override `{other.name}`: they are about different acts",
        place,
        labels=(
            Label(clause.judged[0].span, f"`{clause.name}` is about {mine}"),
            Label(other.judged[0].span, f"`{other.name}` is about {theirs}"),
        ),
        help="a clause defeats another only for acts that both speak of (an order is about the act that has to wait)",
    )


def _exempts(clause: Clause, text: PolicyText, clauses: Mapping[str, Clause], problems: Problems) -> None:
    targets = [name for name in clause.overrides if name in text.clauses]
    known = [clauses[name] for name in targets if name in clauses]
    if not text.clauses[clause.name].syntax.overrides:
        problems.add(
            "RSP265",
            f"clause `{clause.name}` says `need not` and overrides nothing",
            clause.span,
            help=f"say which duty it lifts: `clause {clause.name} overrides …`",
        )
    elif known and len(known) == len(clause.overrides) and not any(_owes(one) for one in known):
        place = text.clauses[clause.name].syntax.overrides[0].span
        if clause.origin != text.name:
            new = [text.clauses[one.name].syntax.name.span for one in known if one.origin == text.name]
            if not new:
                return
            place = new[0]
        problems.add(
            "RSP265",
            f"clause `{clause.name}` says `need not`, but what it overrides is no duty",
            place,
            labels=tuple(Label(one.span, f"`{one.name}` is not a duty") for one in known),
            help="`need not` lifts duties; `may` overrides prohibitions and orders",
        )


def _owes(clause: Clause) -> bool:
    return isinstance(clause.norm, Duty | RecurringDuty)


# ---------------------------------------------------------------- patterns


def meet(left: Happening, right: Happening) -> bool:
    """Whether one occurrence can fit both patterns, whose variables are not the same."""
    if left.action != right.action:
        return False
    values: dict[Variable, Expr] = {}
    for one, other in zip(left.arguments, right.arguments, strict=True):
        if one is None or other is None:
            continue
        a, b = _value(one, values), _value(other, values)
        if isinstance(a, Var):
            if a != b:
                values[a.variable] = b
        elif isinstance(b, Var):
            values[b.variable] = a
        elif a != b:
            return False
    return True


def _value(one: Expr, values: Mapping[Variable, Expr]) -> Expr:
    while isinstance(one, Var) and one.variable in values:
        one = values[one.variable]
    return one


# ---------------------------------------------------------------- circles


def _cycles(text: PolicyText, problems: Problems) -> None:
    targets = {
        name: [one.text for one in clause.syntax.overrides if one.text in text.clauses]
        for name, clause in text.clauses.items()
    }
    finished: set[str] = set()
    for start in targets:
        path: list[str] = []
        pending: list[tuple[str, int]] = [(start, 0)]
        while pending:
            name, depth = pending.pop()
            for left in path[depth:]:
                finished.add(left)
            del path[depth:]
            if name in path:
                _cycle(path[path.index(name) :], text, problems)
            elif name not in finished:
                path.append(name)
                pending.extend((one, len(path)) for one in reversed(targets[name]))
        finished.update(path)


def _cycle(line: list[str], text: PolicyText, problems: Problems) -> None:
    if all(text.clauses[name].origin != text.name for name in line):
        return
    first = next(name for name in line if text.clauses[name].origin == text.name)
    turned = line[line.index(first) :] + line[: line.index(first)]
    shown = ", which overrides ".join(f"`{name}`" for name in [*turned[1:], first])
    target = next(one for one in text.clauses[first].syntax.overrides if one.text == (*turned, first)[1])
    problems.add(
        "RSP264",
        f"clause `{first}` overrides itself: it overrides {shown}",
        target.span,
        help="one of these clauses must not override the next",
    )
