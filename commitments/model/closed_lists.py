"""Reads the words of the closed lists as people write them. It holds no label: the caller supplies them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import NamedTuple

from commitments.model.folding import fold
from commitments.model.nearest import COMPARED_LENGTH, nearest_word


class ClosedList(StrEnum):
    """The lists whose words are stored or typed, and shown by their labels."""

    STATUS = "status"
    STATUS_FILTER = "status_filter"
    """The statuses, and what else `--status` takes as a filter."""
    TIMELINESS = "timeliness"
    KIND = "kind"
    ROLE = "role"
    MILESTONE_STATUS = "milestone_status"
    TOPIC = "topic"
    RENEWAL = "renewal"
    EVENT_TIMING = "event_timing"
    PARTY_KIND = "party_kind"
    GROUP_KEY = "group_key"


LIST_BY_FIELD: Mapping[str, ClosedList] = {
    "status": ClosedList.STATUS,
    "kind": ClosedList.KIND,
    "parties.role": ClosedList.ROLE,
    "milestones.status": ClosedList.MILESTONE_STATUS,
    "updates.about": ClosedList.TOPIC,
    "in_force.renewal": ClosedList.RENEWAL,
    "due_event.when": ClosedList.EVENT_TIMING,
    "milestones.due_event.when": ClosedList.EVENT_TIMING,
}
"""The list of each field that holds a word of one; items of lists add no name to the path."""


class StoredWords(NamedTuple):
    """Stored words of one list, for a message that shows them by their labels."""

    closed_list: ClosedList
    words: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join(self.words)


class WordReader:
    """Reads the words of one closed list, by their stored forms and their labels."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        """`forms` gives the stored word of each form; the first of two equal forms counts."""
        self._forms = forms
        self._words_by_key: dict[str, str] = {}
        for form, word in forms.items():
            self._words_by_key.setdefault(word_key(form), word)

    def stored_word(self, text: str) -> str | None:
        """The stored word that a text means; None where it means none."""
        return self._words_by_key.get(word_key(text))

    def nearest_word(self, text: str, allowed: Collection[str]) -> str:
        """The stored word, among those allowed, of the form most like a text; empty where none is near."""
        words = {form[:COMPARED_LENGTH]: word for form, word in self._forms.items() if word in allowed}
        return words.get(nearest_word(text, words), "")


def word_key(text: str) -> str:
    """The key under which words are compared: letters and digits, without capitals and marks."""
    return "".join(character for character in fold(text) if character.isalnum())
