"""Reads words.toml: the words, parties and recurrences of made records. Decides nothing."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple


class Prose(NamedTuple):
    """A text in both languages."""

    en: str
    vi: str


class Series(NamedTuple):
    """A recurring commitment."""

    rule: str
    starts: str
    ahead: str
    """The first occurrence after the day on which made workspaces are judged, empty where there is none."""
    held: dict[str, str]
    """When each earlier occurrence was held."""


def _pairs(name: str) -> tuple[Prose, ...]:
    return tuple(Prose(*pair) for pair in _WORDS[name])


_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
DEEDS, PLACES, AIMS, MILESTONES = map(_pairs, ("deeds", "places", "aims", "milestones"))
NOTES, PAUSES, REOPENINGS, DELAYS = map(_pairs, ("notes", "pauses", "reopenings", "delays"))
ENDINGS, BASES, DOUBTS, FIELDS = map(_pairs, ("endings", "bases", "doubts", "fields"))
TAGS = tuple(_WORDS["tags"])
SERIES = tuple(
    Series(rule, starts, ahead, dict(pair.split("=") for pair in held.split()))
    for rule, starts, ahead, held in _WORDS["series"]
)


def party_ids(records: int) -> tuple[str, ...]:
    """The parties of a workspace of so many records."""
    return tuple(f"{country}-{body}" for country, *_ in _countries(records) for body, *_ in _WORDS["bodies"])


def parties_text(records: int) -> str:
    """The file of parties: the same ten bodies in each of some countries."""
    lines: list[str] = []
    for code, country_en, country_vi in _countries(records):
        for body, kind, name_en, name_vi in _WORDS["bodies"]:
            lines.append(f"- id: {code}-{body}")
            lines.append(f'  name: {{en: "{name_en} {country_en}", vi: "{name_vi} {country_vi}"}}')
            lines += [f"  kind: {kind}", f"  country: {code.upper()}"]
            if kind in {"ministry", "agency", "local_authority", "mission"}:
                lines.append(f"  part_of: {code}-government")
    return "\n".join(lines) + "\n"


def _countries(records: int) -> list[list[str]]:
    countries: list[list[str]] = _WORDS["countries"]
    return countries if records >= 1_000 else countries[:2]
