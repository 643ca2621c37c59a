"""Makes the steps that the changed cells of one row ask of its record, by the edits of the commands.

It must not compare a cell, and judges no rule of change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from commitments.changes.list_entries import mappings
from commitments.changes.rules.status_rules import OWING_STATUSES, known_status
from commitments.edits import close, list_edits, reopen, update
from commitments.edits.flags import FLAGS, plain_text
from commitments.edits.list_edits import EditPart, Record, chain_parts
from commitments.edits.owed_fields import missing_fields
from commitments.edits.steps import Drop, EditStep, Put, append_step, apply_steps
from commitments.edits.unclear import Unclear, unclear
from commitments.edits.workbook.item_steps import milestone_parts, occurrence_part
from commitments.edits.workbook.layout import SheetKey
from commitments.edits.workbook.row_edit import (
    RowEdit,
    RowTerms,
    date_text,
    due_part,
    first_given,
    refusing_part,
    require_title,
    split_evidence,
    title_part,
)
from commitments.errors import N_, CommitmentsError, EditError
from commitments.model.closed_lists import ClosedList, StoredWords
from commitments.model.lifecycle import OPEN_STATUSES, Role, Status, UpdateTopic

_COLUMN_BY_FLAG: Mapping[str, str] = {
    "met_on": "date",
    "evidence": "evidence",
    "title": "evidence",
    "reason": "note",
    "note": "note",
    "why": "note",
}
"""The column that says what a flag of a command would."""


class CellRefusal(NamedTuple):
    """Why the change of one column is refused."""

    column: str
    why: Unclear


def row_steps(record: Record, edit: RowEdit, terms: RowTerms) -> tuple[list[EditStep], list[CellRefusal]]:
    """The steps of a row, and the columns for which there are none."""
    all_steps: list[EditStep] = []
    refusals: list[CellRefusal] = []
    for column, part in _parts(edit, terms):
        try:
            steps = part(record)
        except CommitmentsError as error:
            refusals.append(CellRefusal(column, unclear(error.message, error.hint, **error.values)))
            continue
        record = apply_steps(record, steps)
        all_steps += steps
    return all_steps, refusals


def _parts(edit: RowEdit, terms: RowTerms) -> Iterator[tuple[str, EditPart]]:
    match edit.sheet:
        case SheetKey.COMMITMENTS:
            yield from _commitment_parts(edit, terms)
        case SheetKey.MILESTONES:
            yield from milestone_parts(edit, terms)
        case _:
            yield "held_on", occurrence_part(edit, terms)


def _commitment_parts(edit: RowEdit, terms: RowTerms) -> Iterator[tuple[str, EditPart]]:
    values = edit.values
    if "title" in values:
        yield "title", title_part((), values["title"], terms.lang)
    for role in Role:
        if role.value in values:
            keeps = role.value in edit.kept_parties
            yield role.value, _parties_part(role.value, values[role.value] or (), keeps)
    if (column := first_given(values, "new_due", "due")) is not None:
        yield column, due_part(edit, column, None, terms)
    elif "reason" in values:
        yield "reason", refusing_part(N_("A reason goes with a new deadline"))
    status = first_given(values, "new_status", "status")
    if status is not None:
        yield status, _status_part(edit, values[status], terms)
    elif "note" in values or "evidence" in values:
        yield "note" if "note" in values else "evidence", _news_part(edit, "note", True, terms)
    for name in ("obstacle", "next_step"):
        if name in values:
            yield name, _news_part(edit, name, False, terms)
    used = {"note", "evidence", "obstacle", "next_step", "new_status", "status", "new_due", "due"}
    if "date" in values and values.keys().isdisjoint(used):
        yield "date", refusing_part(N_("A date goes with a note, a new status or a new deadline"))


def _parties_part(role: str, parties: tuple[str, ...], keeps: bool) -> EditPart:
    """The part that gives a role to these parties, and takes it from others unless they are kept."""

    def part(record: Record) -> list[EditStep]:
        list_edits.list_at(record, ("parties",))
        standing = {
            entry.get("party"): index
            for index, entry in enumerate(record.get("parties") or ())
            if isinstance(entry, dict) and entry.get("role") == role
        }
        added = [party for party in parties if party not in standing]
        lost = [] if keeps else [index for party, index in standing.items() if party not in parties]
        steps: list[EditStep] = [
            Put(("parties", index, "party"), party) for index, party in zip(lost, added, strict=False)
        ]
        for party in added[len(lost) :]:
            steps.append(
                append_step(apply_steps(record, steps), ("parties",), {"party": party, "role": role})
            )
        gone = lost[len(added) :]
        if len(gone) == len(record.get("parties") or ()):
            raise EditError(N_("A record has at least one party"))
        return [*steps, *(Drop(("parties", index)) for index in sorted(gone, reverse=True))]

    return part


def _status_part(edit: RowEdit, status: str | None, terms: RowTerms) -> EditPart:
    """The part that gives a new status with what it owes, as the command for such a status would."""
    values = edit.values
    note, day = values.get("note"), date_text(values.get("date"))

    def part(record: Record) -> list[EditStep]:
        if status is None:
            raise EditError(N_("A status cannot be empty"))
        if record.get("status") == status:
            return _news_part(_without_closing(record, edit, terms), "note", True, terms)(record)
        title, url = split_evidence(values.get("evidence"))
        _require_owed(record, edit, Status(status), terms)
        dated = day if note or url or title or status in OWING_STATUSES["closing"] else None
        if status not in OPEN_STATUSES:
            closing = close.Closing(status, terms.today, terms.lang, evidence=url, title=title, date=dated)
            if status in OWING_STATUSES["met_on"]:
                closing = closing._replace(met_on=day)
            owes_reason = status in OWING_STATUSES["closing"]
            closing = closing._replace(reason=note) if owes_reason else closing._replace(note=note)
            return close.steps(record, closing)
        if known_status(record) not in OPEN_STATUSES:
            request = reopen.Reopening(note, terms.today, terms.lang, status, date=day if note else None)
            rest = update.Updating(terms.today, terms.lang, evidence=url, title=title, date=None)
            return chain_parts(
                record,
                lambda now: reopen.steps(now, request),
                lambda now: update.steps(now, rest) if title or url else [],
            )
        request_open = update.Updating(
            terms.today, terms.lang, status, note, date=dated, evidence=url, title=title
        )
        return update.steps(record, request_open)

    return part


def _without_closing(record: Record, edit: RowEdit, terms: RowTerms) -> RowEdit:
    """A row without its note, where that is the reason with which the record was closed."""
    reason = list_edits.mapping_at(record, ("closing",)).get("reason")
    if not isinstance(reason, dict) or reason.get(terms.lang) != plain_text(edit.values.get("note")):
        return edit
    return edit._replace(values={name: value for name, value in edit.values.items() if name != "note"})


def _require_owed(record: Record, edit: RowEdit, status: Status, terms: RowTerms) -> None:
    """Raise EditError, with the columns to fill in, where a status owes more than the row says."""
    values = edit.values
    title, url = split_evidence(values.get("evidence"))
    given = {
        *(["note", "reason", "why"] if values.get("note") else []),
        *(["met_on"] if values.get("date") is not None else []),
        *(["evidence"] if url else []),
        *(["title"] if title else []),
    }
    missing = missing_fields(record, status, given)
    if foreign := [FLAGS[flag] for flag in missing if flag not in _COLUMN_BY_FLAG]:
        raise EditError(
            N_("A record that becomes {status} needs what this workbook has no column for: {flags}"),
            N_("`commit show {id}` shows the record; the commands `update` and `close` take it."),
            status=StoredWords(ClosedList.STATUS, (status.value,)),
            flags=" ".join(foreign),
            id=edit.id,
        )
    columns = dict.fromkeys(terms.heading(edit.sheet, _COLUMN_BY_FLAG[flag]) for flag in missing)
    if columns:
        raise EditError(
            N_("A record that becomes {status} needs more than the row says"),
            N_("Fill in: {columns}."),
            status=StoredWords(ClosedList.STATUS, (status.value,)),
            columns=", ".join(columns),
        )


def _news_part(edit: RowEdit, name: str, with_evidence: bool, terms: RowTerms) -> EditPart:
    """The part that adds a text about one topic, unless an update says so already, whatever its day."""
    values = edit.values
    text, day = values.get(name), date_text(values.get("date"))
    title, url = split_evidence(values.get("evidence")) if with_evidence else (None, None)

    def part(record: Record) -> list[EditStep]:
        require_title(title, url)
        note = None if _is_said(record, name, plain_text(text), terms.lang) else text
        request = update.Updating(terms.today, terms.lang, evidence=url, title=title)
        request = request._replace(**{name: note}) if note else request
        request = request._replace(date=day) if note or url or title else request
        return update.steps(record, request) if update.changes_something(request) else []

    return part


def _is_said(record: Record, name: str, text: str, lang: str) -> bool:
    topic = UpdateTopic.PROGRESS if name == "note" else UpdateTopic(name)
    notes = (
        entry.get("note")
        for entry in mappings(record.get("updates"))
        if (entry.get("about") or UpdateTopic.PROGRESS) == topic
    )
    return any(isinstance(note, dict) and note.get(lang) == text for note in notes)
