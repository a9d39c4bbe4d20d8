"""Expressions, types, acts and occurrences as layout, with as few brackets as possible."""

from __future__ import annotations

from typing import assert_never

from rspverify.syntax.expressions import (
    AnyArgument,
    Binary,
    Breach,
    Call,
    Comparison,
    Conditional,
    DurationExpression,
    Elapsed,
    Expression,
    Identifier,
    IntegerType,
    Membership,
    Name,
    NamedType,
    Negative,
    NormOfAct,
    NormOfClause,
    Not,
    Now,
    Number,
    Past,
    Quantified,
    Quantity,
    TimeType,
    TypeExpression,
    VariableDeclaration,
    WaitOccurrence,
)
from rspverify.syntax.layout import Doc, concat, group, line, nest, separated, text

# How tightly each operator binds, and what its left and right operands must at least be.
_IFF, _IMPLIES, _OR, _AND, _SINCE, _PREFIXED, _COMPARISON, _SUM, _PRODUCT, _ATOM = range(1, 11)
_BINARY = {
    "iff": (_IFF, _IFF, _IMPLIES),
    "implies": (_IMPLIES, _OR, _IMPLIES),
    "or": (_OR, _OR, _AND),
    "and": (_AND, _AND, _SINCE),
    "since": (_SINCE, _PREFIXED, _PREFIXED),
    "+": (_SUM, _SUM, _PRODUCT),
    "-": (_SUM, _SUM, _PRODUCT),
    "*": (_PRODUCT, _PRODUCT, _ATOM),
}
_COUNTS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


def expression_doc(e: Expression, at_least: int = 0, last: bool = True) -> Doc:
    """`e` where an expression that binds `at_least` so tightly is expected. `last`: nothing follows that a quantifier
    or an `else` at its end would take for its own."""
    level, ends_open = _level(e), isinstance(e, Quantified | Conditional)
    if level < at_least or (ends_open and not last):
        return concat("(", nest(_plain(e, True)), ")")
    return _plain(e, last)


def _level(e: Expression) -> int:
    match e:
        case Binary(operator=operator):
            return _BINARY[operator][0]
        case Comparison() | Membership():
            return _COMPARISON
        case Not() | Past() | Quantified() | Elapsed() | NormOfAct() | NormOfClause() | Breach() | WaitOccurrence():
            return _PREFIXED
        case _:
            return _ATOM


def _plain(e: Expression, last: bool) -> Doc:
    match e:
        case Name(span=span, name=name):
            return text(name, span)
        case Call(span=span, name=name, arguments=arguments):
            return group(
                text(f"{name.text}(", span),
                nest(line(""), separated([expression_doc(each) for each in arguments], ",")),
                ")",
            )
        case AnyArgument(span=span):
            return text("any", span)
        case Number(span=span, value=value):
            return text(str(value), span)
        case Quantity(span=span):
            return text(quantity_text(e), span)
        case Now(span=span):
            return text("now", span)
        case Negative(operand=operand):
            return concat("-", expression_doc(operand, _ATOM))
        case Not(operand=operand):
            return concat("not ", expression_doc(operand, _PREFIXED, last))
        case Past(operator=operator, operand=operand):
            return concat(f"{operator} ", expression_doc(operand, _PREFIXED, last))
        case Binary():
            return _chain(e, last)
        case Comparison(operator=operator, left=left, right=right):
            return group(
                expression_doc(left, _SUM, False),
                f" {operator}",
                nest(line(), expression_doc(right, _SUM, last)),
            )
        case Membership(subject=subject, members=members):
            return group(
                expression_doc(subject, _SUM, False),
                " in {",
                nest(line(""), separated([expression_doc(each) for each in members], ",")),
                "}",
            )
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            return group(
                concat("if ", nest(expression_doc(condition))),
                line(),
                concat("then ", nest(expression_doc(then))),
                line(),
                concat("else ", nest(expression_doc(otherwise))),
            )
        case Quantified():
            return _quantified(e)
        case Elapsed(bound=bound, duration=duration, occurrence=occurrence):
            return concat(f"{bound} {duration_text(duration)} after ", expression_doc(occurrence))
        case NormOfAct(status=status, act=act, policy=policy):
            return concat(f"{status} ", expression_doc(act), f" by {policy.text}" if policy else "")
        case NormOfClause(status=status, clause=clause, arguments=arguments):
            return concat(f"{status} ", _applied(clause, arguments))
        case Breach(clause=clause, arguments=arguments):
            return concat("breach of ", _applied(clause, arguments))
        case WaitOccurrence(span=span):
            return text("wait", span)
        case _:
            assert_never(e)


def _applied(name: Identifier, arguments: tuple[Expression, ...]) -> Doc:
    return expression_doc(Call(name.span, name, arguments) if arguments else Name(name.span, name.text))


def _chain(e: Binary, last: bool) -> Doc:
    """`a and b and c`: operators that group side by side stand below each other when they break."""
    level, left_level, right_level = _BINARY[e.operator]
    operands: list[tuple[str, Doc]] = []
    rest: Expression = e
    if e.operator == "implies":
        operator = ""
        while isinstance(rest, Binary) and rest.operator == "implies":
            operands.append((operator, expression_doc(rest.left, left_level, False)))
            operator, rest = "implies ", rest.right
        operands.append((operator, expression_doc(rest, right_level, last)))
    else:
        while isinstance(rest, Binary) and (rest is e or _level(rest) == level >= left_level):
            operands.append((f"{rest.operator} ", expression_doc(rest.right, right_level, last and rest is e)))
            rest = rest.left
        operands.append(("", expression_doc(rest, left_level, False)))
        operands.reverse()
    first, *others = operands
    return group(nest(first[1]), *(concat(line(), operator, nest(operand)) for operator, operand in others))


def _quantified(e: Quantified) -> Doc:
    count = "" if e.count is None else f" {_COUNTS.get(e.count, str(e.count))}"
    variables = ", ".join(variable_text(each) for each in e.variables)
    where = nest(line(), "where ", nest(expression_doc(e.where, last=False))) if e.where is not None else text("")
    return group(
        group(text(f"{e.quantifier}{count} {variables}", e.span), where),
        " |",
        nest(line(), expression_doc(e.body)),
    )


# ---------------------------------------------------------------- what is never broken


def variable_text(variable: VariableDeclaration) -> str:
    return f"{variable.name.text}: {type_text(variable.type)}"


def type_text(type_: TypeExpression) -> str:
    match type_:
        case NamedType(name=name):
            return name
        case IntegerType(low=None) | IntegerType(high=None):
            return "int"
        case IntegerType(low=low, high=high):
            return f"int {low}..{high}"
        case TimeType():
            return "time"
        case _:
            assert_never(type_)


def quantity_text(quantity: Quantity) -> str:
    return f"{quantity.amount} {quantity.unit}{'' if quantity.amount == 1 else 's'}"


def duration_text(duration: DurationExpression) -> str:
    return quantity_text(duration) if isinstance(duration, Quantity) else duration.name


def quoted(words: str) -> str:
    """A text in quotes, with escapes."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def wording(words: str | None) -> str:
    """A wording with a space before it, if there is one."""
    return "" if words is None else f" {quoted(words)}"


def names_text(names: tuple[Identifier, ...]) -> str:
    return ", ".join(name.text for name in names)
