"""`commit parties draft`: drafts a registry of the parties that a table names. Must not read a cell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commitments.cli.options.import_options import RecordDefaults, TableOptions
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_, WriteError

TableFile = Annotated[
    Path | None, typer.Argument(metavar="FILE", help=N_("The table: .csv, .tsv, .xlsx, .ods or .md."))
]
NewFile = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help=N_("Write the draft to a new file; none is replaced.")
    ),
]


@flatten_options
def run(table_options: TableOptions, common: Common, table: TableFile = None, output: NewFile = None) -> int:
    """Write the draft to standard output or to a new file."""
    from commitments.cli.importing.settled_table import settled_table
    from commitments.cli.importing.table_draft import table_party_draft, tell_draft
    from commitments.cli.open_session import open_session
    from commitments.cli.prompts.table_file import asked_table
    from commitments.cli.streams import put, tell
    from commitments.writing.tables.table_parties import registry_text

    with open_session(common) as session:
        words = session.words
        settled = settled_table(session, table or asked_table(words), table_options, RecordDefaults())
        draft = table_party_draft(session, settled)
        text = registry_text(draft.entries)
        if output is None:
            put(text.decode())
        else:
            _create(output, text)
        tell_draft(draft, words)
        count = words.count(len(draft.entries), "{n} party drafted.", "{n} parties drafted.")
        tell(f"{count} {words.say('Check their ids, kinds and names before you use them.')}")
        return 0


def _create(place: Path, text: bytes) -> None:
    """Write a new file; raises WriteError where there is one already."""
    from commitments.writing.store import create_file

    if not create_file(place.absolute(), text):
        raise WriteError(
            N_("{path} is there already, and is not replaced"),
            N_("Name a new file; `commit import --add-parties` adds parties to the registry."),
            path=str(place),
        )
