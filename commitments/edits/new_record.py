"""Makes a new record and its id from a draft. It must not ask a question or write a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from commitments.edits.dates.written_dates import date_field_value
from commitments.errors import N_, EditError, UsageError
from commitments.model.closed_lists import ClosedList, StoredWords
from commitments.model.folding import fold
from commitments.model.lifecycle import Kind, Role, Status

_ID_LENGTH = 48
"""The length that a proposed id keeps to, in whole words."""

_MAX_ID_LENGTH = 64
"""The length that the schema allows."""

_FIRST_STATUS: Mapping[str, Status] = {
    Kind.REQUEST: Status.PROPOSED,
    Kind.OTHER: Status.PROPOSED,
    Kind.MEETING: Status.FULFILLED,
}
"""The first status of kinds that nobody has agreed to yet, or that are over on their day."""

_SHAPE_FIELDS: Mapping[str, type] = {
    "kind": str,
    "part_of": str,
    "parties": list,
    "place": dict,
    "source": dict,
    "tags": list,
}
"""The fields that similar records share, with the type of each."""

_DOCUMENT_FIELDS = ("document", "title", "publisher", "published_on", "url")
"""The fields of `source` that describe the whole document, not a place in it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers for a new record; an empty one leaves its field out."""

    id: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    """The title by language; the summary too is by language."""
    summary: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    status: str = ""
    part_of: str = ""
    parties: Sequence[tuple[str, str]] = ()
    """Each party with its role."""
    made_on: str = ""
    due: str = ""
    in_force_from: str = ""
    in_force_until: str = ""
    deliverable: Mapping[str, str] = field(default_factory=dict)
    """What will be there when it is done, by language."""
    met_on: str = ""
    document: str = ""
    locator: str = ""
    tags: Sequence[str] = ()
    shape: Mapping[str, Any] = field(default_factory=dict)
    """Fields for which the draft has no answer, as `like` takes them from a record."""

    def record(self) -> dict[str, Any]:
        """The record, without empty and without invented fields."""
        fields = {
            "id": self.id,
            "title": _without_empty(self.title),
            "summary": _without_empty(self.summary),
            "kind": self.kind,
            "part_of": self.part_of,
            "parties": [{"party": party, "role": role} for party, role in dict.fromkeys(self.parties)],
            "made_on": date_field_value(self.made_on),
            "due": date_field_value(self.due),
            "in_force": _without_empty(
                {
                    "from": date_field_value(self.in_force_from),
                    "until": date_field_value(self.in_force_until),
                }
            ),
            "deliverable": _without_empty(self.deliverable),
            "met_on": date_field_value(self.met_on),
            "source": self._source(),
            "tags": list(dict.fromkeys(self.tags)),
        }
        record = {**deepcopy(dict(self.shape)), **_without_empty(fields)}
        record["status"] = self.status or first_status(record.get("kind", ""))
        if record.get("kind") == Kind.MEETING and record["status"] == Status.FULFILLED:
            _date_held_meeting(record)
        return _without_empty(record)

    def missing(self) -> list[str]:
        """The flags that the record still needs."""
        record = self.record()
        is_missing_by_flag = {
            "--title": "title" not in record,
            "--kind": "kind" not in record,
            "--party": "parties" not in record,
            "--met-on": record["status"] == Status.FULFILLED and "met_on" not in record,
            "--source": "document" not in record.get("source", ()),
        }
        return [flag for flag, is_missing in is_missing_by_flag.items() if is_missing]

    def proposed(self, taken: Container[str]) -> str:
        """An id made of the title."""
        return propose_id(self.title.get("en") or self.title.get("vi") or "", taken)

    def _source(self) -> dict[str, Any]:
        """The source; that of the shape counts only where the draft names no other document."""
        shape_source = self.shape.get("source", {})
        source = {} if self.document not in ("", shape_source.get("document")) else shape_source
        return _without_empty(
            {**source, "document": self.document or source.get("document"), "locator": self.locator}
        )


def draft_options(draft: Draft) -> list[tuple[str, str]]:
    """The options of `commit new` for a draft, with their values, without its id and its shape."""
    options = [
        *(("--title-" + lang, text) for lang, text in draft.title.items()),
        *(("--summary", text) for text in draft.summary.values()),
        ("--kind", draft.kind),
        ("--status", draft.status),
        *(("--party", f"{party}/{role}") for party, role in draft.parties),
        ("--made-on", draft.made_on),
        ("--due", draft.due),
        ("--in-force-from", draft.in_force_from),
        ("--in-force-until", draft.in_force_until),
        *(("--deliverable", text) for text in draft.deliverable.values()),
        ("--met-on", draft.met_on),
        ("--source", draft.document),
        ("--locator", draft.locator),
        ("--part-of", draft.part_of),
        *(("--tag", tag) for tag in draft.tags),
    ]
    return [(option, value) for option, value in options if value]


def first_status(kind: str) -> Status:
    """The first status of a record of a kind."""
    return _FIRST_STATUS.get(kind, Status.AGREED)


def shared_fields(record: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record that a similar record shares; never its own terms or what became of it."""
    shape = {
        name: record[name]
        for name, field_type in _SHAPE_FIELDS.items()
        if isinstance(record.get(name), field_type)
    }
    if source := shape.get("source"):
        shape["source"] = {name: source[name] for name in _DOCUMENT_FIELDS if name in source}
    return deepcopy(shape)


def split_party_and_role(given: str) -> tuple[str, str]:
    """The party and the role of `acme/lead`; raises UsageError for a missing or an unknown role."""
    party, _, role = given.rpartition("/")
    if not party or role not in set(Role):
        raise UsageError(
            N_("{option} does not take {given}"),
            N_("Write PARTY/ROLE, with one of these roles: {roles}"),
            option="--party",
            given=given,
            roles=StoredWords(ClosedList.ROLE, tuple(role.value for role in Role)),
        )
    return party, role


def require_new_id(id: str, taken: Mapping[str, str]) -> None:
    """Raise UsageError for a text that is no id, and EditError for an id in `taken`; that has paths by id."""
    if len(id) > _MAX_ID_LENGTH or not re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", id):
        raise UsageError(
            N_("{id} is not a valid id"),
            N_("Use only the letters a to z, digits and single hyphens between them, at most 64 characters."),
            id=id,
        )
    if id in taken:
        raise EditError(
            N_("The record {id} already exists: {path}"), N_("Choose another id."), id=id, path=taken[id]
        )


def _date_held_meeting(meeting: dict[str, Any]) -> None:
    """Move `made_on` to `met_on`: a meeting was held on the day on which it came about."""
    if "made_on" in meeting and "met_on" not in meeting:
        meeting["met_on"] = meeting.pop("made_on")


def _without_empty(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def propose_id(title: str, taken: Container[str], prefix: str = "") -> str:
    """An id from a title, other than those taken; raises UsageError for a title without a letter.

    `Đề án số 5` gives `de-an-so-5`, then `de-an-so-5-2`. The prefix stands before it as separate words.
    """
    prefix_words, words = _id_words(prefix), _id_words(title)
    if not words:
        raise UsageError(
            N_("No id can be made from the title “{title}”"), N_("Give the record an id."), title=title
        )
    start = "-".join(prefix_words)[: _MAX_ID_LENGTH - _ID_LENGTH // 2].rstrip("-")
    room = _ID_LENGTH - len(start) - 1 if start else _ID_LENGTH
    base = f"{start}-{_join_words(words, max(room, _ID_LENGTH // 3))}".strip("-")
    candidates = (
        base if n == 1 else f"{base[: _MAX_ID_LENGTH - len(str(n)) - 1].rstrip('-')}-{n}" for n in count(1)
    )
    return next(candidate for candidate in candidates if candidate not in taken)


def written_id(text: str) -> str:
    """The id that a text gives by itself, in all its words; empty where it has no letter and no digit."""
    return "-".join(_id_words(text))


def _id_words(text: str) -> list[str]:
    plain = fold(unicodedata.normalize("NFKC", text).replace("'", "").replace("’", ""))
    return re.findall("[a-z0-9]+", plain)


def _join_words(words: list[str], room: int) -> str:
    """As many whole words as there is room for; the first is cut where it is longer."""
    text = words[0][:room]
    for word in words[1:]:
        if len(text) + 1 + len(word) > room:
            break
        text = f"{text}-{word}"
    return text
