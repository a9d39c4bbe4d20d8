"""The smallest edits of a policy after which a claim holds and everything else that is expected still is so.

formulas      conditions as they are written: their parts, negated, renamed
edits         what may be changed in a clause, as data, and what a clause then says
places        of which acts claims and clauses speak, and the same in another clause's words
candidates    all single edits that are worth a try
missing       the clause that a claim asks for, as the last resort
workshop      the files in question; a project with edits, in memory or as patched text
expectations  what the files expect elsewhere, and whether it is still so
patch         edits as text: clauses, an amendment, differences of files
search        from candidates to repairs, guided by counterexamples
repair        the whole way, and the ranking; start reading here
results       what it comes to
"""
