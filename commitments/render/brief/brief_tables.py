"""Writes the tables of the paper for a meeting; where one would be empty, a sentence. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from commitments.changes.change import Change
from commitments.errors import N_
from commitments.model.lifecycle import UpdateTopic
from commitments.model.owing import owing
from commitments.render.changes.sentences import ChangeWords
from commitments.render.documents.document import Block, PaperColumn, PaperTable, Paragraph
from commitments.render.names.labels import KIND, TIMELINESS
from commitments.render.records.entry_lines import in_language, mappings
from commitments.render.records.record_words import RecordWords, silence_text
from commitments.render.words import Words
from commitments.reports.brief import Brief, BriefHistory
from commitments.reports.overview.substance import substance
from commitments.reports.status import JudgedRecord

_NO_HISTORY = N_("The records are not kept in git, so nobody can tell.")
_MOST_CHANGES = 8
"""Changes that are told of one record; the others are counted."""


@dataclass(frozen=True, slots=True)
class BriefTables:
    """The tables of one paper."""

    brief: Brief
    record_words: RecordWords

    def standing(self, rows: Sequence[JudgedRecord]) -> list[Block]:
        """Records with their deadline and their latest news."""
        return [
            self._table(
                (
                    (N_("No."), 9),
                    (N_("Commitment"), 40),
                    (N_("Lead"), 22),
                    (N_("Where it stands"), 32),
                    (N_("Latest news"), 20),
                ),
                [
                    [
                        self._number(place),
                        self._title(row),
                        self._lead(row),
                        self._standing(row),
                        self._news(row),
                    ]
                    for place, row in enumerate(rows, 1)
                ],
            )
        ]

    def changes(self) -> list[Block]:
        """What became of each record, in words; records of which only the wording changed are counted."""
        words, history = self.record_words.words, self.brief.history
        if history is None:
            return [Paragraph(words.say(_NO_HISTORY))]
        told = substance(history.changed)
        change_words = ChangeWords(
            words, self.record_words.registry, by_words=True, events=self.record_words.events
        )
        rows = [
            [
                f"{change_words.title(record.changes[-1])}\n{record.id}",
                self._change_lines(record.changes, change_words),
            ]
            for record in told.changed
        ]
        columns = ((N_("Commitment"), 40), (N_("What changed"), 80))
        blocks: list[Block] = [self._table(columns, rows)] if rows else []
        if told.entered:
            blocks.append(Paragraph(self._entered_text(told.entered)))
        if told.reworded:
            sentence = words.count(
                len(told.reworded),
                "Of {n} more record only the wording changed.",
                "Of {n} more records only the wording changed.",
            )
            blocks.append(Paragraph(sentence))
        limits = [Paragraph(sentence) for sentence in _limits(history, words)]
        return [*(blocks or [Paragraph(words.say("Nothing changed."))]), *limits]

    def _entered_text(self, ids: Sequence[str]) -> str:
        return self.record_words.words.count(
            len(ids),
            "Entered into the register, and unchanged since: {n} record.",
            "Entered into the register, and unchanged since: {n} records.",
        )

    def at_risk(self) -> list[Block]:
        """What is overdue or due soon, with the latest reason, obstacle and next step of the record."""
        rows = [*self.brief.week.overdue, *self.brief.week.due_soon]
        if not rows:
            return [Paragraph(self.record_words.words.say("Nothing is overdue or due soon."))]
        return [
            self._table(
                ((N_("Commitment"), 38), (N_("Where it stands"), 30), (N_("In the words of the record"), 52)),
                [[self._title(row), self._standing(row), "\n".join(self._texts(row))] for row in rows],
            )
        ]

    def moved(self) -> list[Block]:
        """The deadlines that moved: first, now, how often, how far, agreed by whom."""
        words = self.record_words.words
        if not self.brief.moved:
            return [Paragraph(words.say("No deadline moved."))]
        columns = (
            (N_("Commitment"), 44),
            (N_("First"), 18),
            (N_("Now"), 18),
            (N_("Moved"), 20),
            (N_("Agreed by"), 20),
        )
        rows = [
            [
                f"{move.outline.title(words.lang)}\n{move.outline.id}",
                words.date(move.first),
                words.date(move.due) if move.due else words.say("lifted"),
                self._moves_text(move.moves, move.days),
                ", ".join(map(self.record_words.party_name, move.agreed_by)) or words.say("not said"),
            ]
            for move in self.brief.moved
        ]
        return [self._table(columns, rows)]

    def decisions(self) -> list[Block]:
        """Recommendations, requests without an answer, looks that are due, notices to give, ends of term."""
        rows = list(self._decision_rows())
        if not rows:
            return [Paragraph(self.record_words.words.say("Nothing waits for a decision."))]
        return [self._table(((N_("Matter"), 26), (N_("Commitment"), 44), (N_("Details"), 50)), rows)]

    def annex(self) -> list[Block]:
        """All records, closed ones too."""
        words = self.record_words.words
        columns = (
            (N_("No."), 9),
            (N_("Commitment"), 48),
            (N_("Kind"), 24),
            (N_("State"), 20),
            (N_("Due"), 20),
            (N_("Who owes it"), 28),
            (N_("Who is owed it"), 28),
            (N_("Latest news"), 20),
        )
        rows = []
        for place, row in enumerate(self.brief.records, 1):
            direction = owing(row.outline.kind, row.outline.roles())
            rows.append(
                [
                    self._number(place),
                    self._title(row),
                    words.say(KIND[row.outline.kind]),
                    words.say(TIMELINESS[row.timeliness]),
                    words.date(row.outline.due),
                    self._parties(direction.owes, ""),
                    self._parties(direction.owed, words.say("all")),
                    self._news_day(row) or (words.say("never heard of") if row.outline.is_open else ""),
                ]
            )
        return [self._table(columns, rows)]

    def _decision_rows(self) -> Iterator[Sequence[str]]:
        words, waiting, week = self.record_words.words, self.brief.decisions, self.brief.week
        for item in waiting.recommendations:
            by = f" ({self.record_words.party_name(item.by)})" if item.by else ""
            note = item.note.in_language(words.lang)
            yield words.say("Recommendation"), self._title(item.row), f"{words.date(item.date)}{by}: {note}"
        for request in waiting.unanswered:
            days = request.days
            text = (
                words.say("no answer")
                if days is None
                else words.count(days, "no answer for {n} day", "no answer for {n} days")
            )
            yield words.say("Request without an answer"), self._title(request.row), text
        for row in week.review_due:
            day = words.date(row.outline.review_by)
            yield words.say("Due for a look"), self._title(row), words.say("look due since {date}", date=day)
        for row, _ in (*week.notices, *week.ending):
            yield (
                words.say("Notice or end of term"),
                self._title(row),
                self.record_words.term_text(row.outline),
            )

    def _table(self, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]) -> PaperTable:
        return PaperTable(
            [PaperColumn(self.record_words.words.say(head), width) for head, width in columns], rows
        )

    def _number(self, place: int) -> str:
        return self.record_words.words.number(place)

    def _title(self, row: JudgedRecord) -> str:
        return f"{row.outline.title(self.record_words.words.lang)}\n{row.outline.id}"

    def _lead(self, row: JudgedRecord) -> str:
        return self.record_words.lead(row.outline)

    def _standing(self, row: JudgedRecord) -> str:
        """Its state, its distance and why it stands so; what the news say stands in a column of its own."""
        words = self.record_words.words
        state = words.say(TIMELINESS[row.timeliness])
        news = silence_text(bool(row.heard), row.silent_days, words)
        details = [piece for piece in self.record_words.details(row) if piece not in (state, news)]
        return "\n".join([state, *details])

    def _news(self, row: JudgedRecord) -> str:
        """The day of the latest news, and its age."""
        words = self.record_words.words
        if row.silent_days is None:
            return self._news_day(row) or words.say("never heard of")
        days = words.count(row.silent_days, "{n} day ago", "{n} days ago")
        if row.heard:
            return f"{self._news_day(row)}\n{days}"
        return words.count(row.silent_days, "never, in {n} day", "never, in {n} days")

    def _news_day(self, row: JudgedRecord) -> str:
        return self.record_words.words.date(date.fromordinal(row.heard).isoformat()) if row.heard else ""

    def _parties(self, parties: Sequence[str] | None, for_all: str) -> str:
        """The names of parties; `for_all` where it is owed to all; empty where the roles do not tell."""
        if parties is None:
            return ""
        return ", ".join(map(self.record_words.party_name, parties)) or for_all

    def _texts(self, row: JudgedRecord) -> Iterator[str]:
        """The latest reason of a move, obstacle and next step of a record, in its own words."""
        commitment, words = self.brief.commitments.get(row.outline.path), self.record_words.words
        data = commitment.data if commitment else {}
        moves = mappings(data.get("due_changes"))
        if moves and (reason := in_language(moves[-1].get("reason"), words)):
            yield words.say("Reason: {text}", text=reason)
        for topic, label in (
            (UpdateTopic.OBSTACLE, N_("Obstacle: {text}")),
            (UpdateTopic.NEXT_STEP, N_("Next step: {text}")),
        ):
            notes = [
                update.get("note") for update in mappings(data.get("updates")) if update.get("about") == topic
            ]
            if notes and (note := in_language(notes[-1], words)):
                yield words.say(label, text=note)

    def _moves_text(self, moves: int, days: int | None) -> str:
        words = self.record_words.words
        times = words.count(moves, "{n} time", "{n} times")
        if not days:
            return times
        sentence = words.count(abs(days), "{n} day", "{n} days")
        direction = N_("{times}, {days} later") if days > 0 else N_("{times}, {days} earlier")
        return words.say(direction, times=times, days=sentence)

    def _change_lines(self, changes: Sequence[Change], change_words: ChangeWords) -> str:
        """The latest changes in sentences, oldest first; a move with its reason stands for the plain move."""
        explained = {
            (change.at.id, change.field.partition("due_changes")[0])
            for change in changes
            if "due_changes" in change.field
        }
        told = (
            change
            for change in changes
            if not (
                change.field.endswith("due") and (change.at.id, change.field.removesuffix("due")) in explained
            )
        )
        sentences = list(dict.fromkeys(map(change_words.sentence, told)))
        hidden = len(sentences) - _MOST_CHANGES
        if hidden > 0:
            words = self.record_words.words
            sentences[:hidden] = [words.count(hidden, "{n} earlier change", "{n} earlier changes")]
        return "\n".join(sentences)


def _limits(history: BriefHistory, words: Words) -> Iterator[str]:
    """What the changes cannot tell: what came before git began, and what is not saved yet."""
    if history.begins is not None and history.begins > history.since.day:
        day = words.date(history.begins.isoformat())
        yield words.say("Git knows the records from {date} on; what changed before is not known.", date=day)
    if history.without_commit:
        names = ", ".join(history.without_commit)
        yield words.say("What changed in {members} is not known: no commit holds it.", members=names)
    if history.unsaved:
        yield words.count(
            history.unsaved,
            "{n} file is not saved yet, and is not compared.",
            "{n} files are not saved yet, and are not compared.",
        )
