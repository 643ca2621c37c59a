"""What was given on the command line, made fit for a record, or told to be missing. Knows no record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Protocol
from unicodedata import normalize

from commitments.edits.written_dates import as_field, far_off
from commitments.errors import N_, CommitmentsError
from commitments.model.dates import parse
from commitments.model.nearest import nearest

Given = str | None
"""What a flag was given; None and an empty text are nothing."""

FLAGS: Mapping[str, str] = MappingProxyType(
    {
        "agreed_by": "--agreed-by PARTY",
        "by": "--by PARTY",
        "date": "--date DATE",
        "evidence": "--evidence URL --title TITLE",
        "met_on": "--met-on DATE",
        "note": "--note TEXT",
        "reason": "--reason TEXT",
        "review_by": "--review-by DATE",
        "superseded_by": "--superseded-by ID",
        "title": "--title TITLE",
        "why": "--why TEXT",
    }
)
"""How to give what a request names."""

EXAMPLES = "2026-10-31, 2026-10, 2026-Q4, 2026-H2, 2026"


class EditRequest(Protocol):
    """What a command asks, by the names of its flags."""

    def _asdict(self) -> dict[str, Any]: ...


def given(request: EditRequest) -> set[str]:
    """Which fields of a request were given any text."""
    return {name for name, value in request._asdict().items() if isinstance(value, str) and value.strip()}


def untitled(given: Collection[str]) -> list[str]:
    """The title, where evidence is given without one."""
    return ["title"] if "evidence" in given and "title" not in given else []


def flags(names: Iterable[str]) -> str:
    """How to give all of these."""
    return " ".join(FLAGS[name] for name in names)


def require(
    missing: Iterable[str], message: str = N_("This needs more than was given"), **values: object
) -> None:
    """Raise CommitmentsError that names all that is missing at once, if anything is."""
    names = list(missing)
    if names:
        raise CommitmentsError(message, N_("Give it with {flags}."), flags=flags(names), **values)


def out_of_place(names: Iterable[str], why: str, **values: object) -> None:
    """Raise CommitmentsError for flags that nothing here would take, if any was given."""
    wrong = list(names)
    if wrong:
        raise CommitmentsError(N_("This cannot be given here: {flags}"), why, flags=flags(wrong), **values)


def choice(word: str, known: Iterable[str]) -> str:
    """One of the known words; raises CommitmentsError, with the nearest, for any other."""
    every = list(known)
    if word not in every:
        raise CommitmentsError(
            N_("{value} is not one of: {allowed}"),
            N_("Did you mean {nearest}?") if nearest(word, every) else "",
            value=word,
            allowed=", ".join(every),
            nearest=nearest(word, every),
        )
    return word


def written(text: str, flag: str) -> str | int:
    """A date as records have it, a whole year as a number; raises CommitmentsError for what is none."""
    plain = text.strip()
    span = parse(plain)
    if span is None:
        raise CommitmentsError(
            N_("{value} is not a date: {flag}"),
            N_("Write it like: {examples}"),
            value=text,
            flag=flag,
            examples=EXAMPLES,
        )
    if far := far_off(plain, span):
        raise far.error()
    return as_field(plain)


def plain_text(text: Given) -> str:
    """A text as records have it: letters composed, no tabs, lines ended by line feeds, nothing around it."""
    return normalize("NFC", "\n".join((text or "").splitlines())).replace("\t", " ").strip()
