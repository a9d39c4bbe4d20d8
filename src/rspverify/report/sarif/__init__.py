"""SARIF 2.1.0, which code-scanning pages read.

log      the whole document
results  verdicts and diagnostics as results
flows    a counterexample as a code flow, with the state of each step
rules    one rule for each code
places   regions and messages as SARIF wants them
"""
