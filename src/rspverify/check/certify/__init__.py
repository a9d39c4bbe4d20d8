"""Proofs as obligations that other solvers answer: what there is, under which names, and what was answered."""
