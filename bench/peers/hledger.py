"""hledger: a transaction for each record and each thing below it, on the day it is due."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from bench.days import TODAY
from bench.measure import Command
from bench.peers.entries import Entry, Note, Proof, Step, entries
from bench.peers.environments import Had, Installed
from bench.peers.layout import checked
from bench.peers.peer import Entrant, Ground, Peer, versions
from bench.rows import Race

_PERIODS = {
    "2024-10": "every 10/1 from 2024-10-01",
    "2025": "yearly from 2025-01-01 to 2030-01-01",
    "2026-01": "every 3 months from 2026-01-01",
    "2026-09-15": "every 15th day of month from 2026-09-15 to 2028-01-01",
    "2026-11-02": "every monday from 2026-11-02 to 2026-11-23",
}
"""Each made series in hledger's own words, by its start."""
_ROW = r"^[0-9]{4}-[0-9]{2}-[0-9]{2} "


def _lay(ground: Ground, had: Had) -> None:
    found = list(entries(ground.root, ground.size))
    told = (line for entry in found for line in _transactions(entry))
    Path(_journal(ground)).write_text("\n".join(told) + "\n", encoding="utf-8")
    checked(_late(ground, had), _ROW, sum(entry.late() for entry in found), ground.data)
    leads = {entry.lead for entry in found if _awaits(entry)}
    checked(_sums(ground, had), r" commitments:open:", len(leads), ground.data)
    total = sum(map(_awaits, found))
    checked(_sums(ground, had), rf"^ +{total}[ \r]*$", 1, ground.data)


def _awaits(entry: Entry) -> int:
    """How many transactions of it stand on the account of what is open and has a day."""
    itself = entry.ended is None and not entry.is_suspended and entry.due is not None
    return itself + len(entry.awaited())


def _transactions(entry: Entry) -> Iterator[str]:
    yield from _record(entry)
    for step in entry.steps:
        yield from _step(entry, step)
    if entry.series:
        yield f"~ {_PERIODS[str(entry.series['starts'])]}  {entry.id} | {entry.title}"
        yield from _postings("open", entry.lead)


def _record(entry: Entry) -> Iterator[str]:
    mark = "!" if entry.ended is None else "*"
    tags = f"made:{entry.made}, lead:{entry.lead}"
    yield f"{entry.due or entry.made} {mark} {entry.id} | {entry.title}  ; {tags}"
    yield from (f"    ; {line}" for line in entry.text.splitlines())
    yield from (f"    ; {name}:{said}" for name, said in entry.facts.items())
    yield f"    ; tags:{' '.join(entry.tags)}"
    if entry.parent is not None:
        yield f"    ; part-of:{entry.parent}"
    yield from (f"    ; depends-on:{id}" for id in entry.whole.get("depends_on", ()))
    if entry.ended is not None:
        yield f"    ; ended:{entry.ended}"
    yield from _noted("update", entry.notes)
    yield from _noted("moved", entry.moves)
    yield from _proved(entry.proofs)
    state = "undated" if entry.due is None else "open"
    yield from _postings(_account(entry, entry.ended, state), entry.lead)


def _step(entry: Entry, step: Step) -> Iterator[str]:
    mark = "!" if step.ended is None else "*"
    yield f"{step.due} {mark} ({step.key}) {entry.id} | {step.title}  ; {step.kind.value}:{step.outcome}"
    if step.ended is not None:
        yield f"    ; ended:{step.ended}"
    yield from _noted("moved", step.moves)
    yield from _proved(step.proofs)
    state = "open" if step.ended or step in entry.awaited() else "suspended"
    yield from _postings("closed" if step.ended else state, entry.lead)


def _account(entry: Entry, ended: date | None, state: str) -> str:
    return "closed" if ended else "suspended" if entry.is_suspended else state


def _noted(tag: str, notes: Iterable[Note]) -> Iterator[str]:
    yield from (f"    ; {tag}:{note.day} {note.text} {note.by}".rstrip() for note in notes)


def _proved(proofs: Iterable[Proof]) -> Iterator[str]:
    yield from (f"    ; evidence:{proof.day} {proof.title} {proof.url}" for proof in proofs)


def _postings(account: str, lead: str) -> tuple[str, ...]:
    return f"    commitments:{account}:{lead}  1", "    made", ""


def _late(ground: Ground, had: Had) -> Command:
    words = ("register", "-f", _journal(ground), "--pending", "-e", TODAY.isoformat(), "commitments:open")
    return Command((had.program, *words), had.env, expects=b"rec-")


def _sums(ground: Ground, had: Had) -> Command:
    words = ("balance", "-f", _journal(ground), "commitments:open")
    return Command((had.program, *words), had.env, expects=b"commitments:open")


def _journal(ground: Ground) -> str:
    return str(ground.data / "commitments.journal")


PEER = Peer(
    "hledger",
    Installed("hledger", debian="hledger"),
    (
        versions("hledger", ("--version",)),
        Entrant(Race.DUE, "hledger register", _late, _lay),
        Entrant(Race.DUE, "hledger balance", _sums, _lay),
    ),
    "A transaction for each record, milestone, occurrence and review of what is suspended, on the last day "
    "it may be due, in one journal: pending while it is open, else cleared. All else is tags and comments, "
    "and a series is also a periodic rule. What is late is what is pending before our day on the account of "
    "what is open; its balance only counts what each lead has open. Neither tells milestones met of total. A "
    "record without a deadline stands on the day it was made, on an account of its own.",
)
