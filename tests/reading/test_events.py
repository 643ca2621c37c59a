"""What is read of the file of events, also of a faulty one. Must not judge it."""

import pytest

from commitments.model.calendar.dates import parse_date
from commitments.model.events import Event, EventRegistry
from commitments.model.names import Prose
from commitments.reading.events import decode_events, encode_events

READ: dict[str, tuple[str, list[Event]]] = {
    "nothing": ("[]", []),
    "a name": ("- {id: a, name: {en: A}}", [Event("a", Prose("A"))]),
    "all": (
        "- {id: a, name: {en: A, vi: Á}, date: 2026, cancelled: {date: 2026-05, reason: {en: No.}}}",
        [Event("a", Prose("A", "Á"), parse_date("2026"), True, parse_date("2026-05"))],
    ),
    "of two with one id the first": (
        "- {id: a, name: {en: A}}\n- {id: a, name: {en: B}}",
        [Event("a", Prose("A"))],
    ),
    "faulty fields": (
        "- {id: a, name: A, date: soon, cancelled: yes, source: x}\n- {id: 7}\n- b\n- {name: {en: C}}",
        [Event("a", Prose(), None, True)],
    ),
    "comments alone": ("# nothing yet\n", []),
    "a date that does not exist": ("- {id: a, name: {}, date: 2026-02-30}", [Event("a", Prose())]),
}


@pytest.mark.parametrize("name", READ)
def test_events_are_read(name: str) -> None:
    text, expected = READ[name]
    registry = decode_events(encode_events(text.encode()))
    assert registry == EventRegistry({event.id: event for event in expected})


@pytest.mark.parametrize("text", ["- [", "a: 1", "a", "- &a {id: b}", "\xff"])
def test_what_cannot_be_read_knows_no_event(text: str) -> None:
    registry = decode_events(encode_events(text.encode("latin-1")))
    assert (registry.events, registry.is_readable) == ({}, False)


def test_the_name_of_an_event() -> None:
    registry = decode_events(encode_events(b"- {id: a, name: {en: A}}\n- {id: b, name: {}}"))
    assert [registry.name(id, "vi") for id in ("a", "b", "c")] == ["A", "b", "c"]
