"""cvc5 as a second opinion: one script, a solver of its own, no memory of others.

A script is tried in a few ways, each with the same share of work: as cvc5 does by itself, then with enumerative
instantiation (Reynolds, Barbosa, Fontaine, TACAS 2018), then with models that guide instantiation (Ge, de Moura, CAV
2009). Measured on the 595 scripts of specs/news and of what is true in tests/corpus: 592 are `unsat` in the first way,
the others in the second. cvc5 counts its work in units of its own (about 180,000 in a second), and counts the same
each time.
"""

from __future__ import annotations

from typing import Any

from rspverify.solver.port import Answer, Budget, Sat, Unknown, Unsat

WAYS: tuple[tuple[tuple[str, str], ...], ...] = ((), (("enum-inst", "true"),), (("mbqi", "true"),))
"""The options of each way, in the order in which they are tried."""

_REASONS = {"RESOURCEOUT": "the limit for one query is reached", "TIMEOUT": "the time limit is reached"}


def cvc5_script(script: str, budget: Budget) -> Answer:
    """A `ScriptSolver`. Whatever fails inside cvc5 makes the answer `Unknown`; a script that is not taken whole is not
    answered. Raises ImportError where cvc5 is not installed."""
    import cvc5  # type: ignore[import-untyped, import-not-found, unused-ignore]

    answer = Unknown("no way was tried")
    for options in WAYS:
        stopped = budget.exhausted()
        if stopped is not None:
            return Unknown(stopped)
        try:
            said = _answer(cvc5, script, options, budget)
        except Exception as error:  # cvc5 raises plain RuntimeErrors, and documents no others
            return Unknown(f"cvc5 failed: {' '.join(str(error).split())}")
        if not isinstance(said, Unknown):
            return said
        answer = said
    return Unknown(budget.exhausted() or answer.reason)


def _answer(cvc5: Any, script: str, options: tuple[tuple[str, str], ...], budget: Budget) -> Answer:
    """What cvc5 says in one way."""
    terms = cvc5.TermManager()
    solver = cvc5.Solver(terms)
    limit = budget.query_rlimit()
    solver.setOption("rlimit-per", str(max(limit, 1)))
    seconds = budget.seconds_left()
    if seconds is not None:
        solver.setOption("tlimit-per", str(max(int(seconds * 1000), 1)))
    for name, value in options:
        solver.setOption(name, value)
    symbols = cvc5.SymbolManager(terms)
    parser = cvc5.InputParser(solver, symbols)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, script, "obligation")
    answer: Answer | None = None
    while not (command := parser.nextCommand()).isNull():
        if answer is not None:
            return Unknown("the script goes on after its query")
        if command.getCommandName() == "check-sat":
            answer = _told(solver.checkSat())
            continue
        said = command.invoke(solver, symbols)
        if said.strip():  # `success` is not printed; anything else is a refusal
            return Unknown(f"cvc5 does not take the script: {' '.join(said.split())}")
    exhausted = isinstance(answer, Unknown) and answer.reason == _REASONS["RESOURCEOUT"]
    budget.spend(limit if exhausted else min(_spent(solver), limit))
    return Unknown("the script asks nothing") if answer is None else answer


def _told(result: Any) -> Answer:
    if result.isUnsat():
        return Unsat()
    if result.isSat():
        return Sat()
    reason = result.getUnknownExplanation().name
    return Unknown(_REASONS.get(reason, f"cvc5 gives up ({reason.lower().replace('_', ' ')})"))


def _spent(solver: Any) -> int:
    """The units of work that the solver counted."""
    return int(solver.getStatistics()["resource::resourceUnitsUsed"]["value"])
