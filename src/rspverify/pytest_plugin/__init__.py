"""A plugin for pytest: policy files are collected as tests where `rspverify_files` is set (docs/ci.md).

pytest loads it in every run where rspverify is installed, also for people who have no policies. So nothing is imported
here before there is a policy file to collect."""

from __future__ import annotations

from pathlib import Path

import pytest

_SUFFIX = ".rsp"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The settings of the pytest configuration."""
    parser.addini(
        "rspverify_files",
        type="args",
        default=[],
        help="policy files that are tests: globs relative to the root folder (`specs/**/*.rsp`), or of names (`*.rsp`)",
    )
    parser.addini("rspverify_rlimit", help="how much work each check of a policy file may be")
    parser.addini("rspverify_cache", type="bool", help="whether what the engines said in earlier runs is remembered")
    parser.addini("rspverify_timeout", help="a hard stop for each check of a policy file, in seconds")


def pytest_configure(config: pytest.Config) -> None:
    """Says at once what is wrong with the settings. Raises `pytest.UsageError`."""
    config.addinivalue_line("markers", "rspverify: a check or a scenario of a policy file")
    if config.getini("rspverify_files"):
        from rspverify.pytest_plugin.settings import options_of

        options_of(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """The tests of a policy file, if the configuration asks for them, or the command line names it."""
    patterns = parent.config.getini("rspverify_files")
    if not patterns or file_path.suffix != _SUFFIX:
        return None
    from rspverify.pytest_plugin.globs import matches

    asked = parent.session.isinitpath(file_path) or matches(file_path, parent.config.rootpath, patterns)
    if not asked:
        return None
    from rspverify.pytest_plugin.items import PolicyFile

    return PolicyFile.from_parent(parent, path=file_path)
