"""Finds the record that an argument names, by its id in any capitals or by its path. Must not read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from commitments.cli.member_names import plain_id
from commitments.model.names import id_from_path
from commitments.reports.record_ids import find_id, require_id

if TYPE_CHECKING:
    from commitments.cli.session import Session


def named_id(session: Session, text: str) -> str:
    """The id of the record that a text names; the text itself where it names none.

    On a roof a record of the member at hand may be named as the roof calls it.
    """
    text = plain_id(session, text)
    return find_id(text, _paths(session)) or text


def require_record(session: Session, text: str) -> None:
    """Raise UnknownNameError, with near ids as the reader writes them, for a text that names no record."""
    paths, names = _paths(session), session.names
    id = plain_id(session, text)
    if find_id(id, paths) is None and id not in session.workspace.unread_ids():
        require_id(names.own_id(id), [names.own_id(known) for known in paths])


def id_of_prefix(session: Session, text: str) -> str | None:
    """The id of the one record whose id begins with a text, in any capitals; None for none or several."""
    prefix = text.lower()
    ids = [id for id in _paths(session) if prefix and id.startswith(prefix)]
    return ids[0] if len(ids) == 1 else None


def _paths(session: Session) -> Mapping[str, str]:
    """The path of each record file, by its id, or by its name where it has no meaning."""
    survey = session.workspace.survey
    by_id = {outline.id: outline.path for outline in reversed(survey.outlines)}
    readable = set(by_id.values())
    by_name = {id_from_path(file.path): file.path for file in survey.listing.entries}
    return {**{name: path for name, path in by_name.items() if path not in readable}, **by_id}
