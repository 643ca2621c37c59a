"""Taskwarrior: one task a record, imported by its own command."""

import json
import subprocess
from collections.abc import Iterator
from datetime import date

from bench.days import TODAY
from bench.measure import Command
from bench.peers.entries import Entry, Mapping, entries
from bench.peers.environments import Had, Installed
from bench.peers.peer import Entrant, Ground, Peer, versions
from bench.rows import Race

_SETTINGS = """data.location={data}
confirmation=off
verbose=nothing
recurrence=off
report.overdue.filter=status:pending due.before:{today}
"""


def _lay(ground: Ground, had: Had) -> None:
    home = ground.data
    settings = _SETTINGS.format(data=home, today=TODAY)
    (home / "taskrc").write_text(settings, encoding="utf-8")
    tasks = [_task(entry) for entry in entries(ground.root, ground.size)]
    (home / "tasks.json").write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    for words in (("import", str(home / "tasks.json")), ("next",)):
        # The second has it sort finished tasks out, as any later command would.
        subprocess.run(
            [had.program, *words], env=_env(ground, had), check=words[0] == "import", capture_output=True
        )


def _env(ground: Ground, had: Had) -> dict[str, str]:
    return {**had.env, "TASKRC": str(ground.data / "taskrc"), "HOME": str(ground.data)}


def _task(entry: Entry) -> Mapping:
    return dict(_attributes(entry))


def _attributes(entry: Entry) -> Iterator[tuple[str, object]]:
    yield "uuid", f"00000000-0000-4000-8000-{entry.number:012d}"
    yield "description", f"{entry.id} {entry.title}"
    yield "entry", _stamp(entry.made)
    yield "project", entry.lead
    yield "tags", [tag.replace("-", "_") for tag in entry.tags]
    yield "status", "pending" if entry.ended is None else "completed"
    if entry.ended is not None:
        yield "end", _stamp(entry.ended)
    if entry.due is not None:
        yield "due", _stamp(entry.due)
    notes = [(entry.made, line) for line in entry.text.splitlines()] + list(entry.notes)
    # Annotations are known by their second.
    yield (
        "annotations",
        [
            {"entry": _stamp(day)[:-3] + f"{at % 60:02d}Z", "description": note}
            for at, (day, note) in enumerate(notes)
        ],
    )


def _stamp(day: date) -> str:
    return f"{day:%Y%m%d}T000000Z"


def _overdue(ground: Ground, had: Had) -> Command:
    return Command((had.program, "overdue"), _env(ground, had), expects=b"rec-")


def _list(ground: Ground, had: Had) -> Command:
    return Command((had.program, "list"), _env(ground, had), expects=b"rec-")


PEER = Peer(
    "Taskwarrior",
    Installed("task", debian="taskwarrior"),
    (
        versions("task", ("--version",)),
        Entrant(Race.DUE, "task overdue", _overdue, _lay),
        Entrant(Race.DUE, "task list", _list, _lay),
    ),
    "One task a record, with summary and updates as annotations. It has no word for milestones, parties, "
    "moved deadlines and dates less exact than a day. Its report of what is overdue is told our day in place "
    "of the present one.",
)
