"""What one cell of a table says: a party, a word of a list, a date, a text. Knows no record.

A cell that cannot be taken as what it should be is an `Unclear`; nothing is guessed and nothing made up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from commitments.edits.date_words import Order
from commitments.edits.table.party_names import PartyNames, bare
from commitments.edits.written_dates import TWO_DAYS, Unclear, When, as_field, unclear, written
from commitments.errors import N_
from commitments.model.folding import fold
from commitments.model.nearest import nearest, nearest_few
from commitments.model.party import Registry

_DASHES = re.compile(r"[-–—. ]+")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NEGATIONS = frozenset({"chua", "khong", "not"})
_ALIKE = 0.8
_LONGEST = 64
_BUDGET = 20
"""Strangers of a kind for whom the nearest is looked for; a table full of them gets no more."""


@dataclass(frozen=True, slots=True)
class CellReader:
    """How the cells of one table are read."""

    registry: Registry
    order: Order | None = None
    epoch: int = 1900
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For `kind` and `status` their values by the words for them, folded."""
    _parties: list[PartyNames[str | Unclear]] = field(default_factory=list)
    """The names of the registry, once they are asked for."""
    _strangers: dict[str, Unclear] = field(default_factory=dict)
    _asked: dict[str, int] = field(default_factory=dict)
    """How often the nearest was to be looked for, by what."""

    def when(self, value: object) -> When | Unclear:
        """What a date means, with the words around it."""
        found = written(value, self.order, self.epoch)
        if isinstance(found, Unclear) and found.message == TWO_DAYS:
            return found._replace(
                hint=N_("Say which of the two the table means, with --dates dmy or --dates mdy.")
            )
        return found

    def date(self, value: object) -> str | int | Unclear:
        """A date where words will not do."""
        found = self.when(value)
        if isinstance(found, Unclear):
            return found
        if found.date is None or found.wording:
            return unclear(N_("{value} is not a date alone"), value=str(value))
        return as_field(found.date)

    def choice(self, name: str, value: object) -> str | Unclear:
        """A kind or a status, by its word in either language."""
        known = self.choices[name]
        word = plain(value)
        found = known.get(fold(word)) or known.get(fold(word).replace("_", " "))
        if found is not None:
            return found
        near = known.get(_misspelt(fold(word), known), "") if self._may_suggest(name) else ""
        return unclear(
            N_("{value} is not one of: {allowed}"),
            N_("Did you mean {nearest}?") if near else "",
            value=word,
            allowed=", ".join(dict.fromkeys(known.values())),
            nearest=near,
        )

    def parties(self, value: object) -> list[str | Unclear]:
        """The parties of a cell, each by the whole of its name, whatever signs that holds."""
        if not self.registry.exists:  # any id is known then, and so would be words between signs
            parts = map(bare, re.split(r"[,;\n]", text(value)))
            return [self.party(part) for part in parts if part]
        named = self._names().named(text(value))
        return [self._stranger(name) if id is None else id for name, id in named]

    def party(self, name: str) -> str | Unclear:
        """A party by its id or by a name in either language; never one that nobody listed."""
        if not self.registry.exists:
            return name if _ID.fullmatch(name) else self._stranger(name)
        known = self._names().meaning(name)
        return self._stranger(name) if known is None else known

    def _names(self) -> PartyNames[str | Unclear]:
        if not self._parties:
            self._parties.append(_by_name(self.registry))
        return self._parties[0]

    def _stranger(self, name: str) -> Unclear:
        if name not in self._strangers:
            self._strangers[name] = self._unknown(name)
        return self._strangers[name]

    def _unknown(self, name: str) -> Unclear:
        near = []
        if self._may_suggest("party"):
            ids = _ids_by_key(self.registry)
            near = [ids[key] for key in nearest_few(_key(name), ids)]
        told = ", ".join(f"{id} ({self.registry.name(id, 'vi')})" for id in dict.fromkeys(near))
        return unclear(
            N_("There is no party {party}"),
            N_("Is one of these meant? {near}") if told else N_("Add it to schema/parties.yaml first."),
            party=name,
            near=told,
        )

    def link(self, value: object, titles: Mapping[str, list[str]]) -> str | Unclear:
        """Another record, by its id or by its title, as `title_key` has it."""
        word = plain(value)
        ids = titles.get(title_key(word), [])
        if len(ids) == 1:
            return ids[0]
        if _ID.fullmatch(word):
            return word
        near = titles.get(nearest(title_key(word), titles) if self._may_suggest("link") else "", [])
        return unclear(
            N_("{value} is neither the id nor the title of one record"),
            N_("Did you mean {nearest}?") if near else "",
            value=word,
            nearest=", ".join(near),
        )

    def _may_suggest(self, what: str) -> bool:
        """Whether the nearest is still looked for."""
        self._asked[what] = self._asked.get(what, 0) + 1
        return self._asked[what] <= _BUDGET


def _misspelt(word: str, known: Iterable[str]) -> str:
    """The word that a folded one is but for a slip; `chưa hoàn thành` is no slip for `hoàn thành`."""
    found = "".join(get_close_matches(word[:_LONGEST], known, n=1, cutoff=_ALIKE))
    denied = _NEGATIONS & (set(word.split()) - set(found.split()))
    return "" if denied or found in word else found


def _key(name: str) -> str:
    return " ".join(fold(name).split())


def _ids_by_key(registry: Registry) -> dict[str, str]:
    parties = registry.parties.values()
    names = {
        _key(name): str(party.id) for party in parties for name in (party.name.en, party.name.vi) if name
    }
    return {**names, **{str(party.id): str(party.id) for party in parties}}


def _by_name(registry: Registry) -> PartyNames[str | Unclear]:
    """Every party by id and by name; a name that two have stands for neither."""
    names: PartyNames[str | Unclear] = PartyNames()
    for party in registry.parties.values():
        for name in filter(None, (party.name.en, party.name.vi)):
            if names.add(name, str(party.id)) != party.id:
                several = unclear(
                    N_("{party} is the name of several parties"), N_("Write the id of one."), party=name
                )
                names.replace(name, several)
    for party in registry.parties.values():
        names.replace(party.id, str(party.id))
    return names


def is_blank(value: object) -> bool:
    """Whether a cell says nothing: it is empty, or holds a dash alone."""
    return value is None or (isinstance(value, str) and (not value or _DASHES.fullmatch(value) is not None))


def text(value: object) -> str:
    """A cell as text, its letters composed; a whole number has no point."""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    return unicodedata.normalize("NFC", str(value)).strip()


def plain(value: object) -> str:
    """A cell as text of one line, with single spaces."""
    return " ".join(text(value).split())


def prose(value: object) -> str:
    """A cell as text of several lines, with nothing at their ends."""
    return "\n".join(part.rstrip() for part in text(value).split("\n")).strip()


def own(value: object) -> Any:
    """A cell as the value of a field of the workspace's own."""
    return value if isinstance(value, (bool, int, float)) else prose(value)


def title_key(title: str) -> str:
    """A title as titles are compared: by its words, whatever their case."""
    return " ".join(unicodedata.normalize("NFC", title).casefold().split()).rstrip(" .;")
