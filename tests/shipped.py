"""Reads the files that we ship for CI, and runs their steps in a shell. Judges nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from bounds import HANGS
from gitstory import clean_environment

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "commitments/templates"
ACTION, INCLUDE = ROOT / "action.yml", TEMPLATES / "gitlab/review.yml"
REGISTER = TEMPLATES / "register/github/commitments.yml"
PATH, SILENT = "records/small.yaml", "due-moved-silently"
SOMEBODY = ("-c", "user.name=Vi", "-c", "user.email=vi@example.org", "-c", "commit.gpgsign=false")


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)
    return found


def scripts(path: Path) -> list[str]:
    """Every text of a file that a shell is given."""
    whole = load(path)
    jobs = (
        [whole["runs"], *whole.get("jobs", {}).values()]
        if "runs" in whole
        else whole.get("jobs", {}).values()
    )
    found = [step["run"] for job in jobs for step in job["steps"] if "run" in step]
    return found + [line for job in whole.values() if "script" in job for line in job["script"]]


def lines(path: Path) -> Iterator[str]:
    return (line.strip() for script in scripts(path) for line in script.replace("\\\n", " ").splitlines())


def shell(script: str, clone: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    bash = shutil.which("bash")
    if bash is None or sys.platform == "win32":
        pytest.skip("this needs bash")
    return subprocess.run(
        [bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=clone,
        env={**clean_environment(), "COMMIT_CACHE_DIR": str(clone.parent / "cache"), **environ},
        capture_output=True,
        text=True,
        timeout=HANGS,
        check=False,
    )


def step(name: str) -> str:
    found: str = next(item["run"] for item in load(ACTION)["runs"]["steps"] if item["name"] == name)
    return found


def git(clone: Path, *words: str) -> None:
    subprocess.run(["git", *SOMEBODY, *words], cwd=clone, check=True, capture_output=True)
