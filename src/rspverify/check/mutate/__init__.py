"""Faults seeded into policies, and which of them nothing notices.

faults        the kinds of faults, one a file
ground        what they are seeded into: a policy as it is written
seed          all mutants of a policy, as text
mutant        one of them
bench         what they are tried on: files with their checks and scenarios, as they come out without any fault
alike         whether two policies say the same
noticing      which checks and scenarios notice one
against       whether it is the same policy, or laxer, or stricter
wanted        what might be claimed so that it is noticed
as_scenario   the run that shows it, as a scenario
remedy        the first of these that does, tried
classify      all of this for one mutant; plain data in and out
campaign      all mutants of all policies, scores and acceptances; start reading here
options       what may be set
results       what it comes to
"""
