"""The questions of a policy author: from a resolved project to verdicts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rspverify.check.options import CheckOptions
    from rspverify.check.results import Result
    from rspverify.policy.claims import Project


class _Folder(ModuleType):
    """This folder, which is also the function of its name: Python binds `rspverify.check` to the folder as soon as
    something in it is imported, and `rv.check(project)` must do what `api.check` says all the same."""

    def __call__(self, project: Project, options: CheckOptions | None = None) -> Iterator[Result]:
        """As `rspverify.api.check`."""
        from rspverify.check.options import CheckOptions
        from rspverify.check.run import run_checks

        return run_checks(project, options or CheckOptions())


sys.modules[__name__].__class__ = _Folder
