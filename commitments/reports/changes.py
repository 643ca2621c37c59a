"""Picks the changes that a question names. It must not read git.

One option repeated means or, different options mean and.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from functools import cache
from typing import Any
from unicodedata import normalize

from commitments.changes.change import Change
from commitments.changes.field_names import plain_field_name
from commitments.errors import N_, UnknownNameError
from commitments.model.folding import fold
from commitments.model.nearest import nearest_words
from commitments.model.parties.party import Registry
from commitments.model.parties.party_reader import find_party
from commitments.model.revision import Revision
from commitments.reports.record_ids import id_form, require_id


@dataclass(frozen=True, slots=True)
class ChangesQuestion:
    """A filter of changes; an empty one picks everything."""

    ids: Sequence[str] = ()
    """Exact ids, or patterns with `*`."""
    fields: Sequence[str] = ()
    """Each stands for the fields below it too; keys of items may be left out, and `*` fits any text."""
    parties: Sequence[str] = ()
    """Each stands for the bodies below it and before it too."""
    authors: Sequence[str] = ()
    """Parts of a name or an e-mail address; case and Vietnamese marks do not matter."""
    records: frozenset[str] | None = None
    """The ids of the records whose changes are asked for; None for all."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The records and fields of today, beside those that the changes name."""

    parties: Mapping[str, Collection[str]] = field(default_factory=dict)
    """The parties of each readable record, by its id."""
    unread: Collection[str] = ()
    """The ids of the records that cannot be read."""
    fields: Collection[str] = ()
    """The names of fields, as `milestones.due`, without those that begin with `x-`."""


@dataclass(frozen=True, slots=True)
class ChangesReport:
    """The answer of `changes`."""

    today: date
    zone: tzinfo | None
    """The zone for the days of commits; None is the zone of the machine."""
    changes: Sequence[Change]
    """Oldest first; those of the working tree last."""
    commits: int
    """The number of commits that were read."""
    since: str = ""
    """The day or the revision where the span begins, as typed; empty is the first commit."""
    until: str = ""
    """The day or the revision where the span ends, as typed; empty is now."""


def pick_changes(
    changes: Sequence[Change], question: ChangesQuestion, registry: Registry, present: KnownNames
) -> list[Change]:
    """The changes that a question picks, in their order.

    Raises UnknownNameError for an id, a field or a party that neither the changes nor the present hold.
    """
    selected = list(changes)
    for test in _change_tests(changes, question, registry, present):
        selected = list(filter(test, selected))
    return selected


ChangeTest = Callable[[Change], bool]


def _change_tests(
    changes: Sequence[Change], question: ChangesQuestion, registry: Registry, present: KnownNames
) -> Iterator[ChangeTest]:
    if question.ids:
        ids = _matching_ids(changes, question.ids, present)
        yield lambda change: change.id in ids
    if question.records is not None:
        records = question.records
        yield lambda change: change.id in records
    if question.fields:
        fields = _matching_fields(changes, question.fields, present)
        yield lambda change: change.field in fields
    if question.parties:
        ids_of_parties = _ids_of_parties(changes, question.parties, registry, present)
        yield lambda change: change.id in ids_of_parties
    if question.authors:
        yield _author_test(question.authors)


def _matching_ids(changes: Iterable[Change], patterns: Sequence[str], present: KnownNames) -> set[str]:
    known_ids = {*(change.id for change in changes), *present.parties, *present.unread}
    forms = [id_form(pattern) for pattern in patterns]
    for pattern, form in zip(patterns, forms, strict=True):
        if "*" not in form and form not in known_ids:
            require_id(pattern, known_ids)
    regexes = [_pattern(form) for form in forms]
    return {id for id in known_ids if any(regex.fullmatch(id) for regex in regexes)}


def _pattern(pattern: str, suffix: str = "") -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, pattern.split("*"))) + suffix, re.DOTALL)


def _matching_fields(changes: Sequence[Change], patterns: Sequence[str], present: KnownNames) -> set[str]:
    """The fields of changes that fit a pattern; a change of a whole record has none."""
    names = {field: plain_field_name(field) for field in {change.field for change in changes} if field}
    matching: set[str] = set()
    for pattern in patterns:
        fits = _pattern(normalize("NFC", pattern), r"(?:[.\[].*)?").fullmatch
        fitting = [field for field, name in names.items() if pattern and (fits(field) or fits(name))]
        if not fitting and "*" not in pattern:
            _require_field(pattern, {*names.values(), *present.fields}, changes)
        matching.update(fitting)
    return matching


def _require_field(field_text: str, known_fields: Collection[str], changes: Iterable[Change]) -> None:
    """Raise UnknownNameError, with the three nearest names, for a field that no record has."""
    name = plain_field_name(field_text)
    if name in known_fields or name.startswith("x-"):
        return
    names = name.split(".")
    if any(
        _has_field(json.loads(text), names)
        for change in changes
        if not change.field
        for text in (change.old, change.new)
    ):
        return
    suggestions = ", ".join(nearest_words(name, sorted(known_fields)))
    raise UnknownNameError(
        N_("There is no field {field}"),
        N_("Nearest: {near}") if suggestions else N_("See docs/fields/index.md."),
        field=field_text,
        near=suggestions,
    )


def _has_field(value: Any, names: Sequence[str]) -> bool:
    """Whether a value has the field at the end of these names; items of lists add no name."""
    if isinstance(value, list):
        return any(_has_field(item, names) for item in value)
    if not names:
        return True
    return isinstance(value, dict) and names[0] in value and _has_field(value[names[0]], names[1:])


def _ids_of_parties(
    changes: Sequence[Change], parties: Sequence[str], registry: Registry, present: KnownNames
) -> set[str]:
    """The ids of the records that ever named one of these parties, a body below it or one before it."""
    parties_by_id: dict[str, set[str]] = {id: set(parties) for id, parties in present.parties.items()}
    for change in changes:
        if not change.field or change.field.startswith("parties"):
            parties_by_id.setdefault(change.id, set()).update(_named_parties(change))
    known_parties = set[str]().union(*parties_by_id.values())
    ids = [find_party(party, registry, known_parties) for party in parties]
    bodies = frozenset[str]().union(*map(registry.with_below_and_before, ids))
    return {id for id, parties in parties_by_id.items() if not bodies.isdisjoint(parties)}


_PARTY_TEXT = re.compile(r'"party": ?("(?:[^"\\]|\\.)*")')
"""A party in JSON; inside a JSON text each quotation mark has a backslash before it."""


def _named_parties(change: Change) -> Iterator[str]:
    """The parties that a change of a record, or of its parties, names."""
    if change.field:
        yield from (json.loads(text) for text in _PARTY_TEXT.findall(f"{change.old} {change.new}"))
        key = re.match(r"parties\[([^\]/#\\]+)", change.field)
        yield from [key[1]] if key else []
        return
    for text in (change.old, change.new):
        record = json.loads(text) if '"parties"' in text else None
        items = record.get("parties") if isinstance(record, dict) else None
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict) and isinstance(item.get("party"), str):
                yield item["party"]


def _author_test(names: Sequence[str]) -> ChangeTest:
    parts = [fold(part) for part in names]

    @cache
    def is_author(name: str, email: str) -> bool:
        return any(part in fold(f"{name} <{email}>") for part in parts)

    def test(change: Change) -> bool:
        revision: Revision = change.at
        return bool(revision.id) and is_author(revision.author, revision.email)

    return test
