"""hledger: one transaction a record, on the day it is due."""

from collections.abc import Iterator
from pathlib import Path

from bench.days import TODAY
from bench.measure import Command
from bench.peers.entries import Entry, entries
from bench.peers.environments import Had, Installed
from bench.peers.peer import Entrant, Ground, Peer, versions
from bench.rows import Race


def _lay(ground: Ground, _: Had) -> None:
    told = (line for entry in entries(ground.root, ground.size) for line in _transaction(entry))
    Path(_journal(ground)).write_text("\n".join(told) + "\n", encoding="utf-8")


def _transaction(entry: Entry) -> Iterator[str]:
    mark = "!" if entry.ended is None else "*"
    account = "undated" if entry.due is None else "open" if entry.ended is None else "closed"
    tags = f"made:{entry.made}, lead:{entry.lead}"
    yield f"{entry.due or entry.made} {mark} {entry.id} | {entry.title}  ; {tags}"
    yield from (f"    ; {line}" for line in entry.text.splitlines())
    yield from (f"    ; {day}: {note}" for day, note in entry.notes)
    yield f"    commitments:{account}:{entry.lead}  1"
    yield "    made"
    yield ""


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
    "One transaction a record, on its due day, in one journal; summary and updates are comments. What is "
    "late is what is pending before our day; its balance only counts what each lead has open.",
)
