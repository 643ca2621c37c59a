"""Reads one cell of a table as a party, a choice, a date or a text. It must not know a record or guess.

A cell that cannot be read as what it should be is an `Unclear`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from commitments.edits.dates.date_terms import NO_TERMS, DateTerms
from commitments.edits.dates.written_dates import (
    AGAINST_ORDER,
    TWO_DAYS,
    WrittenDate,
    date_field_value,
    read_date,
)
from commitments.edits.table.body_words import is_collective
from commitments.edits.table.table_words import plain_date_text, status_by_share
from commitments.edits.unclear import Unclear, unclear
from commitments.errors import N_, ShellWord
from commitments.model.closed_lists import LIST_BY_FIELD, StoredWords, WordReader
from commitments.model.fields import Tense
from commitments.model.folding import fold, is_vietnamese
from commitments.model.members import SEPARATOR, is_id_elsewhere
from commitments.model.nearest import nearest_word
from commitments.model.parties.party import Registry
from commitments.model.parties.party_names import trim_name
from commitments.model.parties.party_reader import ONE_ID, SEVERAL_PARTIES, PartyIds, PartyReader, joined_ids

NO_PARTY = N_("There is no party {party}")
_DASHES = re.compile(r"[-–—. ]+")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NEGATIONS = frozenset({"chua", "khong", "not"})
_SHORT_NAME = re.compile(r"(.+?) ?\((?=[^()]*[A-ZĐ][^()]*[A-ZĐ])[\w&.-]{2,12}\)")
_CUTOFF = 0.8
_LONGEST = 64
_SHORTEST_CLAUSE = 30
_BUDGET = 20
"""The number of unknown words of a kind that get a suggestion; the search is slow in a table full of them."""


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells of one table."""

    registry: Registry
    terms: DateTerms = NO_TERMS
    """What its dates are read by."""
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The values of `kind` and of `status`, by the folded words for them."""
    own_words: Mapping[str, str] = field(default_factory=dict)
    """The words that stand for the words of a table, by those, folded."""
    member: str | None = None
    """What the register is called on the roof at which the reader stands; None for one that stands alone."""
    _readers: list[PartyReader] = field(default_factory=list)
    """The reader of the registry, at most one item; made at the first use."""
    _word_readers: dict[str, WordReader] = field(default_factory=dict)
    """The reader of each field in `choices`, made at its first use."""
    _unknown_parties: dict[str, Unclear] = field(default_factory=dict)
    _short_names: dict[str, str | None] = field(default_factory=dict)
    """The party that each short form abbreviates, by that form."""
    _searches: dict[str, int] = field(default_factory=dict)
    """The number of searches for a suggestion, by kind."""

    def written_date(self, value: object, tense: Tense = Tense.TO_COME) -> WrittenDate | Unclear:
        """Read a date with the words around it."""
        text, has_words = plain_date_text(value) if isinstance(value, str) else (value, False)
        reading = read_date(text, replace(self.terms, tense=tense))
        if has_words and isinstance(reading, WrittenDate) and reading.date is not None:
            wording = one_line_text(value)
            return reading._replace(
                wording=wording, lang=reading.lang or ("vi" if is_vietnamese(wording) else "")
            )
        if isinstance(reading, Unclear) and reading.message in (TWO_DAYS, AGAINST_ORDER):
            return reading._replace(
                hint=N_("Say which of the two the table means, with --dates dmy or --dates mdy.")
            )
        return reading

    def date(self, value: object, tense: Tense) -> str | int | Unclear:
        """Read a date that allows no words around it."""
        reading = self.written_date(value, tense)
        if isinstance(reading, Unclear):
            return reading
        if reading.date is None or reading.wording:
            return unclear(N_("{value} holds more than a date"), value=str(value))
        return date_field_value(reading.date)

    def choice(self, name: str, value: object) -> str | Unclear:
        """Read a kind or a status by its word in either language; `name` is the field."""
        choice, values, word = self.known_choice(name, value), self.choices[name], one_line_text(value)
        if choice is not None:
            return choice
        suggestion = values.get(_corrected_word(fold(word), values), "") if self._take_search(name) else ""
        return unclear(
            N_("{value} is not one of: {allowed}"),
            N_("Did you mean {nearest}? Else say what the table means: --value {setting}.")
            if suggestion
            else N_("Say what the table means: --value {setting}."),
            value=word,
            setting=ShellWord(f"{word}=…"),
            allowed=StoredWords(LIST_BY_FIELD[name], tuple(dict.fromkeys(values.values()))),
            nearest=StoredWords(LIST_BY_FIELD[name], (suggestion,)),
        )

    def known_choice(self, name: str, value: object) -> str | None:
        """The kind or the status that a cell is a word for; None for any other cell."""
        if name == "status" and (share := status_by_share(value)) is not None:
            return share.value
        return self._word_reader(name).stored_word(one_line_text(value)) if name in self.choices else None

    def own_word(self, value: object) -> object:
        """What stands for a cell of the table; the cell itself where nobody said so."""
        if not self.own_words or not isinstance(value, str):
            return value
        return self.own_words.get(fold(one_line_text(value)), value)

    def _word_reader(self, name: str) -> WordReader:
        if name not in self._word_readers:
            self._word_readers[name] = WordReader(self.choices[name])
        return self._word_readers[name]

    def parties(self, value: object) -> list[str | Unclear]:
        """Read the parties of a cell, each by its full name, even one with separators in it."""
        if not self.registry.exists:  # every id counts as known, and so would each word between separators
            parts = map(trim_name, re.split(r"[,;\n]", cell_text(value)))
            return [self.party(part) for part in parts if part]
        return [
            self._party_meant(name, ids or self._own_ids(name) or self._ids_before_short_name(name))
            for name, ids in self._party_reader().named(cell_text(value))
        ]

    def _own_ids(self, name: str) -> PartyIds:
        """The parties that a word of the table stands for."""
        word = self.own_word(name)
        return () if word == name else self._party_reader().ids(str(word))

    def is_party(self, name: str) -> bool:
        """Whether a text is a name of a party of the registry."""
        return self.registry.exists and bool(self._party_reader().ids(name))

    def unknown_names(self, value: object) -> list[str]:
        """The texts of a cell of parties that name no party of the registry."""
        text = cell_text(self.own_word(value))
        if not self.registry.exists:
            return [text]
        return [
            name
            for name, ids in self._party_reader().named(text)
            if not (
                ids
                or self._own_ids(name)
                or self._ids_before_short_name(name)
                or self.abbreviated_party(name)
            )
        ]

    def _ids_before_short_name(self, name: str) -> PartyIds:
        """The parties of a name with its short name behind it: `Ministry of Finance (MoF)`."""
        match = _SHORT_NAME.fullmatch(name)
        return self._party_reader().ids(match[1]) if match else ()

    def party(self, name: str) -> str | Unclear:
        """Read a party by its id or one of its names; an unlisted one is refused."""
        if not self.registry.exists:
            return name if _ID.fullmatch(name) else self._unknown_party(name)
        return self._party_meant(name, self._party_reader().ids(name))

    def abbreviated_party(self, name: str) -> str | None:
        """The id of the one party that a word and initials abbreviate, as `Bộ KH&CN` does; else None."""
        if name not in self._short_names:
            ids = self._party_reader().abbreviated(name) if self.registry.exists else ()
            self._short_names[name] = ids[0] if len(ids) == 1 else None
        return self._short_names[name]

    def _party_meant(self, name: str, ids: PartyIds) -> str | Unclear:
        if len(ids) > 1:
            return unclear(SEVERAL_PARTIES, ONE_ID, party=name, ids=joined_ids(ids))
        return ids[0] if ids else self._unknown_party(name)

    def _party_reader(self) -> PartyReader:
        if not self._readers:
            self._readers.append(PartyReader(self.registry))
        return self._readers[0]

    def _unknown_party(self, name: str) -> Unclear:
        if name not in self._unknown_parties:
            self._unknown_parties[name] = self._refuse_party(name)
        return self._unknown_parties[name]

    def _refuse_party(self, name: str) -> Unclear:
        is_one = not is_collective(name)
        near = self._party_reader().nearest_ids(name) if is_one and self._take_search("party") else []
        suggestions = ", ".join(f"{id} ({self.registry.name(id, 'vi')})" for id in near)
        return unclear(
            NO_PARTY,
            N_("Did you mean one of these? {near}")
            if suggestions
            else N_("--add-parties adds it; --value {setting} says which known party is meant.")
            if is_one
            else N_("It names many bodies at once; --value {setting} says which known party is meant."),
            party=name,
            setting=ShellWord(f"{name}=PARTY"),
            near=suggestions,
        )

    def link(self, value: object, titles: Mapping[str, list[str]]) -> str | Unclear:
        """Read the id of another record, by its id or by its title; `titles` has ids by `title_key`."""
        word = self.plain_id(one_line_text(value))
        ids = titles.get(title_key(word), [])
        if len(ids) == 1:
            return ids[0]
        if _ID.fullmatch(word) or is_id_elsewhere(word):
            return word
        near = titles.get(nearest_word(title_key(word), titles) if self._take_search("link") else "", [])
        return unclear(
            N_("{value} is neither the id nor the title of one record"),
            N_("Did you mean {nearest}?") if near else "",
            value=word,
            nearest=", ".join(near),
        )

    def plain_id(self, text: str) -> str:
        """An id as the register itself writes it, where the table writes it as the roof does."""
        member, separator, id = text.partition(SEPARATOR)
        return id if separator and self.member and member.strip().lower() == self.member else text

    def _take_search(self, kind: str) -> bool:
        """Count a search for a suggestion; False once the budget of the kind is spent."""
        self._searches[kind] = self._searches.get(kind, 0) + 1
        return self._searches[kind] <= _BUDGET


def _corrected_word(word: str, words: Iterable[str]) -> str:
    """The known word that a folded word misspells; `chưa hoàn thành` does not misspell `hoàn thành`."""
    match = "".join(get_close_matches(word[:_LONGEST], words, n=1, cutoff=_CUTOFF))
    negations = _NEGATIONS & (set(word.split()) - set(match.split()))
    return "" if negations or match in word else match


def is_blank(value: object) -> bool:
    """Whether a cell is empty or holds only dashes."""
    return value is None or (isinstance(value, str) and (not value or _DASHES.fullmatch(value) is not None))


def cell_text(value: object) -> str:
    """A cell as composed text (NFC); a whole number has no point."""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    return unicodedata.normalize("NFC", str(value)).strip()


def one_line_text(value: object) -> str:
    """A cell as text of one line, with single spaces."""
    return " ".join(cell_text(value).split())


def first_clause(text: str, longest: int) -> str:
    """The beginning of a long text up to the end of a clause; up to a word where no clause ends in time."""
    start = text[: longest - 1]
    ends = [match.start() for match in re.finditer(r"[.;:,](?= )", start)]
    late_ends = [end for end in ends if end >= _SHORTEST_CLAUSE]
    return start[: late_ends[0]] if late_ends else f"{start.rpartition(' ')[0] or start}…"


def text_of_lines(value: object) -> str:
    """A cell as text of several lines, without spaces at their ends."""
    return "\n".join(part.rstrip() for part in cell_text(value).split("\n")).strip()


def own_field_value(value: object) -> Any:
    """A cell as the value of an own field of the workspace."""
    return value if isinstance(value, (bool, int, float)) else text_of_lines(value)


def title_key(title: str) -> str:
    """The key under which titles are compared: their words without case."""
    return " ".join(unicodedata.normalize("NFC", title).casefold().split()).rstrip(" .;")
