"""Plans new texts of the file of parties. Writes nothing."""

from __future__ import annotations

from commitments.edits.new_party import NewParty, new_party_entry, require_free_names
from commitments.reading.folder import PARTIES
from commitments.reading.schema import PARTIES as SCHEMA
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.verdict import TextEdit
from commitments.writing.list_files import list_entries, with_entries


def plan_new_parties(
    workspace: Workspace, requests: list[NewParty], force: bool = False
) -> dict[str, TextEdit]:
    """The new text of the file of parties, by path.

    Raises EditError where the file cannot be edited, where a party has the id already and, unless `force`,
    where a name is taken; UsageError for a request without a name.
    """
    data, standing = list_entries(workspace.registry_file, PARTIES)
    entries: list[dict[str, object]] = []
    for request in requests:
        entry = new_party_entry([*standing, *entries], request)
        if not force:
            require_free_names([*standing, *entries], entry)
        entries.append(entry)
    return {PARTIES: TextEdit(data, with_entries(data, standing, entries, PARTIES, SCHEMA))}
