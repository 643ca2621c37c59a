"""What the tests of docs/ share: where they run, and the modules beside them. Tests nothing itself."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from docs_commands import Stage


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Scratch folders for the commands that pages show."""
    return Stage(tmp_path_factory.mktemp("docs"))
