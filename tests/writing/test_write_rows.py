"""Many files of an import, written side by side: all of them, or all that could be, and each is named."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from commitments.cli import progress
from commitments.cli.importing.written_files import WrittenFiles
from commitments.errors import CommitmentsError
from commitments.render.words import Words
from commitments.writing.tables import write_rows
from commitments.writing.tables.write_rows import RowFile, write_files

MANY = 100


def row_files(root: Path) -> list[RowFile]:
    """New files, of which the second half replaces a text."""
    files = []
    for number in range(MANY):
        place = root / f"{number}.yaml"
        old = b"old\n" if number >= MANY // 2 else None
        if old:
            place.write_bytes(old)
        files.append(RowFile(place.name, place, old, b"new %d\n" % number))
    return files


def test_many_files_are_written_and_named_in_their_order(tmp_path: Path) -> None:
    files, named = row_files(tmp_path), []
    assert write_files(files, named.append) is None
    assert named == [file.path for file in files]
    assert all(file.place.read_bytes() == file.new for file in files)


def test_a_file_that_changed_meanwhile_stops_the_writing_and_all_that_is_written_is_named(
    tmp_path: Path,
) -> None:
    files, named = row_files(tmp_path), list[str]()
    files[10].place.write_bytes(b"another\n")
    error = write_files(files, named.append)
    assert isinstance(error, CommitmentsError)
    assert files[10].place.read_bytes() == b"another\n"
    written = [file.path for file in files if file.place.exists() and file.place.read_bytes() == file.new]
    assert written == named
    assert len(named) < MANY - 1, "what was not begun is not written"


def test_an_interrupt_finishes_what_is_begun_and_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, named = row_files(tmp_path), list[str]()

    def interrupted(path: str) -> None:
        named.append(path)
        if len(named) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_files(files, interrupted)
    assert sorted(named) == sorted(file.path for file in files if write_rows._has_text(file))
    assert len(named) < MANY


def test_a_terminal_gets_a_count_of_many_files_and_others_every_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def shown(total: int, is_terminal: bool) -> str:
        stream = io.StringIO()
        stream.isatty = lambda: is_terminal  # type: ignore[method-assign]
        with monkeypatch.context() as patch:
            patch.setattr(progress, "_PATIENCE", -1)
            patch.setattr(progress, "_STEP", -1)
            patch.setattr(sys, "stderr", stream)
            files = WrittenFiles(Words("en"))
            files.begin(total)
            files.note("records/a.yaml")
            files.finish()
            files.tell_interrupted()
        return stream.getvalue()

    assert "writing files: 1 of 40" in shown(40, is_terminal=True)
    assert "1 of 40 files were written" in shown(40, is_terminal=True)
    assert "Written: records/a.yaml" in shown(40, is_terminal=False)
    assert "Written: records/a.yaml" in shown(3, is_terminal=True)
