"""Formulas that may be invariants, taken from the policy: the engines prove them before they use them.

The kinds are those that proofs about policies were found to need. Start at `candidates`.
"""
