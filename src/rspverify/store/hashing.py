"""BLAKE2b (RFC 7693), without the library that `hashlib` loads for other functions: that takes longer than all our
hashing."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b

__all__ = ["blake2b"]
