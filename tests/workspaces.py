"""A place for caches, and one answer that holds everything a workspace tells. Judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from commitments.errors import CommitmentsError
from commitments.reading import folder
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.validate import validate
from commitments.workspace.whole_records import searchable_texts


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Where the cache of these tests lives."""
    return {"COMMIT_CACHE_DIR": str(tmp_path / "cache")}


@pytest.fixture(scope="session")
def told() -> Callable[..., Any]:
    """`told(root, environ, use_cache=True)`: all that a fresh process would tell of a workspace."""

    def tell(root: Path, environ: dict[str, str], use_cache: bool = True) -> Any:
        workspace = Workspace(root, environ, use_cache)
        try:
            found = validate(workspace)
            survey = workspace.survey
            answer = (
                found,
                list(survey.outlines),
                survey.left_out(),
                [item.id for item in survey.by_title("vi")],
                sorted(searchable_texts(workspace).items()),
                sorted(workspace.registry.parties),
            )
        except CommitmentsError as error:
            return str(error)
        survey.remember()
        return answer

    return tell


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The paths of the records that are read from now on."""
    seen: list[str] = []
    whole = folder.read

    def read(root: Any, path: str, *more: Any) -> Any:
        if path.startswith("records/"):
            seen.append(path)
        return whole(root, path, *more)

    monkeypatch.setattr(folder, "read", read)
    yield seen


@pytest.fixture
def aged() -> Callable[[Path], None]:
    """`aged(root)`: every record was last modified an hour ago."""
    import os

    def age(root: Path) -> None:
        for path in (root / "records").rglob("*"):
            if path.is_file() and not path.is_symlink():
                stamp = path.stat().st_mtime_ns - 3600 * 10**9
                os.utime(path, ns=(stamp, stamp))

    return age
