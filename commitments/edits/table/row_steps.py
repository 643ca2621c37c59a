"""What a row of a table does to a record, new or standing, as steps. Opens nothing, and judges no rule.

A standing record is updated field by field: only what a cell holds, and what it does not say already.
Nothing is taken away, and a deadline never moves without a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from commitments.changes.compare import canonical_text
from commitments.changes.list_entries import mappings, same_days, shown
from commitments.edits import list_edits, reschedule
from commitments.edits.list_edits import Part, Record, listed
from commitments.edits.owed_fields import left_behind, moved
from commitments.edits.steps import Drop, EditStep, Put, appended, applied
from commitments.edits.table.column_names import ROLES
from commitments.edits.table.row_values import CellFault, RowValues
from commitments.edits.written_dates import When, as_field, unclear
from commitments.errors import N_, CommitmentsError
from commitments.model.dates import parse
from commitments.model.lifecycle import OPEN, Kind, Role, Status
from commitments.model.problem import Pointer
from commitments.model.recurrence import read_rule

_LANGS = ("en", "vi")
_APART = frozenset({"id", "status", "due", "tags", "evidence", "updates", "due_changes", *ROLES})
"""Fields, by their first name, that are not simply set."""


@dataclass(frozen=True, slots=True)
class ImportTerms:
    """What holds for every row of a run."""

    today: date
    lang: str
    """Of words that do not show their own."""
    noted_on: str | int | None = None
    """The date of notes in rows that give none."""
    dated: bool = False
    """Whether the table has a column for the dates of notes; without it and a day no note is taken over."""


def planned(
    record: Record, row: RowValues, terms: ImportTerms, new: bool
) -> tuple[list[EditStep], list[CellFault]]:
    """The steps that make a record say what a row says, and why some of it cannot be done."""
    found: list[EditStep] = []
    faults: list[CellFault] = []
    for name, part in _parts(row, terms, new):
        try:
            steps = part(record)
        except CommitmentsError as error:
            values = {key: str(item) for key, item in error.values.items()}
            faults.append(CellFault(name, unclear(error.message, error.hint, **values)))
            continue
        record = applied(record, steps)
        found += steps
    return found, faults


def idle(row: RowValues, after: Record) -> list[CellFault]:
    """The cells that say something only beside others, which are empty here."""
    values = row.values
    found = []
    if not _notes(values):
        said = [name for name in ("updates.date", "updates.by") if name in values]
        found += [
            CellFault(name, unclear(N_("This is not imported, as there is no note with it"))) for name in said
        ]
    if not after.get("due_changes"):
        said = [name for name in values if name.startswith("due_changes.")]
        found += [CellFault(name, unclear(N_("This is not imported, as no deadline moves"))) for name in said]
    return found


def _parts(row: RowValues, terms: ImportTerms, new: bool) -> Iterator[tuple[str, Part]]:
    values = row.values
    for name, value in values.items():
        if name.partition(".")[0] not in _APART:
            yield name, _setting(_pointer(name), value)
    for role in Role:
        if role.value in values:
            yield role.value, _joining(role.value, values[role.value])
    if "status" in values:
        yield "status", _status(values["status"], new)
    if "due" in values:
        yield "due", _due(values["due"], row, terms)
    if "tags" in values:
        yield "tags", _tagging(values["tags"])
    if any(name.startswith("evidence.") for name in values):
        yield "evidence.title", _proving(values)
    if notes := _notes(values):
        yield f"updates.note.{min(notes)}", _noting(notes, row, terms)
    if new:
        yield "status", _imported


def _pointer(name: str) -> Pointer:
    return (name,) if name.startswith("x-") else tuple(name.split("."))


def _setting(pointer: Pointer, value: Any) -> Part:
    return lambda record: put(record, pointer, value)


def put(record: Record, pointer: Pointer, value: Any) -> list[EditStep]:
    """Set a field, and make what holds it where that is not there; no step where it says so already."""
    for end in range(1, len(pointer)):
        if list_edits.at(record, pointer[:end]) is None:
            for name in reversed(pointer[end:]):
                value = {name: value}
            return [Put(pointer[:end], value)]
    return list_edits.put(record, pointer, value)


def _joining(role: str, parties: Sequence[str]) -> Part:
    """Parties that do not stand in this role yet come behind those that do."""

    def part(record: Record) -> list[EditStep]:
        steps: list[EditStep] = []
        for party in dict.fromkeys(parties):
            standing = mappings(record.get("parties"))
            if not any(item.get("party") == party and item.get("role") == role for item in standing):
                listed(record, ("parties",))
                steps.append(appended(record, ("parties",), {"party": party, "role": role}))
                record = applied(record, steps[-1:])
        return steps

    return part


def _status(status: str, new: bool) -> Part:
    def part(record: Record) -> list[EditStep]:
        if new or record.get("status") == status:
            return put(record, ("status",), status)
        moved(record, status)
        return [Put(("status",), status), *(Drop((name,)) for name in left_behind(record, Status(status)))]

    return part


def _imported(record: Record) -> list[EditStep]:
    """A new record that is closed from the first says that it comes from elsewhere."""
    held = record.get("kind") == Kind.MEETING and record.get("status") == Status.FULFILLED
    return [] if record.get("status") in OPEN or held else put(record, ("x-imported",), True)


def _due(when: When, row: RowValues, terms: ImportTerms) -> Part:
    def part(record: Record) -> list[EditStep]:
        steps = _deadline(record, when, row, terms)
        if when.rule and not _repeats_so(record, when.rule):
            steps += put(record, ("repeats", "rule"), when.rule)
        lang = when.lang or terms.lang
        basis = list_edits.mapped(record, ("due_basis",))
        if when.wording and not basis.get(lang) and f"due_basis.{lang}" not in row.values:
            steps += put(applied(record, steps), ("due_basis", lang), when.wording)
        return steps

    return part


def _deadline(record: Record, when: When, row: RowValues, terms: ImportTerms) -> list[EditStep]:
    """A first deadline is set; one that stands moves only for a reason, and then says so."""
    old = record.get("due")
    if when.date is None:
        if old is not None and not when.rule:
            raise _differs(
                record, old, when.wording, N_("Leave the cell empty, or take the deadline out by hand.")
            )
        return []
    if old is None:
        return put(record, ("due",), as_field(when.date))
    if _same_deadline(old, when):
        return []
    reason = {lang: row.values.get(f"due_changes.reason.{lang}") for lang in _LANGS}
    said = next((lang for lang in (terms.lang, *_LANGS) if reason.get(lang)), None)
    if said is None:
        raise _differs(record, old, str(when.date))
    moved_on, agreed_by = (row.values.get(f"due_changes.{name}") for name in ("date", "agreed_by"))
    request = reschedule.Rescheduling(
        str(when.date),
        reason[said],
        terms.today,
        said,
        agreed_by,
        None,
        None if moved_on is None else str(moved_on),
    )
    return reschedule.steps(record, request)


def _same_deadline(old: object, when: When) -> bool:
    """Whether two dates mean the same days; of a deadline told by words, whether they end on the same."""
    if not when.wording:
        return same_days(old, when.date)
    first, second = parse(old), parse(when.date)
    return bool(first and second and first.latest == second.latest)


_MOVE_IT = N_("`commit reschedule {id}` moves it; or give the table a column “Lý do điều chỉnh” (reason).")


def _differs(record: Record, old: object, value: str, hint: str = _MOVE_IT) -> CommitmentsError:
    return CommitmentsError(
        N_("The record is due {due}, and the table says {value}"),
        hint,
        due=shown(old),
        value=value,
        id=record.get("id", ""),
    )


def _repeats_so(record: Record, rule: str) -> bool:
    """Whether the record repeats as often; its own rule may say more."""
    standing = list_edits.mapped(record, ("repeats",)).get("rule")
    own, told = read_rule(standing) if isinstance(standing, str) else None, read_rule(rule)
    return bool(own and told and (own.freq, own.interval) == (told.freq, told.interval))


def _tagging(tags: Sequence[str]) -> Part:
    def part(record: Record) -> list[EditStep]:
        steps: list[EditStep] = []
        for tag in dict.fromkeys(tags):
            if tag not in listed(record, ("tags",)):
                steps.append(appended(record, ("tags",), tag))
                record = applied(record, steps[-1:])
        return steps

    return part


def _proving(values: Mapping[str, Any]) -> Part:
    title, url, day = (values.get(f"evidence.{name}") for name in ("title", "url", "date"))

    def part(record: Record) -> list[EditStep]:
        if title is None:
            raise CommitmentsError(
                N_("Evidence needs a title"), N_("Give the table a column “Bằng chứng” (evidence) for it.")
            )
        by, what = ("url", url) if url else ("title", title)
        if any(_same(entry.get(by), what) for entry in mappings(record.get("evidence"))):
            return []
        listed(record, ("evidence",))
        piece = {"date": day, "title": title, "url": url}
        return [
            appended(record, ("evidence",), {name: item for name, item in piece.items() if item is not None})
        ]

    return part


def _notes(values: Mapping[str, Any]) -> dict[str, str]:
    found = {lang: values.get(f"updates.note.{lang}") for lang in _LANGS}
    return {lang: note for lang, note in found.items() if note}


def _noting(notes: Mapping[str, str], row: RowValues, terms: ImportTerms) -> Part:
    """A note becomes an update, unless one of any day says the same."""
    day = row.values.get("updates.date", terms.noted_on)
    by = row.values.get("updates.by")

    def part(record: Record) -> list[EditStep]:
        standing = [update.get("note") for update in mappings(record.get("updates"))]
        told = any(
            isinstance(item, dict) and all(_same(item.get(lang), note) for lang, note in notes.items())
            for item in standing
        )
        if told or (day is None and not terms.dated):
            return []
        if day is None:
            raise CommitmentsError(
                N_("The note has no date"), N_("Give the row one, or all such rows with --date.")
            )
        entry = {"date": day, **({"by": by} if by else {}), "note": dict(notes)}
        return [list_edits.placed(record, ("updates",), entry)]

    return part


def _same(one: object, other: object) -> bool:
    return one is not None and canonical_text(one) == canonical_text(other)
