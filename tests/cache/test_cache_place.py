"""Where the cache lies: in the user's own place, and never inside the workspace that it is of."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitments.cache import cache_file

Told = Callable[..., Any]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links of POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="the place for caches differs")


def test_a_place_that_is_a_file_is_no_fault(
    make_workspace: Callable[..., Path], record: Callable[..., str], told: Told, tmp_path: Path
) -> None:
    root = make_workspace({"small.yaml": record()})
    (tmp_path / "file").write_bytes(b"mine")
    for place in ("file", "file/below"):
        environ = {"COMMIT_CACHE_DIR": str(tmp_path / place)}
        assert told(root, environ) == told(root, environ, use_cache=False)
    assert (tmp_path / "file").read_bytes() == b"mine"


def tree(root: Path) -> dict[str, tuple[int, int, bytes]]:
    return {
        str(path): (
            path.stat().st_mode,
            path.stat().st_mtime_ns,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in [root, *root.rglob("*")]
    }


@pytest.mark.parametrize("place", [".", "cache", "records", "records/.cache", "schema/x"])
def test_nothing_is_written_or_read_inside_the_workspace(
    place: str, make_workspace: Callable[..., Path], record: Callable[..., str], told: Told
) -> None:
    root = make_workspace({"small.yaml": record()})
    before = tree(root)
    for name in ("COMMIT_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        environ = {name: str(root / place)}
        if name == "COMMIT_CACHE_DIR":
            assert cache_file.cache_path(root, environ) is None
            told(root, environ)
    assert tree(root) == before


@posix
def test_a_link_into_the_workspace_is_seen_through(
    make_workspace: Callable[..., Path], record: Callable[..., str], told: Told, tmp_path: Path
) -> None:
    root = make_workspace({"small.yaml": record()})
    (tmp_path / "in").symlink_to(root / "schema")
    (tmp_path / "to").symlink_to(root)
    before = tree(root)
    for opened in (root, tmp_path / "to"):
        told(opened, {"COMMIT_CACHE_DIR": str(tmp_path / "in")})
    assert tree(root) == before


@linux
def test_the_usual_place_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    root = tmp_path / "somewhere"
    assert cache_file.cache_path(root, {}).parent == tmp_path / "home/.cache/commitments"  # type: ignore[union-attr]
    there = cache_file.cache_path(root, {"XDG_CACHE_HOME": str(tmp_path / "xdg")})
    assert there is not None and there.parent == tmp_path / "xdg/commitments"
    assert cache_file.cache_path(tmp_path, {}) is None, "the home is part of this workspace"
