"""Verdicts to text and JSON, one format a file. Nothing is decided here: reports print what `check` came to.

document   what a report is about: files with their results, diagnostics, the exit code
style      colours, symbols, widths; makes user text harmless
text       one line for each check and scenario, and the summary
story      a counterexample or a witness for people
json       the same for machines; `schema.json` says how it looks
explain_*  why a check comes to its verdict, as text and as JSON
repair_*   repairs of a policy, as text and as JSON
"""
