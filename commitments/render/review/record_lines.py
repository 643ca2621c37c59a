"""Says in lines what became of each record, the most important first. Lays out nothing.

What many records share is one line with their number and a few of their ids.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from commitments.changes.change import Change, ChangeKind
from commitments.changes.standing import Effect
from commitments.render.changes.sentences import ChangeWords
from commitments.render.names.labels import TIMELINESS
from commitments.render.review.whole_record import new_record, removed_record
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.reports.review import RecordChanges, Section, SectionedChange, is_move, sort_by_record

_ALIKE = 5
"""Records from which one line stands for all that changed alike."""
_ADDED_ALIKE = 20
"""New records from which one line stands for all of one kind, status and source."""
_IDS_SHOWN = 4
"""Ids that stand for all records that changed alike."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record, or several that changed alike, and lines about them."""

    lines: Sequence[str]
    name: str = ""
    """The id of the record; empty where the lines are about several."""
    title: str = ""
    effect: str = ""
    """What became of its timeliness; empty where it stays."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What is known of records beside their changes, by id."""

    effects: Mapping[str, Effect] = field(default_factory=dict)
    """What became of the timeliness."""
    proofs: Mapping[str, str] = field(default_factory=dict)
    """On which old evidence a record was closed, as safe text."""


class _Line(NamedTuple):
    section: Section
    id: str
    text: str
    alike: str
    """The text for all records that changed alike."""


def review_entries(
    changes: Sequence[Change], notes: Notes, change_words: ChangeWords, words: Words
) -> list[Entry]:
    """The changes of records in safe lines."""
    records = sort_by_record(changes)
    lines_by_id = {record.id: list(_record_lines(record, notes, change_words, words)) for record in records}
    groups = _alike_groups(line for lines in lines_by_id.values() for line in lines)
    shared = {line for group in groups for line in group}
    entries = [(group[0].section, _alike_entry(group, words)) for group in groups]
    for record in records:
        if lines := [line for line in lines_by_id[record.id] if line not in shared]:
            entries.append((lines[0].section, _entry(record, lines, change_words)))
    return [entry for _, entry in sorted(entries, key=lambda pair: pair[0])]


def _entry(record: RecordChanges, lines: Sequence[_Line], change_words: ChangeWords) -> Entry:
    has_effect = lines[0].section is Section.EFFECT
    return Entry(
        [line.text for line in lines[has_effect:]],
        one_line(record.id),
        change_words.title(record.changes[0].change),
        lines[0].text if has_effect else "",
    )


def _alike_groups(lines: Iterator[_Line]) -> list[list[_Line]]:
    """The lines that enough records share, by text; in the order of their first one."""
    groups: defaultdict[tuple[Section, str], list[_Line]] = defaultdict(list)
    for line in lines:
        groups[line.section, line.alike].append(line)
    return [
        group
        for (section, _), group in groups.items()
        if len({line.id for line in group}) >= (_ADDED_ALIKE if section is Section.ADDED else _ALIKE)
    ]


def _alike_entry(group: Sequence[_Line], words: Words) -> Entry:
    ids = list(dict.fromkeys(line.id for line in group))
    names = [one_line(id) for id in ids[:_IDS_SHOWN]]
    if hidden := len(ids) - len(names):
        names.append(words.more(hidden))
    count = words.count(len(ids), "{n} record", "{n} records")
    return Entry([f"{count} ({', '.join(names)}): {group[0].alike}"])


def _record_lines(
    record: RecordChanges, notes: Notes, change_words: ChangeWords, words: Words
) -> Iterator[_Line]:
    effect = notes.effects.get(record.id)
    before, after = (
        words.say(TIMELINESS[timeliness]) if timeliness else ""
        for timeliness in ((effect.before, effect.after) if effect else (None, None))
    )
    if before and after:
        text = f"{before} → {after}"
        yield _Line(Section.EFFECT, record.id, text, text)
    for row in record.changes:
        change = row.change
        text = alike = _change_text(row, change_words, words)
        if row.section is Section.ADDED:
            text, alike = new_record(json.loads(change.new), after, change_words)
        elif row.section is Section.REMOVED:
            text = alike = removed_record(json.loads(change.old), before, change_words)
        elif change.kind == ChangeKind.RENAMED:
            alike = _folder_move(change, words) or text
        elif change.field == "status" and notes.proofs.get(record.id):
            text = alike = f"{text}; {notes.proofs[record.id]}"
        yield _Line(row.section, record.id, text, alike)


def _change_text(row: SectionedChange, change_words: ChangeWords, words: Words) -> str:
    """The sentence of one change; a moved deadline has its reason."""
    sentence = change_words.sentence(row.change)
    if not is_move(row.change):
        return sentence
    details = change_words.entry_details(row.entry) if row.entry else ""
    return f"{sentence} ({details or words.say('no reason recorded')})"


def _folder_move(change: Change, words: Words) -> str:
    """The folders between which a file moved; empty where its name changed too."""
    (old, _, old_name), (new, _, new_name) = (
        str(json.loads(path)).rpartition("/") for path in (change.old, change.new)
    )
    if old_name != new_name:
        return ""
    return one_line(words.say("moved from {old} to {new}", old=f"{old}/", new=f"{new}/"))
