"""Whether the questions that a check asks of a solver stay in a decidable fragment, told from the resolved policy.

Effectively propositional logic with stratified sorts (Ge, de Moura, "Complete Instantiation for Quantified Formulas in
Satisfiability Modulo Theories", CAV 2009; Padon, Losa, Sagiv, Shoham, "Paxos Made EPR", OOPSLA 2017): a solver decides
formulas whose sorts can be put in an order such that a member is asked for, or given by a function, only by members of
sorts before its own. A cycle of sorts lets it look for ever larger worlds. Start with `fragment`.
"""
