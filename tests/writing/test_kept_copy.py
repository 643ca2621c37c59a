"""What is kept of a file before an edit: each text once, the last ones only."""

from __future__ import annotations

import os
from pathlib import Path

from commitments.writing.kept_copy import keep_copy


def kept(base: Path, text: str) -> Path:
    place = keep_copy(
        base / "workspace", {"COMMIT_CACHE_DIR": str(base / "cache")}, "records/a.yaml", text.encode()
    )
    assert place is not None
    return place


def test_a_text_is_kept_once(tmp_path: Path) -> None:
    one, same, other = (kept(tmp_path, name) for name in ("a", "a", "b"))
    assert (one == same, one.read_text(), other.read_text()) == (True, "a", "b")
    assert len(list(one.parent.iterdir())) == 2


def test_the_last_hundred_stay(tmp_path: Path) -> None:
    places = [kept(tmp_path, str(number)) for number in range(100)]
    for age, place in enumerate(places):
        os.utime(place, (age, age))
    kept(tmp_path, "0")  # kept again, and so the newest
    kept(tmp_path, "new")
    assert [item.exists() for item in places[:3]] == [True, False, True]
    assert len(list(places[0].parent.iterdir())) == 100


def test_no_place_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    assert keep_copy(tmp_path, {"COMMIT_CACHE_DIR": str(tmp_path / "cache")}, "records/a.yaml", b"a") is None
