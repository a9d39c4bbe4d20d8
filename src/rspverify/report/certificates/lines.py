"""The lines of `certify` on the terminal: one for each proof, one for each check without, and a summary."""

from __future__ import annotations

from collections.abc import Sequence

from rspverify.check.certify.collection import Asked, Collection, obligations, tally
from rspverify.check.certify.dossier import Uncertified
from rspverify.check.certify.examine import Certified, Examined, Said
from rspverify.report.certificates.words import title
from rspverify.report.setting import Detail
from rspverify.report.style import Paint, Style, Symbol, number, plain

_ROW, _BELOW = 2, 6


def asked_name(asked: Asked) -> str:
    """`cvc5 1.4.2`."""
    return f"{asked.name} {asked.version}" if asked.version else asked.name


def render_certified(one: Certified, solvers: Sequence[Asked], style: Style, detail: Detail) -> str:
    """One proof; empty if it was accepted and `detail` is quiet."""
    expected = f" (expected: {plain(one.dossier.expected)})" if one.dossier.expected else ""
    return render_proof(
        f"{title(one.dossier)}{expected}",
        one.examined,
        solvers,
        style,
        detail,
        [f"invariant: {plain(invariant)}" for invariant in one.dossier.invariants],
    )


def render_proof(
    name: str,
    examined: Sequence[Examined],
    solvers: Sequence[Asked],
    style: Style,
    detail: Detail,
    more: Sequence[str] = (),
) -> str:
    """The line of a proof, below it what was not accepted, or everything, with `more`, if `detail` is verbose."""
    symbol, paint = _mark(examined, solvers)
    if detail == "quiet" and symbol == "yes":
        return ""
    mark = style.symbol(symbol)
    head, *rest = style.wrap(f"{mark} {name}: {_answers(examined, solvers)}", _ROW, _ROW + 2)
    lines = [head.replace(mark, style.paint(mark, paint, "bold"), 1), *rest]
    if detail == "verbose":
        for text in more:
            lines += style.wrap(text, _BELOW, _BELOW + 2)
    for each in examined:
        told = [
            f"{said.said} by {said.solver}" + (f" ({plain(said.reason)})" if said.reason else "")
            for said in each.opinions
            if detail == "verbose" or said.said != "unsat"
        ]
        if told:
            lines += style.wrap(f"{plain(each.obligation.path)}: {', '.join(told)}", _BELOW, _BELOW + 2)
    return "\n".join(lines) + "\n"


def render_without(one: Uncertified, style: Style, detail: Detail) -> str:
    """One check without a proof."""
    if detail == "quiet" and not one.expected:
        return ""
    expected = f" (expected: {plain(one.expected)})" if one.expected else ""
    text = f"{style.symbol('dash')} {title(one)}{expected}: no proof, since {plain(one.reason)}"
    return "\n".join(style.wrap(text, _ROW, _ROW + 2)) + "\n"


def render_summary(collection: Collection, style: Style, code: int) -> str:
    """How much there is, and how much of it each solver accepted."""
    total = obligations(collection)
    parts = [f"{number(len(collection.proofs), 'proof')}, {number(total, 'obligation')}"]
    if total:
        parts += [_counted(collection, asked, total) for asked in collection.solvers]
    empty = sum(not one.dossier.obligations for one in collection.proofs)
    if empty:
        parts.append(f"{number(empty, 'proof')} without an obligation")
    if collection.without:
        parts.append(f"{number(len(collection.without), 'result')} without a proof")
    if collection.broken:
        parts.append(f"{number(len(collection.broken), 'file')} without results")
    if collection.left_out:
        parts.append(f"{collection.left_out} not selected")
    paint: Paint = "green" if code == 0 else "yellow" if code == 3 else "red"
    return style.paint("\n".join(style.wrap("; ".join(parts))), "bold", paint) + "\n"


def _counted(collection: Collection, asked: Asked, total: int) -> str:
    if asked.version is None:
        return f"none accepted by {asked.name}, which is not installed"
    counts = tally(collection, asked.name)
    parts = [f"{'all' if counts.accepted == total else counts.accepted} accepted by {asked_name(asked)}"]
    if counts.refused:
        parts.append(f"{counts.refused} refused")
    if counts.unknown:
        parts.append(f"{counts.unknown} without an answer")
    return ", ".join(parts)


def _mark(examined: Sequence[Examined], solvers: Sequence[Asked]) -> tuple[Symbol, Paint]:
    said = {opinion.said for one in examined for opinion in one.opinions}
    if "sat" in said:
        return "fault", "red"
    if "unknown" in said or (examined and not any(asked.version for asked in solvers)):
        return "open", "yellow"
    return "yes", "green"


def _answers(examined: Sequence[Examined], solvers: Sequence[Asked]) -> str:
    """What the solvers said of a proof, in a few words."""
    if not examined:
        return "no obligation, since the goal is false by itself"
    there = [asked for asked in solvers if asked.version is not None]
    accepting = [asked for asked in there if all(_said(one, asked, "unsat") for one in examined)]
    parts = [number(len(examined), "obligation")]
    if accepting:
        parts.append(f"unsat by {' and '.join(asked_name(one) for one in accepting)}")
    if not there:
        parts.append("no solver was there to be asked")
    text = ", ".join(parts)
    for asked in there:
        sat = sum(_said(one, asked, "sat") for one in examined)
        unknown = sum(_said(one, asked, "unknown") for one in examined)
        if sat:
            text += f"; {asked_name(asked)} says sat of {sat}"
        if unknown:
            text += f"; {asked_name(asked)} does not know {unknown}"
    return text


def _said(one: Examined, asked: Asked, answer: Said) -> bool:
    return any(opinion.solver == asked.name and opinion.said == answer for opinion in one.opinions)
