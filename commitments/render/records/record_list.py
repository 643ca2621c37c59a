"""Writes a list of records for people: a table, cards or plain columns. Chooses and sorts no record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from commitments.errors import N_
from commitments.model.lifecycle import ReasonKind, Role, Timeliness
from commitments.model.outline import Outline, has_more_missed, next_occurrence
from commitments.model.party import Registry
from commitments.model.timeliness import Clock, Reason, governing_deadline, past_reasons
from commitments.render.answer import Screen
from commitments.render.columns import align_columns
from commitments.render.labels import DATE_LABELS, LATE_REASONS, STATUS
from commitments.render.paint import STYLES, paint, state_label, text, timeliness_label
from commitments.render.party_names import listed_name
from commitments.render.safe import one_line, one_line_each
from commitments.render.words import Words
from commitments.reports.status import JudgedRecord, is_stale

MOST_SHOWN = 100
"""Rows that a terminal shows; the others are counted."""

_MOST_FURTHER = 3
"""Reasons that are shown of one late record beside the main one."""

_WIDE = 100
"""Columns of a terminal from which the lead has a column of its own."""


@dataclass(frozen=True, slots=True)
class RecordList:
    """Judged records, and what is needed to write them."""

    rows: Sequence[JudgedRecord]
    clock: Clock
    registry: Registry
    with_reasons: bool = False
    """Whether to say why each record is late."""


def record_list_text(records: RecordList, screen: Screen) -> str:
    """The records, laid out for this screen."""
    if screen.width is None and not screen.color:
        return _aligned_records(records, screen.words)
    shown_rows = records.rows[:MOST_SHOWN] if screen.width else records.rows
    parts = (
        list(_record_cards(records, shown_rows, screen))
        if screen.narrow
        else [_record_table(records, shown_rows, screen)]
    )
    hidden = len(records.rows) - len(shown_rows)
    if hidden:
        more = screen.words.count(
            hidden,
            "{n} more is not shown; narrow the question, or pipe it to see all.",
            "{n} more are not shown; narrow the question, or pipe it to see all.",
        )
        parts.append(text(more, "dim"))
    return paint(parts, screen)


def _record_table(records: RecordList, rows: Sequence[JudgedRecord], screen: Screen) -> Any:
    from rich import box
    from rich.table import Table

    words = screen.words
    wide = screen.width is None or screen.width >= _WIDE
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    table.add_column(words.say("State"), no_wrap=True)
    table.add_column(words.say("Commitment"), ratio=5, overflow="fold")
    if wide:
        table.add_column(words.say("Lead"), ratio=3, overflow="fold")
    table.add_column(words.say("Due"), min_width=13, max_width=24)
    table.add_column(words.say("Milestones met"), justify="right", max_width=10)
    lead_names = _lead_writer(records.registry, words)
    for row in rows:
        title = text(one_line(row.outline.title(words.lang)))
        details = text(f"\n{_detail_line(row, records, words)}", "dim")
        lead_text = text(lead_names(row.outline))
        table.add_row(
            text(state_label(row, words), STYLES[row.timeliness]),
            *((title + details, lead_text) if wide else (_title_over_lead(title, lead_text) + details,)),
            text("\n".join(_due_lines(row, records, words))),
            text(_milestones_met(row)),
        )
    return table


def _title_over_lead(title: Any, lead_text: Any) -> Any:
    return title + text("\n") + lead_text if lead_text else title


def _record_cards(records: RecordList, rows: Sequence[JudgedRecord], screen: Screen) -> Iterator[Any]:
    words = screen.words
    lead_names = _lead_writer(records.registry, words)
    for row in rows:
        yield text(state_label(row, words), STYLES[row.timeliness])
        yield text(one_line(row.outline.title(words.lang)), "bold")
        milestones_met = _milestones_met(row)
        milestones = words.say("milestones met: {met}", met=milestones_met) if milestones_met else ""
        pieces = [*_due_lines(row, records, words), milestones, lead_names(row.outline)]
        if line := " · ".join(filter(None, pieces)):
            yield text(line)
        yield text(f"{_detail_line(row, records, words)}\n", "dim")


def _aligned_records(records: RecordList, words: Words) -> str:
    """The records in aligned columns; a few checks of whole columns are quicker than many of cells."""
    rows, lang = records.rows, words.lang
    lead_names, due_text = _lead_writer(records.registry, words), _due_text_writer(records, words)
    states = {state: timeliness_label(state, words) for state in Timeliness}
    columns = {
        N_("State"): [
            states[row.timeliness] if row.outline.counts else state_label(row, words) for row in rows
        ],
        N_("Due"): [due_text(row) for row in rows],
        N_("Milestones met"): [_milestones_met(row) for row in rows],
        N_("Id"): one_line_each([row.outline.id for row in rows]),
        N_("Lead"): [lead_names(row.outline) for row in rows],
        N_("Commitment"): one_line_each([row.outline.title(lang) for row in rows]),
    }
    return align_columns({words.say(head).upper(): column for head, column in columns.items()})


def _due_text_writer(records: RecordList, words: Words) -> Callable[[JudgedRecord], str]:
    """A function for `_due_lines` in one line; records with equal plain deadlines share a text."""
    texts: dict[tuple[str, int | None], str] = {}

    def due_text(row: JudgedRecord) -> str:
        outline = row.outline
        is_plain = (
            outline.deadline
            and outline.deadline == outline.due_latest
            and not (outline.missed or outline.review_by or outline.settled)
        )
        if not is_plain or records.with_reasons:
            return ", ".join(_due_lines(row, records, words))
        key = (outline.due, row.days_left if not row.days_late else -row.days_late)
        if key not in texts:
            texts[key] = ", ".join(_due_lines(row, records, words))
        return texts[key]

    return due_text


def _lead_writer(registry: Registry, words: Words) -> Callable[[Outline], str]:
    """A function for who leads a record, else who signed it; it keeps names, which repeat often."""
    names_by_key: dict[str, str] = {}

    def lead_names(outline: Outline) -> str:
        key = outline.lead or outline.parties
        if key not in names_by_key:
            names_by_key[key] = party_names(outline.leads()) or signatories(outline)
        return names_by_key[key]

    def party_names(parties: Sequence[str]) -> str:
        return ", ".join(listed_name(registry, party, words) for party in parties)

    def signatories(outline: Outline) -> str:
        names = party_names([party for party, role in outline.roles() if role == Role.SIGNATORY])
        return words.say("signed: {parties}", parties=names) if names else ""

    return lead_names


def _detail_line(row: JudgedRecord, records: RecordList, words: Words) -> str:
    """The line below a title: the id, the status if it differs from the state, and staleness."""
    status = "" if row.timeliness == row.outline.status else words.say(STATUS[row.outline.status])
    stale = words.say("stale") if is_stale(row, records.clock) else ""
    return " · ".join(filter(None, (one_line(row.outline.id), status, stale)))


def _due_lines(row: JudgedRecord, records: RecordList, words: Words) -> list[str]:
    """The governing deadline, its distance, and what it belongs to if it is not the record's own."""
    today = records.clock.today.toordinal()
    main_reason = governing_deadline(row.outline, row.timeliness, today)
    if main_reason is None:
        return _other_date_lines(row.outline, today, words)
    lines = [words.date(main_reason.due), words.distance(-main_reason.days_late)]
    if main_reason.what is not ReasonKind.DUE:
        lines.append(words.say(DATE_LABELS[main_reason.what], id=one_line(main_reason.id or "")))
    if records.with_reasons and row.days_late:
        late = [
            reason for reason in past_reasons(row.outline, row.timeliness, today) if reason != main_reason
        ]
        lines += _further_reasons(late, has_more_missed(row.outline, today), words)
    return lines


def _further_reasons(late: Sequence[Reason], and_more: bool, words: Words) -> list[str]:
    lines = [_reason_text(reason, words) for reason in late[:_MOST_FURTHER]]
    if len(late) > _MOST_FURTHER:
        lines.append(words.more(len(late) - _MOST_FURTHER, at_least=and_more))
    return lines


def _other_date_lines(outline: Outline, today: int, words: Words) -> list[str]:
    """The deadline of a record that is not judged by it, else its next occurrence."""
    if outline.due:
        return [words.date(outline.due)]
    next_date = next_occurrence(outline, today)
    return [words.say("next: {date}", date=words.date(next_date))] if next_date else []


def _reason_text(reason: Reason, words: Words) -> str:
    return words.say(LATE_REASONS[reason.what], id=one_line(reason.id or ""), due=words.date(reason.due))


def _milestones_met(row: JudgedRecord) -> str:
    return f"{row.outline.met}/{row.outline.milestones}" if row.outline.milestones else ""
