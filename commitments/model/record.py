"""Reads what the mapping of a record means: a `Commitment`, or why it has no meaning. It does not validate.

It is lenient: an old or unknown field never hides a record. Only the fields that the state of a commitment
depends on must be right. Validation is the task of the schema and of the checks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commitments.model.calendar.dates import Span, parse_date
from commitments.model.calendar.recurrence import read_rule
from commitments.model.commitment import (
    Commitment,
    DueChange,
    HeldOccurrence,
    Milestone,
    PartyRole,
    Recurrence,
    Update,
)
from commitments.model.events import moves_by_event, read_due_event
from commitments.model.lifecycle import Kind, MilestoneStatus, Role, Status
from commitments.model.names import CommitmentId, PartyId, Prose
from commitments.model.problem import Finding, Pointer
from commitments.model.term import read_term

_STATUSES = {status.value: status for status in Status}
_KINDS = {kind.value: kind for kind in Kind}
_ROLES = {role.value: role for role in Role}
_MILESTONE_STATUSES = {status.value: status for status in MilestoneStatus}


def read_commitment(data: Mapping[str, Any], path: str) -> Commitment | tuple[Finding, ...]:
    """The commitment that a mapping describes, or every reason why its meaning cannot be read."""
    reasons = tuple(_unreadable_fields(data))
    if reasons:
        return reasons
    return Commitment(
        path=path,
        data=data,
        id=CommitmentId(data["id"]),
        title=read_prose(data.get("title")),
        kind=_KINDS[data["kind"]],
        status=_STATUSES[data["status"]],
        parties=tuple(
            PartyRole(PartyId(party["party"]), _ROLES.get(_text(party.get("role")) or ""))
            for party in _mappings(data.get("parties"))
            if isinstance(party.get("party"), str)
        ),
        part_of=_record_id(data.get("part_of")),
        depends_on=tuple(CommitmentId(id) for id in _texts(data.get("depends_on"))),
        superseded_by=_record_id(data.get("superseded_by")),
        made_on=parse_date(data.get("made_on")),
        due=parse_date(data.get("due")),
        due_basis=read_prose(data.get("due_basis")),
        due_event=read_due_event(data.get("due_event")),
        in_force=read_term(data.get("in_force")),
        due_changes=_read_due_changes(data),
        repeats=_read_repeats(data.get("repeats")),
        milestones=tuple(_read_milestone(milestone) for milestone in _mappings(data.get("milestones"))),
        updates=tuple(
            Update(parse_date(update.get("date")), _party_id(update.get("by")))
            for update in _mappings(data.get("updates"))
        ),
        met_on=parse_date(data.get("met_on")),
        review_by=parse_date(data.get("review_by")),
        tags=tuple(_texts(data.get("tags"))),
    )


def _unreadable_fields(data: Mapping[str, Any]) -> Iterator[Finding]:
    if not isinstance(data.get("id"), str) or not data["id"]:
        yield Finding("unreadable", ("id",), {"field": "id"})
    for name, words in (("status", _STATUSES), ("kind", _KINDS)):
        if not isinstance(data.get(name), str) or data[name] not in words:
            yield Finding("unreadable", (name,), {"field": name})
    for pointer, value in _needed_dates(data):
        if value is not None and parse_date(value) is None:
            yield Finding("unreadable", pointer, {"field": str(pointer[-1])})
    for name in ("milestones", "parties"):
        if not isinstance(data.get(name, []), list):
            yield Finding("unreadable", (name,), {"field": name})
    if "in_force" in data and not _has_readable_term(data["in_force"]):
        yield Finding("unreadable", ("in_force",), {"field": "in_force"})
    if "repeats" in data and not _has_readable_rule(data["repeats"]):
        yield Finding("unreadable", ("repeats",), {"field": "repeats"})


def _needed_dates(data: Mapping[str, Any]) -> Iterator[tuple[Pointer, Any]]:
    """Yields the dates that timeliness is judged from, with their pointers."""
    for name in ("due", "review_by", "met_on"):
        if name in data:
            yield (name,), data[name]
    milestones = data.get("milestones")
    for index, milestone in enumerate(milestones if isinstance(milestones, list) else ()):
        if isinstance(milestone, dict) and "due" in milestone:
            yield ("milestones", index, "due"), milestone["due"]


def _has_readable_term(value: Any) -> bool:
    """Whether every part of a term can be read on which its end depends."""
    if not isinstance(value, dict):
        return False
    dates = (value.get(name) for name in ("from", "until", "ends"))
    if any(date is not None and parse_date(date) is None for date in dates):
        return False
    term = read_term(value)
    return term is not None and all(
        getattr(term, name) is not None for name in ("renewal", "period", "times", "notice") if name in value
    )


def _has_readable_rule(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("rule"), str):
        return False
    starts = value.get("starts")
    return read_rule(value["rule"]) is not None and (starts is None or parse_date(starts) is not None)


def read_prose(value: Any) -> Prose:
    """A text by language; a bare text, as old records have it, counts as English."""
    if isinstance(value, dict):
        return Prose(_text(value.get("en")), _text(value.get("vi")))
    return Prose(_text(value))


def _read_milestone(data: Mapping[str, Any]) -> Milestone:
    status = _text(data.get("status")) or MilestoneStatus.SCHEDULED
    return Milestone(
        id=_text(data.get("id")) or "",
        title=read_prose(data.get("title")),
        status=_MILESTONE_STATUSES.get(status, MilestoneStatus.SCHEDULED),
        due=parse_date(data.get("due")),
        due_changes=_read_due_changes(data),
        met_on=parse_date(data.get("met_on")),
        due_event=read_due_event(data.get("due_event")),
    )


def _read_due_changes(data: Mapping[str, Any]) -> tuple[DueChange, ...]:
    return tuple(
        DueChange(
            parse_date(change.get("date")),
            _date_text(change.get("from")),
            _date_text(change.get("to")),
            _party_id(change.get("agreed_by")),
            _bound_event(data, change),
        )
        for change in _mappings(data.get("due_changes"))
    )


def _bound_event(holder: Mapping[str, Any], change: Mapping[str, Any]) -> str | None:
    """The event that an entry names, where the deadline of its holder hangs on that event; else None."""
    return _text(change.get("event")) if moves_by_event(holder, change) else None


def _read_repeats(value: Any) -> Recurrence | None:
    if not isinstance(value, dict):
        return None
    held = tuple(
        HeldOccurrence(
            parse_date(occurrence.get("occurrence")),
            parse_date(occurrence.get("met_on")),
            bool(occurrence.get("lapsed")),
        )
        for occurrence in _mappings(value.get("held"))
    )
    return Recurrence(value["rule"], _start_date(value.get("starts")), held)


def _start_date(value: Any) -> Span | None:
    span = parse_date(value)
    return span if span and span.earliest else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _date_text(value: Any) -> str | None:
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else None


def _record_id(value: Any) -> CommitmentId | None:
    text = _text(value)
    return CommitmentId(text) if text else None


def _party_id(value: Any) -> PartyId | None:
    text = _text(value)
    return PartyId(text) if text else None


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    return (entry for entry in value if isinstance(entry, dict)) if isinstance(value, list) else iter(())


def _texts(value: Any) -> Iterator[str]:
    return (text for text in value if isinstance(text, str)) if isinstance(value, list) else iter(())
