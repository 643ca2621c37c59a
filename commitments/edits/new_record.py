"""What a new record holds before anybody has worked on it. Asks no question and writes no file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from commitments.edits.written_dates import as_field
from commitments.errors import N_, CommitmentsError
from commitments.model.folding import fold
from commitments.model.lifecycle import Kind, Role, Status

_SOON = 48
"""Where an id ends if it can: whole words up to here."""

_MOST = 64
"""What the schema allows."""

_BEGINS: Mapping[str, Status] = {
    Kind.REQUEST: Status.PROPOSED,
    Kind.OTHER: Status.PROPOSED,
    Kind.MEETING: Status.FULFILLED,
}
"""How records of a kind begin that nobody could yet call agreed, or that are over on their day."""

_SHAPE: Mapping[str, type] = {
    "kind": str,
    "part_of": str,
    "parties": list,
    "place": dict,
    "source": dict,
    "tags": list,
}
"""What records of one sort have in common; all else is of one of them alone."""

_OF_THE_DOCUMENT = ("document", "title", "publisher", "published_on", "url")
"""What is said of the whole document, not of a place in it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is asked of a new record; what is empty is not said of it."""

    id: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    """By language, as is the summary."""
    summary: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    status: str = ""
    part_of: str = ""
    parties: Sequence[tuple[str, str]] = ()
    """Party and role."""
    made_on: str = ""
    due: str = ""
    met_on: str = ""
    document: str = ""
    locator: str = ""
    tags: Sequence[str] = ()
    shape: Mapping[str, Any] = field(default_factory=dict)
    """Fields that hold unless something else is asked for, as `like` has them."""

    def record(self) -> dict[str, Any]:
        """The record, with no field empty and none invented."""
        asked = {
            "id": self.id,
            "title": _filled(self.title),
            "summary": _filled(self.summary),
            "kind": self.kind,
            "part_of": self.part_of,
            "parties": [{"party": party, "role": role} for party, role in dict.fromkeys(self.parties)],
            "made_on": as_field(self.made_on),
            "due": as_field(self.due),
            "met_on": as_field(self.met_on),
            "source": self._source(),
            "tags": list(dict.fromkeys(self.tags)),
        }
        found = {**deepcopy(dict(self.shape)), **_filled(asked)}
        found["status"] = self.status or begins(found.get("kind", ""))
        if found.get("kind") == Kind.MEETING and found["status"] == Status.FULFILLED:
            _held(found)
        return _filled(found)

    def missing(self) -> list[str]:
        """The flags of what it still owes."""
        found = self.record()
        owed = {
            "--title": "title" not in found,
            "--kind": "kind" not in found,
            "--party": "parties" not in found,
            "--met-on": found["status"] == Status.FULFILLED and "met_on" not in found,
            "--source": "document" not in found.get("source", ()),
        }
        return [flag for flag, missing in owed.items() if missing]

    def proposed(self, taken: Container[str]) -> str:
        """An id made of its title."""
        return proposed_id(self.title.get("en") or self.title.get("vi") or "", taken)

    def _source(self) -> dict[str, Any]:
        """Another document than that of the shape has another publisher and another day, too."""
        copied = self.shape.get("source", {})
        kept = {} if self.document not in ("", copied.get("document")) else copied
        return _filled({**kept, "document": self.document or kept.get("document"), "locator": self.locator})


def options(draft: Draft) -> list[tuple[str, str]]:
    """What `commit new` is given for a draft, beside its id and its shape."""
    found = [
        *(("--title-" + lang, text) for lang, text in draft.title.items()),
        *(("--summary", text) for text in draft.summary.values()),
        ("--kind", draft.kind),
        ("--status", draft.status),
        *(("--party", f"{party}/{role}") for party, role in draft.parties),
        ("--made-on", draft.made_on),
        ("--due", draft.due),
        ("--met-on", draft.met_on),
        ("--source", draft.document),
        ("--locator", draft.locator),
        ("--part-of", draft.part_of),
        *(("--tag", tag) for tag in draft.tags),
    ]
    return [(option, value) for option, value in found if value]


def begins(kind: str) -> Status:
    """The status of a new record of some kind."""
    return _BEGINS.get(kind, Status.AGREED)


def like(record: Mapping[str, Any]) -> dict[str, Any]:
    """The shape of a record, for others of its sort: never what happened to it or what it alone agreed."""
    shape = {name: record[name] for name, form in _SHAPE.items() if isinstance(record.get(name), form)}
    if source := shape.get("source"):
        shape["source"] = {name: source[name] for name in _OF_THE_DOCUMENT if name in source}
    return deepcopy(shape)


def party_and_role(given: str) -> tuple[str, str]:
    """`acme/lead` as two; raises CommitmentsError for a role that is none, or for no role."""
    party, _, role = given.rpartition("/")
    if not party or role not in set(Role):
        raise CommitmentsError(
            N_("{option} does not take {given}"),
            N_("Write PARTY/ROLE, with one of these roles: {roles}"),
            option="--party",
            given=given,
            roles=", ".join(Role),
        )
    return party, role


def require_new(id: str, taken: Mapping[str, str]) -> None:
    """Raise CommitmentsError for what is no id, or the id of a record that is there; `taken` has its path."""
    if len(id) > _MOST or not re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", id):
        raise CommitmentsError(
            N_("{id} is no id"),
            N_("An id is of the letters a to z, digits and single hyphens between them, at most 64 in all."),
            id=id,
        )
    if id in taken:
        raise CommitmentsError(
            N_("There is a record {id} already: {path}"), N_("Choose another id."), id=id, path=taken[id]
        )


def _held(meeting: dict[str, Any]) -> None:
    """A meeting was held on the day on which it came about, and says so once."""
    if "made_on" in meeting and "met_on" not in meeting:
        meeting["met_on"] = meeting.pop("made_on")


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def proposed_id(title: str, taken: Container[str], prefix: str = "") -> str:
    """An id from a title, other than those taken; raises CommitmentsError for a title without any letter.

    `Đề án số 5` is `de-an-so-5`, then `de-an-so-5-2`. The prefix stands before it as words of its own.
    """
    before, words = _words(prefix), _words(title)
    if not words:
        raise CommitmentsError(
            N_("No id can be made from the title “{title}”"), N_("Give the record an id."), title=title
        )
    start = "-".join(before)[: _MOST - _SOON // 2]
    room = _SOON - len(start) - 1 if start else _SOON
    whole = f"{start}-{_cut(words, max(room, _SOON // 3))}".strip("-")
    tried = (whole if n == 1 else f"{whole[: _MOST - len(str(n)) - 1].rstrip('-')}-{n}" for n in count(1))
    return next(item for item in tried if item not in taken)


def _words(text: str) -> list[str]:
    plain = fold(unicodedata.normalize("NFKC", text).replace("'", "").replace("’", ""))
    return re.findall("[a-z0-9]+", plain)


def _cut(words: list[str], room: int) -> str:
    """As many whole words as there is room for; of one that is longer, its beginning."""
    kept = words[0][:room]
    for word in words[1:]:
        if len(kept) + 1 + len(word) > room:
            break
        kept = f"{kept}-{word}"
    return kept
