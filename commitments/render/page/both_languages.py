"""Words a message in both languages at once, since a page holds both. Knows no record and no markup."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from commitments.locale import LANGUAGES
from commitments.render.words import Words


class Text(NamedTuple):
    """One text in both languages."""

    en: str
    vi: str

    def in_language(self, lang: str) -> str:
        """The text in one of the two languages."""
        return self.vi if lang == "vi" else self.en

    def __bool__(self) -> bool:
        return bool(self.en or self.vi)


NO_TEXT = Text("", "")


def same(text: str) -> Text:
    """A text that both languages share, such as a name or a number of a commit."""
    return Text(text, text)


class BothLanguages:
    """The messages of both languages, with the interface of `Words` where a text comes out."""

    def __init__(self) -> None:
        self.en, self.vi = (Words(lang) for lang in LANGUAGES)

    def say(self, message: str, /, **values: object) -> Text:
        """The message in both languages; a value that is a `Text` takes its own language in each."""
        return self.write(lambda words: words.say(message, **_values_in(words, values)))

    def count(self, number: int, one: str, many: str, /, **values: object) -> Text:
        """The message for a number in both languages."""
        return self.write(lambda words: words.count(number, one, many, **_values_in(words, values)))

    def number(self, number: int) -> Text:
        """A number with the thousands separator of each language."""
        return self.write(lambda words: words.number(number))

    def date(self, text: str) -> Text:
        """A date as people write it."""
        return self.write(lambda words: words.date(text))

    def write(self, write: Callable[[Words], str]) -> Text:
        """What a function writes with the words of each language."""
        return Text(write(self.en), write(self.vi))


def _values_in(words: Words, values: dict[str, object]) -> dict[str, object]:
    return {
        name: value.in_language(words.lang) if isinstance(value, Text) else value
        for name, value in values.items()
    }


def joined(texts: list[Text], separator: str = " · ") -> Text:
    """Texts one after another, empty ones left out."""
    return Text(
        separator.join(text.en for text in texts if text.en),
        separator.join(text.vi for text in texts if text.vi),
    )
