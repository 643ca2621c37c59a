"""Finds what a record says and its row no longer does: emptied cells, other parties, missing tags.

It must not take anything away unasked: without the leave of the import each loss is only a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from commitments.changes.list_entries import shown_value
from commitments.edits.list_edits import Record, insert_by_date, list_at, value_at
from commitments.edits.steps import Drop, EditStep, apply_steps
from commitments.edits.table.column_names import ROLE_NAMES
from commitments.edits.table.columns import Columns
from commitments.edits.table.row_steps import ImportTerms
from commitments.edits.table.row_values import CellFault, RowValues
from commitments.edits.unclear import unclear
from commitments.errors import N_, EditError
from commitments.model.lifecycle import Role, Status
from commitments.model.problem import Pointer

_PLAIN_FIELDS = frozenset(
    {"summary", "deliverable", "part_of", "made_on", "review_by", "place", "due_basis", "in_force"}
)
"""The fields, by their first name, that an emptied cell may take away."""

_SYNC = N_("It stays; --sync takes it out.")


class Loss(NamedTuple):
    """A value of a record that its row no longer says."""

    field: str
    """The field whose column no longer says it."""
    pointer: Pointer
    shown: str
    message: str


def lost_values(record: Record, row: RowValues, columns: Columns) -> list[Loss]:
    """The values of a record that a row no longer says; a cell with a fault loses nothing."""
    faulty = {fault.field for fault in row.faults}
    return [loss for name in columns.fields if name not in faulty for loss in _lost_values(record, row, name)]


def _lost_values(record: Record, row: RowValues, name: str) -> Iterator[Loss]:
    if name in ROLE_NAMES:
        yield from _lost_parties(record, name, row.values.get(name, ()))
    elif name == "tags":
        yield from _lost_tags(record, row.values.get(name, ()))
    elif name not in row.values and _may_be_emptied(record, name):
        yield from _emptied(record, name)


def _may_be_emptied(record: Record, name: str) -> bool:
    """Whether an empty cell loses a value; a first status is what a row without one means."""
    first_name = name.partition(".")[0]
    if first_name == "status":
        return record.get("status") not in (Status.AGREED, Status.PROPOSED)
    return name == "due" or name.startswith("x-") or first_name in _PLAIN_FIELDS


def _lost_parties(record: Record, role: str, parties: Sequence[str]) -> Iterator[Loss]:
    for index, entry in enumerate(list_at(record, ("parties",))):
        party = entry.get("party") if isinstance(entry, Mapping) else None
        if party is not None and entry.get("role") == role and party not in parties:
            message = N_("{value} still stands in this role, and the table no longer names it")
            yield Loss(role, ("parties", index), str(party), message)


def _lost_tags(record: Record, tags: Sequence[str]) -> Iterator[Loss]:
    for index, tag in enumerate(list_at(record, ("tags",))):
        if tag not in tags:
            yield Loss("tags", ("tags", index), str(tag), N_("The table no longer gives the tag {value}"))


def _emptied(record: Record, name: str) -> Iterator[Loss]:
    pointer: Pointer = (name,) if name.startswith("x-") else tuple(name.split("."))
    try:
        value: Any = value_at(record, pointer)
    except EditError:
        return
    if value is not None:
        yield Loss(name, pointer, shown_value(value), N_("The cell is empty, and the record says {value}"))


_OTHER_LEAD = {"en": "{document} names another lead.", "vi": "Bên chủ trì thay đổi theo {document}."}
"""The update that goes with another lead: whoever leads answers for the commitment."""


def settle_losses(
    record: Record, steps: list[EditStep], losses: Sequence[Loss], terms: ImportTerms, document: str
) -> tuple[list[EditStep], list[CellFault]]:
    """The steps of a row with those that take its losses out, and a warning for each loss that stays."""
    warnings = []
    all_steps = list(steps)
    for loss in reversed(losses):  # so that the places in a list stay true
        removal = _removal(apply_steps(record, all_steps), loss.pointer) if terms.sync else None
        if removal is None or _is_kept(loss):
            warnings.append(_warning(loss, record, is_kept=terms.sync))
        else:
            all_steps.append(removal)
    if len(all_steps) > len(steps) and any(loss.field == Role.LEAD for loss in losses):
        all_steps += _lead_note(record, all_steps, terms, document)
    return all_steps, warnings[::-1]


def _is_kept(loss: Loss) -> bool:
    """Whether a value stays whatever the import may take out."""
    return loss.field in ("due", "status")


def _lead_note(
    record: Record, steps: Sequence[EditStep], terms: ImportTerms, document: str
) -> list[EditStep]:
    """The step that adds an update on another lead, unless the row brings an update of its own."""
    after = apply_steps(record, steps)
    if len(list_at(after, ("updates",))) > len(list_at(record, ("updates",))):
        return []
    note = {terms.lang: _OTHER_LEAD[terms.lang].format(document=document)}
    return [insert_by_date(after, ("updates",), {"date": terms.today.isoformat(), "note": note})]


def _removal(record: Record, pointer: Pointer) -> Drop | None:
    """The step that takes a value out, with what would hold nothing then; None for the last party."""
    above = value_at(record, pointer[:-1])
    if len(pointer) > 1 and len(above) == 1:
        return None if pointer[0] == "parties" else _removal(record, pointer[:-1])
    return Drop(pointer)


def _warning(loss: Loss, record: Record, is_kept: bool) -> CellFault:
    hint = _SYNC
    if loss.field == "due":
        hint = N_("A deadline goes only with its reason: `commit reschedule {id} --none`.")
    elif _is_kept(loss):
        hint = N_("It stays: how a record stands is changed by `commit update`, `close` and `reopen`.")
    elif is_kept:
        hint = N_("It stays, because a record needs at least one party.")
    return CellFault(loss.field, unclear(loss.message, hint, value=loss.shown, id=str(record.get("id", ""))))
