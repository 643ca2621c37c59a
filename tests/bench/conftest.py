"""What the tests of the benchmark share: no pause, and the module beside them. Tests nothing itself."""

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":  # the benchmark needs a shell, and terminals of POSIX
    collect_ignore_glob = ["test_*.py"]
else:
    from bench import grounds

sys.path.insert(0, str(Path(__file__).resolve().parent))


@pytest.fixture(autouse=True)
def _unsettled(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pause for file times to settle, on which nothing here depends."""
    monkeypatch.setattr(grounds, "_SETTLED", 0)
