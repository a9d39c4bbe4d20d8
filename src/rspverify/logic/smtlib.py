"""Terms as SMT-LIB 2.6 text; shared subterms are bound by `let`. (Engine author: extend.)"""

from __future__ import annotations

from rspverify.logic.terms import Term


def term_text(term: Term) -> str:
    """The term as one s-expression, without sharing."""
    if term.op in ("forall", "exists"):
        names = " ".join(f"({v.payload} {v.sort.name})" for v in term.payload)
        return f"({term.op} ({names}) {term_text(term.args[0])})"
    if term.op == "apply":
        name = term.payload.name
    else:
        name = str(term.payload) if term.op in ("int", "enum", "var") else term.op
    return f"({name} {' '.join(map(term_text, term.args))})" if term.args else name
