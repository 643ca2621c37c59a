"""`commit parties draft` and `commit import --add-parties`: a registry of the names of a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PARTIES = "# ours\n- {id: mof, name: {en: Ministry of Finance, vi: Bộ Tài chính}, kind: ministry}\n"
TABLE = """\
Nhiệm vụ,Cơ quan chủ trì,Cơ quan phối hợp,Trạng thái
Việc một,Bộ Giáo dục và Đào tạo,"VTV, các địa phương",
Việc hai,Bộ GD&ĐT,Bộ Tài chính,
Việc ba,Bộ Công an,,Gần xong
"""
IMPORT = ("import", "t.csv", "--kind", "assignment", "--lang", "en", "--add-parties")


@pytest.fixture
def root(make_workspace: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_workspace({"schema/parties.yaml": PARTIES})
    (folder / "t.csv").write_text(TABLE, "utf-8")
    monkeypatch.chdir(folder)
    return folder


def test_a_draft_is_shown_or_written_to_a_new_file(root: Path, run: Callable[..., Any]) -> None:
    shown = run("parties", "draft", "t.csv", "--lang", "en", root=root)
    assert shown.status == 0
    assert "- id: bo-cong-an\n  name:\n    vi: Bộ Công an\n  kind: ministry\n" in shown.out
    assert "mof" not in shown.out
    assert "Left out, since they name many bodies at once: các địa phương" in shown.err
    assert "3 parties drafted." in shown.err
    written = run("parties", "draft", "t.csv", "--lang", "en", "--output", "new.yaml", root=root)
    assert (written.status, written.out) == (0, "")
    assert (root / "new.yaml").read_text("utf-8") == shown.out
    again = run("parties", "draft", "t.csv", "--output", "schema/parties.yaml", "--lang", "en", root=root)
    assert again.status == 2
    assert "is there already, and is not replaced" in again.err
    assert (root / "schema/parties.yaml").read_text("utf-8") == PARTIES


def test_an_import_adds_whom_its_written_rows_name_in_one_step(root: Path, run: Callable[..., Any]) -> None:
    shown = run(*IMPORT, root=root)
    assert "2 parties come into schema/parties.yaml" in shown.err
    assert (root / "schema/parties.yaml").read_text("utf-8") == PARTIES
    ran = run(*IMPORT, "--skip-faulty", "--write", root=root)
    assert ran.status == 1
    text = (root / "schema/parties.yaml").read_text("utf-8")
    assert text.startswith(PARTIES)
    assert "id: bo-giao-duc-va-dao-tao" in text
    assert "id: vtv" in text
    assert "bo-cong-an" not in text, "its row has a fault"
    assert "{party: bo-giao-duc-va-dao-tao, role: lead}" in (root / "records/viec-hai.yaml").read_text(
        "utf-8"
    )
    again = run(*IMPORT, "--skip-faulty", "--write", root=root)
    assert "2 unchanged records" in again.out
    assert run("undo", root=root).status == 0
    assert (root / "schema/parties.yaml").read_text("utf-8") == PARTIES
    assert not list((root / "records").iterdir())


def test_without_a_registry_one_is_made(root: Path, run: Callable[..., Any]) -> None:
    (root / "schema/parties.yaml").unlink()
    assert run(*IMPORT, "--value", "Gần xong=in_progress", "--write", root=root).status == 0
    assert "id: bo-tai-chinh" in (root / "schema/parties.yaml").read_text("utf-8")
    assert run("validate", root=root).status == 0
