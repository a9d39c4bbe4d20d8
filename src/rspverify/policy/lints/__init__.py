"""Lints: what is right as a text and yet hardly meant. One lint a file, each a function from projects to diagnostics.

Projects that share files are looked at together: what one of them uses is used.
"""
