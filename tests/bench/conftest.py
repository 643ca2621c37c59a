"""What the tests of the benchmark share: a program for the fake peer. Tests nothing itself."""

import os
import sys
from pathlib import Path

import pytest

from bench import run

sys.path.insert(0, str(Path(__file__).resolve().parent))

from fakepeer import LOG, SCRIPT


@pytest.fixture(autouse=True)
def _unsettled(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pause for file times to settle, on which nothing here depends."""
    monkeypatch.setattr(run, "_SETTLED", 0)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program `fake` on the path, which notes that it ran."""
    if sys.platform == "win32":
        pytest.skip("no script is a program here")
    folder = tmp_path / "programs"
    folder.mkdir()
    script = folder / "fake"
    script.write_text(SCRIPT.format(python=sys.executable, log=str(folder / LOG)))
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    return script
