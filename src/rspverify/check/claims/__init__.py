"""One file for each claim: what must not be reached, and what makes it vacuous."""
