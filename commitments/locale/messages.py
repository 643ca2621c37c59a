"""Gives messages in their language. It alone opens a catalogue; it knows none of the messages."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache

from commitments.locale import CATALOGUE_FOLDER


class Messages:
    """The messages of one language: `say("…")`, `count(n, "one", "many")`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._catalogue = _catalogue(lang)

    def say(self, message: str, /, **values: object) -> str:
        """The message in the language, with its braces filled."""
        text = self._catalogue.gettext(message) if message else ""
        return _fill_braces(text, message, values) if values else text

    def count(self, number: int, one: str, many: str, /, **values: object) -> str:
        """The message for a number, which fills `{n}`: `one` for 1, else `many`."""
        text = self.plural(number, one, many)
        return _fill_braces(text, one if number == 1 else many, {"n": self.number(number), **values})

    def plural(self, number: int, one: str, many: str) -> str:
        """The message for a number, with its braces not filled."""
        return self._catalogue.ngettext(one, many, number)

    def number(self, number: int) -> str:
        """A whole number with the thousands separator of the language."""
        grouped = f"{number:,}"
        return grouped.replace(",", ".") if self.lang == "vi" else grouped


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    if lang == "en":
        return gettext.NullTranslations()
    try:
        with open(CATALOGUE_FOLDER / lang / "LC_MESSAGES" / "commitments.mo", "rb") as file:
            return gettext.GNUTranslations(file)
    except Exception as error:  # however the file is damaged, words in English are better than none
        _damaged[lang] = getattr(error, "strerror", None) or "File is corrupt"
        return gettext.NullTranslations()


_damaged: dict[str, str] = {}


def damaged_catalogues() -> Mapping[str, str]:
    """The languages whose catalogue was opened and cannot be read, each with the reason."""
    return _damaged


def _fill_braces(text: str, message: str, values: Mapping[str, object]) -> str:
    """A translation with its braces filled; the filled message where the translation is damaged."""
    try:
        return text.format(**values)
    except (LookupError, ValueError, AttributeError, TypeError):
        return message.format(**values)
