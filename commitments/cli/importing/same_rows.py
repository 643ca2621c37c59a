"""Asks whether the rows of a table are those of another document, as of a table under a new name.

Must not write anything.
"""

from __future__ import annotations

from collections import Counter

from commitments.cli.importing.conversation import Conversation
from commitments.cli.importing.import_request import import_request
from commitments.cli.importing.table_draft import table_party_draft
from commitments.cli.prompts.questions import choose
from commitments.cli.streams import tell
from commitments.edits.unclear import Unclear
from commitments.writing.tables.import_plan import plan_import
from commitments.writing.tables.row_records import SAME_TITLE


def ask_whose_rows(talk: Conversation, sync: bool) -> None:
    """Ask for the document of rows that say what the records of another one say."""
    workspace = talk.session.workspace
    if talk.settled.defaults.document is not None or not workspace.listing.entries:
        return
    draft = table_party_draft(talk.session, talk.settled) if talk.adds_parties else None
    planned = plan_import(workspace, import_request(talk.session, talk.settled, sync, draft))
    documents = Counter(
        str(dict(fault.why.values)["document"])
        for row in planned.rows
        for fault in row.faults
        if isinstance(fault.why, Unclear) and fault.why.message == SAME_TITLE
    )
    for document, rows in documents.most_common(1):
        _ask_about(talk, document, rows)


def _ask_about(talk: Conversation, document: str, rows: int) -> None:
    words = talk.session.words
    tell(
        words.count(
            rows,
            "{n} row has the title of a record from {document}.",
            "{n} rows have the titles of records from {document}.",
            document=document,
        )
    )
    choices = [
        ("same", words.say("The same table, renamed")),
        ("other", words.say("Another table")),
    ]
    if choose(words, words.say("Is this table the one the records come from"), choices) == "same":
        talk.settle_once("document", document)
