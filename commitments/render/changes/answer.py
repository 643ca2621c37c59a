"""Writes the answer of `changes`: a story by day on a terminal, a line for each row in a pipe.

Reorders nothing: rows stand in the order of history, so that the newest is last, above the prompt.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any

from commitments.changes.change import ChangeKind
from commitments.errors import N_
from commitments.model.events import NO_EVENTS, EventRegistry
from commitments.model.parties.party import Registry
from commitments.model.revision import Revision
from commitments.render.answer import SHORT_ID, Answer, Cells, JsonText, Record, Screen
from commitments.render.changes.sentences import ChangeWords
from commitments.render.changes.story import story
from commitments.render.changes.values import with_detail
from commitments.render.columns import align_columns
from commitments.render.formats.json_text import escape_json
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.paint import paint_line
from commitments.render.safe import one_line, one_line_each
from commitments.render.words import Words
from commitments.reports.changes import ChangesReport

ROW_KEYS = ("commit", "date", "author", "subject", "id", "path", "change", "field", "old", "new")
"""The keys of a row."""

_TITLED_KINDS = frozenset({ChangeKind.ADDED, ChangeKind.REMOVED})
"""The kinds of change whose line names the record by its title too."""


def changes_answer(
    report: ChangesReport, registry: Registry, words: Words, events: EventRegistry = NO_EVENTS
) -> Answer:
    """`changes` in every format."""
    return Answer(
        "changes",
        report.today.isoformat(),
        "changes",
        lambda: map(JsonText, _json_rows(report)),
        lambda screen: _changes_text(report, registry, screen, events),
        Cells(ROW_KEYS, lambda: _flat_rows(report), is_complete=True),
        markdown_table(
            _markdown_columns(words),
            lambda: _sentence_rows(report, ChangeWords(words, registry, events=events), words),
        ),
    )


def change_rows(report: ChangesReport) -> Iterator[Record]:
    """The changes as rows with the keys of the contract."""
    return map(json.loads, _json_rows(report))


def _json_rows(report: ChangesReport) -> Iterator[str]:
    """Rows spliced from values that are JSON already, since rows are many and hold whole records."""
    quoted = cache(partial(json.dumps, ensure_ascii=False))
    day = day_of(report)
    revision: Revision | None = None
    head = ""
    for change in report.changes:
        if change.at is not revision:
            revision = change.at
            names = (
                revision.id or None,
                day(revision),
                revision.author if revision.id else None,
                revision.subject if revision.id else None,
            )
            head = ", ".join(f'"{key}": {quoted(value)}' for key, value in zip(ROW_KEYS, names, strict=False))
        yield (
            f'{{{head}, "id": {quoted(change.id)}, "path": {quoted(change.path)}, "change": "{change.kind}", '
            f'"field": {quoted(change.field or None)}, "old": {change.old}, "new": {change.new}}}'
        )


def day_of(report: ChangesReport) -> Callable[[Revision], str]:
    """A function for the day of a commit in the workspace's time zone; the working tree has today."""

    @cache
    def day(revision: Revision) -> str:
        return revision.day_or_today(report.zone, report.today).isoformat()

    return day


def _flat_rows(report: ChangesReport) -> Iterator[Record]:
    day = day_of(report)
    for change in report.changes:
        revision = change.at
        yield {
            "commit": revision.id,
            "date": day(revision),
            "author": revision.author if revision.id else "",
            "subject": revision.subject if revision.id else "",
            "id": change.id,
            "path": change.path,
            "change": change.kind,
            "field": change.field,
            "old": _cell_value(change.old),
            "new": _cell_value(change.new),
        }


def _cell_value(text: str) -> Any:
    """A single value as it is; a list or a mapping as JSON with hidden characters escaped."""
    return escape_json(text) if text[:1] in ("{", "[") else json.loads(text)


def _markdown_columns(words: Words) -> Mapping[str, Callable[[Record], Any]]:
    """The columns of a Markdown table, each with its reader of a row."""
    return {
        words.say("Day"): lambda row: row["day"],
        words.say("Who"): lambda row: row["who"],
        words.say("Commitment"): lambda row: row["record"],
        words.say("What"): lambda row: row["what"],
    }


def _sentence_rows(report: ChangesReport, change_words: ChangeWords, words: Words) -> Iterator[Record]:
    day = day_of(report)
    for change in report.changes:
        title = change_words.title(change)
        yield {
            "day": words.date(day(change.at)),
            "who": change.at.author if change.at.id else words.say("working tree"),
            "record": f"{title} ({change.id})" if title else change.id,
            "what": change_words.sentence(change),
        }


def _changes_text(report: ChangesReport, registry: Registry, screen: Screen, events: EventRegistry) -> str:
    if not report.changes:
        return paint_line(_nothing_text(report, screen.words), screen)
    if screen.width is None and not screen.color:
        return _aligned_changes(report, ChangeWords(screen.words, registry, events=events), screen.words)
    return story(report.changes, registry, day_of(report), screen, events)


def _nothing_text(report: ChangesReport, words: Words) -> str:
    since, until = (one_line(words.date(day)) for day in (report.since, report.until))
    if since and until:
        span = words.say("{first} to {last}", first=since, last=until)
    elif since:
        span = words.say("from {date}", date=since)
    else:
        span = words.say("until {date}", date=until) if until else ""
    looked_at = words.count(
        report.commits,
        "Nothing matches this question; {n} commit was checked",
        "Nothing matches this question; {n} commits were checked",
    )
    return f"{looked_at}, {span}." if span else f"{looked_at}."


def _aligned_changes(report: ChangesReport, change_words: ChangeWords, words: Words) -> str:
    """The changes in aligned columns, for `grep` and its like."""
    revisions: dict[int, tuple[str, str, str]] = {}
    day = day_of(report)
    rows = []
    for change in report.changes:
        revision_cells = revisions.get(id(change.at))
        if revision_cells is None:
            revision = change.at
            name = revision.id[:SHORT_ID] or words.say("working tree")
            revision_cells = revisions[id(revision)] = (
                day(revision),
                name,
                one_line(revision.author) if revision.id else "",
            )
        rows.append(revision_cells)
    days, commits, authors = map(list, zip(*rows, strict=True))
    columns = {
        N_("Day"): days,
        N_("Commit"): commits,
        N_("Who"): authors,
        N_("Id"): one_line_each([change.id for change in report.changes]),
        N_("What"): [
            with_detail(change_words.sentence(change), change_words.title(change))
            if change.kind in _TITLED_KINDS
            else change_words.sentence(change)
            for change in report.changes
        ],
    }
    return align_columns({words.say(heading).upper(): column for heading, column in columns.items()})
