"""What options take, and what they mean; a value that is none of it is refused with what would do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from commitments.cli.options import Filters
from commitments.errors import N_, CommitmentsError
from commitments.model.dates import FIRST_YEAR, LAST_YEAR, Precision, parse
from commitments.model.lifecycle import Kind, Status
from commitments.model.nearest import nearest

if TYPE_CHECKING:
    from commitments.reports.filters import Selection


def selection(filters: Filters) -> Selection:
    """The filter; raises CommitmentsError for a word that is in no list."""
    from commitments.reports.filters import Selection  # `validate` filters nothing

    return Selection(
        ids=tuple(filters.ids or ()),
        status=_known("--status", filters.status, [status.value for status in Status]),
        kind=_known("--kind", filters.kind, [kind.value for kind in Kind]),
        party=tuple(filters.party or ()),
        lead=tuple(filters.lead or ()),
        tag=tuple(filters.tag or ()),
        part_of=tuple(filters.part_of or ()),
        due_before=day_option("--due-before", filters.due_before) if filters.due_before else None,
        text=tuple(filters.text or ()),
    )


def _known(option: str, given: list[str] | None, allowed: list[str]) -> tuple[str, ...]:
    for value in given or ():
        require_one_of(option, value, allowed)
    return tuple(given or ())


def require_one_of(option: str, given: str, allowed: list[str]) -> None:
    """Raise CommitmentsError, with the nearest, for a word that is not allowed."""
    if given not in allowed:
        near = nearest(given, allowed)
        raise CommitmentsError(
            N_("{option} does not take {given}"),
            N_("Did you mean {near}? It takes: {allowed}") if near else N_("It takes: {allowed}"),
            option=option,
            given=given,
            near=near,
            allowed=", ".join(allowed),
        )


def day_option(option: str, given: str) -> date:
    """A calendar day; raises CommitmentsError for anything else."""
    span = parse(given)
    day = span.earliest if span and span.precision is Precision.DAY else None
    if day is None or given != day.isoformat():
        raise CommitmentsError(
            N_("{option} does not take {given}"),
            N_("Write a day, such as 2026-11-22."),
            option=option,
            given=given,
        )
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CommitmentsError(
            N_("{option} does not take {given}"),
            N_("Years go from {first} to {last}."),
            option=option,
            given=given,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    return day


def date_option(given: str | None) -> str | None:
    """A date as records have it, of one as people write it; None of an empty text.

    Raises CommitmentsError for any other.
    """
    from commitments.edits.written_dates import date_alone  # reading commands need none of it

    return date_alone(given) if given else None


def yaml_value(text: str) -> Any:
    """What a text means as YAML on one line; raises CommitmentsError for one that is none."""
    from commitments.reading.yaml_text import parse as parse_yaml

    found = parse_yaml(b"value: " + text.encode("utf-8", "surrogateescape"))
    if found.faults or not isinstance(found.value, dict) or [*found.value] != ["value"]:
        raise CommitmentsError(
            N_("{value} is no value in YAML"),
            N_("Write it like [a, b], {{name: value}}, true, 2026 or “a text in quotes”."),
            value=text,
        )
    return found.value["value"]
