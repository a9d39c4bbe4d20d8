"""The questions that a policy author asks: from a resolved project to verdicts."""
