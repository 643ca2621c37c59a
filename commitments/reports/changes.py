"""Which changes a question picks: one option repeated means or, different options mean and. Reads no git."""

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
from commitments.changes.field_names import field_names
from commitments.errors import N_, CommitmentsError
from commitments.model.folding import fold
from commitments.model.nearest import nearest_few
from commitments.model.party import Registry
from commitments.model.revision import Revision
from commitments.reports.filters import require_id, require_party


@dataclass(frozen=True, slots=True)
class ChangesQuestion:
    """A question as asked; empty means everything."""

    ids: Sequence[str] = ()
    """Exact ids, or patterns with `*`."""
    fields: Sequence[str] = ()
    """Each stands for what is below it too; the keys of items may be left out, and `*` fits anything."""
    parties: Sequence[str] = ()
    """Each stands for the bodies below it too."""
    authors: Sequence[str] = ()
    """Parts of a name or an e-mail; neither case nor Vietnamese marks matter."""


@dataclass(frozen=True, slots=True)
class Present:
    """What there is today, beside what the changes name."""

    parties: Mapping[str, Collection[str]] = field(default_factory=dict)
    """For each record that has a meaning, who is party to it."""
    unread: Collection[str] = ()
    """The ids of the other records."""
    fields: Collection[str] = ()
    """The names of fields, `milestones.due`, beside those that begin with `x-`."""


@dataclass(frozen=True, slots=True)
class ChangesReport:
    """The answer of `changes`."""

    today: date
    zone: tzinfo | None
    """In which the days of commits are told; None is that of the machine."""
    changes: Sequence[Change]
    """Oldest first; those of the working tree last."""
    commits: int
    """How many were looked at."""
    since: str = ""
    """From where, as asked: a day or a revision; empty is from the beginning."""
    until: str = ""


def picked(
    changes: Sequence[Change], asked: ChangesQuestion, registry: Registry, present: Present
) -> list[Change]:
    """The changes that a question picks, in their order.

    Raises CommitmentsError for an id, a field or a party that is neither in the changes nor in the present.
    """
    found = list(changes)
    for test in _tests(changes, asked, registry, present):
        found = list(filter(test, found))
    return found


Test = Callable[[Change], bool]


def _tests(
    changes: Sequence[Change], asked: ChangesQuestion, registry: Registry, present: Present
) -> Iterator[Test]:
    if asked.ids:
        ids = _ids(changes, asked.ids, present)
        yield lambda change: change.id in ids
    if asked.fields:
        fields = _fields(changes, asked.fields, present)
        yield lambda change: change.field in fields
    if asked.parties:
        concerned = _concerned(changes, asked.parties, registry, present)
        yield lambda change: change.id in concerned
    if asked.authors:
        yield _author_test(asked.authors)


def _ids(changes: Iterable[Change], asked: Sequence[str], present: Present) -> set[str]:
    known = {*(change.id for change in changes), *present.parties, *present.unread}
    for item in asked:
        if "*" not in item:
            require_id(item, known)
    patterns = [_pattern(item) for item in asked]
    return {id for id in known if any(pattern.fullmatch(id) for pattern in patterns)}


def _pattern(asked: str, more: str = "") -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, asked.split("*"))) + more, re.DOTALL)


def _fields(changes: Sequence[Change], asked: Sequence[str], present: Present) -> set[str]:
    """The fields of rows that are meant; never that of a row about the whole record."""
    names = {field: field_names(field) for field in {change.field for change in changes} if field}
    found: set[str] = set()
    for item in asked:
        fits = _pattern(normalize("NFC", item), r"(?:[.\[].*)?").fullmatch
        fitting = [field for field, name in names.items() if item and (fits(field) or fits(name))]
        if not fitting and "*" not in item:
            _require_field(item, {*names.values(), *present.fields}, changes)
        found.update(fitting)
    return found


def _require_field(asked: str, known: Collection[str], changes: Iterable[Change]) -> None:
    """Raise CommitmentsError, with the three nearest, for a field that no record has."""
    name = field_names(asked)
    if name in known or name.startswith("x-"):
        return
    way = name.split(".")
    if any(
        _holds(json.loads(text), way)
        for change in changes
        if not change.field
        for text in (change.old, change.new)
    ):
        return
    near = ", ".join(nearest_few(name, sorted(known)))
    raise CommitmentsError(
        N_("There is no field {field}"),
        N_("Nearest: {near}") if near else N_("See docs/fields/index.md."),
        field=asked,
        near=near,
    )


def _holds(value: Any, way: Sequence[str]) -> bool:
    """Whether a record, or what stands in it, has a field; items of lists add no name."""
    if isinstance(value, list):
        return any(_holds(item, way) for item in value)
    if not way:
        return True
    return isinstance(value, dict) and way[0] in value and _holds(value[way[0]], way[1:])


def _concerned(
    changes: Sequence[Change], asked: Sequence[str], registry: Registry, present: Present
) -> set[str]:
    """The ids of the records that ever named one of these parties, or a body below it."""
    named: dict[str, set[str]] = {id: set(parties) for id, parties in present.parties.items()}
    for change in changes:
        if not change.field or change.field.startswith("parties"):
            named.setdefault(change.id, set()).update(_parties(change))
    known = set(registry.parties).union(*named.values())
    for party in asked:
        require_party(party, known)
    meant = frozenset[str]().union(*(registry.with_below(party) for party in asked))
    return {id for id, parties in named.items() if not meant.isdisjoint(parties)}


_NAMED = re.compile(r'"party": ?("(?:[^"\\]|\\.)*")')
"""Where JSON may name a party; inside a text no quotation mark stands without a backslash."""


def _parties(change: Change) -> Iterator[str]:
    """The parties that a row about a record, or about its parties, names."""
    if change.field:
        yield from (json.loads(word) for word in _NAMED.findall(f"{change.old} {change.new}"))
        key = re.match(r"parties\[([^\]/#\\]+)", change.field)
        yield from [key[1]] if key else []
        return
    for text in (change.old, change.new):
        whole = json.loads(text) if '"parties"' in text else None
        items = whole.get("parties") if isinstance(whole, dict) else None
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict) and isinstance(item.get("party"), str):
                yield item["party"]


def _author_test(asked: Sequence[str]) -> Test:
    sought = [fold(item) for item in asked]

    @cache
    def wrote(name: str, email: str) -> bool:
        return any(item in fold(f"{name} <{email}>") for item in sought)

    def test(change: Change) -> bool:
        at: Revision = change.at
        return bool(at.id) and wrote(at.author, at.email)

    return test
