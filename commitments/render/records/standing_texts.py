"""Says at the head of one record how it stands, of what kind it is, and as of when. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator

from commitments.model.commitment import Commitment
from commitments.model.lifecycle import Kind, Status
from commitments.render.answer import Screen
from commitments.render.names.labels import KIND, TIMELINESS, status_label
from commitments.render.paint import state_label
from commitments.render.words import Words
from commitments.reports.show import ShowReport


def standing_texts(report: ShowReport, words: Words) -> list[str]:
    """The timeliness with its sign, the status where it says more, and the kind."""
    row = report.row
    status = _status_text(report, words) if row.outline.counts else ""
    return [state_label(row, words), *filter(None, (status, words.say(KIND[row.outline.kind])))]


def _status_text(report: ShowReport, words: Words) -> str:
    """The status, where the timeliness does not say it already."""
    row, commitment = report.row, report.commitment
    status = status_label(row.outline.status, row.outline.kind, words)
    if _was_declined(commitment):
        status = words.say("declined")
    return "" if status == words.say(TIMELINESS[row.timeliness]) else status


def _was_declined(commitment: Commitment) -> bool:
    """Whether a request was dropped by the one who was asked."""
    closing = commitment.data.get("closing")
    by = closing.get("by") if isinstance(closing, dict) else None
    is_dropped = commitment.kind is Kind.REQUEST and commitment.status is Status.WITHDRAWN
    return is_dropped and by in commitment.leads()


def past_state_texts(report: ShowReport, screen: Screen) -> Iterator[str]:
    """The commit and the day of a past state; nothing for the files on disk."""
    if screen.commit:
        words, day = screen.words, screen.words.date(report.clock.today.isoformat())
        yield words.say("as git had it, commit {commit}, judged on {day}", commit=screen.commit, day=day)
