"""Writes the letter that reminds one lead, as Markdown or as a draft for a mail program.

It makes up no address, number or signature: their places are marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from itertools import groupby
from typing import Any

from commitments.render.nudge.cause_words import NudgeWords, cause_label
from commitments.render.safe import markdown, one_line
from commitments.reports.nudge import LeadNudge, NudgeCause, NudgeRow

_CAUSE_RANK = {cause: rank for rank, cause in enumerate(NudgeCause)}


def markdown_letter(lead: LeadNudge, record_words: NudgeWords) -> str:
    """The letter as a Markdown document that ends in a line feed."""
    lines = [f"# {markdown(letter_subject(lead, record_words))}", "", *_opening(lead, record_words, markdown)]
    for cause, rows in _rows_by_cause(lead):
        lines += ["", f"## {markdown(cause_label(cause, record_words))}", ""]
        for row in rows:
            title, *details = _record_lines(row, record_words, markdown)
            lines += [f"- **{title}**", *(f"  <br>{detail}" for detail in details)]
    return "\n".join([*lines, "", *_closing(record_words, markdown)]) + "\n"


def mail_letter(lead: LeadNudge, record_words: NudgeWords) -> bytes:
    """The letter as a message without addresses (RFC 5322), which mail programs open as a draft."""
    lines = [*_opening(lead, record_words, one_line)]
    for cause, rows in _rows_by_cause(lead):
        lines += ["", cause_label(cause, record_words).upper()]
        for row in rows:
            title, *details = _record_lines(row, record_words, one_line)
            lines += ["", f"- {title}", *(f"  {detail}" for detail in details)]
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(letter_subject(lead, record_words))
    message["X-Unsent"] = "1"
    message.set_content("\n".join([*lines, "", *_closing(record_words, one_line)]) + "\n", cte="8bit")
    return message.as_bytes()


LETTERS: Mapping[str, Callable[[LeadNudge, NudgeWords], bytes]] = {
    "md": lambda lead, record_words: markdown_letter(lead, record_words).encode(),
    "eml": mail_letter,
}
"""Who writes a letter, by the ending of its file."""


def letter_subject(lead: LeadNudge, record_words: NudgeWords) -> str:
    """What the letter is about."""
    words = record_words.words
    return words.count(
        len(lead.rows),
        "{n} commitment awaits your news, as of {date}",
        "{n} commitments await your news, as of {date}",
        date=words.date(record_words.clock.today.isoformat()),
    )


def _rows_by_cause(lead: LeadNudge) -> Iterator[tuple[NudgeCause, Sequence[NudgeRow]]]:
    """The rows under their most urgent cause."""
    rows = sorted(lead.rows, key=lambda row: _CAUSE_RANK[row.cause])
    return ((cause, list(members)) for cause, members in groupby(rows, key=lambda row: row.cause))


def _opening(lead: LeadNudge, record_words: NudgeWords, safe: Callable[[str], str]) -> Iterator[str]:
    words = record_words.words
    name = record_words.registry.name(lead.lead or "", words.lang)
    yield words.say("To: {name}", name=safe(name))
    yield ""
    yield words.say(
        "The commitments below name you as the one who leads them, or who is asked to act. Please tell us"
        " what has been done, what stands in the way, and by when each will be complete."
    )


def _closing(record_words: NudgeWords, safe: Callable[[str], str]) -> Iterator[str]:
    words = record_words.words
    yield words.say("A short answer on each is enough, with a document or an address where there is one.")
    yield ""
    yield words.say("Yours sincerely,")
    yield safe(words.say("[name and office of the sender]"))


def _record_lines(row: NudgeRow, record_words: NudgeWords, safe: Callable[[str], str]) -> Iterator[str]:
    """The title, why it is named, and where it was agreed."""
    outline, words = row.record.outline, record_words.words
    yield f"{safe(outline.title(words.lang))} ({safe(outline.id)})"
    distance = (
        record_words.distance(row.record) if row.cause in (NudgeCause.OVERDUE, NudgeCause.DUE_SOON) else ""
    )
    if details := " · ".join(filter(None, [distance, *record_words.details(row.record)])):
        yield safe(details)
    if source := _source_text(row.data):
        yield words.say("Source: {source}", source=safe(source))


def _source_text(data: Mapping[str, Any]) -> str:
    """The paper it was agreed in, by its title where it has one, and the place there."""
    source = data.get("source")
    if not isinstance(source, dict):
        return ""
    paper = source.get("title") or source.get("document")
    return ", ".join(str(part) for part in (paper, source.get("locator")) if part)
