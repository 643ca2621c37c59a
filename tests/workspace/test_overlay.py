"""Files as they would be: the new texts under their paths, and all others as they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commitments.reading.folder import Folder
from commitments.reading.source_file import SourceFile
from commitments.workspace.overlay import Overlay

NEW = {"records/b.yaml": b"new b\n", "records/c.yaml": b"c\n", "schema/parties.yaml": b"[]\n"}


@pytest.fixture
def overlay(make_workspace: Callable[..., Path]) -> Overlay:
    """Two records, one of which has a new text, and one that is new."""
    root = make_workspace({"a.yaml": "a\n", "b.yaml": "b\n", "d.yaml": "d\n"})
    return Overlay(Folder(root), NEW)


def test_each_record_is_listed_once_and_in_order(overlay: Overlay) -> None:
    found = overlay.listing().entries
    assert [file.path for file in found] == [f"records/{item}.yaml" for item in "abcd"]
    assert [item.size for item in found] == [2, 6, 2, 2]


def test_a_new_text_has_no_age_that_a_file_could_have(overlay: Overlay) -> None:
    below = {file.path: file for file in overlay.below.listing().entries}
    for file in overlay.listing().entries:
        assert (file == below.get(file.path)) == (file.path not in NEW)
        assert file.path not in NEW or file[2:] == (-1, -1)


def test_the_new_text_is_read_and_others_as_they_are(overlay: Overlay) -> None:
    paths = [f"records/{item}.yaml" for item in "abcd"]
    found = [path.data for path in overlay.read_all(paths) if isinstance(path, SourceFile)]
    assert found == [b"a\n", b"new b\n", b"c\n", b"d\n"]


def test_of_a_text_that_is_too_long_no_more_is_read_than_of_a_file(overlay: Overlay) -> None:
    for path in ("records/a.yaml", "records/b.yaml"):
        found = overlay.read(path, 1)
        assert isinstance(found, SourceFile)
        assert len(found.data) == 2


@pytest.mark.parametrize(
    ("path", "is_there"),
    [("records/a.yaml", True), ("records/c.yaml", True), ("schema/parties.yaml", True), ("records/x", False)],
)
def test_what_is_new_is_there(overlay: Overlay, path: str, is_there: bool) -> None:
    assert (overlay.exists(path), overlay.is_file(path)) == (is_there, is_there)


def test_a_folder_below_is_no_file(overlay: Overlay) -> None:
    assert (overlay.exists("records"), overlay.is_file("records")) == (True, False)
