"""Reads the values of options, and refuses a wrong one with what would do. Must not open a workspace."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from commitments.cli.options import Filters
from commitments.errors import N_, UsageError
from commitments.model.dates import FIRST_YEAR, LAST_YEAR, Precision, parse_date
from commitments.model.lifecycle import Kind, Status
from commitments.model.nearest import nearest_word

if TYPE_CHECKING:
    from commitments.reports.filters import RecordFilter


def selection(filters: Filters) -> RecordFilter:
    """The filter that the options describe; raises UsageError for an unknown status or kind, or no day."""
    from commitments.reports.filters import RecordFilter  # `validate` filters nothing

    return RecordFilter(
        ids=tuple(filters.ids or ()),
        status=_allowed_words("--status", filters.status, [status.value for status in Status]),
        kind=_allowed_words("--kind", filters.kind, [kind.value for kind in Kind]),
        party=tuple(filters.party or ()),
        lead=tuple(filters.lead or ()),
        tag=tuple(filters.tag or ()),
        part_of=tuple(filters.part_of or ()),
        due_before=day_option("--due-before", filters.due_before) if filters.due_before else None,
        text=tuple(filters.text or ()),
    )


def _allowed_words(option: str, values: list[str] | None, allowed: list[str]) -> tuple[str, ...]:
    for value in values or ():
        require_one_of(option, value, allowed)
    return tuple(values or ())


def require_one_of(option: str, value: str, allowed: list[str]) -> None:
    """Raise UsageError, with the nearest word, for a value that is not allowed."""
    if value not in allowed:
        near = nearest_word(value, allowed)
        raise UsageError(
            N_("{option} does not take {given}"),
            N_("Did you mean {near}? It takes: {allowed}") if near else N_("It takes: {allowed}"),
            option=option,
            given=value,
            near=near,
            allowed=", ".join(allowed),
        )


def day_option(option: str, value: str) -> date:
    """A calendar day; raises UsageError for anything else."""
    span = parse_date(value)
    day = span.earliest if span and span.precision is Precision.DAY else None
    if day is None or value != day.isoformat():
        raise UsageError(
            N_("{option} does not take {given}"),
            N_("Write a day, such as 2026-11-22."),
            option=option,
            given=value,
        )
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UsageError(
            N_("{option} does not take {given}"),
            N_("Years go from {first} to {last}."),
            option=option,
            given=value,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    return day


def date_option(text: str | None) -> str | None:
    """A date as records write it, from one as people write it; None for an empty text.

    Raises the CommitmentsError of `date_alone` for any other text.
    """
    from commitments.edits.written_dates import read_plain_date  # not needed by commands that only read

    return read_plain_date(text) if text else None


def yaml_value(text: str) -> Any:
    """The value of a text as YAML on one line; raises UsageError where it has none."""
    from commitments.reading.yaml.yaml_text import parse as parse_yaml

    parsed = parse_yaml(b"value: " + text.encode("utf-8", "surrogateescape"))
    if parsed.faults or not isinstance(parsed.value, dict) or [*parsed.value] != ["value"]:
        raise UsageError(
            N_("{value} is not a YAML value"),
            N_("Write it like [a, b], {{name: value}}, true, 2026 or “a text in quotes”."),
            value=text,
        )
    return parsed.value["value"]
