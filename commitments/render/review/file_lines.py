"""Says in lines what became of the files beside the records: settings, registries, schemas. Judges nothing.

What decides on findings, and what gives names and dates, must not change without a word.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from commitments.changes.change import Change, ChangeKind, FieldChange
from commitments.changes.change_set import FileEdit
from commitments.changes.compare import compare
from commitments.model.record import read_prose
from commitments.model.revision import Revision
from commitments.reading.folder import PARTIES
from commitments.render.changes.sentences import ChangeWords
from commitments.render.review.record_lines import Entry
from commitments.render.safe import one_line
from commitments.render.words import Words

_NO_COMMIT = Revision("", (), 0, "", "", "")
_MOST_LINES = 20
"""Lines of one file; the others are counted."""


def file_entries(edits: Sequence[FileEdit], change_words: ChangeWords, words: Words) -> list[Entry]:
    """The changes of the files beside the records in safe lines; a copy of a shipped schema has none."""
    entries = []
    for edit in edits:
        lines = list(_file_lines(edit, change_words, words))
        if hidden := len(lines) - _MOST_LINES:
            lines = lines if hidden < 0 else [*lines[:_MOST_LINES], words.more(hidden)]
        if lines:
            entries.append(Entry(lines, one_line(edit.path)))
    return entries


def _file_lines(edit: FileEdit, change_words: ChangeWords, words: Words) -> Iterator[str]:
    if edit.after is None:
        yield words.say("the file is gone, or says nothing that can be read")
    elif edit.path.endswith(".json"):
        if edit.before != edit.after and not edit.is_shipped:
            yield words.say("the copy of the schema is another one")
    else:
        before, after = (_named(edit.path, value) for value in (edit.before, edit.after))
        tables = [name for name, value in (*before.items(), *after.items()) if isinstance(value, dict)]
        empty: dict[str, Any] = {name: {} for name in tables}  # so that each line of a table is told
        for change in compare({**empty, **before}, {**empty, **after}):
            yield _change_line(edit.path, change, change_words, words)


def _named(path: str, value: Any) -> dict[str, Any]:
    """What a file says, as a mapping; the entries of a registry stand under what one of them is."""
    if path.endswith(".yaml"):
        return {"party" if path == PARTIES else "event": value if isinstance(value, list) else []}
    return value if isinstance(value, dict) else {}


def _change_line(path: str, change: FieldChange, change_words: ChangeWords, words: Words) -> str:
    if change.field.endswith("]") and (change.old is None or change.new is None):
        entry = change.old if change.new is None else change.new
        name = read_prose(entry.get("name")).in_language(words.lang) if isinstance(entry, dict) else ""
        head = f"{change.field} ({name})" if name else change.field
        if change.old is None:
            return one_line(words.say("{entry} added", entry=head))
        return one_line(words.say("{entry} dropped", entry=head))
    old, new = (json.dumps(value, ensure_ascii=False) for value in (change.old, change.new))
    row = Change(_NO_COMMIT, "", path, ChangeKind.CHANGED, change.field, old, new, "null")
    return change_words.sentence(row)
