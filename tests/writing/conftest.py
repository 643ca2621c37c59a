"""One run of the command line in this process. Judges nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
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


@pytest.fixture
def soon() -> Iterator[None]:
    """Fail rather than hang, where something waits for what never comes."""

    def late(*_: object) -> None:
        raise TimeoutError("this waits")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
