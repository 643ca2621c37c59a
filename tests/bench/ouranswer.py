"""Asks our own command about a made workspace, for the tests of the benchmark. Tests nothing itself."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def answer(root: Path, *words: str) -> Any:
    """What our command says of a workspace, as JSON."""
    command = [sys.executable, "-m", "commitments", *words, "--no-cache", "--format", "json"]
    env = os.environ | {"COMMIT_LANG": "en", "COMMIT_ROOT": str(root)}
    done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False)
    return json.loads(done.stdout)
