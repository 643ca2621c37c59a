"""Says of one record why its lead is written to, and when the lead was reminded. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from commitments.errors import N_
from commitments.model.outline import Outline
from commitments.model.reminders import Reminders
from commitments.render.names.distances import due_soon_label
from commitments.render.records.record_words import BY_SILENCE, RecordWords
from commitments.render.words import Words
from commitments.reports.nudge import NudgeCause, NudgeRow
from commitments.reports.status import JudgedRecord

CAUSES: Mapping[NudgeCause, str] = {
    NudgeCause.OVERDUE: N_("Overdue"),
    NudgeCause.UNANSWERED: N_("Awaiting an answer"),
    NudgeCause.REVIEW_DUE: N_("Due for a look"),
    NudgeCause.SILENT: N_("No news"),
}
"""The headings of causes in lists and letters."""


def cause_label(cause: NudgeCause, record_words: RecordWords) -> str:
    """The heading of a cause."""
    if cause is NudgeCause.DUE_SOON:
        return due_soon_label(record_words.clock, record_words.words)
    return record_words.words.say(CAUSES[cause])


def reminders_text(reminders: Reminders, words: Words) -> str:
    """How often and when a lead was last reminded; empty where it never was."""
    if not reminders.total:
        return ""
    day = words.date(date.fromordinal(reminders.latest).isoformat())
    if reminders.total == 1:
        return words.say("reminded on {date}", date=day)
    if reminders.total == 2:
        return words.say("reminded twice, last on {date}", date=day)
    return words.say("reminded {n} times, last on {date}", n=words.number(reminders.total), date=day)


def unanswered_text(row: NudgeRow, words: Words) -> str:
    """How long a request has waited for an answer; empty for all else."""
    if NudgeCause.UNANSWERED not in row.causes:
        return ""
    if row.unanswered_days is None:
        return words.say("no answer")
    return words.count(row.unanswered_days, "no answer for {n} day", "no answer for {n} days")


@dataclass(slots=True)
class NudgeWords(RecordWords):
    """The words of a list of records, with how long an answer is awaited, and the reminders."""

    rows: Mapping[str, NudgeRow] = field(default_factory=dict)
    """By the path of the record."""

    def lead(self, outline: Outline) -> str:
        """All leads of a record that has several; the heading of the list names a single one."""
        return RecordWords.lead(self, outline) if len(outline.leads()) != 1 else ""

    def distance(self, row: JudgedRecord) -> str:
        """How far a record is from its deadline or look; `details` says how long nothing was heard of it."""
        return "" if row.group in BY_SILENCE else RecordWords.distance(self, row)

    def details(self, row: JudgedRecord) -> list[str]:
        """Why the lead is written to, and when it was reminded."""
        nudge_row = self.rows[row.outline.path]
        pieces = [
            *RecordWords.details(self, row),
            self.news(row) if row.heard and row.group in BY_SILENCE else "",
            unanswered_text(nudge_row, self.words),
            reminders_text(nudge_row.reminders, self.words),
        ]
        return [piece for piece in pieces if piece]
