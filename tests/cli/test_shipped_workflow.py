"""The workflow we ship runs on untrusted pull requests: it may hold no token and run no text of theirs."""

from __future__ import annotations

import re
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
    assert set(workflow["on"]) <= {"push", "pull_request", "merge_group", "schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        rights = set(job.get("permissions", {}).items()) - {("contents", "read")}
        assert not rights or (path.stem, name) == ("release", "publish")
        for step in job["steps"]:
            if str(step.get("uses", "")).startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false"


def test_what_is_published_comes_from_a_tag_and_was_tried() -> None:
    workflow = load(ROOT / ".github/workflows/release.yml")
    assert workflow["on"] == {"push": {"tags": ["v*"]}}
    build, publish = workflow["jobs"]["build"], workflow["jobs"]["publish"]
    assert publish["needs"] == "build" and publish["environment"] == "release"
    assert publish["permissions"] == {"contents": "read", "id-token": "write", "attestations": "write"}
    assert [step["run"] for step in build["steps"] if "run" in step] == [
        'python tasks.py dist "$GITHUB_REF_NAME"'
    ]
    assert not any("run" in step for step in publish["steps"])  # what holds the rights runs nothing of ours
    assert publish["steps"][-1]["with"] == {"attestations": "true"}


def test_a_merge_queue_is_tested() -> None:
    assert {"push", "pull_request", "merge_group"} <= set(load(ROOT / ".github/workflows/check.yml")["on"])


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_values_come_through_the_environment(path: Path) -> None:
    for job in load(path)["jobs"].values():
        assert not any("${{" in step.get("run", "") for step in job["steps"])


USES = re.compile(r"^[ -]*uses: *(.*)$", re.MULTILINE)
PINNED = re.compile(r"([\w-]+/[\w-]+)@([0-9a-f]{40}) # (v[0-9]+\.[0-9]+\.[0-9]+)")
HOLD_ACTIONS = [*PATHS, *sorted((ROOT / "commitments/templates").rglob("*.yml")), ROOT / "action.yml"]
HOLD_ACTIONS += [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_every_action_is_pinned_and_each_to_one_release() -> None:
    uses = [line for path in HOLD_ACTIONS for line in USES.findall(path.read_text("utf-8"))]
    pins = {line: PINNED.fullmatch(line) for line in uses}
    assert not [line for line, pin in pins.items() if pin is None], "a tag can be moved; pin its commit"
    releases = {pin.groups() for pin in pins.values() if pin}
    assert len(releases) == len({name for name, _, _ in releases}) > 3
