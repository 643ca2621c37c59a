"""hledger: a transaction for each item, on the day it is due."""

from collections.abc import Iterator

from bench.items import RECORD, Item, items, series_of
from bench.peer import Site

_PERIODS = {
    "2024-10": "every 10/1 from 2024-10-01",
    "2025": "yearly from 2025-01-01 to 2030-01-01",
    "2026-01": "every 3 months from 2026-01-01",
    "2026-09-15": "every 15th day of month from 2026-09-15 to 2028-01-01",
    "2026-11-02": "every monday from 2026-11-02 to 2026-11-23",
}
"""Each made series in hledger's own words, by its start."""


def lay_out(site: Site) -> None:
    lines = (line for item in items(site.size) for line in transaction(item))
    site.write("commitments.journal", lines)


def transaction(item: Item) -> Iterator[str]:
    """The lines of an item; behind a recurring record those of its series."""
    mark = "*" if item.ended else "!"
    about = f"({item.key}) {item.id} | {item.title}  ; {item.kind}:{item.status}, made:{item.made}"
    yield f"{item.due or item.made} {mark} {about}"
    yield from (f"    ; {line}" for line in item.text.splitlines())
    yield from (f"    ; {name}:{value}" for name, value in item.facts.items())
    if item.kind == RECORD:
        links = (item.record.get("part_of", ""), *item.record.get("depends_on", ()))
        yield f"    ; tags:{' '.join(item.record['tags'])}, links:{' '.join(links)}"
    if item.ended:
        yield f"    ; ended:{item.ended}"
    yield from (f"    ; {note.tag}:{note.day} {note.text}" for note in item.notes)
    yield from (f"    ; evidence:{row['date']} {row['title']} {row['url']}" for row in item.proofs)
    yield from _postings(item, _account(item))
    if item.kind == RECORD and series_of(item):
        yield f"~ {_PERIODS[item.record['repeats']['starts']]}  {item.id} | {item.title}"
        yield from _postings(item, "open")


def _account(item: Item) -> str:
    if item.ended:
        return "closed"
    if item.rests:
        return "suspended"
    return "open" if item.due else "undated"


def _postings(item: Item, account: str) -> tuple[str, ...]:
    return f"    commitments:{account}:{item.lead}  1", "    made", ""
