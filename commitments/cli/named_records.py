"""Finds the record that an argument names, by its id in any capitals or by its path. Must not read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from commitments.cli.member_names import plain_id
from commitments.model.members import SEPARATOR, id_in_member
from commitments.model.names import id_from_path
from commitments.reports.record_ids import find_id, id_form, ids_in_members, require_id

if TYPE_CHECKING:
    from commitments.cli.session import Session


def named_id(session: Session, text: str) -> str:
    """The id of the record that a text names; the text itself where it names none.

    On a roof a record of the member at hand may be named as the roof calls it.
    """
    text = plain_id(session, text)
    return find_id(text, _paths(session)) or text


def knows_record(session: Session, text: str) -> bool:
    """Whether a text names a record of the register."""
    return find_id(plain_id(session, text), _paths(session)) is not None


def require_record(session: Session, text: str) -> None:
    """Raise UnknownNameError, with near ids as the reader writes them, for a text that names no record."""
    paths, names = _paths(session), session.names
    id = plain_id(session, text)
    if find_id(id, paths) is None and id not in session.workspace.unread_ids():
        require_id(names.own_id(id), [names.own_id(known) for known in paths])


def id_of_prefix(session: Session, text: str) -> str | None:
    """The id of the one record whose id begins with a text, in any capitals; None for none or several."""
    prefix = text.lower()
    ids = [id for id in _paths(session) if prefix and (id.startswith(prefix) or _is_begun(prefix, id))]
    return ids[0] if len(ids) == 1 else None


def _is_begun(prefix: str, id: str) -> bool:
    """Whether the id of a member's record begins with a text in its own register."""
    return SEPARATOR in id and id_in_member(id).startswith(prefix)


def id_in_one_member(session: Session, text: str) -> str | None:
    """The id of the one record on a roof that a member calls by a text; None for none or several."""
    ids = ids_in_members(text, _paths(session))
    return ids[0] if len(ids) == 1 else None


def id_meant(session: Session, text: str) -> str:
    """The form of an id that a text has; where one member of a roof is named, its plain id is enough."""
    id = id_form(text)
    plain = id_in_one_member(session, id) if len(session.common.member or ()) == 1 else None
    return plain or id


def id_at(session: Session, path: str) -> str:
    """The id that the name of a record file gives, as the reader writes it."""
    return session.workspace.names_at(path).own_id(id_from_path(path))


def _paths(session: Session) -> Mapping[str, str]:
    """The path of each record file, by its id, or by its name where it has no meaning."""
    survey = session.workspace.survey
    by_id = {outline.id: outline.path for outline in reversed(survey.outlines)}
    readable = set(by_id.values())
    unreadable = [file.path for file in survey.listing.entries if file.path not in readable]
    return {**{id_at(session, path): path for path in unreadable}, **by_id}
