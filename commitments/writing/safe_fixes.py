"""What is safe to mend in a record without asking: line ends, composed accents, a missing modeline.

Mends nothing whose meaning would change, and refuses on any difference.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from commitments.errors import N_, CommitmentsError
from commitments.reading.composed import composed, obstacle
from commitments.reading.folder import Folder
from commitments.reading.source_file import SourceFile
from commitments.reading.yaml_text import parse
from commitments.workspace.open_workspace import Workspace
from commitments.writing.lock import locked
from commitments.writing.patience import silent
from commitments.writing.store import replace_unchanged

_MARK = "\ufeff"


class Mending(NamedTuple):
    """A record that was mended, or why not."""

    path: str
    obstacle: str = ""
    """What `reading.composed` names; empty where the record was mended."""


def mend_records(
    workspace: Workspace, only: Sequence[str] = (), waits: Callable[[], None] = silent
) -> Iterator[Mending]:
    """Mend every record, or those named, and tell of each that was, or that is left though it needs it.

    `waits` is called where another editor is being waited for. Raises CommitmentsError where there are no
    files on disk to be mended.
    """
    if not isinstance(workspace.files, Folder):
        raise CommitmentsError(
            N_("Nothing can be mended in {folder}: a bare repository has no files to write to"),
            N_("Clone it, and mend the records there."),
            folder=str(workspace.root),
        )
    every = [entry.path for entry in workspace.survey.listing.entries]
    with locked(workspace.root, notice=waits):
        for path in [item for item in every if not only or item in only]:
            source = workspace.files.read(path)
            if isinstance(source, SourceFile):
                better = mended(source.data, workspace.modeline(path))
                if better == source.data:
                    if why := _obstacle(source.data):
                        yield Mending(path, why)
                elif replace_unchanged(workspace.root / path, source.data, better):
                    yield Mending(path)


def mended(data: bytes, modeline: str) -> bytes:
    """The record with what is safe to mend mended; the same bytes where nothing is, or where it is not safe.

    `modeline` is the way from the record to its schema, empty where there is none to name.
    """
    before = parse(data)
    if before.faults or not isinstance(before.value, dict):
        return data
    text = data.decode("utf-8")
    mark = _MARK if text.startswith(_MARK) else ""
    body = unicodedata.normalize("NFC", text.removeprefix(_MARK)).replace("\r\n", "\n").replace("\r", "\n")
    if modeline and "yaml-language-server:" not in body:
        body = f"# yaml-language-server: $schema={modeline}\n{body}"
    result = (mark + body).encode()
    after = parse(result)
    return result if not after.faults and after.value == composed(before.value) else data


def _obstacle(data: bytes) -> str:
    """Why a record that `mended` leaves as it is may still need mending; empty where it does not."""
    parsed = parse(data)
    needs_none = not parsed.faults and unicodedata.is_normalized("NFC", parsed.text)
    return "" if needs_none and isinstance(parsed.value, dict) else obstacle(parsed)
