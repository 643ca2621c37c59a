"""git as the benchmark itself uses it, under nobody's settings. Knows no record and measures nothing."""

import os
import subprocess
from pathlib import Path

ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
"""Nobody's settings: one that has git call a program for each file would make every goal easy."""


def git(root: Path, *words: str, given: bytes = b"") -> bytes:
    """What it answers; raises CalledProcessError where it fails."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return subprocess.run(
        ["git", *words], cwd=root, env=clean | ALONE, input=given, check=True, stdout=subprocess.PIPE
    ).stdout
