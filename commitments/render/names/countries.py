"""Reads the names of countries, and names them by their codes. Knows no party."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from commitments.model.closed_lists import WordReader
from commitments.model.nearest import nearest_words
from commitments.render.names.country_names import COUNTRY_NAMES

_OTHER_NAMES: Mapping[str, str] = {
    "UK": "GB",
    "Great Britain": "GB",
    "Anh": "GB",
    "USA": "US",
    "United States of America": "US",
    "Mỹ": "US",
    "Republic of Korea": "KR",
    "Russian Federation": "RU",
    "Nhật": "JP",
    "Úc": "AU",
    "Lao PDR": "LA",
    "Turkey": "TR",
    "Czech Republic": "CZ",
    "Hồng Kông": "HK",
}
"""Short names that people write, beside those of the CLDR."""


def country_name(code: str, lang: str) -> str:
    """The name of a country in a language; the code itself where it is none of the standard."""
    names = COUNTRY_NAMES.get(code)
    return names[lang == "vi"] if names else code


def country_code(text: str) -> str | None:
    """The code that a text means: the code itself in any capitals, else a name; None where it means none.

    A code is compared letter by letter, since `Mỹ` is not MY.
    """
    code = text.strip().upper()
    return code if code in COUNTRY_NAMES else name_reader().stored_word(text)


@cache
def name_reader() -> WordReader:
    """The reader of the names of countries."""
    return WordReader(_codes_by_name())


def _codes_by_name() -> dict[str, str]:
    return {**{name: code for code, names in COUNTRY_NAMES.items() for name in names}, **_OTHER_NAMES}


def nearest_countries(text: str) -> str:
    """The names of up to three countries like a text, each with its code; empty where none is near."""
    codes = _codes_by_name()
    names = {codes[name]: name for name in reversed(nearest_words(text, codes, 6)) if name in codes}
    return ", ".join(f"{name} ({code})" for code, name in [*names.items()][::-1][:3])
