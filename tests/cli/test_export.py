"""`commit export`: which format a file gets, what it holds, and of which state. Knows no builder."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

from commitments.cli.options.export_format import export_format
from commitments.errors import InstallationError, UsageError
from commitments.render.exports.export_formats import EXPORT_FORMATS, ExportFormat

Run = Callable[..., Any]


@pytest.mark.parametrize("name", EXPORT_FORMATS)
def test_each_format_has_a_builder(name: str) -> None:
    assert callable(import_module(f"commitments.render.{EXPORT_FORMATS[name].module}").build)


@pytest.mark.parametrize("row", EXPORT_FORMATS.values(), ids=[*EXPORT_FORMATS])
def test_no_two_formats_share_an_ending(row: ExportFormat) -> None:
    others = {ending for other in EXPORT_FORMATS.values() if other is not row for ending in other.endings}
    assert not others.intersection(row.endings)


@pytest.mark.parametrize(
    ("path", "named", "expected"), [("a.csv", None, "csv"), ("A.CSV", None, "csv"), ("a.csv", "csv", "csv")]
)
def test_the_ending_or_the_option_decides(path: str, named: str | None, expected: str) -> None:
    assert export_format(Path(path), named) == expected


@pytest.mark.parametrize(
    ("path", "named"),
    [("a", None), ("a.docx", None), ("a.json", None), ("a.txt", "csv"), ("a", "csv"), ("a.csv", "word")],
)
def test_what_names_no_format_is_refused(path: str, named: str | None) -> None:
    with pytest.raises(UsageError):
        export_format(Path(path), named)


def test_a_folder_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {**EXPORT_FORMATS, "folder": ExportFormat("no.module")}
    monkeypatch.setattr("commitments.cli.options.export_format.EXPORT_FORMATS", rows)
    assert export_format(Path("data"), "folder") == "folder"
    assert export_format(Path("v1.2"), "folder") == "folder"
    for ending in ("csv", "json", "pdf"):
        with pytest.raises(UsageError):
            export_format(Path(f"data.{ending}"), "folder")


def test_a_missing_extra_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, world: Path, tmp_path: Path, run: Run
) -> None:
    rows = {**EXPORT_FORMATS, "odd": ExportFormat("no.module", ("odd",), "no_such_library", "data")}
    monkeypatch.setattr("commitments.cli.options.export_format.EXPORT_FORMATS", rows)
    with pytest.raises(InstallationError, match="no_such_library"):
        export_format(Path("a.odd"), None)
    ran = run("export", "a.odd", root=world)
    assert ran.status == 2 and 'pip install "commitments[data]"' in ran.err
    assert not (tmp_path / "a.odd").exists()


def test_the_table_is_that_of_status_in_words(world: Path, tmp_path: Path, run: Run) -> None:
    for lang in ("en", "vi"):
        told = run("status", "--all", "--words", "-o", "status.csv", "--lang", lang, root=world)
        ran = run("export", "table.csv", "--lang", lang, root=world)
        assert (told.status, ran.status, ran.out) == (0, 0, "")
        assert "table.csv" in ran.err
        assert (tmp_path / "table.csv").read_bytes() == (tmp_path / "status.csv").read_bytes()


def test_filters_pick(world: Path, tmp_path: Path, run: Run) -> None:
    def ids(*words: str) -> list[str]:
        assert run("export", "table.csv", *words, root=world).status == 0
        text = (tmp_path / "table.csv").read_text(encoding="utf-8-sig")
        return [row["Id"] for row in csv.DictReader(io.StringIO(text))]

    assert ids("done", "late") == ["late", "done"]
    assert ids("--status", "overdue") == ["yearly", "late", "later"]
    assert ids("--lead", "vn-mof") == ["late"]
    assert ids("--kind", "meeting") == ["meeting"]
    assert run("export", "table.csv", "no-such", root=world).status == 2


def test_the_count_is_that_of_status(world: Path, tmp_path: Path, run: Run) -> None:
    run("export", "table.csv", root=world)
    rows = list(csv.reader(io.StringIO((tmp_path / "table.csv").read_text(encoding="utf-8-sig"))))
    summary = json.loads(run("status", "-f", "json", root=world).out)["summary"]
    assert len(rows) - 1 == summary["total"]


def test_nothing_is_written_where_there_is_no_answer(tmp_path: Path, run: Run) -> None:
    (tmp_path / "table.csv").write_text("mine")
    assert run("export", "table.csv", root=tmp_path).status == 2
    assert (tmp_path / "table.csv").read_text() == "mine"


def test_a_record_that_cannot_be_read_is_named(
    make_workspace: Callable[..., Path], record: Callable[..., str], tmp_path: Path, run: Run
) -> None:
    root = make_workspace({"fine.yaml": record(id="fine"), "torn.yaml": "id: [\n"})
    ran = run("export", "table.csv", root=root)
    assert ran.status == 1 and "torn.yaml" in ran.err and (tmp_path / "table.csv").exists()


def test_the_state_is_said(git_story: Callable[..., GitStory], record: Callable[..., str], run: Run) -> None:
    story = git_story()
    commit = story.commit({"records/fine.yaml": record(id="fine")})
    assert run("export", "a.csv", root=story.root).err.splitlines()[0].endswith(f", at {commit[:7]}")
    story.write({"records/more.yaml": record(id="more"), "schema/parties.yaml": "parties: []\n"})
    ran = run("export", "a.csv", root=story.root)
    assert f"at {commit[:7]}, with 2 unsaved" in ran.err
    ran = run("export", "a.csv", "--as-of", "HEAD", root=story.root)
    assert ran.err.splitlines()[0].endswith(f"at {commit[:7]}")


def test_no_git_is_no_state(world: Path, run: Run) -> None:
    assert run("export", "a.csv", root=world).err == "Written: a.csv (csv)\n"
