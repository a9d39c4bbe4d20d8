"""Where Hypothesis leaves its notes: not in the working directory of people who run a command."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis.configuration import set_hypothesis_home_dir


@contextmanager
def elsewhere() -> Iterator[None]:
    """Within its `with` block they go to a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="rspverify-") as folder:
        set_hypothesis_home_dir(folder)
        try:
            yield
        finally:
            set_hypothesis_home_dir(None)
