"""Where the cache is, and where there is none."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from rspverify.store.place import NoPlace, cache_file, cache_folder


def test_environment_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert cache_folder({"RSPVERIFY_CACHE": "off", "XDG_CACHE_HOME": "/x"}) is None
    assert cache_folder({"RSPVERIFY_CACHE": "here"}) == str(tmp_path / "here")
    assert cache_folder({"XDG_CACHE_HOME": "/x"}) == "/x/rspverify"
    assert cache_folder({"XDG_CACHE_HOME": "not/absolute"}) == str(tmp_path / ".cache" / "rspverify")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert cache_folder({}) == str(tmp_path / "Library" / "Caches" / "rspverify")


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="there are no permissions to look at")
def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "cache"
    assert os.path.dirname(cache_file(str(folder))) == str(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o777)
    with pytest.raises(NoPlace, match="others than you"):
        cache_file(str(folder))
    (tmp_path / "file").write_text("")
    with pytest.raises(NoPlace, match="cannot be made"):
        cache_file(str(tmp_path / "file" / "cache"))
