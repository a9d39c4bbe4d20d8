"""What random runs are judged by: which runs a check speaks of, what they reach, and how a failure is told again.

Everything here takes runs as they come and needs neither a solver nor a source of chance; `rspverify.fuzz` draws them.
"""
