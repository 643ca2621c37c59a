"""Messages in their language. The only place that opens a catalogue; knows none of the messages."""

from __future__ import annotations

import gettext
from functools import cache

from commitments.locale import FOLDER


class Messages:
    """Messages of one language: `say("…")`, `count(n, "one", "many")`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._catalogue = _catalogue(lang)

    def say(self, message: str, /, **values: object) -> str:
        """A message with its braces filled."""
        text = self._catalogue.gettext(message) if message else ""
        return text.format(**values) if values else text

    def count(self, number: int, one: str, many: str, /, **values: object) -> str:
        """A message that depends on a number, which fills `{n}`."""
        text = self._catalogue.ngettext(one, many, number)
        return text.format(n=self.number(number), **values)

    def number(self, number: int) -> str:
        """A whole number with the separators of the language."""
        grouped = f"{number:,}"
        return grouped.replace(",", ".") if self.lang == "vi" else grouped


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    if lang == "en":
        return gettext.NullTranslations()
    return gettext.translation("commitments", FOLDER, [lang], fallback=True)
