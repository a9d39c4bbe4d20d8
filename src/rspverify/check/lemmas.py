"""The lemmas of a project: which are true of all runs, complying or not, without assumptions."""

from __future__ import annotations

from dataclasses import replace

from rspverify.check.claims.question import ask
from rspverify.check.claims.states import always
from rspverify.check.encodings import Encoded
from rspverify.check.engine import engine, new_budget
from rspverify.check.judge import Case, Fault, Judged, judge
from rspverify.check.options import CheckOptions
from rspverify.check.phrases import step_phrase
from rspverify.check.readings import combinations, relevant_words
from rspverify.check.results import Verdict
from rspverify.check.undetermined import DEPTH, limit_note
from rspverify.encode.hints.candidates import hints
from rspverify.encode.system import Encoding
from rspverify.logic.system import TransitionSystem
from rspverify.logic.terms import Term
from rspverify.policy.claims import Always, Conditions, Project, Property
from rspverify.proof.portfolio import prove_lemmas
from rspverify.proof.search import Tools
from rspverify.solver.port import Budget
from rspverify.solver.z3_adapter import z3_solver
from rspverify.source.diagnostics import Diagnostic


def prove_all(
    project: Project,
    conditions: Conditions,
    encoding: Encoding,
    system: TransitionSystem,
    lemmas: dict[str, Term],
    options: CheckOptions,
) -> tuple[frozenset[str], tuple[Diagnostic, ...]]:
    """The names of the lemmas that were proved, all together by one induction or one by one with those; of the others,
    what is wrong with them."""
    if not lemmas:
        return frozenset(), ()
    hinted = hints(encoding).given_to(system)
    found = prove_lemmas(hinted, tuple(lemmas.items()), Tools(z3_solver, new_budget(options)))
    proved = {name for name, _ in found.proved}
    unproved = []
    # Those that are left share the work of one check: each failure takes all that it may.
    share = replace(options, rlimit=max(options.rlimit // max(len(found.left), 1), 1))
    for name in found.left:
        problem = _alone(project, conditions, encoding, hinted, name, found.proved, options, new_budget(share))
        if problem is None:
            proved.add(name)
        else:
            unproved.append(problem)
    return frozenset(proved), tuple(unproved)


def _alone(
    project: Project,
    conditions: Conditions,
    encoding: Encoding,
    system: TransitionSystem,
    name: str,
    known: tuple[tuple[str, Term], ...],
    options: CheckOptions,
    budget: Budget,
) -> Diagnostic | None:
    """What is wrong with a lemma that the joint induction left; None if it is true after all."""
    lemma = project.world.lemmas[name]
    asked = Property(name, lemma.wording, (), Always(lemma.formula), lemma.span)
    asking = replace(always(ask(encoding, asked), Always(lemma.formula)), presences=())
    case = Case(project, conditions, asked, Encoded(encoding), asking)
    readings = combinations(encoding.symbols, relevant_words(encoding, [(system, asking.goal)]))
    try:
        ask_engines = engine(encoding, asked, options, budget, known, options.depth, runs_first=False)
        judged = judge(case, system, readings, ask_engines)
    except Fault as fault:
        return Diagnostic("RSP902", f"a result about the lemma `{name}` was not confirmed: {fault}", lemma.span)
    false = next((one for one in judged if one.verdict is Verdict.VIOLATED), None)
    if false is not None:
        return _false(project, name, false)
    if all(one.verdict is Verdict.HOLDS for one in judged):
        return None
    reasons = tuple(one.reason for one in judged if one.reason)[:1]
    limit = limit_note(reasons[0], options, None, lemma.span) if reasons else None
    if limit is not None and limit.message != DEPTH:
        message = f"whether the lemma `{name}` is true could not be told"
        return replace(limit, message=message, help=f"{message}; {limit.help}", notes=reasons)
    return Diagnostic(
        "RSP504",
        f"the lemma `{name}` could not be proved",
        lemma.span,
        help="the checks are tried without it; another lemma may help to prove it",
        notes=reasons,
    )


def _false(project: Project, name: str, judged: Judged) -> Diagnostic:
    assert judged.evidence is not None
    trace = judged.evidence.trace
    steps = [step_phrase(project.world, step) for step in trace.steps]
    story = "; then ".join(steps) if steps else "it is false in the first state"
    return Diagnostic(
        "RSP504",
        f"the lemma `{name}` is false",
        project.world.lemmas[name].span,
        help="a lemma speaks of all runs, also of those that break the policies; the checks are tried without it",
        notes=(f"a run that breaks it: {story}",),
    )
