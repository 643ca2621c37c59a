"""Says what the ids, parties and paths of a member are called on its roof: a workspace over others.

It opens no member and judges no record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any

from commitments.model.fields import Shape
from commitments.model.names import is_register_id
from commitments.model.references import with_renamed_part, with_renamed_references

SEPARATOR = ":"
"""Stands between the name of a member and an id; no id that is valid holds it."""

MOST_MEMBERS = 1000

_NAME = re.compile(r"[a-z0-9-]{1,32}")


class MemberState(StrEnum):
    """How a member of a roof could be read."""

    WHOLE = "whole"
    BEHIND = "behind"
    """Its remote had commits at the last fetch that it does not hold."""
    SHALLOW = "shallow"
    """A clone that holds the newest commits alone."""
    ROOF = "roof"
    """A roof itself, which no roof looks into."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class MemberReport:
    """A member of a roof, and how it could be read."""

    name: str
    """Empty for the records in the folder of the roof itself."""
    state: MemberState
    records: int | None
    """How many record files it has; None where nobody could tell."""
    reason: str = ""
    """Why it is not whole, as a message id; empty where it is."""
    values: Mapping[str, object] = field(default_factory=dict)
    """What fills the braces of the reason."""

    @property
    def is_whole(self) -> bool:
        return self.state is MemberState.WHOLE


def is_member_name(text: str) -> bool:
    """Whether a text may name a member."""
    return _NAME.fullmatch(text) is not None


def member_of(id: str) -> str | None:
    """The member that a qualified id names; None where it names none."""
    member, separator, _ = id.partition(SEPARATOR)
    return member if separator else None


def id_in_member(id: str) -> str:
    """A qualified id as its member writes it."""
    return id.partition(SEPARATOR)[2] or id


def is_id_elsewhere(text: str) -> bool:
    """Whether a text has the form in which a record names a record of another member."""
    member, separator, id = text.partition(SEPARATOR)
    return bool(separator) and is_member_name(member) and is_register_id(id)


@dataclass(frozen=True, slots=True)
class MemberNames:
    """What a member's ids, parties and paths are called on the roof."""

    member: str | None = None
    """None for the roof's own records, whose names stay as they are."""
    folder: str = ""
    """The path from the roof to the member, ending in a slash; empty for the roof itself."""
    parties: Mapping[str, str] = field(default_factory=dict)
    """What each registered party of the member is called on the roof."""

    def own_id(self, id: str) -> str:
        """The id of a record or an event of this member, also of one that pretends to be another's."""
        return id if self.member is None else f"{self.member}{SEPARATOR}{id}"

    def linked_id(self, id: str) -> str:
        """The id of a record that a record of this member names, its own or that of another member."""
        return id if not id or SEPARATOR in id else self.own_id(id)

    def party(self, id: str) -> str:
        """A party that this member names; one that it has not registered is its own alone."""
        return self.parties.get(id) or self.own_id(id)

    def path(self, path: str) -> str:
        """A path of this member as seen from the roof."""
        return f"{self.folder}{path}"

    def reference(self, shape: Shape, id: str) -> str:
        """What a field of this shape names."""
        match shape:
            case Shape.PARTY:
                return self.party(id)
            case Shape.EVENT:
                return self.own_id(id)
            case _:
                return self.linked_id(id)

    def record(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """A record with its id and all that it names as the roof calls them."""
        if self.keeps_all:
            return data
        named = with_renamed_references(data, self.reference)
        return {**named, "id": self.own_id(data["id"])} if isinstance(data.get("id"), str) else named

    def part_of_record(self, names: tuple[str, ...], value: Any) -> Any:
        """The value of a field, with all that it names as the roof calls them; `names` lead to the field."""
        return with_renamed_part(value, names, self.reference)

    @property
    def keeps_all(self) -> bool:
        """Whether every name stays as it is."""
        return self.member is None and all(id == name for id, name in self.parties.items())

    def due_event(self, text: str) -> str:
        """The field `due_event` as JSON, with its event as named on the roof."""
        value = json.loads(text)
        event = value.get("event")
        named = {**value, "event": self.own_id(event)} if isinstance(event, str) else value
        return json.dumps(named, ensure_ascii=False)


OWN_NAMES = MemberNames()
"""The names of a register that stands alone."""

Column = Sequence[Any]


def outline_columns(names: MemberNames, separator: str) -> Mapping[str, Callable[[Column], list[Any]]]:
    """How the columns of the outlines of a member read on the roof, by their names.

    `separator` stands between the items of a column.
    """
    if names.keeps_all:
        return {}
    prefix = names.own_id("")

    def roles(item: str) -> str:
        party, slash, role = item.rpartition("/")
        return f"{names.party(party)}{slash}{role}"

    def items(rename: Callable[[str], str], text: str) -> str:
        return separator.join(map(rename, text.split(separator)))

    return {
        "path": lambda column: [f"{names.folder}{path}" for path in column],
        "id": lambda column: [f"{prefix}{id}" for id in column],
        "part_of": partial(_renamed, names.linked_id),
        "due_event": partial(_renamed, names.due_event),
        "lead": partial(_renamed, partial(items, names.party)),
        "parties": partial(_renamed, partial(items, roles)),
    }


def _renamed(rename: Callable[[str], str], column: Column) -> list[Any]:
    """A column with each text renamed, and each different one once; empty texts stay."""
    renamed = {text: rename(text) if text else text for text in set(column)}
    return [renamed[text] for text in column]
