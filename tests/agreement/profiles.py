"""How many random projects each law looks at: few and always the same in continuous integration, many at night.

`RSPVERIFY_AGREEMENT=nightly pytest tests/agreement` (`.ci/nightly`) looks at 24 times as many, more than 100,000 in all,
other ones each time.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

NIGHTLY = os.environ.get("RSPVERIFY_AGREEMENT") == "nightly"
FACTOR = 24 if NIGHTLY else 1


def examples(count: int) -> settings:
    """Settings of a law that looks at so many seeds."""
    return settings(
        max_examples=count * FACTOR,
        derandomize=not NIGHTLY,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


seeds = st.integers(min_value=0, max_value=2**40)
"""A seed stands for a project (`generate.project.draw`). A failure prints it; `generate.minimize` makes it smaller."""
