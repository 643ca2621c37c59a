"""A file as path and bytes, wherever it came from: a folder, a git revision, a test."""

from __future__ import annotations

from typing import NamedTuple


class SourceFile(NamedTuple):
    """One file of a workspace."""

    path: str
    """Relative to the workspace, with forward slashes."""
    data: bytes
