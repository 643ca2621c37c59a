"""Judges what happened to the files that decide what is found: the settings, the registries, the schema.

It compares values that others read, and opens nothing. Only accepted findings are weakening where added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commitments.changes.change_set import ChangeSet, FileEdit
from commitments.changes.compare import canonical_text, compare
from commitments.changes.list_entries import Fields, mappings, same_days, shown_value, text_or_empty
from commitments.model.calendar.dates import parse_date
from commitments.model.events import deadline_by_event, read_due_event
from commitments.model.lifecycle import OPEN_STATUSES
from commitments.model.problem import Finding, Pointer, Severity

SETTINGS_FILE, PARTIES_FILE, EVENTS_FILE = "commitments.toml", "schema/parties.yaml", "schema/events.yaml"

_RANKS = {"off": 0, "warning": 1, "error": 2}
_DEFAULT_DAYS = {"due_soon_days": 30, "stale_after_days": 90, "expiring_days": 90}
_WATCHED = ("timezone", "dates", "home")
_BODIES = frozenset(
    {"government", "ministry", "agency", "local_authority", "mission", "international_organisation"}
)
"""The kinds of party that are succeeded and not renamed."""
_REGISTRY_FIELDS = {
    "parties": ("kind", "country", "part_of", "until", "succeeded_by"),
    "events": ("cancelled",),
}
"""What filters, counts and warnings rest on, beside the names; the date of an event has a rule of its own."""
_MOST_IDS = 5


def settings_weakened(file: FileEdit, defaults: Mapping[str, Severity]) -> Iterator[Finding]:
    """A rule weighs less, a finding is accepted, a party or an event is gone, a setting differs."""
    if file.path == SETTINGS_FILE:
        before, after = _mapping(file.before), _mapping(file.after)
        yield from _lowered_rules(
            _mapping(before.get("severities")), _mapping(after.get("severities")), defaults
        )
        yield from _accepted_entries(before, after)
        yield from _other_settings(before, after)
    elif file.path in (PARTIES_FILE, EVENTS_FILE):
        yield from _changed_registry("parties" if file.path == PARTIES_FILE else "events", file)
    elif isinstance(file.before, dict) and isinstance(file.after, dict) and not file.is_shipped:
        for change in compare(file.before, file.after)[
            :1
        ]:  # a hint of what is there; all else is in the file
            yield _weakened((), f"{file.path}: {change.field}", change.old, change.new)


def _weakened(at: Pointer, what: str, old: object, new: object, severity: Severity | None = None) -> Finding:
    values = {"what": what[:80], "old": shown_value(old), "new": shown_value(new)}
    return Finding("settings-weakened", at, values, severity=severity)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _lowered_rules(old: Fields, new: Fields, defaults: Mapping[str, Severity]) -> Iterator[Finding]:
    for rule in sorted(old.keys() | new.keys()):
        default = defaults[rule].value if rule in defaults else "error"
        was, now = (text_or_empty(severities.get(rule)) or default for severities in (old, new))
        if _RANKS.get(now, 2) < _RANKS.get(was, 2):
            at = ("severities", rule) if rule in new else ("severities",) if new else ()
            yield _weakened(at, rule, was, now)


def _accepted_entries(before: Fields, after: Fields) -> Iterator[Finding]:
    known = {canonical_text(entry) for entry in mappings(before.get("accepted"))}
    for entry in mappings(after.get("accepted")):
        if canonical_text(entry) not in known:
            subject = shown_value(entry.get("id") or entry.get("path"))
            what = f"accepted[{shown_value(entry.get('rule'))} {subject}]"
            yield _weakened(("accepted",), what, None, entry.get("reason"))


def _other_settings(before: Fields, after: Fields) -> Iterator[Finding]:
    for name in (*_DEFAULT_DAYS, *_WATCHED):
        old, new = (side.get(name, _DEFAULT_DAYS.get(name)) for side in (before, after))
        if old is not None and old != new:
            yield _weakened((name,) if name in after else (), name, old, new, Severity.WARNING)


def _changed_registry(name: str, file: FileEdit) -> Iterator[Finding]:
    """Yields the entries that are gone, and the names that read otherwise."""
    before, after = (entries_by_id(value) for value in (file.before, file.after))
    if before and file.after is None:
        yield _weakened((), file.path, str(len(before)), None)
        return
    for id, old in before.items():
        if id not in after:
            yield _weakened((), f"{name}[{id}]", _first_name(old) or id, None)
            continue
        place, new = after[id]
        for lang, text in _names(old[1]).items():
            now = _names(new).get(lang)
            if now != text:
                what = f"{name}[{id}].name.{lang}"
                yield _weakened(_name_pointer(place, new), what, text, now, Severity.WARNING)
        for field in _REGISTRY_FIELDS[name]:
            was, now = (shown_value(entry.get(field)) for entry in (old[1], new))
            if field in old[1] and was != now:
                at: Pointer = (place, field) if field in new else (place,)
                yield _weakened(at, f"{name}[{id}].{field}", was, now, Severity.WARNING)


def party_renamed(file: FileEdit) -> Iterator[Finding]:
    """A body has another name, where a successor would have kept what was signed under the old one."""
    if file.path != PARTIES_FILE:
        return
    after = entries_by_id(file.after)
    for id, (_, old) in entries_by_id(file.before).items():
        if id not in after or text_or_empty(old.get("kind")) not in _BODIES:
            continue
        place, new = after[id]
        names = [(text, _names(new).get(lang)) for lang, text in _names(old).items()]
        changed = next(((was, now) for was, now in names if was != now), None)
        if changed:
            values = {"old": shown_value(changed[0]), "new": shown_value(changed[1])}
            yield Finding("party-rewritten", _name_pointer(place, new), values)


def event_moved(file: FileEdit, change_set: ChangeSet) -> Iterator[Finding]:
    """An event has another date, and an open record that hangs on it does not follow."""
    if file.path != EVENTS_FILE:
        return
    after = entries_by_id(file.after)
    for id, (_, old) in entries_by_id(file.before).items():
        if id not in after or same_days(old.get("date"), after[id][1].get("date")):
            continue
        place, new = after[id]
        left = [record for record in change_set.bound if _stays_behind(record, id, new.get("date"))]
        if left:
            ids = [shown_value(record.get("id")) for record in left[:_MOST_IDS]]
            records = ", ".join([*ids, *(["…"] if len(left) > _MOST_IDS else [])])
            values = {
                "event": id[:80],
                "from": shown_value(old.get("date")),
                "to": shown_value(new.get("date")),
            }
            at: Pointer = (place, "date") if "date" in new else (place,)
            yield Finding("event-moved", at, {**values, "records": records})


def moved_events(before: object, after: object) -> set[str]:
    """The ids of the events whose date differs."""
    new = entries_by_id(after)
    return {
        id
        for id, (_, old) in entries_by_id(before).items()
        if id in new and not same_days(old.get("date"), new[id][1].get("date"))
    }


def _stays_behind(record: Fields, event: str, date: object) -> bool:
    """Whether an open record, or a scheduled milestone of it, is not due when the event says."""
    if text_or_empty(record.get("status")) not in {status.value for status in OPEN_STATUSES}:
        return False
    scheduled = [
        part for part in mappings(record.get("milestones")) if part.get("status") in (None, "scheduled")
    ]
    span = parse_date(date)
    for holder in (record, *scheduled):
        bond = read_due_event(holder.get("due_event"))
        if bond is None or bond.event != event:
            continue
        deadline = deadline_by_event(bond, span) if span else None
        if deadline is None or not same_days(deadline, holder.get("due")):
            return True
    return False


def entries_by_id(value: object) -> dict[str, tuple[int, Fields]]:
    """The entries of a registry by their ids, each with its place."""
    entries = value if isinstance(value, list) else []
    return {
        entry["id"]: (place, entry)
        for place, entry in enumerate(entries)
        if isinstance(entry, dict) and isinstance(entry.get("id"), str)
    }


def _names(entry: Fields) -> dict[str, str]:
    names = entry.get("name")
    if isinstance(names, str):
        return {"en": names}
    return {lang: text for lang, text in _mapping(names).items() if isinstance(text, str)}


def _name_pointer(place: int, entry: Fields) -> Pointer:
    return (place, "name") if "name" in entry else (place,)


def _first_name(entry: tuple[int, Fields]) -> str:
    return next(iter(_names(entry[1]).values()), "")
