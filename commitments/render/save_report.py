"""Says what a save holds: a line for each file, and the message of the commit. Commits nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from commitments.model.events import NO_EVENTS, EventRegistry
from commitments.model.names import id_from_path
from commitments.model.parties.party import Registry
from commitments.reading.folder import EVENTS, PARTIES, is_record
from commitments.reading.yaml.yaml_text import parse
from commitments.render.edit_report import change_sentences, commit_message
from commitments.render.safe import one_line
from commitments.render.words import Words

_SUBJECT_WIDTH = 72
"""Columns of a commit's first line that git's own tools show."""


class SavedFile(NamedTuple):
    """What became of one file."""

    name: str
    """The id of a record, the path of another file."""
    path: str
    sentences: Sequence[tuple[str, str]]
    """Each changed field with its sentence."""

    def line(self) -> str:
        """All of it in one line."""
        return one_line(f"{self.path}: {'; '.join(sentence for _, sentence in self.sentences)}")


def saved_file(
    path: str,
    committed: bytes | None,
    present: bytes,
    moved_from: str,
    registry: Registry,
    words: Words,
    events: EventRegistry = NO_EVENTS,
) -> SavedFile:
    """What became of a file, in the reader's language."""
    if is_record(path):
        id = id_from_path(path)
        moved = [("", words.say("moved from {old} to {new}", old=moved_from, new=path))] if moved_from else []
        sentences = [*moved, *_record_sentences(id, committed, present, registry, words, events)]
        return SavedFile(id, path, sentences or [("", words.say("text changed, meaning unchanged"))])
    return SavedFile(path, path, [("", _list_sentence(path, committed, present, words))])


def _record_sentences(
    id: str,
    committed: bytes | None,
    present: bytes,
    registry: Registry,
    words: Words,
    events: EventRegistry,
) -> list[tuple[str, str]]:
    old, new = _mapping(committed), _mapping(present)
    if committed is not None and old is None:
        return [("", words.say("can be read again"))]
    return change_sentences(id, old, new or {}, registry, words, events)


def _mapping(text: bytes | None) -> Mapping[str, Any] | None:
    value = parse(text).value if text is not None else None
    return value if isinstance(value, dict) else None


def _list_sentence(path: str, committed: bytes | None, present: bytes, words: Words) -> str:
    """What became of a file beside the records; of a registry, which ids."""
    if committed is None:
        return words.say("new file")
    if path not in (PARTIES, EVENTS):
        return words.say("changed")
    old, new = _entries(committed), _entries(present)
    parts = (
        (words.say("added"), [id for id in new if id not in old]),
        (words.say("removed"), [id for id in old if id not in new]),
        (words.say("changed"), [id for id in new if id in old and old[id] != new[id]]),
    )
    changes = [f"{label} {', '.join(ids)}" for label, ids in parts if ids]
    return "; ".join(changes) or words.say("text changed, meaning unchanged")


def _entries(text: bytes) -> Mapping[str, Any]:
    """The entries of a registry by id."""
    value = parse(text).value
    entries = value if isinstance(value, list) else []
    return {str(entry.get("id")): entry for entry in entries if isinstance(entry, dict)}


def save_message(files: Sequence[SavedFile], words: Words) -> str:
    """The message of a commit: a subject line, then a line for each change."""
    if len(files) == 1:
        return commit_message(one_line(files[0].name), files[0].sentences)
    names = ", ".join(one_line(file.name) for file in files)
    subject = words.count(len(files), "{n} file updated: {names}", "{n} files updated: {names}", names=names)
    lines = [f"- {one_line(file.name)}: {sentence}" for file in files for _, sentence in file.sentences]
    return "\n".join([_cut(subject), "", *lines, ""])


def _cut(subject: str) -> str:
    return subject if len(subject) <= _SUBJECT_WIDTH else f"{subject[: _SUBJECT_WIDTH - 1].rstrip(' ,')}…"
