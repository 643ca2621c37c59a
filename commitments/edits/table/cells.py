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
from commitments.edits.written_dates import TWO_DAYS, Unclear, When, as_field, unclear, written
from commitments.errors import N_
from commitments.model.folding import fold
from commitments.model.nearest import nearest, nearest_few
from commitments.model.party import Registry

_DASHES = re.compile(r"[-–—. ]+")
_BULLET = re.compile(r"^(?:[-–+*•] ?|\([a-z0-9]{1,2}\) |[0-9]{1,2}[.)] )")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NEGATIONS = frozenset({"chua", "khong", "not"})
_ALIKE = 0.8
_LONGEST = 64
_BUDGET = 20
"""Strangers of a kind for whom the nearest is looked for; a table full of them gets no more."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How the cells of one table are read."""

    registry: Registry
    order: Order | None = None
    epoch: int = 1900
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For `kind` and `status` their values by the words for them, folded."""
    _parties: dict[str, str | Unclear] = field(default_factory=dict)
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
        """The parties of a cell: one a line or between semicolons, or between commas where all are known."""
        found: list[str | Unclear] = []
        for each in re.split(r"[;\n]", text(value)):
            name = _BULLET.sub("", each.strip()).strip(" .,")
            if name and not _DASHES.fullmatch(name):
                found += self._together(name) or [self.party(name)]
        return found

    def _together(self, names: str) -> list[str | Unclear]:
        """Several known parties with commas between them; names that hold commas are found too."""
        parts = names.split(",")
        found: list[str | Unclear] = []
        while parts:
            for end in range(len(parts), 0, -1):
                id = self._known(",".join(parts[:end]))
                if isinstance(id, str):
                    found.append(id)
                    del parts[:end]
                    break
            else:
                return []
        return found

    def party(self, name: str) -> str | Unclear:
        """A party by its id or by a name in either language; never one that nobody listed."""
        found = self._known(name)
        if found is None:
            found = self._parties[_key(name)] = self._stranger(name)
        return found

    def _known(self, name: str) -> str | Unclear | None:
        if not self._parties:
            self._parties.update(_by_name(self.registry))
        key = _key(name)
        if not self.registry.exists and key == name.strip() and _ID.fullmatch(key):
            return key
        return self._parties.get(key)

    def _stranger(self, name: str) -> Unclear:
        near = []
        if self._may_suggest("party"):
            known = [each for each, id in self._parties.items() if isinstance(id, str)]
            near = nearest_few(_key(name), known)
        ids = dict.fromkeys(str(self._parties[each]) for each in near if each in self._parties)
        told = ", ".join(f"{id} ({self.registry.name(id, 'vi')})" for id in ids)
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


def _by_name(registry: Registry) -> dict[str, str | Unclear]:
    """Every party by id and by name; a name that two have stands for neither."""
    found: dict[str, str | Unclear] = {}
    for each in registry.parties.values():
        for name in filter(None, (each.name.en, each.name.vi)):
            known = found.setdefault(_key(name), str(each.id))
            if known != each.id:
                found[_key(name)] = unclear(
                    N_("{party} is the name of several parties"), N_("Write the id of one."), party=name
                )
    return {**found, **{str(each.id): str(each.id) for each in registry.parties.values()}}


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
    return "\n".join(each.rstrip() for each in text(value).split("\n")).strip()


def own(value: object) -> Any:
    """A cell as the value of a field of the workspace's own."""
    return value if isinstance(value, (bool, int, float)) else prose(value)


def title_key(title: str) -> str:
    """A title as titles are compared: by its words, whatever their case."""
    return " ".join(unicodedata.normalize("NFC", title).casefold().split()).rstrip(" .;")
