"""How the answer of `changes` is written: a story by day on a terminal, a line a row in a pipe.

Every format has the rows in the order of history, so that what is newest stands last, above the prompt.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any

from commitments.changes.change import ChangeKind
from commitments.errors import N_
from commitments.model.party import Registry
from commitments.model.revision import Revision
from commitments.render.answer import Answer, Cells, JsonText, Record, Screen
from commitments.render.changes.sentences import ChangeWords
from commitments.render.changes.story import SHORT, story
from commitments.render.changes.values import joined
from commitments.render.columns import aligned
from commitments.render.formats.json_text import json_shown
from commitments.render.formats.markdown_text import markdown_table
from commitments.render.paint import painted_line
from commitments.render.safe import one_line, one_line_each
from commitments.render.words import Words
from commitments.reports.changes import ChangesReport

NAMES = ("commit", "date", "author", "subject", "id", "path", "change", "field", "old", "new")
"""The keys of a row."""

_NAMED = frozenset({ChangeKind.ADDED, ChangeKind.REMOVED})
"""After what a line names the record by its title too."""


def changes_answer(report: ChangesReport, registry: Registry, words: Words) -> Answer:
    """`changes` in every format."""
    return Answer(
        "changes",
        report.today.isoformat(),
        "changes",
        lambda: map(JsonText, _json_rows(report)),
        lambda screen: _table(report, registry, screen),
        Cells(NAMES, lambda: _flat_rows(report), is_complete=True),
        markdown_table(_columns(words), lambda: _told_rows(report, registry, words)),
    )


def change_records(report: ChangesReport) -> list[Record]:
    """The changes as the contract names their keys."""
    return [json.loads(row) for row in _json_rows(report)]


def _json_rows(report: ChangesReport) -> Iterator[str]:
    """Spliced from what is JSON already: rows are many and hold whole records."""
    quoted = cache(partial(json.dumps, ensure_ascii=False))
    day = day_of(report)
    at: Revision | None = None
    head = ""
    for change in report.changes:
        if change.at is not at:
            at = change.at
            names = (at.id or None, day(at), at.author if at.id else None, at.subject if at.id else None)
            head = ", ".join(f'"{key}": {quoted(value)}' for key, value in zip(NAMES, names, strict=False))
        yield (
            f'{{{head}, "id": {quoted(change.id)}, "path": {quoted(change.path)}, "change": "{change.kind}", '
            f'"field": {quoted(change.field or None)}, "old": {change.old}, "new": {change.new}}}'
        )


def day_of(report: ChangesReport) -> Callable[[Revision], str]:
    """The day of a commit in the workspace's time zone; that of the working tree is today."""

    @cache
    def day(at: Revision) -> str:
        return (at.day(report.zone) if at.id else report.today).isoformat()

    return day


def _flat_rows(report: ChangesReport) -> Iterator[Record]:
    day = day_of(report)
    for change in report.changes:
        at = change.at
        yield {
            "commit": at.id,
            "date": day(at),
            "author": at.author if at.id else "",
            "subject": at.subject if at.id else "",
            "id": change.id,
            "path": change.path,
            "change": change.kind,
            "field": change.field,
            "old": _cell(change.old),
            "new": _cell(change.new),
        }


def _cell(text: str) -> Any:
    """What JSON says where it is one value, else the JSON itself, with nothing hidden in it."""
    return json_shown(text) if text[:1] in ("{", "[") else json.loads(text)


def _columns(words: Words) -> Mapping[str, Callable[[Record], Any]]:
    """What Markdown shows."""
    return {
        words.say("Day"): lambda row: row["day"],
        words.say("Who"): lambda row: row["who"],
        words.say("Commitment"): lambda row: row["record"],
        words.say("What"): lambda row: row["what"],
    }


def _told_rows(report: ChangesReport, registry: Registry, words: Words) -> Iterator[Record]:
    said, day = ChangeWords(words, registry), day_of(report)
    for change in report.changes:
        title = said.title(change)
        yield {
            "day": words.date(day(change.at)),
            "who": change.at.author if change.at.id else words.say("working tree"),
            "record": f"{title} ({change.id})" if title else change.id,
            "what": said.sentence(change),
        }


def _table(report: ChangesReport, registry: Registry, screen: Screen) -> str:
    if not report.changes:
        return painted_line(_nothing(report, screen.words), screen)
    if screen.width is None and not screen.color:
        return _lines(report, ChangeWords(screen.words, registry), screen.words)
    return story(report.changes, registry, day_of(report), screen)


def _nothing(report: ChangesReport, words: Words) -> str:
    since, until = (one_line(words.date(item)) for item in (report.since, report.until))
    if since and until:
        span = words.say("{first} to {last}", first=since, last=until)
    elif since:
        span = words.say("from {date}", date=since)
    else:
        span = words.say("until {date}", date=until) if until else ""
    looked_at = words.count(
        report.commits,
        "Nothing matches this question; {n} commit was looked at",
        "Nothing matches this question; {n} commits were looked at",
    )
    return f"{looked_at}, {span}." if span else f"{looked_at}."


def _lines(report: ChangesReport, said: ChangeWords, words: Words) -> str:
    """Column by column, as other lists are, for `grep` and its like."""
    revisions: dict[int, tuple[str, str, str]] = {}
    day = day_of(report)
    heads = []
    for change in report.changes:
        known = revisions.get(id(change.at))
        if known is None:
            at = change.at
            name = at.id[:SHORT] or words.say("working tree")
            known = revisions[id(at)] = (day(at), name, one_line(at.author) if at.id else "")
        heads.append(known)
    days, commits, authors = map(list, zip(*heads, strict=True))
    columns = {
        N_("Day"): days,
        N_("Commit"): commits,
        N_("Who"): authors,
        N_("Id"): one_line_each([change.id for change in report.changes]),
        N_("What"): [
            joined(said.sentence(change), said.title(change))
            if change.kind in _NAMED
            else said.sentence(change)
            for change in report.changes
        ],
    }
    return aligned({words.say(head).upper(): column for head, column in columns.items()})
