"""Names the words of the closed lists by their labels, and reads them back. Chooses no word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from commitments.errors import N_
from commitments.locale import LANGUAGES
from commitments.locale.messages import Messages
from commitments.model.closed_lists import ClosedList, StoredWords, WordReader
from commitments.render.names import labels
from commitments.render.shown_value import shown_value
from commitments.render.words import Words

_STATUS_GROUPS: Mapping[str, str] = {"open": N_("open"), "closed": N_("closed")}

LABELS: Mapping[ClosedList, Mapping[str, str]] = {
    ClosedList.STATUS: labels.STATUS,
    ClosedList.STATUS_FILTER: {**labels.STATUS, **_STATUS_GROUPS, **labels.TIMELINESS},
    ClosedList.TIMELINESS: labels.TIMELINESS,
    ClosedList.KIND: labels.KIND,
    ClosedList.ROLE: labels.ROLE,
    ClosedList.MILESTONE_STATUS: labels.MILESTONE_STATUS,
    ClosedList.TOPIC: labels.TOPIC,
    ClosedList.RENEWAL: labels.RENEWAL,
    ClosedList.EVENT_TIMING: labels.EVENT_TIMING,
    ClosedList.PARTY_KIND: labels.PARTY_KIND,
    ClosedList.GROUP_KEY: {
        "party": N_("party"),
        "lead": N_("lead"),
        "country": N_("country"),
        "kind": N_("kind"),
        "tag": N_("tag"),
        "status": N_("status"),
        "timeliness": N_("timeliness"),
        "part_of": N_("part of"),
        "member": N_("member"),
    },
}
"""The label of each word, as a message id."""


_BENT: Mapping[ClosedList, Callable[[str, str, Words], str]] = {
    ClosedList.STATUS: labels.status_label,
    ClosedList.STATUS_FILTER: labels.status_label,
    ClosedList.ROLE: labels.role_label,
}
"""How the labels of a list bend to the kind of a record."""


@cache
def word_forms(closed_list: ClosedList) -> Mapping[str, str]:
    """Every form of the words of a list, with the stored word that it means: stored words before labels."""
    forms: dict[str, str] = {}
    for form, word in _forms(closed_list):
        forms.setdefault(form, word)
    return forms


def _forms(closed_list: ClosedList) -> Iterator[tuple[str, str]]:
    listed = [(str(word), label) for word, label in LABELS[closed_list].items()]
    yield from ((word, word) for word, _ in listed)
    for lang in LANGUAGES:
        words = Words(lang)
        yield from ((words.say(label), word) for word, label in listed)
        if bend := _BENT.get(closed_list):
            yield from ((bend(word, kind, words), word) for word, _ in listed for kind in labels.KIND)


@cache
def word_reader(closed_list: ClosedList) -> WordReader:
    """The reader of a list, by its stored words and its labels in every language."""
    return WordReader(word_forms(closed_list))


def labelled_words(stored: StoredWords, messages: Messages) -> str:
    """Words by their labels, each with the stored word beside it where it is another."""
    return ", ".join(_labelled_word(stored.closed_list, word, messages) for word in stored.words)


def _labelled_word(closed_list: ClosedList, word: str, messages: Messages) -> str:
    label = messages.say(LABELS[closed_list].get(word, word))
    return label if label == word else f"{label} ({word})"


def shown_values(values: Mapping[str, object], messages: Messages) -> dict[str, str]:
    """The values of an error as they are shown: on one line, and stored words by their labels."""
    return {
        name: labelled_words(value, messages)
        if isinstance(value, StoredWords)
        else shown_value(value, messages)
        for name, value in values.items()
    }
