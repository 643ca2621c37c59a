"""Reads the flags of editing commands, and refuses missing and misplaced ones. It must not know a record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Protocol
from unicodedata import normalize

from commitments.edits.dates.written_dates import date_field_value, outside_years
from commitments.errors import N_, MissingError, UsageError
from commitments.model.calendar.dates import parse_date
from commitments.model.nearest import nearest_word

FlagText = str | None
"""The text of a flag; None and an empty text mean that the flag is not there."""

FLAGS: Mapping[str, str] = MappingProxyType(
    {
        "add": "--add TITLE",
        "agreed_by": "--agreed-by PARTY",
        "answer": "--answer TEXT",
        "by": "--by PARTY",
        "by_instrument": "--by-instrument ID",
        "date": "--date DATE",
        "due": "--due DATE",
        "evidence": "--evidence URL --title TITLE",
        "lapsed": "--lapsed TEXT",
        "met_on": "--met-on DATE",
        "milestone": "--milestone MILESTONE",
        "milestone_argument": "MILESTONE",
        "next_step": "--next-step TEXT",
        "name": "--name NAME",
        "note": "--note TEXT",
        "obstacle": "--obstacle TEXT",
        "reason": "--reason TEXT",
        "recommendation": "--recommendation TEXT",
        "reminder": "--reminder TEXT",
        "review_by": "--review-by DATE",
        "status_argument": "STATUS",
        "superseded_by": "--superseded-by ID",
        "title": "--title TITLE",
        "why": "--why TEXT",
    }
)
"""The usage of each flag, by the field of a request."""

EXAMPLES = "2026-10-31, 2026-10, 2026-Q4, 2026-H2, 2026"


class EditRequest(Protocol):
    """A request of a command; its fields are named like the flags."""

    def _asdict(self) -> dict[str, Any]: ...


def given_fields(request: EditRequest) -> set[str]:
    """The fields of a request that hold a text."""
    return {name for name, value in request._asdict().items() if isinstance(value, str) and value.strip()}


def missing_title(given: Collection[str]) -> list[str]:
    """`title`, where evidence is given without one."""
    return ["title"] if "evidence" in given and "title" not in given else []


def flag_usage(names: Iterable[str]) -> str:
    """The usage of several flags, in one line."""
    return " ".join(FLAGS[name] for name in names)


def require_flags(
    missing_names: Iterable[str], message: str = N_("The command needs more information"), **values: object
) -> None:
    """Raise MissingError where flags are missing; it names all of them."""
    names = list(missing_names)
    if names:
        raise MissingError(message, N_("Add {flags}."), flags=flag_usage(names), **values)


def refuse_flags(names: Iterable[str], hint: str, **values: object) -> None:
    """Raise UsageError where there are flags that the edit has no place for; `hint` says where they go."""
    flag_names = list(names)
    if flag_names:
        raise UsageError(
            N_("These options cannot be used here: {flags}"), hint, flags=flag_usage(flag_names), **values
        )


def require_choice(word: str, choices: Iterable[str]) -> str:
    """The choice that a word means, in any capitals; raises UsageError, with the nearest, for any other."""
    allowed = list(choices)
    if word.casefold() in allowed:
        return word.casefold()
    if word not in allowed:
        raise UsageError(
            N_("{value} is not one of: {allowed}"),
            N_("Did you mean {nearest}?") if nearest_word(word, allowed) else "",
            value=word,
            allowed=", ".join(allowed),
            nearest=nearest_word(word, allowed),
        )
    return word


def read_date_flag(text: str, flag: str) -> str | int:
    """The date (EDTF) of a request as a value of a field; raises UsageError for a text that is none.

    A request holds dates in the form of records: `written_dates` reads what people write, before it is made.
    `flag` names the flag in the message.
    """
    plain = text.strip()
    span = parse_date(plain)
    if span is None:
        raise UsageError(
            N_("{value} is not a date: {flag}"),
            N_("Write it like: {examples}"),
            value=text,
            flag=flag,
            examples=EXAMPLES,
        )
    if unclear := outside_years(plain, span):
        raise unclear.error()
    return date_field_value(plain)


def plain_text(text: FlagText) -> str:
    """A text as records hold it: composed (NFC), without tabs and outer spaces, with line feeds."""
    return normalize("NFC", "\n".join((text or "").splitlines())).replace("\t", " ").strip()
