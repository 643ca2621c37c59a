"""Says which words of a filter or a setting fit nothing, with the nearest that do. Must not look for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commitments.cli.streams import tell
from commitments.errors import N_
from commitments.locale import LANGUAGES
from commitments.locale.messages import Messages
from commitments.model.closed_lists import ClosedList, StoredWords
from commitments.render.names.countries import country_name
from commitments.render.names.list_labels import labelled_words
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
        if word.roles:
            tell(_without_roles(word, words))
            continue
        near = _shown(word.option, word.near, words)
        if word.option in _LISTS or word.option == "--country":
            message = N_("No record fits {option} {word}. There are: {near}") if near else _NO_RECORD
        else:
            message = N_("No record fits {option} {word}. Nearest: {near}") if near else _NO_RECORD
        shown = _shown(word.option, (word.word,), words)
        tell(words.say(message, option=word.option, word=shown, near=near))


def _without_roles(word: UnmatchedWord, words: Words) -> str:
    """That records have the party, but in none of the roles that were asked for."""
    return words.say(
        "No record fits {option} {word} with --role {roles}. Its roles there: {near}",
        option=word.option,
        word=_shown(word.option, (word.word,), words),
        roles=_shown("--role", word.roles, words),
        near=_shown("--role", word.near, words),
    )


def tell_unknown_language(name: str, words: Messages) -> None:
    """Say on standard error that COMMIT_LANG names a language that the program does not speak."""
    from commitments.model.nearest import nearest_word

    near = nearest_word(name, LANGUAGES)
    message = words.say("{option} does not take {given}", option="COMMIT_LANG", given=one_line(name))
    hint = N_("Did you mean {near}? It takes: {allowed}") if near else N_("It takes: {allowed}")
    tell(words.say("commit: {message}", message=message))
    tell("  " + words.say(hint, near=near, allowed=", ".join(LANGUAGES)))


_NO_RECORD = N_("No record fits {option} {word}.")


def _shown(option: str, stored: tuple[str, ...], words: Words) -> str:
    if option in _LISTS:
        return labelled_words(StoredWords(_LISTS[option], stored), words)
    if option == "--country":
        return ", ".join(f"{country_name(code, words.lang)} ({code})" for code in stored)
    return ", ".join(map(one_line, stored))
