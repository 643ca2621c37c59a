"""Says which words of a filter fit no record, with the nearest that do. Must not look for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commitments.cli.streams import tell
from commitments.errors import N_
from commitments.model.closed_lists import ClosedList, StoredWords
from commitments.render.countries import country_name
from commitments.render.list_labels import labelled_words
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.reports.filters import UnmatchedWord

_LISTS: Mapping[str, ClosedList] = {
    "--status": ClosedList.STATUS_FILTER,
    "--timeliness": ClosedList.TIMELINESS,
    "--kind": ClosedList.KIND,
    "--role": ClosedList.ROLE,
}


def tell_unmatched(unmatched: Sequence[UnmatchedWord], words: Words) -> None:
    """Say on standard error, for each word, that it fits no record."""
    for word in unmatched:
        near = _shown(word.option, word.near, words)
        if word.option in _LISTS or word.option == "--country":
            message = N_("No record fits {option} {word}. There are: {near}") if near else _NO_RECORD
        else:
            message = N_("No record fits {option} {word}. Nearest: {near}") if near else _NO_RECORD
        shown = _shown(word.option, (word.word,), words)
        tell(words.say(message, option=word.option, word=shown, near=near))


_NO_RECORD = N_("No record fits {option} {word}.")


def _shown(option: str, stored: tuple[str, ...], words: Words) -> str:
    if option in _LISTS:
        return labelled_words(StoredWords(_LISTS[option], stored), words)
    if option == "--country":
        return ", ".join(f"{country_name(code, words.lang)} ({code})" for code in stored)
    return ", ".join(map(one_line, stored))
