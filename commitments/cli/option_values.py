"""Reads the values of options, and refuses a wrong one with what would do. Must not open a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commitments.cli.options import Filters
from commitments.errors import N_, UsageError
from commitments.model.lifecycle import Kind, Status
from commitments.model.nearest import nearest_word

if TYPE_CHECKING:
    from commitments.cli.date_options import Dated
    from commitments.reports.filters import RecordFilter


def selection(filters: Filters, session: Dated) -> RecordFilter:
    """The filter that the options describe; raises UsageError for an unknown status or kind, or no date."""
    from commitments.cli.date_options import first_coming_day
    from commitments.reports.filters import RecordFilter  # `validate` filters nothing

    return RecordFilter(
        ids=tuple(filters.ids or ()),
        status=_allowed_words("--status", filters.status, [status.value for status in Status]),
        kind=_allowed_words("--kind", filters.kind, [kind.value for kind in Kind]),
        party=tuple(filters.party or ()),
        lead=tuple(filters.lead or ()),
        tag=tuple(filters.tag or ()),
        part_of=tuple(filters.part_of or ()),
        due_before=first_coming_day(session, filters.due_before) if filters.due_before else None,
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
