"""The journal of edits: every editor calls it, and it obeys no step for a file that is not edited here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import commitments.writing
from commitments.writing.journal.journal_step import (
    FileStep,
    JournalStep,
    decode_step,
    digest,
    encode_step,
    is_edited_path,
)

WRITING = Path(commitments.writing.__file__).parent
NOT_EDITS = {
    "kept_copy.py": "a copy outside of the workspace",
    "lock.py": "names the temporary files of writers",
    "make_register.py": "makes a register, which no edit came before",
    "clone_settings.py": "settings of git, not of the register",
    "store.py": "writes what it is given",
    "undo.py": "takes steps back",
}


def test_every_editor_journals_its_step() -> None:
    for path in WRITING.glob("*.py"):
        text = path.read_text("utf-8")
        if re.search(r"\b(create_file|replace_unchanged|write_whole)\(", text) and path.name not in NOT_EDITS:
            assert "record_step(" in text, path.name


@pytest.mark.parametrize(
    ("path", "edited"),
    [
        ("records/a.yaml", True),
        ("records/2026/a.yaml", True),
        ("schema/parties.yaml", True),
        ("schema/events.yaml", True),
        ("commitments.toml", True),
        ("imports/plan.toml", True),
        ("imports/../a.toml", False),
        ("records/../a.yaml", False),
        ("records//a.yaml", False),
        ("records/.hidden/a.yaml", False),
        ("records/a.txt", False),
        ("records/a\n.yaml", False),
        ("schema/other.yaml", False),
        ("/etc/passwd", False),
        (".git/config", False),
        ("", False),
    ],
)
def test_only_files_that_are_edited_here_are_obeyed(path: str, edited: bool) -> None:
    step = JournalStep(7, (FileStep(path, b"a", digest(b"a"), digest(b"b")),), head="0" * 40)
    assert is_edited_path(path) == edited
    assert decode_step(encode_step(step)) == (step if edited else None)


@pytest.mark.parametrize(
    "step",
    [
        JournalStep(1, (FileStep("records/a.yaml", b"other", digest(b"a"), digest(b"b")),)),
        JournalStep(1, (FileStep("records/a.yaml", None, "short", digest(b"b")),)),
        JournalStep(1, (FileStep("records/a.yaml", None, "", digest(b"b")),) * 2),
        JournalStep(1, commit="--output=x"),
        JournalStep(1, commit="0" * 40, parent="HEAD"),
    ],
)
def test_a_step_that_does_not_hold_together_is_not_obeyed(step: JournalStep) -> None:
    assert decode_step(encode_step(step)) is None


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"null", b"[" * 9000, b'{"files": 3}', b"\xff"])
def test_what_is_no_step_is_not_obeyed(data: bytes) -> None:
    assert decode_step(data) is None
