"""Chains of duties: publish within 10 days after a review, review within 20 days after a training.

What the claim waits for comes in time because at each moment some duty of the chain is owed whose last moment, plus the
time that the rest of the chain may take, is within the claim's deadline. That some duty of the chain is owed so is a
candidate; a proof that a response comes in time by such a chain goes back to Manna & Pnueli, "Completing the Temporal
Picture" (Theoretical Computer Science 1991).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from rspverify.encode.duties import Pending
from rspverify.encode.hints.shapes import closed
from rspverify.encode.monitors import Pattern
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.terms import Term
from rspverify.policy.norms import Clause, Duty, Policy, RecurringDuty

_LONGEST = 6
_MOST_LINKS = 24
_MOST_PLACES = 6

Act = tuple[str, tuple[Term | None, ...]]
"""An action and its arguments, None for `any`."""


@dataclass(frozen=True)
class Owed:
    """A duty over its `places`: what fulfils it, what opens it, whether it is owed, and by when: by the latest of the
    `dues` that count."""

    clause: tuple[str, str]
    places: tuple[Term, ...]
    acts: tuple[Act, ...]
    triggers: tuple[tuple[Pattern, tuple[Term, ...]], ...]
    open: Term
    dues: tuple[tuple[Term, Term], ...]
    length: Term


@dataclass(frozen=True)
class Link:
    """A duty whose act number `act` leads to the claim's, `rest` later at most."""

    owed: Owed
    arguments: tuple[Term, ...]
    act: int
    rest: Term

    def ends_by(self, end: Term) -> Term:
        """That the chain is at its end by then, if the duty is fulfilled by this act."""
        here = dict(zip(self.owed.places, self.arguments, strict=True))
        return build.conj(
            build.implies(
                replace_variables(counts, here),
                build.at_most(build.add(replace_variables(due, here), self.rest), end),
            )
            for counts, due in self.owed.dues
        )


def chains(encoding: Encoding, claim: Sequence[tuple[Pending, Term]], constants: tuple[Term, ...]) -> Iterator[Term]:
    """Where the claim waits, some duty is owed from which a chain of duties leads in time to what it waits for."""
    for waiting, deadline in claim:
        formals = waiting.open.formals
        duties = [owed for policy, clause in encoding.norms.clauses() for owed in _owed(encoding, policy, clause)]
        others = _others(duties, (*formals, *constants))
        found = _links(waiting, duties, (*formals, *constants, *others))
        links = list(dict.fromkeys(islice(found, _MOST_LINKS)))
        end = build.add(waiting.since.at(formals), deadline)
        some = build.disj(_in_time(links, end))
        yield closed((*formals, *others), build.implies(waiting.open.at(formals), some))


def _others(duties: Sequence[Owed], pool: Sequence[Term]) -> tuple[Term, ...]:
    """A variable for each sort of which the claim has no member: its duties are owed by (to, about) every member."""
    sorts = dict.fromkeys(place.sort for owed in duties for place in owed.places)
    there = {term.sort for term in pool}
    return tuple(build.var(f"any {sort.name}", sort) for sort in sorts if sort not in there)


def _owed(encoding: Encoding, policy: Policy, clause: Clause) -> Iterator[Owed]:
    """The clause, if it is a duty that falls due."""
    duties = encoding.norms.duties
    name = (policy.name, clause.name)
    match clause.norm:
        case Duty(deadline=deadline) if deadline is not None:
            pending, _ = duties.pending(policy, clause)
            places = pending.open.formals
            length = encoding.formulas.compile(deadline, {})
            dues = ((build.TRUE, build.add(pending.since.at(places), length)),)
            yield Owed(
                name, places, tuple(pending.acts), tuple(pending.triggers), pending.open.at(places), dues, length
            )
        case RecurringDuty() as norm:
            local = duties.local(clause)
            acts = tuple((act.action, encoding.formulas.arguments(act.arguments, local)) for act in norm.acts)
            yield Owed(
                name,
                tuple(local.values()),
                acts,
                (),
                duties.in_force(policy, clause, local),
                tuple(duties.recurring_dues(policy, clause, norm, local)),
                encoding.formulas.compile(norm.period, {}),
            )


def _in_time(links: Sequence[Link], end: Term) -> Iterator[Term]:
    """For each duty at its place: that it is owed, and whichever of its acts is done, some chain ends in time."""
    for owed, arguments in dict.fromkeys((link.owed, link.arguments) for link in links):
        here = dict(zip(owed.places, arguments, strict=True))
        ways = [
            build.disj(
                link.ends_by(end)
                for link in links
                if link.owed == owed and link.arguments == arguments and link.act == act
            )
            for act in range(len(owed.acts))
        ]
        yield build.conj([replace_variables(owed.open, here), *ways])


def _links(waiting: Pending, duties: Sequence[Owed], pool: Sequence[Term]) -> Iterator[Link]:
    """The links of all chains that end with what is waited for, the last ones first."""
    reached = [
        Link(owed, arguments, act, build.integer(0))
        for owed in duties
        for wanted in waiting.acts
        for act, arguments in _doing(owed, wanted, pool)
    ]
    used: set[tuple[str, str]] = set()
    for _ in range(_LONGEST):
        yield from reached
        used |= {link.owed.clause for link in reached}
        reached = [
            Link(owed, arguments, act, build.add(link.owed.length, link.rest))
            for link in reached
            for opener in _openers(link)
            for owed in duties
            if owed.clause not in used
            for act, arguments in _doing(owed, opener, pool)
        ]


def _openers(link: Link) -> Iterator[Act]:
    """The acts that open the link's duty at its place."""
    here = dict(zip(link.owed.places, link.arguments, strict=True))
    for pattern, terms in link.owed.triggers:
        match pattern.key:
            case ("act", str() as action, tuple() as mask):
                given = iter(here.get(term, term) for term in terms)
                yield action, tuple(next(given) if there else None for there in mask)
            case _:  # an event, a wait or a breach is nobody's duty
                pass


def _doing(owed: Owed, wanted: Act, pool: Sequence[Term]) -> Iterator[tuple[int, tuple[Term, ...]]]:
    """Which act of the duty, at which places, is the wanted one; places that this leaves open are filled from the
    pool."""
    for number, (action, terms) in enumerate(owed.acts):
        known = _matched(terms, wanted[1], frozenset(owed.places)) if action == wanted[0] else None
        if known is not None:
            choices = [
                [known[place]] if place in known else [term for term in pool if term.sort == place.sort]
                for place in owed.places
            ]
            for arguments in islice(product(*choices), _MOST_PLACES):
                yield number, arguments


def _matched(
    terms: Sequence[Term | None], wanted: Sequence[Term | None], places: frozenset[Term]
) -> Mapping[Term, Term] | None:
    """What the places must be for the terms to be what is wanted; None if they cannot."""
    known: dict[Term, Term] = {}
    for term, target in zip(terms, wanted, strict=True):
        if target is None:
            continue
        if term is None or (term not in places and term != target) or known.get(term, target) != target:
            return None
        if term in places:
            known[term] = target
    return known
