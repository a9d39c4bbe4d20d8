"""The seeded faults in the engines for proofs without bound, and in what is told of a proof.

Only such as could make something wrong be said; one that merely loses proofs is no fault here. The last field names the
laws (`noticing`) that catch it.
"""

from __future__ import annotations

from mutant import Mutant

from rspverify.check import entangled
from rspverify.check.shrink.attempts import Attempts
from rspverify.check.shrink.draft import draft_of, stepped
from rspverify.logic import horn, read_smtlib
from rspverify.logic.one_hot import _OneHot
from rspverify.logic.scalars import _Scalars
from rspverify.proof import cti, inductive_validity, portfolio, scope, spacer, suggest, universe
from rspverify.proof.pdr import diagram, generalize, queries
from rspverify.proof.pdr.engine import _Inference
from rspverify.proof.pdr.frames import Frames
from rspverify.solver.port import Budget

PDR = (
    Mutant("pdr: a clause is raised though a step breaks it", _Inference._propagate, "if self._keeps_out(clause.blocked, level):", "if True:", "frames"),
    Mutant("pdr: a clause is learned for frames above unasked", _Inference._learn, "and self._keeps_out(smaller, level)", "", "frames"),
    Mutant("pdr: a clause found again is raised to the last frame", Frames.block, "max(clause.level, level)", "self.last", "frames"),
    Mutant("pdr: a literal goes though that lets something in", generalize._attempt, "None if core is None else smaller.only(core)", "smaller if core is None else smaller.only(core)", "frames"),
    Mutant("pdr: only the step's core is kept", generalize.unreachable, "first.literals | then.literals", "then.literals", "frames"),
    Mutant("pdr: the initial states are not asked", generalize.unreachable, "if not isinstance(first, Blocked):\n        return None", "first = Blocked(frozenset())", "frames"),
    Mutant("pdr: the solver's unknown blocks", queries.Situation.ask, "return NoAnswer(reason)", "return Blocked(frozenset(diagram.literals))", "frames"),
    Mutant("pdr: one kind of step is passed over", queries.Queries.after_step, "enumerate(self._order)", "enumerate(self._order[1:], 1)", "frames"),
    Mutant("pdr: the last step's core alone", queries.Queries.after_step, "needed |= reply.literals", "needed = reply.literals", "frames"),
    Mutant("pdr: two comparisons made one too strong", diagram.tidy, "literal = turned if turned in kept else build.equal(left, right)", "literal = build.TRUE", "frames"),
    Mutant("pdr: a strict comparison turned round stays strict", diagram.contrary, "return build.at_most(literal.args[1], literal.args[0])", "return build.less(literal.args[1], literal.args[0])", "frames"),
)  # fmt: skip

SCALARS = (
    Mutant("scalars: two places share a scalar", _Scalars._listed, "Symbol(self._name(symbol, place), (), symbol.sort, symbol.rigid) for place in places", "Symbol(symbol.name, (), symbol.sort, symbol.rigid) for place in places", "scalars"),
    Mutant("scalars: the place of another value", _Scalars._chosen, "found = self._chosen(args[1:], (*place, last), at)", "found = self._chosen(args[1:], (*place, (*others, last)[0]), at)", "scalars"),
    Mutant("scalars: `some` is `every`", _Scalars._written_out, 'if term.op == "forall"', "if True", "scalars"),
    Mutant("scalars: only the first places change", _Scalars.transition, "in self._of[symbol].items()", "in list(self._of[symbol].items())[:1]", "scalars"),
    Mutant("scalars: always exact", spacer.spacer, "if not scalars.exact:", "if False:", "scalars"),
    Mutant("one_hot: values of new symbols do not exclude each other", _OneHot._transition, "typed = self._in_range((*transition.parameters, *transition.fresh))", "typed = []", "scalars"),
    Mutant("one_hot: the first value is any", _OneHot._step, "build.conj(build.iff(one, other) for one, other in zip(*args, strict=True))", "build.disj(build.both(one, other) for one, other in zip(*args, strict=True))", "scalars"),
    Mutant("horn: the goal's state is no error", horn._Clauses.excluded, "yield from self._clause([self._here(), *self._at((self._goal.state,), self._now)], None)", "", "scalars"),
    Mutant("horn: the goal's steps are no error", horn._Clauses.excluded, "for bad in self._goal.steps:", "for bad in ():", "scalars"),
    Mutant("horn: nothing is reached at first", horn._Clauses.start, "yield from self._clause(body, tuple(self._now.values()))", "yield from ()", "scalars"),
    Mutant("horn: a step leads back to where it began", horn._Clauses.kept, "tuple(after.values())", "tuple(self._now.values())", "scalars"),
    Mutant("horn: the constraint after a step is forgotten", horn._Clauses._step, "*values, *arrived]", "*values]", "scalars"),
    Mutant("read: `<` is `<=`", read_smtlib._applied, "_COMPARED[head](left, right)", '_COMPARED["<=" if head == "<" else head](left, right)', "reading"),
    Mutant("read: only the first two of a chain are compared", read_smtlib._applied, "for left, right in pairwise(args))\n    elif head in", "for left, right in list(pairwise(args))[:1])\n    elif head in", "reading"),
    Mutant("read: what `let` binds does not hide", read_smtlib._read, "scope.update([_binding(pair, scope, depth) for pair in expression[1]])", "scope = dict([_binding(pair, scope, depth) for pair in expression[1]]) | scope", "reading"),
    Mutant("read: bindings see each other", read_smtlib._read, "scope.update([_binding(pair, scope, depth) for pair in expression[1]])", "[scope.update([_binding(pair, scope, depth)]) for pair in expression[1]]", "reading"),
    Mutant("read: `a - b - c` is `a - b`", read_smtlib._applied, "for a in args[1:])]", "for a in args[1:2])]", "reading"),
    Mutant("read: `a => b => c` asks for c alone", read_smtlib._implied, "*map(build.negate, args[:-1]), args[-1]", "args[-1],", "reading"),
)  # fmt: skip

SCOPES = (
    Mutant("scope: sizes that are not answered count", scope.covered, "complete = all(corner in asked", "complete = True or all(corner in asked", "scopes"),
    Mutant("scope: the best answer of the sizes within counts", scope.covered, "min(bounds, default=None)", "max(bounds, default=None)", "scopes"),
    Mutant("scope: what is within does not count", scope.covered, "if _within(other, sizes)]", "if other == sizes]", "scopes"),
    Mutant("scope: no word of empty universes", scope._FiniteScope._answered, "for universe in self._universes if universe.empty)", "for universe in self._universes if False)", "scopes"),
    Mutant("universe: a depth counts that was not answered", universe.Universe.reached_in, "self.stuck = reason", "self._bound, self.stuck = steps, reason", "scopes"),
    Mutant("universe: empty though runs start", universe.Universe.reached_in, "self.empty = isinstance(", "self.empty = True or isinstance(", "scopes"),
    Mutant("universe: a certificate that fails is a proof", universe.Universe._confirmed, "return False\n        case _:", "self.certificate = certificate\n            return True\n        case _:", "scopes"),
)  # fmt: skip

PORTFOLIO = (
    Mutant("portfolio: the depth that was asked for, not the one reached", portfolio._Attempt._without_answer, "return Bounded(self._search.bound(), None,", "return Bounded(self._deepest, None,", "engines"),
    Mutant("portfolio: a step of induction fails, and it is a proof", portfolio._Attempt._concluded, 'self._tried.append(f"{given}: fails at {end}")', "return Proved(certify(self._system, self._goal, k, invariants.kept))", "engines"),
    Mutant("portfolio: the solver's unknown is a proof", portfolio._Attempt._concluded, 'self._tried.append(f"{given}: {reason}, at {end}")', "return Proved(certify(self._system, self._goal, k, invariants.kept))", "engines"),
    Mutant("portfolio: invariants without those that they need", portfolio._Attempt._concluded, "used = invariants.closed_under_use(needed)", "used = tuple((n, t) for n, t in invariants.kept if n in needed)", "engines"),
    Mutant("budget: what a part spends does not count", Budget.spend, "self._whole.spend(amount)", "pass", "spending"),
    Mutant("budget: a part is the whole again", Budget.part, "max(self.limits.rlimit - self.spent, 0) * share", "self.limits.rlimit", "spending"),
)  # fmt: skip

TOLD = (
    Mutant("cti: the invariants are not asked of the state", cti.anywhere, "build.conj((system.constraint, *(term for _, term in invariants)))", "system.constraint", "gaps"),
    Mutant("cti: the state may have the goal", cti.anywhere, "build.TRUE if without is None else without[1]", "build.TRUE", "gaps"),
    Mutant("suggest: the longest runs are not looked at", suggest._History.__init__, "range(depth + 1)", "range(depth)", "gaps"),
    Mutant("suggest: whatever the solver says, it is absent", suggest._History._absent, "if isinstance(answer, Unsat) else None", "if isinstance(answer, Unsat) else frozenset(flags.values())", "gaps"),
    Mutant("suggest: the core of the longest runs alone", suggest._History.absent, "needed |= core", "needed = core", "gaps"),
    Mutant("suggest: a literal goes though runs show the rest", suggest._Learning._attempt, "None if core is None else smaller.only(core)", "smaller if core is None else smaller.only(core)", "gaps"),
    Mutant("suggest: what longer runs break stays", suggest.true_up_to, "return None", "continue", "gaps"),
    Mutant("suggest: proved without a proof", suggest._Learning.run, "self._suggestion(needed, enough=True, proved=False)", "self._suggestion(needed, enough=True, proved=True)", "gaps"),
    Mutant("cores: those of one condition", inductive_validity._Search.run, "needed = frozenset[Origin]().union(*cores)\n    return", "needed = frozenset(cores[-1])\n    return", "cores"),
    Mutant("cores: a part goes without which a condition fails", inductive_validity._Search._without, "return None", "less = core - {origin}", "cores"),
    Mutant("cores: the solver's unknown lets a part go", inductive_validity._Search._answer, "self._certain &= isinstance(answer, Sat)\n    return None", "return None if isinstance(answer, Sat) else frozenset()", "cores"),
    Mutant("cores: minimal whatever the solver knows", inductive_validity._Search._answer, "self._certain &= isinstance(answer, Sat)", "pass", "cores"),
    Mutant("cores: the goal's steps keep all rules", inductive_validity._Guarded.goal, "return replace(goal, steps=tuple(", "return goal or replace(goal, steps=tuple(", "cores"),
    Mutant("cores: all parts have one flag", inductive_validity._Guarded._when, "build.apply(self.flags[origin]) for origin in origins", "build.apply(next(iter(self.flags.values()))) for origin in origins", "cores"),
    Mutant("entangled: those that override do not matter", entangled.entangled, "for other in _overriders(policies[policy], clause):", "for other in ():", "repeals"),
    Mutant("entangled: what overrides a permission that yields", entangled.entangled, "pending += [(policy, o) for o in _overriders(policies[policy], other)] if yields else [(policy, other)]", "pending += [] if yields else [(policy, other)]", "repeals"),
    Mutant("entangled: what formulas say of norms does not matter", entangled._spoken, "yield name, clause.name", "pass", "repeals"),
    Mutant("shrink: a story is not judged again", Attempts._accepted, "found = self._judge(trace)", "found = replace(self.evidence, trace=trace)", "stories"),
    Mutant("shrink: what changes by itself is lost", draft_of, "if expected[place] != found}", "if False}", "verdicts"),
    Mutant("shrink: effects are not played again", stepped, "**_written(run, step, i), ", "", "stories"),
)  # fmt: skip

ENGINE_FAULTS = (*PDR, *SCALARS, *SCOPES, *PORTFOLIO, *TOLD)
