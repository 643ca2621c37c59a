"""Says what of a table is not imported, or how it was read where people should know.

It must not judge a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from commitments.edits.table.cells import is_blank
from commitments.edits.table.column_names import TOPIC_COLUMNS
from commitments.edits.table.columns import Columns
from commitments.edits.table.row_steps import ImportTerms
from commitments.edits.table.status_steps import TO_BE_PROVEN
from commitments.model.folding import fold
from commitments.reading.tables.sheet import Place, Sheet, column_letters
from commitments.render.words import Words
from commitments.writing.tables.import_table import PlannedRow, RowAction, Table, TableImport

_MOST_NAMED = 20
_BEFORE = re.compile(r"\b(?:truoc|before|prior to)\b")
_FISCAL = re.compile(
    r"(?:\bfy|fiscal year|financial year|tai khoa|tai chinh|nien do) ?'?(?:20)?[0-9]{2}(?! ?[/-])"
)
_DESIGN_SHARE = 0.4
"""From which share of a column on a colour is the design of the table and says nothing of a row."""


def table_notices(table: Table, terms: ImportTerms, words: Words) -> Iterator[str]:
    """Sentences on what is not imported though it has no fault: sheets, columns, colours, undated notes."""
    sheet, columns = table.sheet, table.columns
    if sheet.others:
        yield words.say(
            "Only the sheet {name} is read; the others: {others}",
            name=sheet.name,
            others=", ".join(sheet.others),
        )
    for stranger in columns.strangers:
        cell = sheet.cell(columns.header, stranger.column)
        notice = words.say("{cell}: the column “{name}” is not imported.", cell=cell, name=stranger.name)
        suggestion = words.say("Did you mean {nearest}?", nearest=stranger.near) if stranger.near else ""
        yield f"{notice} {suggestion}".rstrip()
    for column in columns.as_text:
        yield words.say(
            "{cell}: nearly no cell of the column “{name}” is a {field}; it is taken as text, {own}.",
            cell=sheet.cell(columns.header, column.column),
            name=column.name,
            field=column.field,
            own=column.own_field,
        )
    if columns.as_status is not None:
        yield words.say(
            "{cell}: the column “{name}” holds words of a status and is taken as that.",
            cell=sheet.cell(columns.header, columns.as_status),
            name=columns.headings[columns.as_status],
        )
    yield from _nameless_columns(sheet, columns, words)
    if terms.noted_on is None and "updates.date" not in columns.fields:
        yield from _undated_notes(sheet, columns, words)
    yield from _mark_notices(table, words)


def _nameless_columns(sheet: Sheet, columns: Columns, words: Words) -> Iterator[str]:
    """A sentence for each column that holds values but has no name in the header."""
    settled_columns = {column for column, name in enumerate(columns.headings) if not is_blank(name)}
    settled_columns |= {*columns.fields.values()}
    for number, row in enumerate(sheet.rows[columns.header :], columns.header + 1):
        for column, value in enumerate(row):
            if column not in settled_columns and not is_blank(value):
                settled_columns.add(column)
                cell = sheet.cell(number, column)
                yield words.say("{cell}: a column without a name is not imported.", cell=cell)


def _undated_notes(sheet: Sheet, columns: Columns, words: Words) -> Iterator[str]:
    """A sentence for each column of notes, where no date is given for them."""
    names = (f"{column}.{lang}" for column in TOPIC_COLUMNS for lang in ("en", "vi"))
    for name in names:
        column = columns.field_column(name)
        if column is not None:
            yield words.say(
                "{cell}: the column “{name}” is not imported: a note needs a date (--date).",
                cell=sheet.cell(columns.header, column),
                name=columns.headings[column],
            )


def _mark_notices(table: Table, words: Words) -> Iterator[str]:
    """Sentences on what the rows of a workbook show beside their values."""
    sheet, header = table.sheet, table.columns.header
    marks = sheet.marks
    struck = [place for place in marks.struck if place[0] > header]
    if struck:
        yield words.say("Struck through, and imported like all others: {cells}", cells=sheet.cells(struck))
    if colours := _meant_colours(table):
        yield words.say("Colours are not read: {cells}", cells=sheet.cells(colours))
    if marks.commented:
        yield words.say("Comments are not imported: {cells}", cells=sheet.cells(marks.commented))
    evidence = {column for name, column in table.columns.fields.items() if name.startswith("evidence.")}
    linked = [place for place, _ in marks.linked if place[0] > header and place[1] not in evidence]
    if linked:
        yield words.say("Addresses behind words are not imported: {cells}", cells=sheet.cells(linked))
    hidden_rows = [
        row for row in marks.hidden_rows if header < row <= len(sheet.rows) and sheet.rows[row - 1]
    ]
    if hidden_rows:
        yield words.say("Hidden rows, imported like all others: {rows}", rows=_listed(hidden_rows, str))
    if hidden_columns := [column for column in marks.hidden_columns if _holds_values(table, column)]:
        names = _listed(hidden_columns, column_letters)
        yield words.say("Hidden columns, read like all others: {columns}", columns=names)


def _meant_colours(table: Table) -> list[Place]:
    """The cells of rows whose colour is not the design of their column."""
    header = table.columns.header
    filled = [(place, colour) for place, colour in table.sheet.marks.filled if place[0] > header]
    uses = Counter((place[1], colour) for place, colour in filled)
    sizes = Counter(
        column for row in table.sheet.rows[header:] for column, value in enumerate(row) if value is not None
    )
    return [
        place for place, colour in filled if uses[place[1], colour] < max(2, _DESIGN_SHARE * sizes[place[1]])
    ]


def _holds_values(table: Table, column: int) -> bool:
    rows = table.sheet.rows[table.columns.header :]
    return any(column < len(row) and row[column] is not None for row in rows)


def _listed(numbers: Sequence[int], shown: Callable[[int], str]) -> str:
    return ", ".join(map(shown, numbers[:_MOST_NAMED])) + ("…" if len(numbers) > _MOST_NAMED else "")


def import_notices(result: TableImport, document: str, words: Words) -> Iterator[str]:
    """Sentences on rows taken for headings, and on records of the document that have no row any more."""
    if result.headings:
        yield words.count(
            len(result.headings),
            "{n} row holds only a title and is taken for a heading: {rows}",
            "{n} rows hold only a title and are taken for headings: {rows}",
            rows=_listed(result.headings, str),
        )
    new_rows = (row for row in result.rows if row.action is RowAction.ADDED)
    if history := sum(bool(row.after.get("x-imported")) for row in new_rows):
        yield words.count(
            history,
            "{n} new record is closed and comes in as history, without the proof of its end.",
            "{n} new records are closed and come in as history, without the proof of their end.",
        )
    if unproven := sum(_is_unproven(row) for row in result.rows):
        yield words.count(
            unproven,
            "{n} record is to be proven: the table says that it is closed.",
            "{n} records are to be proven: the table says that they are closed.",
        )
    yield from _party_notices(result, words)
    yield from _date_notices(result, words)
    if result.gone:
        ids = ", ".join(result.gone[:_MOST_NAMED]) + ("…" if len(result.gone) > _MOST_NAMED else "")
        yield words.count(
            len(result.gone),
            "{n} record comes from {document} and has no row there any more: {ids}",
            "{n} records come from {document} and have no row there any more: {ids}",
            document=document,
            ids=ids,
        )
        yield words.say("They stay as they are; `commit close ID --status withdrawn` ends what was dropped.")


def _party_notices(result: TableImport, words: Words) -> Iterator[str]:
    """A sentence on the parties that the registry gets."""
    if entries := result.named_parties():
        names = [
            f"{entry['id']} ({next(iter(entry['name'].values()))}, {entry['kind']})" for entry in entries
        ]
        yield words.count(
            len(entries),
            "{n} party comes into schema/parties.yaml; check its id and kind: {parties}",
            "{n} parties come into schema/parties.yaml; check their ids and kinds: {parties}",
            parties=_listed(range(len(names)), names.__getitem__),
        )


def _date_notices(result: TableImport, words: Words) -> Iterator[str]:
    """Sentences on how dates were read that some read otherwise."""
    sheet, column = result.table.sheet, result.table.columns.field_column("due")
    if column is None:
        return
    if limits := [(row.row, column) for row in result.rows if _deadline_says(row, _BEFORE)]:
        yield words.say("“Before” a day is read as the day before it: {cells}", cells=sheet.cells(limits))
    if years := [(row.row, column) for row in result.rows if _deadline_says(row, _FISCAL)]:
        yield words.say(
            "A fiscal year with one number is read as the year that ends in it: {cells}",
            cells=sheet.cells(years),
        )


def _deadline_says(row: PlannedRow, pattern: re.Pattern[str]) -> bool:
    """Whether a row sets a deadline whose words say what a pattern looks for."""
    basis = row.after.get("due_basis")
    texts = basis.values() if isinstance(basis, dict) and row.action is not RowAction.UNCHANGED else ()
    return "due" in row.after and any(pattern.search(fold(str(text))) for text in texts)


def _is_unproven(row: PlannedRow) -> bool:
    return any(getattr(warning.why, "message", "") == TO_BE_PROVEN for warning in row.warnings)
