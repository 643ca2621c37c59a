"""Taskwarrior: a task for each item, imported by its own command."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from bench.dates import TODAY
from bench.items import OCCURRENCE, RECORD, Item, items, series_of
from bench.peer import Site
from bench.records import Record

_SETTINGS = """data.location={data}
confirmation=off
verbose=nothing
recurrence=off
defaultwidth=0
report.overdue.filter=status:pending due.before:{today} -suspended
report.overdue.columns={columns}
report.overdue.labels={labels}
"""
_COLUMNS = {
    **{"id": "ID", "start.age": "Active", "entry.age": "Age", "depends": "Deps", "priority": "P"},
    **{"project": "Project", "tags": "Tag", "recur.indicator": "R", "scheduled.countdown": "S"},
    **{"due": "Due", "until": "Until", "description.count": "Description", "urgency": "Urg"},
}
"""Its own, with notes counted as in its list, since nobody else prints them here."""
_FIELDS = (
    *("kind", "standing", "vietnamese", "parties", "part", "worded", "binding", "file"),
    *("basis", "place", "scope", "repeats", "closing", "source", "summary", "outcome"),
)
_SERIES = 999
"""The place of the task that all occurrences are made of."""


def lay_out(site: Site) -> None:
    _import(site, [{**task, "depends": []} for task in tasks(site.size)])


def lay_out_with_dependencies(site: Site) -> None:
    _import(site, list(tasks(site.size)))


def tasks(records: int) -> Iterator[Record]:
    """A task for each item, and one that recurs for each series."""
    for _, group in groupby(items(records), key=lambda item: item.number):
        rows = list(group)
        yield from (dict(_task(item, rows)) for item in rows)
        if occurrences := [item for item in rows if item.kind == OCCURRENCE]:
            yield dict(_template(occurrences))


def _import(site: Site, rows: list[Record]) -> None:
    columns, labels = ",".join(_COLUMNS), ",".join(_COLUMNS.values())
    settings = _SETTINGS.format(data=site.data, today=TODAY, columns=columns, labels=labels)
    fields = (f"uda.{name}.type=string\nuda.{name}.label={name}" for name in _FIELDS)
    site.write("taskrc", (settings, *fields))
    site.write("tasks.json", (json.dumps(rows, ensure_ascii=False),))
    site.run("import", str(site.data / "tasks.json"))
    site.run("next", may_fail=True)  # sorts finished tasks out, as any later command would


def _task(item: Item, rows: list[Item]) -> Iterator[tuple[str, object]]:
    yield from _common(item, item.place)
    yield from item.facts.items()
    yield from (("summary", item.text), ("outcome", item.status))
    yield "status", "completed" if item.ended else "pending"
    if item.ended:
        yield "end", _stamp(item.ended)
    if item.kind == RECORD:
        yield "part", item.record.get("part_of", "")
        # A series may never end, so that no record waits for its occurrences.
        needs = [_uuid(row.number, row.place) for row in rows if row.kind not in (RECORD, OCCURRENCE)]
        yield "depends", [*needs, *(_uuid(int(id[4:10]), 0) for id in item.record.get("depends_on", ()))]
        if item.status == "in_progress":
            yield "start", _stamp(item.made)
    if item.kind == OCCURRENCE:
        yield from (("parent", _uuid(item.number, _SERIES)), ("recur", _period(item)))
        yield "imask", item.place - 1 - len(item.record.get("milestones", ()))
    proofs = ((row["date"], f"{row['title']} {row['url']}") for row in item.proofs)
    notes = (*((note.day, note.text) for note in item.notes), *proofs)
    # Annotations are known by their second.
    yield (
        "annotations",
        [
            {"entry": f"{_stamp(day)[:-3]}{place % 60:02d}Z", "description": text}
            for place, (day, text) in enumerate(notes)
        ],
    )


def _template(occurrences: list[Item]) -> Iterator[tuple[str, object]]:
    yield from _common(occurrences[0], _SERIES)
    yield from (("status", "recurring"), ("recur", _period(occurrences[0])))
    yield "mask", "".join("+" if item.ended else "-" for item in occurrences)


def _common(item: Item, place: int) -> Iterator[tuple[str, object]]:
    yield "uuid", _uuid(item.number, place)
    yield "description", f"{item.id} {item.title}"
    yield "entry", _stamp(item.made)
    yield "project", item.lead
    rests = item.rests and not item.ended
    yield "tags", [tag.replace("-", "_") for tag in item.record["tags"]] + ["suspended"] * rests
    if item.due is not None:
        yield "due", _stamp(item.due)


def _period(item: Item) -> str:
    rule = series_of(item)
    frequency = rule.removeprefix("FREQ=").partition(";")[0].lower()
    return "quarterly" if "INTERVAL=3" in rule else frequency


def _uuid(number: int, place: int) -> str:
    return f"00000000-0000-4{place:03d}-8000-{number:012d}"


def _stamp(day: date | str) -> str:
    # Days are told as hours of Greenwich.
    return f"{str(day).replace('-', '')}T000000Z"
