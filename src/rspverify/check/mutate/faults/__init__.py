"""The kinds of faults, one a file. Each has a code, under which `accept` lets faults of the kind go unnoticed, and
`faults`, which gives all faults of the kind that a policy can have."""
