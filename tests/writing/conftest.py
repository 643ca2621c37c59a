"""One run of the command line in this process. Judges nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from commitments.cli.app import main

Ran = tuple[int, str, str]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """`run(root, *arguments) -> (exit status, standard output, standard error)`."""
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("LANGUAGE", os.environ.get("LANGUAGE", ""))

    def ran(root: Path, *arguments: str) -> Ran:
        status = main(["--root", str(root), "--today", "2026-11-22", "--lang", "en", *arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return ran
