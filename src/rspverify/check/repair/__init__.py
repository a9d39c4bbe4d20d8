"""The smallest edits of a policy after which a claim holds and everything else that is expected still is so.

formulas      conditions as they are written: their parts, negated, renamed
edits         what may be changed in a clause, as data, and what a clause then says
places        which clauses a policy has, and in whose words a claim speaks of their acts
candidates    all single edits that are worth a try
workshop      the files in question; a project with edits, in memory or as patched text
expectations  what the files expect elsewhere, and whether it is still so
search        from candidates to repairs, guided by counterexamples
results       what it comes to
"""
