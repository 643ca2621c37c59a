"""todoman: one iCalendar file a record."""

import subprocess
from collections.abc import Iterator

from bench.measure import Command
from bench.peers.entries import Entry, entries
from bench.peers.environments import Had, Pip
from bench.peers.peer import Entrant, Ground, Peer, versions
from bench.rows import Race

_SETTINGS = """path = "{home}/lists/*"
cache_path = "{home}/cache.sqlite3"
date_format = "%Y-%m-%d"
time_format = "%H:%M"
default_list = "commitments"
"""


def _lay(ground: Ground, had: Had) -> None:
    folder = ground.data / "lists" / "commitments"
    folder.mkdir(parents=True)
    (ground.data / "config.py").write_text(_SETTINGS.format(home=ground.data), encoding="utf-8")
    for entry in entries(ground.root, ground.size):
        lines = (folded for line in _lines(entry) for folded in _folded(line))
        (folder / f"{entry.id}.ics").write_bytes("".join(f"{line}\r\n" for line in lines).encode())
    # Its cache is made by the first command that runs.
    subprocess.run(_ask(ground, had).argv, check=True, capture_output=True)


def _lines(entry: Entry) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:bench", "BEGIN:VTODO")
    yield f"UID:{entry.id}"
    yield f"DTSTAMP:{entry.made:%Y%m%d}T000000Z"
    yield f"CREATED:{entry.made:%Y%m%d}T000000Z"
    yield f"SUMMARY:{entry.id} {_escaped(entry.title)}"
    notes = "".join(f"\n{day}: {note}" for day, note in entry.notes)
    yield f"DESCRIPTION:{_escaped(entry.text + notes)}"
    yield f"CATEGORIES:{','.join(entry.tags)}"
    if entry.due is not None:
        yield f"DUE;VALUE=DATE:{entry.due:%Y%m%d}"
    if entry.ended is None:
        yield "STATUS:NEEDS-ACTION"
    else:
        yield from ("STATUS:COMPLETED", f"COMPLETED:{entry.ended:%Y%m%d}T000000Z", "PERCENT-COMPLETE:100")
    yield from ("END:VTODO", "END:VCALENDAR")


def _escaped(text: str) -> str:
    for sign, said in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, said)
    return text


def _folded(line: str) -> Iterator[str]:
    """In lines of at most 75 bytes, as the standard asks; some 35 letters are never more."""
    yield line[:35]
    yield from (f" {line[at : at + 35]}" for at in range(35, len(line), 35))


def _ask(ground: Ground, had: Had) -> Command:
    config = str(ground.data / "config.py")
    return Command((had.program, "--config", config, "--color", "never", "list"), expects=b"rec-")


PEER = Peer(
    "todoman",
    Pip("todoman", "todo"),
    (
        versions("todo", ("--version",)),
        Entrant(Race.DUE, "todo list", _ask, _lay),
    ),
    "One iCalendar file a record, with summary and updates in its description. It lists all that is open, "
    "from the cache that it keeps.",
)
