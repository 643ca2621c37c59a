"""Says of a date in a calendar what it is, and of which record. Lays out no calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from commitments.errors import N_
from commitments.model.lifecycle import Kind
from commitments.model.outline import Outline
from commitments.render.calendar.content_lines import LINE_BREAK, escaped
from commitments.render.names.labels import KIND, status_label
from commitments.render.records.record_words import RecordWords
from commitments.reports.calendar_dates import CalendarDate, DateKind

_SUMMARIES: Mapping[str, str] = {
    DateKind.DUE: N_("Deadline: {title}"),
    DateKind.MILESTONE: N_("Milestone {milestone}: {title}"),
    DateKind.OCCURRENCE: N_("Occurrence: {title}"),
    DateKind.REVIEW_BY: N_("Review: {title}"),
    DateKind.TERM_END: N_("End of term: {title}"),
    DateKind.NOTICE: N_("Last day of notice: {title}"),
}
_RENEWAL = N_("Renewal: {title}")
_MEETING = N_("Meeting: {title}")

_LABELS: Mapping[str, str] = {
    DateKind.DUE: N_("deadline"),
    DateKind.MILESTONE: N_("milestone"),
    DateKind.OCCURRENCE: N_("occurrence"),
    DateKind.REVIEW_BY: N_("review"),
    DateKind.TERM_END: N_("end of term"),
    DateKind.NOTICE: N_("last day of notice"),
}


@dataclass(frozen=True, slots=True)
class DateWords:
    """The words for the dates of one calendar, as parts of texts; what many dates share is made once."""

    record_words: RecordWords
    _sentences: dict[str, str] = field(default_factory=dict)
    _meanings: dict[tuple[str, str], str] = field(default_factory=dict)
    _standings: dict[tuple[str, str, str, str], str] = field(default_factory=dict)

    def summary(self, outline: Outline, shown: CalendarDate, milestone: str) -> str:
        """What the date is and what of; `milestone` is the title of its milestone."""
        sentence = _RENEWAL if shown.renews else _SUMMARIES[shown.kind]
        if _is_meeting(outline, shown):
            sentence = _MEETING
        return self._said(sentence).format(
            title=escaped(outline.title(self.record_words.words.lang)), milestone=escaped(milestone)
        )

    def label(self, outline: Outline, shown: CalendarDate) -> str:
        """What sort of date it is."""
        return self._said(_label(outline, shown))

    def description(self, outline: Outline, shown: CalendarDate) -> str:
        """What date is meant, who leads, how the record stands, and its id."""
        key = (_label(outline, shown), shown.span.text)
        if key not in self._meanings:
            self._meanings[key] = escaped(self._meaning(key[0], shown))
        standing = (outline.lead, outline.parties, outline.kind, outline.status)
        if standing not in self._standings:
            self._standings[standing] = LINE_BREAK.join(map(escaped, self._standing(outline)))
        return LINE_BREAK.join((self._meanings[key], self._standings[standing], escaped(outline.id)))

    def _said(self, message: str) -> str:
        if message not in self._sentences:
            self._sentences[message] = escaped(self.record_words.words.say(message))
        return self._sentences[message]

    def _meaning(self, label: str, shown: CalendarDate) -> str:
        words = self.record_words.words
        label, date = words.say(label), words.date(shown.span)
        if shown.span.earliest == shown.day:
            return f"{label} {date}"
        return words.say("{what} {date}, shown on its last day", what=label, date=date)

    def _standing(self, outline: Outline) -> Iterator[str]:
        """Who leads a record, else who signed it, then its kind and its status."""
        words = self.record_words.words
        if names := self.record_words.lead(outline):
            yield f"{words.say('Lead')}: {names}" if outline.lead else names
        yield f"{words.say(KIND[outline.kind])} · {status_label(outline.status, outline.kind, words)}"


def _label(outline: Outline, shown: CalendarDate) -> str:
    return KIND[Kind.MEETING] if _is_meeting(outline, shown) else _LABELS[shown.kind]


def _is_meeting(outline: Outline, shown: CalendarDate) -> bool:
    return shown.kind is DateKind.DUE and outline.kind == Kind.MEETING
