"""The seeded faults: in the encoding of norms, duties, the past and effects, and in the engines (see also `engine_faults`, `claim_faults`)."""

from __future__ import annotations

from claim_faults import CLAIM_FAULTS
from engine_faults import ENGINE_FAULTS
from mutant import Mutant

from rspverify.check.claims import acts
from rspverify.encode import duties, effects
from rspverify.encode.duties import Duties, Pending
from rspverify.encode.formulas import Formulas
from rspverify.encode.monitors import Monitors
from rspverify.encode.norms import Norms
from rspverify.encode.symbols import Symbols
from rspverify.logic.slice import _Kept
from rspverify.proof import certificate, conditions, induction, sizes
from rspverify.proof.bmc import Deepening
from rspverify.proof.houdini import Invariants, _Elimination
from rspverify.proof.unroll import Unrolling

NORMS = (
    Mutant("defeat ignored", Norms.defeated, "return build.disj(reasons)", "return build.FALSE"),
    Mutant("overrider's own defeat ignored", Norms._counts, "build.both(applies, build.negate(beaten))", "applies"),
    Mutant("`unless` dropped", Norms.conditions, "build.negate(self._formulas.compile(clause.unless, env)),", ""),
    Mutant("`provided` dropped", Norms.conditions, "clause.norm.provided is not None", "False"),
    Mutant("everybody is bound", Norms._bound_term, "self._formulas.compile(bound.condition, {bound.variable: agent})", "build.TRUE"),
    Mutant("in force ignored", Norms.in_force, "self._formulas.compile(policy.in_force, {})", "build.TRUE"),
    Mutant("an order's `at least` ignored", Norms._order_met, "if norm.at_least is None:", "if True:"),
    Mutant("an order's `each` ignored", Norms._order_met, "if norm.each else", "if False else"),
    Mutant("`otherwise forbidden` ignored", Norms.prohibitions, 'policy.otherwise == "forbidden"', "False"),
    Mutant("nothing is tolerated", Norms.prohibitions, "if name not in except_for:", "if True:"),
    Mutant("a sole permission forbids nothing", Norms._half, "conditions if permitting else build.negate(conditions)", "conditions if permitting else build.FALSE"),
)  # fmt: skip

DUTIES = (
    Mutant("fulfilment ignored", Pending._kept, "build.negate(fulfilled), ", ""),
    Mutant("a duty never closes", Pending._kept, ", build.negate(step.post(self.closing))", ""),
    Mutant("a state-opened duty opens always", Pending._opens, "build.both(holds, build.negate(self.condition))", "holds"),
    Mutant("the time of opening is not kept", Pending.__init__, "build.ite(self._kept(own_open, step), own, step.now_after)", "step.now_after"),
    Mutant("the last hour is too late", duties.passes, "build.at_most(NOW_TERM, due)", "build.less(NOW_TERM, due)"),
    Mutant("a deadline reached is one passed", duties.passes, "build.less(due, step.now_after)", "build.at_most(due, step.now_after)"),
    Mutant("`while` is `when`", Duties.pending, "if norm.lasting:", "if False:"),
    Mutant("a recurring act does not count", Duties.recurring_dues, "for act in norm.acts:", "for act in ():"),
    Mutant("a recurring duty begins anew each time", Duties._in_force_since, "build.ite(canonical, own, step.now_after)", "step.now_after"),
    Mutant("only duties are required", Duties.required, "if not isinstance(clause.norm, Duty | RecurringDuty):", "if not isinstance(clause.norm, Duty):"),
)  # fmt: skip

PAST = (
    Mutant("`since` without what holds", Monitors.since, "build.either(start, build.both(hold, monitor.at(order)))", "build.either(start, monitor.at(order))"),
    Mutant("`once` without now", Formulas._once, "build.either(held, self.monitors.once_before(held))", "self.monitors.once_before(held)"),
    Mutant("the earliest is the latest", Formulas._elapsed, 'expr.bound in ("within", "less than")', "True"),
    Mutant("`within` is `less than`", Formulas._elapsed, "build.at_most(ago, duration)", "build.less(ago, duration)"),
    Mutant("`at most` is `fewer than`", Formulas._quantified, "self._at_least(expr.count + 1, expr, env))", "self._at_least(expr.count, expr, env))"),
    Mutant("`where` forgotten", Formulas._body, "if expr.where is not None:", "if False:"),
)  # fmt: skip

EFFECTS = (
    Mutant("second effect lost", effects._written, "for write in mine:", "for write in mine[:1]:"),
    Mutant("effect's `when` ignored", effects.writes, "formulas.compile(effect.condition, inside)]", "build.TRUE]"),
    Mutant("what stays is lost", effects._written, "result = build.apply(symbol, formals)", 'result = build.FALSE if symbol.sort.name == "Bool" else build.apply(symbol, formals)'),
    Mutant("spread beyond its range", effects.writes, "*limits, ", ""),
)  # fmt: skip

ENGINES = (
    Mutant("readings ignored", Symbols.chosen, "symbol = self.words.get(word)", "return build.boolean(self.allowed[word][0] == reading)", "verdicts"),
    Mutant("vacuity skipped", acts._universal, "False, presences,", "False, (),", "verdicts"),
    Mutant("slice drops constraints that block", _Kept._mentioned, "constraints |= limit if limit & settled else 0", "pass", "verdicts"),
    Mutant("slice drops what updates read", _Kept._with, "kept |= symbol | spoken", "kept |= symbol", "verdicts"),
    Mutant("every second depth skipped", Deepening.advance, "enumerate(goal.steps)", "enumerate(goal.steps if self.depth % 2 == 0 else ())", "verdicts"),
    Mutant("induction takes sat for unsat", induction.step, "return NotInductive(end)", "continue", "verdicts"),
    Mutant("houdini keeps what steps break", _Elimination._pass, "del self._live[lost]", "self._cores[transition.name, lost] = frozenset((lost,))", "verdicts"),
    Mutant("proofs without invariants that invariants need", Invariants.closed_under_use, "pending.extend(self.uses[name])", "pass", "verdicts"),
    Mutant("the goal's step may break an axiom", Unrolling.bad_step, "*after]", "]", "verdicts"),
    Mutant("steps need not comply", Unrolling.extend, "*conjuncts(transition.complies)", "", "verdicts"),
    Mutant("the largest universe first", sizes.smallest_sizes, "in sizes_by_total(sorts, most):", "in reversed(list(sizes_by_total(sorts, most))):", "engines"),
    Mutant("certificate: invariants need not be kept", conditions.demands, "for transition in system.transitions:", "for transition in ():", "certificates"),
    Mutant("certificate: invariants need not hold at first", conditions.demands, 'yield _demand("start", [*initially, build.negate(invariant)])', "pass", "certificates"),
    Mutant("certificate: sat will do", certificate.check_certificate, 'return Failed(condition.name, "sat")', "continue", "certificates"),
    Mutant("certificate: one condition may be missing", certificate.check_certificate, 'return Failed(condition.name, "missing")', "continue", "certificates"),
)  # fmt: skip

MUTANTS = (*NORMS, *DUTIES, *PAST, *EFFECTS, *ENGINES, *ENGINE_FAULTS, *CLAIM_FAULTS)
