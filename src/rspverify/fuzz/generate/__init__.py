"""Random formulas and policies as text, over any vocabulary."""
