"""Puts the headings and cells of CSV in the reader's words, for `--words`. Chooses no row and no column.

Dates stay as records hold them, so that a spreadsheet can sort them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commitments.errors import N_
from commitments.model.closed_lists import LIST_BY_FIELD
from commitments.model.fields import BY_PATH, Shape
from commitments.model.lifecycle import ReasonKind
from commitments.model.parties.party import Registry
from commitments.render.answer import Cells, Record
from commitments.render.formats.csv_text import flatten_row
from commitments.render.names.column_headings import HEADINGS
from commitments.render.names.labels import (
    CLASS,
    KIND,
    LATE_REASONS,
    PARTY_KIND,
    ROLE,
    STATUS,
    TERM,
    TIMELINESS,
)
from commitments.render.names.list_labels import LABELS
from commitments.render.words import Words

_VALUES: Mapping[str, Mapping[str, str]] = {
    "kind": {**PARTY_KIND, **KIND},
    "severity": {"error": N_("error"), "warning": N_("warning")},
    "status": STATUS,
    "timeliness": TIMELINESS,
    "class": CLASS,
    "term.state": TERM,
}
"""The labels of the words in a column."""

_PARTIES = frozenset({"lead", "owes", "owed"})
_STATE_COLUMN = "by_timeliness."
_PART = re.compile(r"(?P<name>[^.\[]+)(?P<key>(?:\[[^\]]*\])?(?:#[0-9]+)?)")


@dataclass(frozen=True, slots=True)
class CellWords:
    """The words for the cells of one answer."""

    registry: Registry
    words: Words

    def cells(self, cells: Cells) -> Cells:
        """The columns and rows in words; a column without words keeps its key."""
        return Cells(
            [self.heading(name) for name in cells.names],
            lambda: map(self._row, cells.rows()),
            cells.is_complete,
        )

    def heading(self, key: str) -> str:
        """The heading of a column."""
        if key.startswith(_STATE_COLUMN):
            return self.words.say(TIMELINESS[key.removeprefix(_STATE_COLUMN)])
        return self.words.say(HEADINGS[key]) if key in HEADINGS else key

    def _row(self, row: Record) -> Record:
        if row.keys() == {"field", "value"}:
            return dict(zip(map(self.heading, row), self._field_in_words(row), strict=True))
        named = {name: self._names(name, value) for name, value in row.items()}
        return {self.heading(name): self._word(name, value) for name, value in flatten_row(named).items()}

    def _names(self, name: str, value: Any) -> Any:
        """The value of a column with names for ids of parties, before lists become one cell."""
        say, lang = self.words.say, self.words.lang
        if name in _PARTIES and isinstance(value, list):
            return [self.registry.name(party, lang) for party in value]
        if name == "parties" and isinstance(value, list):
            return [
                f"{self.registry.name(entry['party'], lang)} ({say(ROLE.get(entry['role'], ''))})"
                for entry in value
            ]
        if name == "reasons" and isinstance(value, list):
            return [
                say(LATE_REASONS[ReasonKind(reason["what"])], id=reason["id"] or "", due=reason["due"])
                for reason in value
            ]
        return value

    def _word(self, name: str, value: Any) -> Any:
        if value in ("true", "false"):
            return self.words.say("yes") if value == "true" else self.words.say("no")
        labels = _VALUES.get(name, {})
        return self.words.say(labels[value]) if value in labels else value

    def _field_in_words(self, row: Record) -> Iterator[Any]:
        """The name and the value of a row of one record."""
        field, value = str(row["field"]), row["value"]
        if field.startswith("computed."):
            name = field.removeprefix("computed.")
            yield self.heading(name)
            yield self._word(name, self._party_names(value) if name in _PARTIES else value)
            return
        parts = list(_PART.finditer(field))
        paths = [".".join(part["name"] for part in parts[: place + 1]) for place in range(len(parts))]
        labels = [
            self._field_label(path, part["name"]) + part["key"]
            for path, part in zip(paths, parts, strict=True)
        ]
        label = " · ".join(labels)
        yield label[:1].upper() + label[1:]
        yield self._field_value(paths[-1], value)

    def _field_label(self, path: str, name: str) -> str:
        field = BY_PATH.get(path)
        label = (field.label or field.noun) if field else ""
        return self.words.say(label) if label else name

    def _field_value(self, path: str, value: Any) -> Any:
        field = BY_PATH.get(path)
        if field is not None and field.shape is Shape.PARTY:
            return self.registry.name(str(value), self.words.lang)
        if path in LIST_BY_FIELD:
            return self.words.say(LABELS[LIST_BY_FIELD[path]].get(str(value), str(value)))
        return self._word("", value)

    def _party_names(self, value: Any) -> Any:
        names = (self.registry.name(party, self.words.lang) for party in str(value).split("; "))
        return "; ".join(names) if value else value
