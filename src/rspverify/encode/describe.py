"""Terms in something like the language of policies, for people who read what a proof rests on."""

from __future__ import annotations

from rspverify.logic import build
from rspverify.logic.terms import Term

_INFIX = {"and": " and ", "or": " or ", "=": " = ", "<": " < ", "<=": " <= ", "+": " + ", "*": " * "}


def describe(term: Term) -> str:
    """One line; bound variables by short names, different from all other names."""
    free = {variable: str(variable.payload) for variable in term.free}
    constants = {build.apply(symbol): symbol.name for symbol in term.symbols if not symbol.arguments}
    return _say(term, constants | free)


def _say(term: Term, names: dict[Term, str]) -> str:
    match term.op:
        case "var":
            return names.get(term, str(term.payload))
        case "int" | "enum":
            return str(term.payload)
        case "true" | "false":
            return term.op
        case "apply":
            if not term.args:
                return str(term.payload.name)
            return f"{term.payload.name}({', '.join(_say(a, names) for a in term.args)})"
        case "not":
            inner = term.args[0]
            if inner.op == "=":
                return f"{_part(inner.args[0], names)} != {_part(inner.args[1], names)}"
            if inner.op == "<=":
                return f"{_part(inner.args[1], names)} < {_part(inner.args[0], names)}"
            if inner.op == "<":
                return f"{_part(inner.args[1], names)} <= {_part(inner.args[0], names)}"
            return f"not {_part(inner, names)}"
        case "or":
            return _implication(term, names)
        case "ite":
            condition, then, otherwise = (_say(a, names) for a in term.args)
            return f"if {condition} then {then} else {otherwise}"
        case "forall" | "exists":
            inside = dict(names)
            declared = []
            for variable in term.payload:
                name = _fresh(variable.sort.name, set(inside.values()))
                inside[variable] = name
                declared.append(f"{name}: {variable.sort.name}")
            word = "every" if term.op == "forall" else "some"
            return f"{word} {', '.join(declared)} | {_say(term.args[0], inside)}"
        case _:
            return _INFIX[term.op].join(_part(a, names) for a in term.args)


def _implication(term: Term, names: dict[Term, str]) -> str:
    """`not a or b` reads better as `a implies b`."""
    denied = [a for a in term.args if a.op == "not"]
    stated = [a for a in term.args if a.op != "not"]
    if denied and len(stated) == 1:
        left = " and ".join(_part(a.args[0], names) for a in denied)
        return f"{left} implies {_part(stated[0], names)}"
    return " or ".join(_part(a, names) for a in term.args)


def _part(term: Term, names: dict[Term, str]) -> str:
    text = _say(term, names)
    return f"({text})" if term.op in ("and", "or", "ite", "forall", "exists", "+") else text


def _fresh(sort: str, taken: set[str]) -> str:
    stem = (sort.rpartition(".")[2] or "x")[0].lower()
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}{number}"
    return name
