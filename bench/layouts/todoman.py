"""todoman: an iCalendar file for each item."""

from collections.abc import Iterator

from bench.items import OCCURRENCE, RECORD, Item, items, series_of
from bench.peer import Site

_SETTINGS = """path = "{home}/lists/*"
cache_path = "{home}/cache.sqlite3"
date_format = "%Y-%m-%d"
time_format = "%H:%M"
default_list = "commitments"
"""
_STATUSES = {"in_progress": "IN-PROCESS"} | dict.fromkeys(
    ("met", "partially_met", "fulfilled", "partially_fulfilled"), "COMPLETED"
)
"""All others are to be begun, or were given up."""


def lay_out(site: Site) -> None:
    site.write("config.py", (_SETTINGS.format(home=site.data),))
    for item in items(site.size):
        # A series is one item that waits, with its rule, whatever number of its occurrences do.
        if not item.is_repeated:
            lines = (part for line in todo(item) for part in folded(line))
            site.write(f"lists/commitments/{item.name}.ics", lines, "\r\n")
    site.run("--config", str(site.data / "config.py"), "list")  # makes its cache


def todo(item: Item) -> Iterator[str]:
    """The lines of an item, not yet folded."""
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:bench", "BEGIN:VTODO", f"UID:{item.name}")
    yield from (f"DTSTAMP:{_day(item.made)}T000000Z", f"CREATED:{_day(item.made)}T000000Z")
    yield f"SUMMARY:{item.id} {_escaped(item.title)}"
    yield f"CATEGORIES:{','.join((*item.record['tags'], *(['suspended'] * item.rests)))}"
    if item.due is not None:
        yield f"DUE;VALUE=DATE:{_day(str(item.due))}"
    facts = (f"{name}: {value}" for name, value in item.facts.items())
    notes = (f"{note.day}: {note.text}" for note in item.notes)
    description = "\n".join((item.text, *facts, *notes))
    yield f"DESCRIPTION:{_escaped(description)}"
    yield from _state(item)
    if item.kind == RECORD:
        yield from (f"CONTACT:{row['party']} ({row['role']})" for row in item.record["parties"])
        yield from (f"RELATED-TO;RELTYPE=DEPENDS-ON:{id}" for id in item.record.get("depends_on", ()))
    if parent := item.record.get("part_of") if item.kind == RECORD else item.id:
        yield f"RELATED-TO;RELTYPE=PARENT:{parent}"
    if item.kind == OCCURRENCE and not item.ended:
        yield f"RRULE:{series_of(item)}"
    yield from (f"ATTACH:{row['url']}" for row in item.proofs)
    yield from (f"COMMENT:{row['date']} {_escaped(row['title'])}" for row in item.proofs)
    yield from ("END:VTODO", "END:VCALENDAR")


def _state(item: Item) -> Iterator[str]:
    status = _STATUSES.get(item.status, "CANCELLED" if item.ended else "NEEDS-ACTION")
    yield f"STATUS:{status}"
    if not item.ended:
        outcomes = [row.get("status") for row in item.record.get("milestones", ())]
        is_record = item.kind == RECORD
        yield f"PERCENT-COMPLETE:{100 * outcomes.count('met') // max(len(outcomes), 1) * is_record}"
    elif status == "COMPLETED":
        yield from (f"COMPLETED:{_day(item.ended)}T000000Z", "PERCENT-COMPLETE:100")


def _day(day: str) -> str:
    return day.replace("-", "")


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """In lines of at most 75 bytes, as RFC 5545 asks; some 35 letters are never more."""
    yield line[:35]
    yield from (f" {line[start : start + 35]}" for start in range(35, len(line), 35))
