"""Finds the id that a text means: an id in any capitals, or the path of a record. It must not guess."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from commitments.errors import N_, UnknownNameError
from commitments.model.members import id_in_member, member_of
from commitments.model.names import id_from_path
from commitments.model.nearest import nearest_words


def known_id(text: str, paths: Mapping[str, str]) -> str:
    """The id of the record that is named by its id, in any capitals, or by its path.

    `paths` has the path of each record by its id; it is empty where nobody read the file. Raises
    UnknownNameError, with the three nearest ids, where no record goes by the text.
    """
    id = find_id(text, paths)
    if id is None:
        require_id(text, paths)
    return text if id is None else id


def find_id(text: str, paths: Mapping[str, str]) -> str | None:
    """The id of the record that a text names, as `known_id` does; None where it names none."""
    if text in paths:
        return text
    if text.lower() in paths:
        return text.lower()
    place = text.replace("\\", "/").removeprefix("./")
    return _id_at(place, paths) if place.endswith(".yaml") else None


def _id_at(place: str, paths: Mapping[str, str]) -> str | None:
    """The id of the one record that a path fits; on a roof several members may have such a file."""
    id = id_from_path(place)
    if id in paths:
        return id if _are_one_file(place, paths[id]) else None
    ids = [
        qualified
        for qualified, path in paths.items()
        if id_in_member(qualified) == id and path and _are_one_file(place, path)
    ]
    return ids[0] if len(ids) == 1 else None


def id_form(text: str) -> str:
    """The form of an id that a text has, whatever its capitals; of a path its name. A pattern stays."""
    id = id_from_path(text.replace("\\", "/")) if text.endswith(".yaml") else text
    return id.lower()


def _are_one_file(place: str, path: str) -> bool:
    """Whether one of two paths is the end of the other."""
    return not path or f"/{place}".endswith(f"/{path}") or f"/{path}".endswith(f"/{place}")


def require_id(id: str, ids: Iterable[str]) -> None:
    """Raise UnknownNameError, with the three nearest ids, where no record has this id."""
    known_ids = set(ids)
    if id not in known_ids:
        _refuse_unclear_id(id, known_ids)
        suggestions = ", ".join(nearest_words(id, sorted(known_ids)))
        raise UnknownNameError(
            N_("There is no record {id}"),
            N_("Nearest: {near}")
            if suggestions
            else N_("Run `commit status --all` to list the ids; add --kind meeting for those of meetings."),
            id=id,
            near=suggestions,
        )


def ids_in_members(id: str, ids: Iterable[str]) -> list[str]:
    """The records of members of a roof that have this id in their own register."""
    return sorted(known for known in ids if member_of(known) and id_in_member(known) == id.lower())


def _refuse_unclear_id(id: str, known_ids: Iterable[str]) -> None:
    """Raise UnknownNameError for a plain id that only members of a roof have."""
    if ids := ids_in_members(id, known_ids):
        raise UnknownNameError(
            N_("{id} does not say which member of the roof it is of"),
            N_("Did you mean {ids}?"),
            id=id,
            ids=", ".join(ids),
        )
