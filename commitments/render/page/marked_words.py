"""Words that mark messages, dates and names instead of writing them, so that two languages share a line.

A mark is `ǁkeyǃvalueǃvalueǂ`: the key of a pair of texts, and what stands in its braces; without a key it
holds a text in each language. The script of the page writes it out for the reader. Knows no record.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass, field

from commitments.locale import LANGUAGES
from commitments.model.calendar.dates import Span
from commitments.model.parties.party import Registry
from commitments.render.page.both_languages import Text
from commitments.render.words import Words

OPENS, BETWEEN, CLOSES = "ǁ", "ǃ", "ǂ"
"""The signs of a mark. A text of a record that holds one of them is written without marks."""
_MOST_VALUES = 10


def has_signs(text: str) -> bool:
    """Whether a text holds a sign of a mark."""
    return OPENS in text or CLOSES in text or BETWEEN in text


@dataclass(slots=True)
class MarkTable:
    """The texts that marks stand for, by their key; those of messages have numbers in braces."""

    texts: dict[str, Text] = field(default_factory=dict)
    """Dates and names of parties, by their key."""
    messages: dict[Text, int] = field(default_factory=dict)
    """Messages with numbers in braces, each with its own number."""
    languages: Mapping[str, Words] = field(default_factory=lambda: {lang: Words(lang) for lang in LANGUAGES})

    def text(self, key: str, text: Text) -> str:
        """The mark of a date or a name, which is kept under its key."""
        self.texts[key] = text
        return _mark(key)

    def message(self, text: Text, values: Mapping[str, object]) -> str:
        """The mark of a message, whose braces name the values."""
        names = {name: f"{{{place}}}" for place, name in enumerate(values)}
        numbered = Text(*(_fill(part, names) for part in text))
        number = self.messages.setdefault(numbered, len(self.messages))
        return _mark(f"{MESSAGE}{number}", *map(str, values.values()))

    def by_key(self) -> dict[str, Text]:
        """All texts by the key of their marks."""
        return {**self.texts, **{f"{MESSAGE}{number}": text for text, number in self.messages.items()}}


MESSAGE = "m"
"""The sign before the number of a message."""


def _mark(*parts: str) -> str:
    return f"{OPENS}{BETWEEN.join(parts)}{CLOSES}"


def shared_line(en: str, vi: str) -> str:
    """One text for both languages: what differs stands in a mark without a key."""
    if en == vi:
        return en
    start = _balanced(en, _common_length(en, vi))
    rest = _common_length(en[start:][::-1], vi[start:][::-1])
    end = next((place for place in range(rest, 0, -1) if _is_balanced(en[len(en) - place :])), 0)
    first, second = en[start : len(en) - end], vi[start : len(vi) - end]
    return f"{en[:start]}{_mark('', first, second)}{en[len(en) - end :]}"


def _common_length(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _balanced(text: str, length: int) -> int:
    """The longest beginning of a text, up to a length, that no mark crosses."""
    return next(place for place in range(length, -1, -1) if _is_balanced(text[:place]))


def _is_balanced(text: str) -> bool:
    return text.count(OPENS) == text.count(CLOSES) and text.rfind(OPENS) <= text.rfind(CLOSES)


_MARK = re.compile(f"{OPENS}([^{OPENS}{CLOSES}]*){CLOSES}")
_DEEPEST = 8


def written_out(text: str, texts: Mapping[str, Text], lang: str) -> str:
    """A text with its marks written out in one language, the innermost first."""

    def write(match: re.Match[str]) -> str:
        key, *values = match[1].split(BETWEEN)
        if not key and len(values) == len(LANGUAGES):
            return values[LANGUAGES.index(lang)]
        pair = texts.get(key)
        if pair is None:
            return " ".join(values)
        return re.sub(
            r"\{([0-9])\}",
            lambda brace: values[int(brace[1])] if int(brace[1]) < len(values) else "",
            pair.in_language(lang),
        )

    for _ in range(_DEEPEST):
        if OPENS not in text:
            break
        text = _MARK.sub(write, text)
    return text


def _fill(template: str, names: Mapping[str, str]) -> str:
    known = {name for _, name, _, _ in string.Formatter().parse(template) if name}
    return template.format(**{name: names.get(name, "") for name in known}) if known else template


class MarkedWords(Words):
    """The words of one language, of which messages and dates are marks."""

    def __init__(self, lang: str, table: MarkTable) -> None:
        super().__init__(lang)
        self._table = table

    def say(self, message: str, /, **values: object) -> str:
        """The mark of a message."""
        if not message or len(values) > _MOST_VALUES:
            return super().say(message, **values)
        en, vi = (Words.say(words, message) for words in self._table.languages.values())
        return self._table.message(Text(en, vi), values)

    def count(self, number: int, one: str, many: str, /, **values: object) -> str:
        """The mark of a message for a number."""
        en, vi = (words.plural(number, one, many) for words in self._table.languages.values())
        return self._table.message(Text(en, vi), {"n": self.number(number), **values})

    def date(self, value: Span | str | None) -> str:
        """The mark of a date; what is no date stays a text."""
        if not value:
            return ""
        text = value if isinstance(value, str) else value.text
        en, vi = (words.date(value) for words in self._table.languages.values())
        return text if en == vi == text else self._table.text(text, Text(en, vi))


@dataclass(frozen=True, slots=True)
class MarkedRegistry(Registry):
    """A registry of which the names of parties are marks."""

    table: MarkTable = field(default_factory=MarkTable)

    def name(self, party: str, lang: str) -> str:
        """The mark of a party's name."""
        names = Text(*(Registry.name(self, party, language) for language in LANGUAGES))
        return self.table.text(f"@{party}", names) if party in self.parties else party
