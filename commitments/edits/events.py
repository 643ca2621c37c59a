"""Makes the steps of `commit events add` and `commit events set`. It must not open a file or judge a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Any, NamedTuple

from commitments.changes.list_entries import shown_value
from commitments.edits.dates.written_dates import date_field_value
from commitments.edits.flags import FlagText, plain_text, read_date_flag, require_flags
from commitments.edits.list_edits import Record, chain_parts, entry_date, list_at, value_at
from commitments.edits.steps import EditStep, Put, append_step
from commitments.errors import N_, EditError, UnknownNameError
from commitments.model.bound_deadlines import BoundDeadline, bound_deadlines
from commitments.model.calendar.dates import Span, parse_date
from commitments.model.commitment import Commitment
from commitments.model.events import deadline_by_event
from commitments.model.nearest import nearest_words
from commitments.model.problem import Pointer

_MOST_NAMES = 12
"""How many deadlines a message names."""


class NewEvent(NamedTuple):
    """The request of `commit events add`; fields are named like their flags."""

    id: str
    name: FlagText
    name_vi: FlagText = None
    date: FlagText = None
    source_title: FlagText = None
    source_url: FlagText = None


class EventSetting(NamedTuple):
    """The request of `commit events set`; fields are named like their flags."""

    id: str
    day: Date
    lang: str
    reason: FlagText
    on: FlagText = None
    """The date of the event (EDTF); None where it is cancelled."""
    cancel: bool = False
    date: FlagText = None
    """The day of the decision, where that was not today."""


class BoundPlace(NamedTuple):
    """The deadline of a record, or of one of its milestones, by id."""

    record: str
    milestone: str | None = None


@dataclass(frozen=True, slots=True)
class EventPlan:
    """What `commit events set` does to the file of events and to records."""

    event_steps: Sequence[EditStep]
    record_steps: Mapping[str, Sequence[EditStep]]
    """By path; only records of which a deadline moves."""
    waiting: Sequence[BoundPlace]
    """The deadlines that hang on the event and are to be kept still."""
    left: Sequence[BoundPlace]
    """The deadlines that hang on it and stay: of what is closed."""


def new_event_entry(entries: Sequence[Any], request: NewEvent) -> dict[str, Any]:
    """The entry of a new event.

    Raises UsageError for one without a name, and EditError where an event has the id already.
    """
    require_flags([] if plain_text(request.name) or plain_text(request.name_vi) else ["name"])
    if any(isinstance(entry, Mapping) and entry.get("id") == request.id for entry in entries):
        raise EditError(
            N_("There is an event {event} already"),
            N_("`commit events set` gives it another date."),
            event=request.id,
        )
    entry: dict[str, Any] = {
        "id": request.id,
        "name": _filled(en=plain_text(request.name), vi=plain_text(request.name_vi)),
        "date": read_date_flag(request.date, "--date") if request.date else "",
        "source": _filled(title=plain_text(request.source_title), url=plain_text(request.source_url)),
    }
    return _filled(**entry)


def _filled(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def missing_flags(request: EventSetting) -> list[str]:
    """The flags that setting an event lacks: a reason."""
    return [] if plain_text(request.reason) else ["reason"]


def plan_setting(
    entries: Sequence[Any], commitments: Iterable[Commitment], request: EventSetting
) -> EventPlan:
    """The steps that set or cancel an event, and move the open deadlines that hang on it.

    Raises UsageError for a missing reason or no date, UnknownNameError for an unknown event, and EditError
    where the event is cancelled or its date lacks the end that a deadline needs.
    """
    require_flags(missing_flags(request))
    place = _find_event(entries, request.id)
    bound = [(record, deadline) for record in commitments for deadline in _hanging_on(record, request.id)]
    places = {
        waits: [_bound_place(*pair) for pair in bound if pair[1].waits is waits] for waits in (True, False)
    }
    if request.cancel:
        return EventPlan(_cancelling(entries[place], place, request), {}, places[True], places[False])
    return EventPlan(
        _dating(entries[place], place, request),
        _moving_steps(bound, request),
        places[True],
        places[False],
    )


def _find_event(entries: Sequence[Any], id: str) -> int:
    ids = [entry.get("id") if isinstance(entry, Mapping) else None for entry in entries]
    if ids.count(id) > 1:
        raise EditError(N_("Two events are called {event}"), N_("Keep one of the two."), event=id)
    if id in ids:
        return ids.index(id)
    known_ids = [known for known in ids if isinstance(known, str)]
    near = ", ".join(nearest_words(id, known_ids) or known_ids[:5])
    raise UnknownNameError(
        N_("There is no event {event}"),
        N_("Nearest: {near}") if near else N_("`commit events add` adds the first."),
        event=id,
        near=near,
    )


def _hanging_on(commitment: Commitment, event: str) -> list[BoundDeadline]:
    return [bound for bound in bound_deadlines(commitment) if bound.due_event.event == event]


def _bound_place(commitment: Commitment, bound: BoundDeadline) -> BoundPlace:
    return BoundPlace(commitment.id, bound.milestone)


def _cancelling(entry: Mapping[str, Any], place: int, request: EventSetting) -> list[EditStep]:
    if entry.get("cancelled"):
        return []
    reason = {request.lang: plain_text(request.reason)}
    return [Put((place, "cancelled"), {"date": entry_date(request.date, request.day), "reason": reason})]


def _dating(entry: Mapping[str, Any], place: int, request: EventSetting) -> list[EditStep]:
    if entry.get("cancelled"):
        raise EditError(
            N_("The event {event} is cancelled"),
            N_("If it takes place after all, take `cancelled` out of schema/events.yaml first."),
            event=request.id,
        )
    date = read_date_flag(request.on or "", "DATE")
    old = parse_date(entry.get("date"))
    return [] if old and old.text == str(date) else [Put((place, "date"), date)]


def _moving_steps(
    bound: Sequence[tuple[Commitment, BoundDeadline]], request: EventSetting
) -> dict[str, list[EditStep]]:
    """The steps for each record of which a deadline does not follow the new date, by path."""
    date = parse_date(read_date_flag(request.on or "", "DATE"))
    assert date is not None
    waiting = [(commitment, deadline) for commitment, deadline in bound if deadline.waits]
    _require_ends(waiting, date, request)
    steps: dict[str, list[EditStep]] = {}
    for commitment, deadline in waiting:
        due = deadline_by_event(deadline.due_event, date) or ""
        if not _means(deadline.due, due):
            steps.setdefault(commitment.path, []).extend(
                _move_steps(commitment.data, deadline.pointer, date_field_value(due), request)
            )
    return steps


def _require_ends(
    waiting: Sequence[tuple[Commitment, BoundDeadline]], date: Span, request: EventSetting
) -> None:
    """Raise EditError where a deadline needs an end of the event that its date lacks."""
    without = [
        _bound_place(commitment, deadline)
        for commitment, deadline in waiting
        if deadline_by_event(deadline.due_event, date) is None
    ]
    if without:
        raise EditError(
            N_("No deadline follows from {date} for: {records}"),
            N_("Give the event {event} a date that begins and ends."),
            date=date.text,
            event=request.id,
            records=place_list(without),
        )


def place_list(places: Sequence[BoundPlace]) -> str:
    """Deadlines in one line, by the ids of records and milestones."""
    names = [f"{place.record} ({place.milestone})" if place.milestone else place.record for place in places]
    return ", ".join([*names[:_MOST_NAMES], *(["…"] if len(names) > _MOST_NAMES else [])])


def _means(due: Span | None, text: str) -> bool:
    other = parse_date(text)
    return bool(due and other and (due.earliest, due.latest) == (other.earliest, other.latest))


def _move_steps(record: Record, at: Pointer, new: str | int, request: EventSetting) -> Iterator[EditStep]:
    """The steps that set the deadline of a record or milestone and say in `due_changes` what moved it."""
    entries = list_at(record, (*at, "due_changes"))
    last = entries[-1] if entries and isinstance(entries[-1], Mapping) else {}
    old = value_at(record, (*at, "due"))
    before = last.get("to") if old is None else old
    if before is not None and parse_date(before) is None:
        raise EditError(
            N_("{field} holds {value}, which is not a date"),
            N_("Fix {field} first, with --set or by hand."),
            field="due",
            value=shown_value(before),
        )
    move = {"date": entry_date(request.date, request.day)}
    if before is not None:
        move["from"] = before
    reason = {request.lang: plain_text(request.reason)}
    entry: dict[str, Any] = {**move, "to": new, "reason": reason, "event": request.id}
    yield from chain_parts(
        record,
        lambda now: [Put((*at, "due"), new)],
        lambda now: [append_step(now, (*at, "due_changes"), entry)],
    )
