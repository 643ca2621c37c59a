"""The workflow we ship runs on untrusted pull requests: it may hold no token and run no text of theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PATHS = sorted((ROOT / ".github/workflows").glob("*.y*ml"))


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)
    return found


def test_there_is_one() -> None:
    assert PATHS


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_a_pull_request_gets_no_rights(path: Path) -> None:
    workflow = load(path)
    assert set(workflow["on"]) <= {"push", "pull_request", "schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert set(job.get("permissions", {}).items()) <= {("contents", "read")}
        for step in job["steps"]:
            if str(step.get("uses", "")).startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_values_come_through_the_environment(path: Path) -> None:
    for job in load(path)["jobs"].values():
        assert not any("${{" in step.get("run", "") for step in job["steps"])
