"""From nodes to text: the canonical form of a file. `parse(print_module(m))` gives `m` again."""

from __future__ import annotations

from rspverify.source.spans import NOWHERE
from rspverify.syntax.claims import (
    CheckDeclaration,
    Claim,
    Declaration,
    Module,
    PropertyDeclaration,
    ScenarioDeclaration,
)
from rspverify.syntax.expressions import Expression
from rspverify.syntax.layout import Doc, concat, flat_text, hard, lay_out
from rspverify.syntax.norms import ClauseDeclaration, Norm, PolicyDeclaration
from rspverify.syntax.print_claims import check_doc, claim_doc, property_doc, scenario_doc
from rspverify.syntax.print_comments import woven
from rspverify.syntax.print_declarations import declaration_doc
from rspverify.syntax.print_expressions import expression_doc
from rspverify.syntax.print_norms import item_doc, norm_doc, policy_doc

WIDTH = 100


def print_module(module: Module) -> str:
    """The text of a file, with its comments. Blank lines between declarations, clauses and steps are kept, one at most;
    policies and scenarios always have one before and after them."""
    parts: list[Doc | str] = []
    for index, declaration in enumerate(module.declarations):
        parts += [*([hard(declaration.span)] if index else []), _declaration_doc(declaration)]
    comments = sorted(module.comments, key=lambda comment: comment.span.start)
    offsets = [comment.span.start for comment in comments]
    lines = lay_out(concat(*parts), WIDTH, module.span.file, offsets) if parts else []
    return woven(module, lines, comments)


def print_expression(expression: Expression) -> str:
    """A formula or value on one line."""
    return flat_text(expression_doc(expression))


def print_claim(claim: Claim) -> str:
    """A claim on one line."""
    return flat_text(claim_doc(claim))


def print_norm(norm: Norm) -> str:
    """What a clause says, on one line."""
    return flat_text(norm_doc(norm))


def print_clause(clause: ClauseDeclaration) -> str:
    """A clause as it stands in a policy, without indentation."""
    lines = lay_out(item_doc(clause), WIDTH, NOWHERE.file, ())
    return "\n".join(" " * each.indent + each.text for each in lines)


def _declaration_doc(declaration: Declaration) -> Doc:
    match declaration:
        case PolicyDeclaration():
            return policy_doc(declaration)
        case PropertyDeclaration():
            return property_doc(declaration)
        case CheckDeclaration():
            return check_doc(declaration)
        case ScenarioDeclaration():
            return scenario_doc(declaration)
        case _:
            return declaration_doc(declaration)
