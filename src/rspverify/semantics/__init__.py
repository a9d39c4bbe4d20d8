"""The definition of the language on concrete finite runs (docs: language.md): small, direct, without any solver.

Formulas speak of norms, and norms of formulas, so `evaluate`, `occurrences`, `norms` and `duties` call each other; the
recursion ends because each such call looks at a smaller formula, a smaller overriding clause or an earlier state.

    run          what is judged: a trace with its world and policies; the values of a sort
    evaluate     language.md 2, "Formulas"
    occurrences  language.md 2, "The past": what counts as an occurrence
    norms        language.md 3, "applies", "Defeat", "Forbidden"
    duties       language.md 3, "Duties", "Recurring duties", "breach of"
    comply       language.md 3, "A run complies"
    steps        language.md 2, "Effects", "A run"
    claims       language.md 4, the claims about single runs
    compared, dead_ends, pairs, raised    language.md 4, the claims that compare policies, runs and states
    search, enumerate, violation, scenarios, admission, replay, presence, explain    what is built upon these
"""
