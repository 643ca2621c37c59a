"""Writes a list of records for a pipe, in aligned columns, quickly. Chooses and sorts no record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from commitments.errors import N_
from commitments.model.lifecycle import ReasonKind, Timeliness
from commitments.model.timeliness import governing_deadline, past_reasons
from commitments.render.columns import aligned_pieces
from commitments.render.names.labels import DATE_LABELS, LATE_REASONS
from commitments.render.paint import state_label, timeliness_label
from commitments.render.records.record_words import RecordWords
from commitments.render.safe import one_line, one_line_each
from commitments.reports.status import JudgedRecord

MOST_SHOWN = 100
"""Rows of a list other than records that a terminal shows; the others are counted."""

_MOST_FURTHER = 3
"""Reasons that are shown of one late record beside the main one."""


def aligned_records(
    rows: Sequence[JudgedRecord], words: RecordWords, with_reasons: bool = False
) -> Iterator[str]:
    """The lines of records in aligned columns, in pieces.

    `with_reasons` says of each late record everything that is late.
    """
    # a few checks of whole columns are quicker than many of cells
    say, lang = words.words.say, words.words.lang
    states = {state: timeliness_label(state, words.words) for state in Timeliness}
    due_text = _due_text_writer(words, with_reasons)
    columns = {
        N_("State"): [
            states[row.timeliness] if row.outline.counts else state_label(row, words.words) for row in rows
        ],
        N_("Due"): [due_text(row) for row in rows],
        N_("News"): [words.news(row) for row in rows],
        N_("Milestones met"): [_milestones_met(row) for row in rows],
        N_("Id"): one_line_each([row.outline.id for row in rows]),
        N_("Lead"): [words.lead(row.outline) for row in rows],
        N_("Commitment"): one_line_each([row.outline.title(lang) for row in rows]),
    }
    return aligned_pieces({say(head).upper(): column for head, column in columns.items()})


def _due_text_writer(words: RecordWords, with_reasons: bool) -> Callable[[JudgedRecord], str]:
    """A function for the deadline of a record and its distance; plain deadlines alike share a text."""
    texts: dict[tuple[str, int | None], str] = {}

    def due_text(row: JudgedRecord) -> str:
        outline = row.outline
        is_plain = (
            outline.deadline
            and outline.deadline == outline.due_latest
            and not (outline.missed or outline.review_by or outline.settled or outline.term)
        )
        if not is_plain or with_reasons:
            return ", ".join(_due_pieces(row, words, with_reasons))
        key = (outline.due, row.days_left if not row.days_late else -row.days_late)
        if key not in texts:
            texts[key] = ", ".join(_due_pieces(row, words, with_reasons))
        return texts[key]

    return due_text


def _due_pieces(row: JudgedRecord, record_words: RecordWords, with_reasons: bool) -> list[str]:
    """The governing deadline, its distance, and what it belongs to if it is not the record's own."""
    words, today = record_words.words, row.today
    deadline = governing_deadline(row.outline, row.timeliness, today)
    if deadline is None:
        return record_words.other_dates(row)
    pieces = [words.date(deadline.due), words.distance(-deadline.days_late)]
    if deadline.what is not ReasonKind.DUE:
        pieces.append(words.say(DATE_LABELS[deadline.what], id=one_line(deadline.id or "")))
    if with_reasons and row.days_late:
        reasons = past_reasons(row.outline, row.timeliness, today)
        further = [reason for reason in reasons if reason != deadline]
        pieces += [
            words.say(LATE_REASONS[reason.what], id=one_line(reason.id or ""), due=words.date(reason.due))
            for reason in further[:_MOST_FURTHER]
        ]
        if len(further) > _MOST_FURTHER:
            pieces.append(words.more(len(further) - _MOST_FURTHER, at_least=record_words.misses_more(row)))
    return pieces


def _milestones_met(row: JudgedRecord) -> str:
    return f"{row.outline.met}/{row.outline.milestones}" if row.outline.milestones else ""
