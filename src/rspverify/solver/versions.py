"""Which solvers are there. Nothing is imported before it is asked for."""

from __future__ import annotations


def z3_version() -> str:
    """The version of Z3, as it says itself ("5.4.1")."""
    import z3  # type: ignore[import-untyped]

    return str(z3.get_version_string())


def cvc5_version() -> str | None:
    """The version of cvc5, or None if it is not installed, or not for this Python and this machine."""
    try:
        import cvc5  # type: ignore[import-untyped, import-not-found, unused-ignore]
    except ImportError:
        return None
    return str(cvc5.__version__)
