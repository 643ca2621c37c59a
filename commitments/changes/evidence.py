"""Reads the evidence of a record: its pieces, their names and their days. It judges no change.

A piece of evidence is known by its address or its title, wherever in the record it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from commitments.changes.change_set import Record
from commitments.changes.compare import canonical_value
from commitments.changes.list_entries import (
    Fields,
    bare_words,
    begins_after,
    has_words,
    mappings,
    shown_value,
    text_or_empty,
)
from commitments.model.calendar.dates import Span, parse_date


class OldEvidence(NamedTuple):
    """The latest evidence of a record, and the news that came after it."""

    title: str
    date: str
    news: str
    """The date of the latest update or move of a deadline."""


def evidence_pieces(holder: Fields) -> list[dict[str, Any]]:
    """The evidence of a holder; a bare text, as old records have it, may be an address or a title."""
    value = holder.get("evidence")
    entries = value if isinstance(value, list) else [value]
    pieces = (entry if isinstance(entry, dict) else {"title": entry, "url": entry} for entry in entries)
    return [] if value is None else list(pieces)


def all_evidence(record: Record) -> Iterator[dict[str, Any]]:
    """All evidence in a record: its own, that of its milestones and that of its occurrences."""
    for holder in (record, *mappings(record.get("milestones")), *mappings(held_value(record))):
        yield from evidence_pieces(holder)


def held_value(record: Fields) -> object:
    """The value of `repeats.held`; None where there is none."""
    repeats = record.get("repeats")
    return repeats.get("held") if isinstance(repeats, dict) else None


def evidence_names(piece: Fields) -> set[str]:
    """The address and the title of a piece of evidence, as far as it has them."""
    return {text for name in ("url", "title") if (text := text_or_empty(canonical_value(piece.get(name))))}


def evidence_title(piece: Fields) -> str:
    """What a piece of evidence is called, as text for a message."""
    return shown_value(next((piece[name] for name in ("title", "url", "date") if piece.get(name)), None))


def adds_evidence(before: Record, after: Record, day: date) -> bool:
    """Whether any evidence of `after` is new, has a name of words, and no day after the given one."""
    known = {name for piece in all_evidence(before) for name in _bare_names(piece)}
    return any(
        not _bare_names(piece) & known
        and any(map(has_words, names))
        and not begins_after(piece.get("date"), day)
        for piece in all_evidence(after)
        if (names := evidence_names(piece))
    )


def _bare_names(piece: Fields) -> set[str]:
    """The names of a piece of evidence by their letters and figures; an address without its fragment."""
    return {bare_words(name.partition("#")[0] if "://" in name else name) for name in evidence_names(piece)}


def old_evidence(before: Record, after: Record) -> OldEvidence | None:
    """The latest evidence of `after` where none of it is new and all is older than the news of `before`.

    Evidence is new where `before` has none of its names. Its day is the one it had before, since a day that
    changes beside the status proves nothing. Evidence without a day cannot be told to be older.
    """
    known = [(_bare_names(piece), piece) for piece in all_evidence(before)]
    news = max(_news(before), key=lambda span: span.earliest or date.min, default=None)
    latest: tuple[date, str, str] | None = None
    for piece in all_evidence(after):
        earlier = next((old for names, old in known if names & _bare_names(piece)), None)
        span = parse_date((earlier or {}).get("date")) or parse_date(piece.get("date"))
        is_older = news and news.earliest and span and span.latest and span.latest < news.earliest
        if earlier is None or span is None or span.latest is None or not is_older:
            return None
        latest = max(latest or (date.min, "", ""), (span.latest, evidence_title(piece), span.text))
    return OldEvidence(latest[1], latest[2], news.text) if latest and news else None


def _news(record: Record) -> Iterator[Span]:
    """The days of the updates and of the moves of deadlines, as far as they begin on a day."""
    lists = [record.get("updates"), record.get("due_changes")]
    lists += [milestone.get("due_changes") for milestone in mappings(record.get("milestones"))]
    for entries in lists:
        for entry in mappings(entries):
            span = parse_date(entry.get("date"))
            if span and span.earliest:
                yield span
