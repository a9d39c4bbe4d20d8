"""From a policy to a transition system over uninterpreted sorts, and back from a run of it to a trace.

Start at `system.encode`.
"""
