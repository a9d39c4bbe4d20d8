"""Repairs for people: what to change, how the clauses then read, what else it changes, and the patch."""

from __future__ import annotations

from rspverify.check.repair.results import Repair, Repairs, Turned
from rspverify.report.style import Style, number, plain

_INDENT = 2
_BELOW = 6


def render_repairs(found: Repairs, style: Style, written: bool = False) -> str:
    """The whole report. `written`: the first repair was written to the files."""
    title = f"{found.property}: {found.wording}" if found.wording else found.property
    lines = [style.paint(line, "bold") for line in style.wrap(plain(title), 0, 2)]
    for target in found.targets:
        conditions = f" {plain(target.conditions)}" if target.conditions else ""
        fine = target.verdict is target.wanted
        goal = "" if fine else f", and should be: {target.wanted.value}"
        lines += style.wrap(f"{target.verdict.value}{conditions} in {plain(target.file)}{goal}", _INDENT, _INDENT + 2)
    blocks = ["\n".join(lines)]
    blocks += ["\n".join(_repair(one, rank, style)) for rank, one in enumerate(found.found, start=1)]
    if found.near:
        blocks.append("\n".join(_near(found.near, style)))
    blocks.append("\n".join(_summary(found, style, written)))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _repair(one: Repair, rank: int, style: Style) -> list[str]:
    lines = [style.paint(line, "bold") for line in style.wrap(f"{rank}. {_instructions(one)}", 0, 3)]
    for clause in one.clauses:
        lines += [f"{' ' * _BELOW}{plain(line)}" for line in clause.split("\n")]
    lines += style.wrap(_changed(one), 3)
    for _, difference in one.diffs:
        lines += ["", *(_painted(plain(line), style) for line in difference.split("\n"))]
    return lines


def _instructions(one: Repair) -> str:
    return plain("; ".join(one.edits))


def _changed(one: Repair) -> str:
    """What else it changes, by the comparison of the policies."""
    parts = []
    for act in one.changed:
        word = "of which more is not known" if act.change == "undetermined" else act.change
        cases = f" in {number(act.cases, 'case')}" if act.cases else ""
        parts.append(f"{plain(act.act)}: {word}{cases}")
    parts += [f"the duty {plain(name)} changes" for name in one.duties]
    return f"Against the policy as it is: {'; '.join(parts)}." if parts else "No verdict on an act changes."


def _near(near: tuple[Repair, ...], style: Style) -> list[str]:
    lines = [style.paint("These would do, but not everything else would stay as expected", "bold")]
    for one in near:
        lines += style.wrap(f"- {_instructions(one)}", _INDENT, _INDENT + 2)
        for turned in one.turned:
            lines += style.wrap(_turned(turned), _BELOW, _BELOW + 2)
    lines += style.wrap("`--may-change NAME` lets a check or a scenario change.", _INDENT)
    return lines


def _turned(turned: Turned) -> str:
    conditions = f" {turned.conditions}" if turned.conditions else ""
    instead = "it could not be told whether that stays" if turned.unknown else f"would be {turned.instead}"
    return plain(f"{turned.name}{conditions}: expected {turned.expected}, {instead}")


def _summary(found: Repairs, style: Style, written: bool) -> list[str]:
    tried = found.tried
    looked = f"{number(tried.single, 'single edit')} of {plain(found.policy)}, "
    looked += f"{number(tried.weighed, 'combination')} weighed, {tried.proved} proved or refuted"
    lines = []
    match found.state:
        case "fine":
            lines += style.wrap("nothing to repair", 0, 2)
        case "repaired":
            shown = f"{number(len(found.found), 'repair')}, the smallest first, then those that change least"
            lines += style.wrap(f"{shown}; each was loaded, proved and checked against all other expectations", 0, 2)
            lines += style.wrap(looked, 0, 2)
            lines += style.wrap("the first was written", 0, 2) if written else []
        case "none":
            lines += style.wrap(f"no repair: {looked}", 0, 2)
        case "open":
            if tried.single:
                undecided = f", {tried.undecided} left open" if tried.undecided else ""
                lines += style.wrap(f"no repair was found, but there may be one: {looked}{undecided}", 0, 2)
            else:
                lines += style.wrap(f"the verdict itself is undetermined: {plain(found.reason)}", 0, 2)
        case "fault" | "wrong input":
            lines += style.wrap(plain(found.reason), 0, 2)
    for limit in tried.limits:
        lines += style.wrap(f"the search stopped: {plain(limit)}", 0, 2)
    return lines


def _painted(line: str, style: Style) -> str:
    match line[:1]:
        case "+":
            return style.paint(line, "green")
        case "-":
            return style.paint(line, "red")
        case "@":
            return style.paint(line, "cyan")
        case _:
            return line
