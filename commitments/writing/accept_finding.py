"""Writes into `commitments.toml` that a finding is accepted. Every byte that stands there stays.

It judges no finding: the caller says which one is accepted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from commitments.errors import N_, EditError, WriteError
from commitments.reading import folder
from commitments.reading.settings import PATH, read_settings
from commitments.reading.source_file import SourceFile
from commitments.reading.text import SETTINGS
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.verdict import TextEdit
from commitments.writing.journal.recording import record_step
from commitments.writing.lock import edit_lock
from commitments.writing.store import create_file, replace_unchanged
from commitments.writing.writable_place import require_folder


def add_accepted(workspace: Workspace, entries: Sequence[Mapping[str, str]]) -> None:
    """Append entries to the settings of a workspace; raises EditError where that cannot be done."""
    with edit_lock(require_folder(workspace).root):
        _add_accepted(workspace, entries)


def _add_accepted(workspace: Workspace, entries: Sequence[Mapping[str, str]]) -> None:
    source = folder.read(workspace.root, PATH, SETTINGS.size)
    old = source.data if isinstance(source, SourceFile) else b""
    new = _appended(old, entries)
    before, faults = read_settings(old)
    after, new_faults = read_settings(new)
    if faults or new_faults or list(after.accepted) != [*before.accepted, *entries]:
        raise EditError(
            N_("{file} cannot take another entry of accepted as it stands"),
            N_("Run `commit validate` to see why, or write the entry by hand."),
            file=PATH,
        )
    place = workspace.root / PATH
    record_step(workspace, {PATH: TextEdit(old if place.exists() else None, new)})
    is_written = replace_unchanged(place, old, new) if place.exists() else create_file(place, new)
    if not is_written:
        raise WriteError(N_("{file} was changed by another program"), N_("Try again."), file=PATH)


def _appended(old: bytes, entries: Sequence[Mapping[str, str]]) -> bytes:
    newline = "\r\n" if b"\r\n" in old else "\n"
    blocks = [
        newline.join(
            ["[[accepted]]", *(f"{name} = {_toml_text(value)}" for name, value in entry.items()), ""]
        )
        for entry in entries
    ]
    start = b"" if not old else (b"" if old.endswith(b"\n") else newline.encode()) + newline.encode()
    return old + start + newline.join(blocks).encode()


def _toml_text(value: str) -> str:
    """A basic string of TOML 1.0, whose escapes are those of JSON; it takes no raw DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
