"""Plans the whole workbook from judged records and the changes in git. Must not write a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from commitments.changes.change import Change, ChangeKind
from commitments.edits.workbook.exported_state import (
    ExportedMoves,
    ExportedRow,
    ExportedSheet,
    ExportedState,
    ItemKey,
    editable_keys,
    record_digest,
    shown_digest,
)
from commitments.edits.workbook.layout import SHEETS_READ, ColumnUse, SheetKey
from commitments.model.commitment import Commitment
from commitments.model.lifecycle import MilestoneStatus, Status
from commitments.model.members import member_of
from commitments.render.answer import SHORT_ID
from commitments.render.exports.exported_register import ExportedRegister
from commitments.render.names.labels import MILESTONE_STATUS, STATUS
from commitments.render.words import Words
from commitments.render.workbook.headings import (
    ALWAYS_SHOWN_ROLES,
    MEMBER,
    SHEET_NAMES,
    columns_to_read,
    planned_columns,
)
from commitments.render.workbook.party_cells import PartyCells
from commitments.render.workbook.plan import (
    PlannedCell,
    PlannedColumn,
    PlannedList,
    PlannedSheet,
    WorkbookPlan,
    WorkbookRow,
    plain_cell,
)
from commitments.render.workbook.sheet_rows import RecordCells, RowPlanner, used_roles
from commitments.reports.slips import DeadlinesNow, current_deadlines, slips
from commitments.reports.status import JudgedRecord

JudgedCommitment = tuple[JudgedRecord, Commitment]
"""A record with how it stands."""


@dataclass(slots=True)
class _Gathered:
    """What the records add up to, sheet by sheet."""

    rows: dict[SheetKey, list[tuple[str, RecordCells]]] = field(
        default_factory=lambda: {key: [] for key in SHEETS_READ}
    )
    """The item and the cells of each row."""
    digests: dict[str, str] = field(default_factory=dict)
    roles: set[str] = field(default_factory=lambda: set(ALWAYS_SHOWN_ROLES))
    deadlines: list[DeadlinesNow] = field(default_factory=list)
    told_moves: int = 0
    """How many moves of deadlines the records tell themselves."""


def plan_workbook(register: ExportedRegister) -> WorkbookPlan:
    """The workbook of a register: one row a record, the most urgent first."""
    words, day = register.words, register.clock.today
    parties = PartyCells(register.registry, words.lang)
    planner = RowPlanner(parties, register.events, day, register.zone, words)
    changes = register.later_changes()
    gathered = _gather(_judged_commitments(register), planner, _moved_ids(changes))
    roles = frozenset(gathered.roles)
    columns = planned_columns if register.roof is None else columns_to_read
    sheets = [_sheet(key, gathered.rows[key], columns(key, words, roles), words) for key in SHEETS_READ]
    move_rows = list(_move_rows(gathered.deadlines, changes, planner))
    moves = _sheet(SheetKey.MOVES, move_rows, columns(SheetKey.MOVES, words, roles), words)
    if len(moves.rows) < gathered.told_moves:
        moves = _with_first_day(moves, register)
    return WorkbookPlan(
        (*sheets, moves),
        SHEET_NAMES[words.lang][SheetKey.LISTS],
        {**_lists(parties, words), **_registers(register)},
        _exported_state(sheets, moves, gathered.digests, register),
        register.id or words.say("Register of commitments"),
        _about(register),
        register.state.time() or datetime(day.year, day.month, day.day, tzinfo=UTC),
    )


def _judged_commitments(register: ExportedRegister) -> Iterator[JudgedCommitment]:
    rows = {row.outline.path: row for row in register.rows}
    return ((rows[commitment.path], commitment) for commitment in register.commitments([*rows]))


def _moved_ids(changes: Sequence[Change]) -> frozenset[str]:
    """The records that changed since they were added: no other deadline moved."""
    return frozenset(change.id for change in changes if change.kind is not ChangeKind.ADDED)


def _about(register: ExportedRegister) -> str:
    """Which state the workbook shows: the day, the commit, and what is not saved in it."""
    words = register.words
    day = words.say("as of {day}", day=words.date(register.clock.today.isoformat()))
    return ", ".join(filter(None, (day, register.about())))


def record_rows(
    records: Iterable[JudgedCommitment], planner: RowPlanner
) -> Iterator[tuple[ItemKey, RecordCells]]:
    """The cells of the rows of some records, by what each row is about."""
    for row, record in records:
        yield (SheetKey.COMMITMENTS, record.id, ""), planner.commitment(record, row)
        for item, cells in planner.milestones(record):
            yield (SheetKey.MILESTONES, record.id, item), cells
        for item, cells in planner.occurrences(record, row):
            yield (SheetKey.OCCURRENCES, record.id, item), cells


def _gather(records: Iterable[JudgedCommitment], planner: RowPlanner, moved_ids: frozenset[str]) -> _Gathered:
    gathered = _Gathered()

    def noted() -> Iterator[JudgedCommitment]:
        for row, record in records:
            gathered.digests[record.id] = record_digest(record.data)
            gathered.roles.update(used_roles(record))
            gathered.told_moves += len(record.due_changes)
            gathered.told_moves += sum(len(milestone.due_changes) for milestone in record.milestones)
            if record.id in moved_ids:
                gathered.deadlines.append(current_deadlines(row.outline, record))
            yield row, record

    for (key, _, item), cells in record_rows(noted(), planner):
        gathered.rows[key].append((item, cells))
    return gathered


def _sheet(
    key: SheetKey,
    rows: Sequence[tuple[str, RecordCells]],
    columns: Sequence[PlannedColumn],
    words: Words,
) -> PlannedSheet:
    names = [entry.column.key for entry in columns]
    planned_rows = [
        WorkbookRow(str(cells["id"]), item, tuple(_cell(name, number, cells) for name in names))
        for number, (item, cells) in enumerate(rows, 1)
    ]
    return PlannedSheet(key, SHEET_NAMES[words.lang][key], columns, planned_rows)


def _cell(column: str, number: int, cells: RecordCells) -> PlannedCell:
    if column == "number":
        return number
    return member_of(str(cells["id"])) if column == MEMBER else cells.get(column)


def _move_rows(
    deadlines: Sequence[DeadlinesNow], changes: Sequence[Change], planner: RowPlanner
) -> Iterator[tuple[str, RecordCells]]:
    for row in slips(changes, deadlines, meetings=True).rows:
        yield from (("", cells) for cells in planner.moves(row))


def _with_first_day(moves: PlannedSheet, register: ExportedRegister) -> PlannedSheet:
    """The sheet of moves with a heading that says why it lacks moves: it tells those that git saw."""
    words = register.words
    first = next(iter(register.bare_changes()), None)
    day = first and first.at.day(register.zone)
    heading = (
        words.say("Moved on (only moves in git, which begins on {day})", day=words.date(day.isoformat()))
        if day
        else words.say("Moved on (only moves in git)")
    )
    return moves._replace(
        columns=[
            entry._replace(heading=heading) if entry.column.key == "moved_on" else entry
            for entry in moves.columns
        ]
    )


def _lists(parties: PartyCells, words: Words) -> Mapping[str, PlannedList]:
    return {
        "status": PlannedList(words.say("Status"), [words.say(STATUS[status]) for status in Status]),
        "milestone_status": PlannedList(
            words.say("Status of a milestone"),
            [words.say(MILESTONE_STATUS[status]) for status in MilestoneStatus],
        ),
        "parties": PlannedList(words.say("Parties"), parties.all_names()),
    }


def _registers(register: ExportedRegister) -> Mapping[str, PlannedList]:
    """The commit of each register under a roof, of which other lines name the first few."""
    if register.roof is None:
        return {}
    words = register.words
    own = words.say("The roof's own records")
    texts = [
        state.text_in_roof(words, member or (None if state.revision else own))
        for member, state in register.state.parts.items()
    ]
    return {"registers": PlannedList(words.say("Registers"), texts)}


def _exported_state(
    sheets: Sequence[PlannedSheet],
    moves: PlannedSheet,
    digests: Mapping[str, str],
    register: ExportedRegister,
) -> ExportedState:
    day, lang = register.clock.today.isoformat(), register.words.lang
    if register.roof is not None:
        unread = {sheet.key: ExportedSheet(sheet.name, {}) for sheet in sheets}
        members = tuple(member.name for member in register.roof.members)
        return ExportedState(register.id, day, "", lang, unread, members=members)
    exported = {
        sheet.key: ExportedSheet(sheet.name, {entry.column.key: entry.heading for entry in sheet.columns})
        for sheet in sheets
    }
    rows: dict[ItemKey, ExportedRow] = {}
    for sheet in sheets:
        editable = frozenset(editable_keys(sheet.key, exported[sheet.key]))
        for row in sheet.rows:
            rows.setdefault(
                (sheet.key, row.id, row.item), exported_row(sheet.columns, row, digests[row.id], editable)
            )
    revision = register.state.revision
    commit = revision.id[:SHORT_ID] if revision else ""
    return ExportedState(register.id, day, commit, lang, exported, rows, _exported_moves(moves))


def _exported_moves(sheet: PlannedSheet) -> ExportedMoves:
    headings = {entry.column.key: entry.heading for entry in sheet.columns}
    digests = (exported_row(sheet.columns, row, "", frozenset()).shown for row in sheet.rows)
    return ExportedMoves(ExportedSheet(sheet.name, headings), frozenset(digests))


def exported_row(
    columns: Sequence[PlannedColumn], row: WorkbookRow, digest: str, editable: frozenset[str]
) -> ExportedRow:
    """A row as the hidden sheet holds it."""
    texts = {entry.column.key: plain_cell(cell) for entry, cell in zip(columns, row.cells, strict=True)}
    shown = shown_digest(
        texts[entry.column.key] for entry in columns if is_shown(entry.column.key, entry.column.use)
    )
    return ExportedRow(
        digest, shown, {name: text for name, text in texts.items() if text and name in editable}
    )


def is_shown(key: str, use: ColumnUse) -> bool:
    """Whether a column is only read; the running number follows the order of the rows."""
    return use is ColumnUse.SHOWN and key != "number"
