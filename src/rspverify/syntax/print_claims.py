"""Properties, claims, checks and scenarios as layout."""

from __future__ import annotations

from itertools import groupby
from typing import assert_never

from rspverify.syntax.claims import (
    AfterWithin,
    Agree,
    Always,
    AssumingOption,
    BindingOption,
    CanComply,
    CheckDeclaration,
    CheckOption,
    Claim,
    Complete,
    Consistent,
    Dependence,
    EvenIfOption,
    ExpectOption,
    Given,
    HasBreached,
    Judged,
    Keeping,
    KeptTogether,
    Let,
    Meanwhile,
    Monotone,
    Never,
    OnlyAfter,
    OnlyWhen,
    OutsidersCanTell,
    Owes,
    Possible,
    PropertyDeclaration,
    ReadingOption,
    ScenarioDeclaration,
    ScenarioStep,
    So,
    StepOf,
    UnderOption,
    UpToOption,
    WaitStep,
    Whatever,
)
from rspverify.syntax.expressions import Call, Expression, Name
from rspverify.syntax.layout import Doc, concat, group, hard, line, nest, separated, text
from rspverify.syntax.norms import Act
from rspverify.syntax.print_declarations import closing
from rspverify.syntax.print_expressions import duration_text, expression_doc, names_text, wording
from rspverify.syntax.print_norms import alternatives, deadline_text


def property_doc(p: PropertyDeclaration) -> Doc:
    head = text(f"property {p.name.text}{wording(p.wording)}:", p.span)
    return concat(head, nest(hard(), claim_doc(p.claim)))


def claim_doc(claim: Claim) -> Doc:
    match claim:
        case Never():
            return group("never ", nest(expression_doc(claim.subject)), _when(claim.when))
        case Always():
            return concat("always ", nest(expression_doc(claim.formula)))
        case Possible():
            return group("possible ", nest(expression_doc(claim.subject)), _when(claim.when))
        case OnlyWhen():
            return group(alternatives(claim.acts), nest(line(), "only when ", nest(expression_doc(claim.condition))))
        case OnlyAfter():
            after = nest(line(), "only after ", alternatives(claim.occurrences))
            return group(alternatives(claim.acts), after, _when(claim.when))
        case AfterWithin():
            occurrences = concat("after ", nest(alternatives(claim.occurrences)), _when(claim.when), ",")
            return group(occurrences, nest(line(), alternatives(claim.acts), f" {deadline_text(claim.deadline)}"))
        case Whatever():
            words = f"{claim.policy.text} {claim.status} whatever {claim.other.text} {claim.status}"
            return group(text(words, claim.span), _on(claim.on))
        case Agree():
            return group(text(f"{claim.policy.text} and {claim.other.text} agree", claim.span), _on(claim.on))
        case Keeping():
            return text(f"keeping {claim.policy.text} keeps {claim.other.text}", claim.span)
        case Dependence():
            names = [text(name.text, name.span) for name in claim.names]
            return group(expression_doc(claim.act), f" {claim.relation}", nest(line(), separated(names, ",")))
        case OutsidersCanTell():
            return concat("outsiders can tell whether ", expression_doc(claim.act), " is permitted")
        case Monotone():
            return _monotone(claim)
        case Consistent():
            return text(f"{claim.policy.text} is consistent", claim.span)
        case Complete():
            return group(text(f"{claim.policy.text} is complete", claim.span), _on(claim.on), _when(claim.when))
        case CanComply():
            return text(f"{claim.policy.text} can always be complied with", claim.span)
        case KeptTogether():
            return text(f"{claim.policy.text} and {claim.other.text} can be kept together", claim.span)
        case _:
            assert_never(claim)


def _when(formula: Expression | None) -> Doc:
    return text("") if formula is None else nest(line(), "when ", nest(expression_doc(formula)))


def _on(acts: tuple[Act, ...]) -> Doc:
    return nest(line(), "on ", alternatives(acts)) if acts else text("")


def _monotone(claim: Monotone) -> Doc:
    fact = Call(claim.fact.span, claim.fact, claim.arguments) if claim.arguments else Name(claim.span, claim.fact.text)
    where = nest(line(), "where ", nest(expression_doc(claim.where))) if claim.where is not None else text("")
    act: tuple[Doc | str, ...] = (" ", expression_doc(claim.act)) if claim.act is not None else ()
    return group(f"{claim.direction} ", expression_doc(fact), where, nest(line(), f"never {claim.effect}", *act))


# ---------------------------------------------------------------- checks


def check_doc(c: CheckDeclaration) -> Doc:
    """Each `under` begins a line; what stands before the first one stays on the first line."""
    run = 0
    runs: list[tuple[int, CheckOption]] = []
    for option in c.options:
        run += isinstance(option, UnderOption)
        runs.append((run, option))
    parts: list[Doc | str] = [text(f"check {c.name.text}", c.span)]
    for number, members in groupby(runs, key=lambda entry: entry[0]):
        options = [text(option_text(option), option.span) for _, option in members]
        parts.append(nest(hard() if number else text(" "), group(nest(separated(options, "")))))
    return concat(*parts)


def option_text(option: CheckOption) -> str:
    match option:
        case UnderOption():
            return f"under {' + '.join(name.text for name in option.policies)}"
        case ReadingOption():
            return f"reading {option.word.text} as {option.reading.text}"
        case BindingOption():
            return f"binding {f'every {option.every.text}' if option.every else names_text(option.names)}"
        case AssumingOption():
            return f"assuming {names_text(option.names)}"
        case EvenIfOption():
            return f"even if {option.target.text} is broken"
        case UpToOption():
            return f"up to {option.steps} {'step' if option.steps == 1 else 'steps'}"
        case ExpectOption():
            return f"expect {option.verdict}"
        case _:
            assert_never(option)


# ---------------------------------------------------------------- scenarios


def scenario_doc(s: ScenarioDeclaration) -> Doc:
    head: list[Doc | str] = [text(f"scenario {s.name.text}{wording(s.wording)}", s.span)]
    head += [nest(line(), text(option_text(option), option.span)) for option in s.options]
    if not s.steps:
        return concat(group(*head, " {"), " }")
    steps = [concat(hard(step.span), step_doc(step)) for step in s.steps]
    return concat(group(*head, " {"), nest(*steps), hard(), closing(s.span))


def step_doc(step: ScenarioStep) -> Doc:
    match step:
        case Let():
            return text(f"let {names_text(step.names)}: {step.entity.text}", step.span)
        case Given():
            return concat("given ", _literals(step.literals))
        case Meanwhile():
            return concat("meanwhile ", _literals(step.literals))
        case StepOf():
            return expression_doc(step.act)
        case WaitStep():
            return text(f"wait {duration_text(step.length)}", step.span)
        case Judged():
            clause = f" by {step.clause.text}" if step.clause is not None else ""
            return concat(expression_doc(step.act), f" is {step.status}{clause}")
        case So():
            return concat("so ", nest(expression_doc(step.formula)))
        case Owes():
            return text(f"{step.agent.text} owes {step.clause.text}", step.span)
        case HasBreached():
            return text(f"{step.agent.text} has breached {step.clause.text}", step.span)
        case _:
            assert_never(step)


def _literals(literals: tuple[Expression, ...]) -> Doc:
    return group(nest(separated([expression_doc(each) for each in literals], ",")))
