"""Makes the steps that one row of a table asks of a record. It must not open a file or judge a rule.

A standing record is updated field by field, with the cells that hold something new. Nothing is taken away,
and no deadline moves without a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from commitments.changes.compare import canonical_text
from commitments.changes.list_entries import mappings, same_days, shown_value
from commitments.edits import list_edits, reschedule
from commitments.edits.dates.written_dates import WrittenDate, date_field_value
from commitments.edits.list_edits import EditPart, Record, list_at
from commitments.edits.steps import EditStep, append_step, apply_steps
from commitments.edits.table.column_names import ROLE_NAMES, TOPIC_COLUMNS
from commitments.edits.table.evidence_pieces import evidence_pieces
from commitments.edits.table.row_values import CellFault, RowValues
from commitments.edits.table.status_steps import imported_part, put_field, status_part
from commitments.edits.table.suspended_rows import suspended_part, undated_suspension
from commitments.edits.unclear import unclear
from commitments.errors import N_, CommitmentsError, EditError
from commitments.model.calendar.dates import parse_date
from commitments.model.calendar.recurrence import read_rule
from commitments.model.lifecycle import Role, UpdateTopic
from commitments.model.problem import Pointer

_LANGS = ("en", "vi")
_SPECIAL_FIELDS = frozenset(
    {"id", "status", "due", "tags", "evidence", "updates", "due_changes", *ROLE_NAMES}
)
"""The fields, by their first name, that need more than being set."""


@dataclass(frozen=True, slots=True)
class ImportTerms:
    """The terms of an import, the same for every row."""

    today: date
    lang: str
    """The language of words that do not show their own."""
    noted_on: str | int | None = None
    """The date of notes in rows that give none."""
    sync: bool = False
    """Whether what a row no longer says goes from its record."""
    dated: bool = False
    """Whether the table has a column for the dates of notes; without it and `noted_on` notes are left out."""


def row_steps(
    record: Record, row: RowValues, terms: ImportTerms, new: bool
) -> tuple[list[EditStep], list[CellFault]]:
    """The steps that bring the values of a row into a record, and the cells for which that fails."""
    all_steps: list[EditStep] = []
    faults: list[CellFault] = []
    before = {} if new else record
    said_on = row.values.get("updates.date", terms.noted_on)
    completed = suspended_part(before, row, terms.lang, said_on)
    for name, part in (*_edit_parts(row, terms, new), ("status", completed)):
        try:
            steps = part(record)
        except CommitmentsError as error:
            values = {key: str(value) for key, value in error.values.items()}
            faults.append(CellFault(name, unclear(error.message, error.hint, **values)))
            continue
        record = apply_steps(record, steps)
        all_steps += steps
    if not any(fault.field == "status" for fault in (*row.faults, *faults)):
        faults += undated_suspension(before, record, row)
    return all_steps, faults


def idle_cells(row: RowValues, after: Record) -> list[CellFault]:
    """Faults of cells that have no effect, as the cells that they go with are empty."""
    cell_values = row.values
    faults = []
    if not any(_notes(cell_values, column) for column in TOPIC_COLUMNS):
        names = [name for name in ("updates.date", "updates.by") if name in cell_values]
        faults += [
            CellFault(name, unclear(N_("This is not imported, because the row has no note")))
            for name in names
        ]
    if not after.get("due_changes"):
        names = [name for name in cell_values if name.startswith("due_changes.")]
        faults += [
            CellFault(name, unclear(N_("This is not imported, because no deadline moves"))) for name in names
        ]
    return faults


def _edit_parts(row: RowValues, terms: ImportTerms, new: bool) -> Iterator[tuple[str, EditPart]]:
    cell_values = row.values
    for name, value in cell_values.items():
        if name.partition(".")[0] not in _SPECIAL_FIELDS:
            yield name, _field_part(_pointer(name), value)
    for role in Role:
        if role.value in cell_values:
            yield role.value, _parties_part(role.value, cell_values[role.value])
    if "status" in cell_values:
        yield "status", status_part(row, new, terms.lang, _day_of_notes(row, terms))
    if "due" in cell_values:
        yield "due", _due_part(cell_values["due"], row, terms)
    if "tags" in cell_values:
        yield "tags", _tags_part(cell_values["tags"])
    if any(name.startswith("evidence.") for name in cell_values):
        yield "evidence.title", _evidence_part(cell_values)
    for column, topic in TOPIC_COLUMNS.items():
        if notes := _notes(cell_values, column):
            yield f"{column}.{min(notes)}", _notes_part(notes, topic, row, terms)
    if new:
        yield "status", imported_part(row, terms.lang)


def _day_of_notes(row: RowValues, terms: ImportTerms) -> str | int:
    day: str | int = row.values.get("updates.date", terms.noted_on) or terms.today.isoformat()
    return day


def _pointer(name: str) -> Pointer:
    return (name,) if name.startswith("x-") else tuple(name.split("."))


def _field_part(pointer: Pointer, value: Any) -> EditPart:
    return lambda record: put_field(record, pointer, value)


def _parties_part(role: str, parties: Sequence[str]) -> EditPart:
    """The part that adds parties that the record does not have in this role."""

    def part(record: Record) -> list[EditStep]:
        steps: list[EditStep] = []
        for party in dict.fromkeys(parties):
            entries = mappings(record.get("parties"))
            if not any(entry.get("party") == party and entry.get("role") == role for entry in entries):
                list_at(record, ("parties",))
                steps.append(append_step(record, ("parties",), {"party": party, "role": role}))
                record = apply_steps(record, steps[-1:])
        return steps

    return part


def _due_part(when: WrittenDate, row: RowValues, terms: ImportTerms) -> EditPart:
    def part(record: Record) -> list[EditStep]:
        steps = _deadline_steps(record, when, row, terms)
        if when.rule and not _repeats_as_often(record, when.rule):
            steps += put_field(record, ("repeats", "rule"), when.rule)
        lang = when.lang or terms.lang
        basis = list_edits.mapping_at(record, ("due_basis",))
        if when.wording and not basis.get(lang) and f"due_basis.{lang}" not in row.values:
            steps += put_field(apply_steps(record, steps), ("due_basis", lang), when.wording)
        return steps

    return part


def _deadline_steps(record: Record, when: WrittenDate, row: RowValues, terms: ImportTerms) -> list[EditStep]:
    """The steps that set a first deadline, or move one that stands where the row gives a reason."""
    old = record.get("due")
    if when.date is None:
        if old is not None and not when.rule:
            raise _deadline_differs(
                record, old, when.wording, N_("Leave the cell empty, or take the deadline out by hand.")
            )
        return []
    if old is None and not list_at(record, ("due_changes",)):
        return put_field(record, ("due",), date_field_value(when.date))
    if _same_deadline(old, when):
        return []
    reason_by_lang = {lang: row.values.get(f"due_changes.reason.{lang}") for lang in _LANGS}
    lang = next((lang for lang in (terms.lang, *_LANGS) if reason_by_lang.get(lang)), None)
    if lang is None:
        raise _deadline_differs(record, old, str(when.date))
    moved_on, agreed_by = (row.values.get(f"due_changes.{name}") for name in ("date", "agreed_by"))
    request = reschedule.Rescheduling(
        str(when.date),
        reason_by_lang[lang],
        terms.today,
        lang,
        agreed_by,
        None,
        None if moved_on is None else str(moved_on),
    )
    return reschedule.steps(record, request)


def _same_deadline(old: object, when: WrittenDate) -> bool:
    """Whether two dates mean the same days; for a deadline in words, whether their last days agree."""
    if not when.wording:
        return same_days(old, when.date)
    first, second = parse_date(old), parse_date(when.date)
    return bool(first and second and first.latest == second.latest)


_RESCHEDULE_HINT = N_(
    "Run `commit reschedule {id}` to move it, or give the table a column “Lý do điều chỉnh” (reason)."
)


def _deadline_differs(record: Record, old: object, value: str, hint: str = _RESCHEDULE_HINT) -> EditError:
    return EditError(
        N_("The record is due {due}, and the table says {value}"),
        hint,
        due=shown_value(old),
        value=value,
        id=record.get("id", ""),
    )


def _repeats_as_often(record: Record, rule: str) -> bool:
    """Whether the record recurs as often as a rule; its own rule may say more."""
    rule_text = list_edits.mapping_at(record, ("repeats",)).get("rule")
    standing, read = read_rule(rule_text) if isinstance(rule_text, str) else None, read_rule(rule)
    return bool(standing and read and (standing.freq, standing.interval) == (read.freq, read.interval))


def _tags_part(tags: Sequence[str]) -> EditPart:
    def part(record: Record) -> list[EditStep]:
        steps: list[EditStep] = []
        for tag in dict.fromkeys(tags):
            if tag not in list_at(record, ("tags",)):
                steps.append(append_step(record, ("tags",), tag))
                record = apply_steps(record, steps[-1:])
        return steps

    return part


def _evidence_part(values: Mapping[str, Any]) -> EditPart:
    """The part that adds the pieces of evidence that the record does not have."""
    pieces = evidence_pieces(values.get("evidence.title"), values.get("evidence.url"))

    def part(record: Record) -> list[EditStep]:
        if not pieces:
            raise EditError(
                N_("Evidence needs a title"),
                N_("Give the table a column “Tài liệu kiểm chứng” (evidence) for it."),
            )
        steps: list[EditStep] = []
        for piece in pieces:
            key_field, key = ("url", piece.url) if piece.url else ("title", piece.title)
            if any(_means_same(entry.get(key_field), key) for entry in mappings(record.get("evidence"))):
                continue
            list_at(record, ("evidence",))
            fields = {"date": values.get("evidence.date"), "title": piece.title, "url": piece.url}
            entry = {name: value for name, value in fields.items() if value is not None}
            steps.append(append_step(record, ("evidence",), entry))
            record = apply_steps(record, steps[-1:])
        return steps

    return part


def _notes(values: Mapping[str, Any], column: str) -> dict[str, str]:
    """The texts of a column by language."""
    notes = {lang: values.get(f"{column}.{lang}") for lang in _LANGS}
    return {lang: note for lang, note in notes.items() if note}


def _notes_part(notes: Mapping[str, str], topic: UpdateTopic, row: RowValues, terms: ImportTerms) -> EditPart:
    """The part that adds a note to `updates`, unless an update on the topic says so, whatever its day."""
    about = {} if topic is UpdateTopic.PROGRESS else {"about": topic.value}
    day = row.values.get("updates.date", terms.noted_on)
    by = row.values.get("updates.by")

    def part(record: Record) -> list[EditStep]:
        standing_notes = [
            update.get("note")
            for update in mappings(record.get("updates"))
            if (update.get("about") or UpdateTopic.PROGRESS) == topic
        ]
        stands_already = any(
            isinstance(standing, dict)
            and all(_means_same(standing.get(lang), note) for lang, note in notes.items())
            for standing in standing_notes
        )
        if stands_already or (day is None and not terms.dated):
            return []
        if day is None:
            raise EditError(
                N_("The note has no date"),
                N_("Give the row a date, or use --date to give one to all such rows."),
            )
        entry = {"date": day, **({"by": by} if by else {}), **about, "note": dict(notes)}
        return [list_edits.insert_by_date(record, ("updates",), entry)]

    return part


def _means_same(one: object, other: object) -> bool:
    return one is not None and canonical_text(one) == canonical_text(other)
