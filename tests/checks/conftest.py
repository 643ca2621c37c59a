"""Judging small workspaces, for the tests of rules that look beyond one record. Asserts nothing."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from commitments.model.problem import Problem
from commitments.workspace.open_workspace import open_workspace
from commitments.workspace.validate import validate


@pytest.fixture
def problems_at(tmp_path: Path) -> Callable[[Path], tuple[Problem, ...]]:
    """`problems_at(root)`: every problem of the workspace at `root`."""
    environ = {"COMMIT_CACHE_DIR": str(tmp_path / "cache")}
    return lambda root: validate(open_workspace(root, None, environ)).problems


@pytest.fixture
def problems_of(
    make_workspace: Callable[..., Path], problems_at: Callable[[Path], tuple[Problem, ...]]
) -> Callable[..., tuple[Problem, ...]]:
    """`problems_of(files, **settings)`: every problem of a new workspace with these files."""

    def judge(files: Mapping[str, str | bytes | None], **settings: Any) -> tuple[Problem, ...]:
        return problems_at(make_workspace(files, **settings))

    return judge


@pytest.fixture(scope="session")
def told() -> Callable[[tuple[Problem, ...]], list[str]]:
    """`told(problems)`: each as `rule path:line:column`, or `rule path` where it has no place."""

    def line(problem: Problem) -> str:
        return f"{problem.rule} {problem.path}" + (
            f":{problem.line}:{problem.column}" if problem.line else ""
        )

    return lambda problems: [line(problem) for problem in problems]
