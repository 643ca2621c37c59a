"""Where new records may stand: one rule for all commands that make them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commitments.errors import CommitmentsError
from commitments.workspace.open_workspace import Workspace
from commitments.writing.writable_place import new_record_folder


@pytest.fixture
def workspace(make_workspace: Callable[..., Path]) -> Workspace:
    return Workspace(make_workspace({"records/here/small.yaml": "id: small\n"}), {})


@pytest.mark.parametrize(
    ("given", "folder"),
    [
        ("", "records"),
        (".", "records"),
        ("/", "records"),
        ("records", "records"),
        ("records/", "records"),
        ("records/a", "records/a"),
        ("a\\b", "records/a/b"),
        ("/a/", "records/a"),
        ("here", "records/here"),
        ("records2026", "records/records2026"),
    ],
)
def test_a_folder_is_below_records_whether_it_says_so_or_not(
    workspace: Workspace, given: str, folder: str
) -> None:
    assert new_record_folder(workspace, given) == folder


@pytest.mark.parametrize(
    "given",
    ["..", "../a", "a/../b", "a//b", "./a", ".hidden", "here/small.yaml", "a\nb", "link/a"],
)
def test_a_folder_where_no_record_may_stand_is_refused(workspace: Workspace, given: str) -> None:
    if given.startswith("link"):
        if sys.platform == "win32":
            pytest.skip("needs links")
        (workspace.root / "records/link").symlink_to(workspace.root / "nowhere")
    with pytest.raises(CommitmentsError) as refused:
        new_record_folder(workspace, given)
    assert refused.value.values == {"option": "--folder", "given": given}
