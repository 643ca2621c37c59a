"""Drafts the parties of a table for a command, and says what it leaves out. Must not write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from commitments.edits.table.cells import CellReader
from commitments.edits.table.column_names import ROLE_NAMES
from commitments.edits.table.columns import Columns, field_mapping, find_columns
from commitments.edits.table.drafted_parties import PartyDraft, draft_parties
from commitments.edits.table.header_rows import TableRow
from commitments.edits.table.settings import own_words

if TYPE_CHECKING:
    from commitments.cli.importing.settled_table import SettledTable
    from commitments.cli.session import Session
    from commitments.render.words import Words

_MOST_NAMED = 20


def table_columns(session: Session, settled: SettledTable, has_title: bool) -> Columns:
    """The columns of a table; `has_title` says that its rows need no column of titles or ids."""
    options = settled.options
    mapping = field_mapping(options.map or ())
    return find_columns(settled.sheet.rows, mapping, session.words.lang, options.header_row, has_title)


def table_party_draft(session: Session, settled: SettledTable) -> PartyDraft:
    """The parties that a table names and the registry does not know."""
    columns = table_columns(session, settled, has_title=True)
    words = own_words(settled.options.value or ())
    reader = CellReader(session.workspace.registry, own_words=words)
    rows, columns = _with_settled_names(settled.sheet.rows[columns.header :], columns, settled)
    return draft_parties(rows, columns, reader)


def _with_settled_names(
    rows: Sequence[TableRow], columns: Columns, settled: SettledTable
) -> tuple[list[TableRow], Columns]:
    """The rows with one more for each party that `--set` names for all of them."""
    all_rows: list[TableRow] = [*rows]
    fields = dict(columns.fields)
    for option in settled.defaults.set or ():
        role, _, name = option.partition("=")
        if role.strip() in ROLE_NAMES:
            column = fields.setdefault(role.strip(), max(map(len, [*all_rows, ()])))
            all_rows.append((*[None] * column, name.strip()))
    return all_rows, replace(columns, fields=fields)


def tell_draft(draft: PartyDraft, words: Words) -> None:
    """Say which words of the table are no party of their own."""
    from commitments.cli.streams import tell

    if draft.collective:
        shown = "; ".join(draft.collective[:_MOST_NAMED]) + (
            "; …" if len(draft.collective) > _MOST_NAMED else ""
        )
        tell(words.say("Left out, since they name many bodies at once: {names}", names=shown))
