"""What a worker may use. Only for the worker's own process."""

from __future__ import annotations

import contextlib


def limit_memory(megabytes: int) -> None:
    """From now on this process may not have more memory than this; what asks for more fails. Where the system knows no
    such limit, nothing is limited."""
    try:
        import resource
    except ImportError:
        return
    wanted = megabytes * 2**20
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
