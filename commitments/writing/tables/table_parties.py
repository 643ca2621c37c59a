"""Adds the parties that a table names to the text of the registry. It must not draft them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commitments.changes.list_entries import mappings
from commitments.model.parties.party import Registry
from commitments.reading.folder import PARTIES
from commitments.reading.parties import decode_registry, encode_parties
from commitments.reading.schema import PARTIES as SCHEMA
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.verdict import TextEdit
from commitments.writing.list_files import list_entries, with_entries

Entry = Mapping[str, Any]


def registry_text(entries: Sequence[Entry]) -> bytes:
    """A whole registry of these parties."""
    return with_entries(None, [], entries, PARTIES, SCHEMA)


def with_new_parties(workspace: Workspace, entries: Sequence[Entry]) -> TextEdit:
    """The registry with these parties behind the standing ones; raises EditError where it is unreadable."""
    data, standing = list_entries(workspace.registry_file, PARTIES)
    return TextEdit(data, with_entries(data, standing, entries, PARTIES, SCHEMA))


def registry_of(text: TextEdit) -> Registry:
    """The parties of a text of the registry."""
    return decode_registry(encode_parties(text.new))


def named_entries(entries: Iterable[Entry], records: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """The entries of parties that records name."""
    ids = {entry.get("party") for record in records for entry in mappings(record.get("parties"))}
    ids |= {entry.get("by") for record in records for entry in mappings(record.get("updates"))}
    return [entry for entry in entries if entry["id"] in ids]
