"""todoman: an iCalendar file for each record and each thing below it."""

import subprocess
from collections.abc import Iterable, Iterator
from datetime import date

from bench.measure import Command
from bench.peers.entries import Entry, Kind, Note, Proof, Step, entries
from bench.peers.environments import Had, Pip
from bench.peers.layout import checked
from bench.peers.peer import Entrant, Ground, Peer, versions
from bench.rows import Race

_SETTINGS = """path = "{home}/lists/*"
cache_path = "{home}/cache.sqlite3"
date_format = "%Y-%m-%d"
time_format = "%H:%M"
default_list = "commitments"
"""
_STATUS = {
    "in_progress": "IN-PROCESS",
    "met": "COMPLETED",
    "partially_met": "COMPLETED",
    "fulfilled": "COMPLETED",
    "partially_fulfilled": "COMPLETED",
}
"""All others are to be begun, or were given up."""


def _lay(ground: Ground, had: Had) -> None:
    folder = ground.data / "lists" / "commitments"
    folder.mkdir(parents=True)
    (ground.data / "config.py").write_text(_SETTINGS.format(home=ground.data), encoding="utf-8")
    found = list(entries(ground.root, ground.size))
    for entry in found:
        for uid, lines in _todos(entry):
            folded = (part for line in _enclosed(lines) for part in _folded(line))
            (folder / f"{uid}.ics").write_bytes("".join(f"{line}\r\n" for line in folded).encode())
    # Its cache is made by the first command that runs.
    subprocess.run(_ask(ground, had).argv, check=True, capture_output=True)
    checked(_ask(ground, had), r"^\[ \] .*\brec-[0-9]{6} ", sum(map(_listed, found)), ground.data)


def _listed(entry: Entry) -> int:
    """A series is one that waits, whatever number of its occurrences do."""
    waiting = [step for step in entry.steps if step.kind is Kind.OCCURRENCE and step.ended is None]
    return entry.open() - max(len(waiting) - 1, 0)


def _todos(entry: Entry) -> Iterator[tuple[str, Iterator[str]]]:
    """Every item with its name."""
    yield entry.id, _record(entry)
    is_begun = False
    for step in entry.steps:
        waits = step.kind is Kind.OCCURRENCE and step.ended is None
        if not (waits and is_begun):
            yield f"{entry.id}-{step.key}", _step(entry, step, entry.facts["repeats"] if waits else None)
        is_begun = is_begun or waits


def _record(entry: Entry) -> Iterator[str]:
    yield from _common(entry, entry.id, entry.title, entry.due, entry.ended)
    facts = "".join(f"\n{name}: {said}" for name, said in entry.facts.items())
    yield f"DESCRIPTION:{_escaped(entry.text + facts + _noted((*entry.notes, *entry.moves)))}"
    yield from _state(entry.status, entry.ended, entry.met)
    if "place" in entry.facts:
        yield f"LOCATION:{_escaped(entry.facts['place'])}"
    yield from (f"CONTACT:{each['party']} ({each['role']})" for each in entry.whole["parties"])
    if entry.parent is not None:
        yield f"RELATED-TO;RELTYPE=PARENT:{entry.parent}"
    yield from (f"RELATED-TO;RELTYPE=DEPENDS-ON:{id}" for id in entry.whole.get("depends_on", ()))
    yield from _proved(entry.proofs)


def _step(entry: Entry, step: Step, rule: str | None) -> Iterator[str]:
    yield from _common(entry, f"{entry.id}-{step.key}", f"{step.key} {step.title}", step.due, step.ended)
    if step.moves:
        yield f"DESCRIPTION:{_escaped(_noted(step.moves).strip())}"
    yield from _state(step.outcome, step.ended, 0)
    yield f"RELATED-TO;RELTYPE=PARENT:{entry.id}"
    if rule is not None:
        yield f"RRULE:{rule}"
    yield from _proved(step.proofs)


def _common(entry: Entry, uid: str, words: str, due: date | None, ended: date | None) -> Iterator[str]:
    yield f"UID:{uid}"
    yield f"DTSTAMP:{entry.made:%Y%m%d}T000000Z"
    yield f"CREATED:{entry.made:%Y%m%d}T000000Z"
    yield f"SUMMARY:{entry.id} {_escaped(words)}"
    yield f"CATEGORIES:{','.join((*entry.tags, *(['suspended'] * (entry.is_suspended and ended is None))))}"
    if due is not None:
        yield f"DUE;VALUE=DATE:{due:%Y%m%d}"


def _state(status: str, ended: date | None, met: int) -> Iterator[str]:
    yield f"STATUS:{_STATUS.get(status, 'CANCELLED' if ended else 'NEEDS-ACTION')}"
    if ended is None:
        yield f"PERCENT-COMPLETE:{met}"
    elif status in _STATUS:
        yield from (f"COMPLETED:{ended:%Y%m%d}T000000Z", "PERCENT-COMPLETE:100")


def _noted(notes: Iterable[Note]) -> str:
    return "".join(f"\n{note.day}: {note.text} {note.by}".rstrip() for note in notes)


def _proved(proofs: Iterable[Proof]) -> Iterator[str]:
    yield from (f"ATTACH:{proof.url}" for proof in proofs)
    yield from (f"COMMENT:{proof.day} {_escaped(proof.title)}" for proof in proofs)


def _enclosed(lines: Iterable[str]) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:bench", "BEGIN:VTODO")
    yield from lines
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
    "An iCalendar file for each record, milestone, held or awaited occurrence and review of what is "
    "suspended, each named as part of its record; a series is a rule. A record tells what share of its "
    "milestones is met, moved deadlines and updates stand in its description, parties are contacts, and "
    "evidence is attached. It does not read what belongs to what, and its limit of days counts from the "
    "present one, so it lists all that is open, from the cache that it keeps.",
)
