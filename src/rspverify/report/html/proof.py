"""How a claim was proved, where a proof is stuck, and what comes out under which readings."""

from __future__ import annotations

from collections.abc import Iterable

from rspverify.check.results import CheckResult, InductionGap, ProofNote, ReadingVerdict, RestsOn
from rspverify.report.html.markup import Markup, element, join, lines
from rspverify.report.html.outcomes import pill
from rspverify.report.style import number
from rspverify.report.table import condense


def bullets(sentences: Iterable[str], look: str = "") -> Markup:
    """A list; nothing if there is nothing in it."""
    items = [element("li", one) for one in sentences]
    return element("ul", join(*items), class_=look) if items else Markup("")


def proofs(result: CheckResult) -> Markup:
    """What the proofs of a result rest on, with all else there is to say; folded where there are several."""
    found = result.proofs or ((result.proof,) if result.proof is not None else ())
    if not found:
        return Markup("")
    shown = [proof_pairs(one, len(found) > 1) for one in found]
    title = "The proof" if len(found) == 1 else f"The {len(found)} proofs"
    if len(found) == 1:
        return element("section", element("h5", title), join(*shown), class_="proof")
    return element("details", element("summary", title), join(*shown), class_="proof more")


def proof_pairs(proof: ProofNote, several: bool = False) -> Markup:
    """One proof. `several`: there are others, so it is said for which readings it is."""
    rows = [("Method", proof.method)]
    if proof.shows:
        rows.append(("Shows", proof.shows))
    if proof.side:
        rows.append(("Speaks of", proof.side))
    if several and proof.readings:
        ways = (", ".join(f"{word} as {reading}" for word, reading in one) for one in proof.readings)
        rows.append(("Reading", "; or ".join(way for way in ways if way) or "any"))
    rests = proof.rests_on
    if rests is not None:
        rows.append(("Rests on", _rests(rests)))
        rows += [("Words used", ", ".join(rests.meaning))] if rests.meaning else []
        rows += [("Not needed", ", ".join(rests.spare))] if rests.spare else []
    rows += [("Invariant", one) for one in proof.invariants]
    if proof.conditions:
        rows.append(("Confirmed", f"{number(proof.conditions, 'condition')} checked again by a fresh solver"))
    if proof.left_out:
        rows.append(("Left out", f"{', '.join(proof.left_out)} (nothing depends on it)"))
    return pairs(rows)


def pairs(rows: Iterable[tuple[str, str]]) -> Markup:
    """Names with what they are; a name that several follow is said once."""
    shown, before = [], ""
    for name, said in rows:
        shown += [element("dt", name)] if name != before else []
        shown.append(element("dd", said))
        before = name
    return element("dl", join(*shown), class_="pairs")


def _rests(rests: RestsOn) -> str:
    reasons = [*rests.clauses, *(f"axiom {name}" for name in rests.axioms)]
    reasons += [f"assumption {name}" for name in rests.assumptions] + list(rests.others)
    said = ", ".join(reasons)
    if not reasons:
        said = "the meaning of the words alone" if rests.meaning else "no clause, axiom or assumption"
    return said if rests.minimal else f"{said} (perhaps not on all of these: the solver left that open)"


def readings(table: tuple[ReadingVerdict, ...]) -> Markup:
    """The verdicts by readings, without the words that make no difference."""
    if not table:
        return Markup("")
    if len({row.verdict for row in table}) == 1:
        return element("p", f"The same under each of {len(table)} combinations of readings.", class_="note")
    kept, rows = readings_that_matter(table)
    head = [element("th", word, scope="col") for word in (*kept, "verdict")]
    body = [
        element("tr", join(*(element("td", one) for one in chosen)), element("td", pill(verdict.verdict)))
        for chosen, verdict in rows
    ]
    caption = element("caption", "What comes out under which readings")
    inside = lines(caption, element("thead", element("tr", join(*head))), element("tbody", join(*body)))
    return element("table", inside, class_="readings")


def readings_that_matter(
    table: tuple[ReadingVerdict, ...],
) -> tuple[tuple[str, ...], list[tuple[tuple[str, ...], ReadingVerdict]]]:
    """The words whose readings decide, and for each combination of them a row that has it."""
    words = tuple(word for word, _ in table[0].readings)
    verdicts = {row.verdict.value: row for row in table}
    kept, rows = condense(words, [(tuple(one for _, one in row.readings), row.verdict.value) for row in table])
    return kept, [(chosen, verdicts[verdict]) for chosen, verdict in rows]


def gap(found: InductionGap) -> Markup:
    """Where the proof is stuck; lemmas stand so that they can be copied."""
    members = [f"{entity}: {', '.join(names)}" for entity, names in found.members]
    lemmas = [
        element("pre", element("code", f"lemma {name}: {lemma}"), tabindex=0, role="group", aria_label=f"lemma {name}")
        for name, lemma in zip(found.names, found.suggestion, strict=True)
    ]
    return element(
        "section",
        lines(
            element("h5", "The proof is stuck: this is not known to be impossible"),
            bullets([*members, *found.before]),
            element("h5", "And then"),
            bullets([found.step, *found.after]),
            element("h5", "This would show it" if found.witness else "It would break here"),
            element("p", found.ending),
            element("h5", "What would help") if lemmas else Markup(""),
            *lemmas,
            element("p", found.advice),
        ),
        class_="gap",
    )
