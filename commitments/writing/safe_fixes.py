"""Mends in records what is safe without asking: line ends, composed accents, a missing modeline.

Never changes what a record means: a text that would read differently stays as it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from commitments.errors import N_, WriteError
from commitments.reading.folder import Folder
from commitments.reading.source_file import SourceFile
from commitments.reading.yaml.composed import compose_value, composing_obstacle
from commitments.reading.yaml.yaml_text import parse
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.verdict import TextEdit
from commitments.writing.journal.recording import record_step
from commitments.writing.lock import edit_lock
from commitments.writing.patience import no_notice
from commitments.writing.store import replace_unchanged
from commitments.writing.writable_place import require_plain_folders

_BYTE_ORDER_MARK = "\ufeff"


class Mending(NamedTuple):
    """A record that was mended, or that needs mending and was not."""

    path: str
    obstacle: str = ""
    """Why it was not mended, as `reading.yaml.composed` names it; empty where it was."""
    text: TextEdit | None = None
    """The text that was written; None where it was not mended."""


def mend_records(
    workspace: Workspace, only: Sequence[str] = (), waits: Callable[[], None] = no_notice
) -> Iterator[Mending]:
    """Mend every record, or those at the paths in `only`; yields each that was mended or still needs it.

    `waits` is called once the wait for another editor becomes noticeable. Raises WriteError where the
    workspace has no files on disk, and where a file cannot be written.
    """
    if not isinstance(workspace.files, Folder):
        raise WriteError(
            N_("Nothing can be fixed in {folder}: a bare repository has no files to write to"),
            N_("Clone it, and fix the records there."),
            folder=str(workspace.root),
        )
    paths = [file.path for file in workspace.survey.listing.entries]
    with edit_lock(workspace.root, notice=waits):
        texts, obstacles = _mended_texts(workspace, [path for path in paths if not only or path in only])
        require_plain_folders(workspace.root, texts)
        if texts:
            record_step(workspace, texts)
        for path in sorted({*texts, *obstacles}):
            if path in obstacles:
                yield Mending(path, obstacles[path])
            elif replace_unchanged(workspace.root / path, texts[path].old or b"", texts[path].new):
                yield Mending(path, text=texts[path])


def _mended_texts(workspace: Workspace, paths: Sequence[str]) -> tuple[dict[str, TextEdit], dict[str, str]]:
    """The texts of records that are to be mended, and why others are not, both by path."""
    texts: dict[str, TextEdit] = {}
    obstacles: dict[str, str] = {}
    for path in paths:
        source = workspace.files.read(path)
        if isinstance(source, SourceFile):
            new = mend_text(source.data, workspace.modeline(path))
            if new != source.data:
                texts[path] = TextEdit(source.data, new)
            elif reason := _obstacle(source.data):
                obstacles[path] = reason
    return texts, obstacles


def mend_text(data: bytes, modeline: str) -> bytes:
    """The mended bytes of a record; the bytes unchanged where there is nothing to mend, or mending is unsafe.

    `modeline` is the path from the record to its schema, empty where there is no schema to name.
    """
    before = parse(data)
    if before.faults or not isinstance(before.value, dict):
        return data
    text = data.decode("utf-8")
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    body = (
        unicodedata.normalize("NFC", text.removeprefix(_BYTE_ORDER_MARK))
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )
    if modeline and "yaml-language-server:" not in body:
        body = f"# yaml-language-server: $schema={modeline}\n{body}"
    result = (mark + body).encode()
    after = parse(result)
    return result if not after.faults and after.value == compose_value(before.value) else data


def _obstacle(data: bytes) -> str:
    """Why a record that `mended` does not change still needs mending; empty where it needs none."""
    parsed = parse(data)
    needs_none = not parsed.faults and unicodedata.is_normalized("NFC", parsed.text)
    return "" if needs_none and isinstance(parsed.value, dict) else composing_obstacle(parsed)
