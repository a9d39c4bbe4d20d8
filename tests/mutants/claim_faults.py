"""The seeded faults in claims that compare: two runs side by side, a state with a fact changed, what policies say of an act.

They are noticed by the verdicts on the corpus of these claims. Of two runs, some of what is left out below only makes the
engines find pairs that the reference semantics then refuses; that is noticed as a result that is not confirmed.
"""

from __future__ import annotations

from mutant import Mutant

from rspverify.check import together
from rspverify.check.claims import complete, comply, depends, keeping, monotone, whatever
from rspverify.encode import standing, two_runs
from rspverify.encode.raised import Raised
from rspverify.encode.two_runs import TwoRuns

TWO_RUNS = (
    Mutant("two runs: times are always alike", TwoRuns.__init__, "if not alike.time:", "if False:", "claims"),
    Mutant("two runs: fixed facts are always alike", TwoRuns.__init__, "symbol in facts and symbol not in named", "symbol in facts and symbol not in named and not symbol.rigid", "claims"),
    Mutant("two runs: a free step stands beside itself alone", TwoRuns._paired, "for other in loose:", "for other in (one,):", "claims"),
    Mutant("two runs: what is remembered is always alike", two_runs._equal, "return left is right", "return True", "claims"),
    Mutant("two runs: what is alike need not stay so", two_runs._link, "build.forall(variables, build.equal(left, right))", "build.TRUE", "claims"),
    Mutant("two runs: the other need not comply", TwoRuns._joined, "build.both(one.complies, replace_symbols(other.complies, local))", "one.complies", "claims"),
    Mutant("two runs: the other may begin as it likes", TwoRuns.system, "build.both(single.initial, self.other(single.initial))", "single.initial", "claims"),
    Mutant("two runs: the other may break axioms", TwoRuns.system, "build.both(single.constraint, self.other(single.constraint))", "single.constraint", "claims"),
    Mutant("two runs: the other can do the impossible", TwoRuns._joined, "[one.possible, replace_symbols(other.possible, local), *links]", "[one.possible, *links]", "claims"),
    Mutant("two runs: the other's steps are those of the first", TwoRuns.split, "second.append((pair[1],", "second.append((pair[0],", "claims"),
    Mutant("two runs: the end of one is read in the other", TwoRuns.other, "_renaming(symbol, twin)", "_renaming(symbol, symbol)", "claims"),
    Mutant("depends only: what is named may differ", depends.depends, "Likeness(named, claim.time, acts", "Likeness(frozenset(), claim.time, acts", "claims"),
    Mutant("depends only: named acts may differ", depends.depends, "Likeness(named, claim.time, acts", "Likeness(named, claim.time, frozenset()", "claims"),
    Mutant("outsiders see beliefs", depends.outsiders, "if fact.public", "", "claims"),
    Mutant("outsiders see private acts", depends.outsiders, "if action.public", "", "claims"),
)  # fmt: skip

RAISED = (
    Mutant("raised: less is more", Raised.ordered, "(present, other) if up else (other, present)", "(present, other)", "claims"),
    Mutant("raised: anywhere", Raised.ordered, "build.both(allowed.at(self._variables), self._at_most(low, high))", "self._at_most(low, high)", "claims"),
    Mutant("raised: nowhere", Raised.ordered, "build.either(build.equal(present, other), changed)", "build.equal(present, other)", "claims"),
    Mutant("raised: an ordered fact stays", Raised._at_most, "for above in low.sort.values[i:]", "for above in low.sort.values[i:i + 1]", "claims"),
    Mutant("raised: a predicate may be lowered too", Raised._at_most, "build.implies(low, high)", "build.TRUE", "claims"),
    Mutant("raised: the past is blind for the present", Raised.looked_at, "any(self._looks(symbol)", "any(False", "claims"),
    Mutant("raised: into any state", monotone.monotone, "changed(constraint), some", "some", "claims"),
    Mutant("raised: duties do not count", monotone._turns, "if not isinstance(clause.norm, Duty | RecurringDuty):", "if True:", "claims"),
    Mutant("raised: bans are no duties", monotone._turns, "unlocks=claim.effect == \"lifts duties\")", "unlocks=claim.effect != \"lifts duties\")", "claims"),
)  # fmt: skip

STANDING = (
    Mutant("a sole permission makes a conflict", standing.conflict, "isinstance(policy.clauses[name].norm, Permission)", "True", "claims"),
    Mutant("prohibitions make no conflict", standing.conflict, "return build.both(forbids, permits)", "return build.FALSE", "claims"),
    Mutant("an exemption speaks of an act", standing.addressed, "clause.judged if not isinstance(clause.norm, Exemption) else ()", "clause.judged", "claims"),
    Mutant("whatever can be done may be done", standing.unfulfillable, ", build.negate(forbidden)])", "])", "claims"),
    Mutant("whatever may be done can be done", standing.feasible, "build.both(encoding.possible(step), step.post(constraint))", "step.post(constraint)", "claims"),
    Mutant("an axiom after the act is forgotten", standing.feasible, "build.both(encoding.possible(step), step.post(constraint))", "encoding.possible(step)", "claims"),
    Mutant("what varies never matters", standing.exact, "return False", "return True", "claims"),
    Mutant("a duty that is not owed falls due", standing.due_now, "owed, due])", "due])", "claims"),
    Mutant("one act of several is enough to be stuck", standing.unfulfillable, "return build.negate(build.disj(found))", "return build.negate(build.conj(found))", "claims"),
    Mutant("acts out of the way are gaps", complete.complete, "asked.judged(step, fits, bound(step), when, bare(step))", "asked.judged(step, bound(step), when, bare(step))", "claims"),
    Mutant("only the first policy's duties fall due", comply._question, "for policy in owing:\n        for clause", "for policy in owing[:1]:\n        for clause", "claims"),
    Mutant("keeping: nobody needs to keep anything", keeping.keeping, "asked.judged(step, offence, *(part.term for part in asked.encoding.keeps(step)))", "asked.judged(step, offence)", "claims"),
    Mutant("whatever: agents of one will do", whatever._question, "build.both(asked.bound(step, one), asked.bound(step, two))", "asked.bound(step, one)", "claims"),
    Mutant("agree: stricter is alike", whatever._question, "build.either(laxer, stricter)", "laxer", "claims"),
    Mutant("runs of one policy speak for those of the other", together.together, "if len(parts) == 1:", "if parts:", "claims"),
    Mutant("the best of two verdicts counts", together.together, "worst = min(parts", "worst = max(parts", "claims"),
)  # fmt: skip

CLAIM_FAULTS = (*TWO_RUNS, *RAISED, *STANDING)
