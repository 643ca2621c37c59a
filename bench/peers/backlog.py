"""Backlog.md: one Markdown file a record, in a project without git."""

import json
import subprocess
from collections.abc import Iterator

from bench.measure import Command
from bench.peers.entries import Entry, entries
from bench.peers.environments import Had, Npm
from bench.peers.peer import Entrant, Ground, Peer, versions
from bench.rows import Race

_STATUS = {"proposed": "To Do", "agreed": "To Do", "in_progress": "In Progress", "suspended": "In Progress"}


def _lay(ground: Ground, had: Had) -> None:
    words = ("init", "commitments", "--defaults", "--integration-mode", "none", "--no-git")
    subprocess.run([had.program, *words], cwd=ground.data, check=True, capture_output=True)
    for entry in entries(ground.root, ground.size):
        folder = ground.data / "backlog" / ("tasks" if entry.ended is None else "completed")
        text = "\n".join(_lines(entry)) + "\n"
        (folder / f"task-{entry.number} - {entry.id}.md").write_text(text, encoding="utf-8")


def _lines(entry: Entry) -> Iterator[str]:
    yield from ("---", f"id: TASK-{entry.number}", f"title: {json.dumps(f'{entry.id} {entry.title}')}")
    yield f"status: {_STATUS.get(entry.status, 'Done')}"
    yield f"assignee: ['@{entry.lead}']"
    yield f"created_date: '{entry.made}'"
    yield from ("labels:", *(f"  - {tag}" for tag in entry.tags))
    yield "dependencies: []"
    if entry.parent is not None:
        yield f"parent_task_id: TASK-{int(entry.parent[-6:])}"
    yield f"ordinal: {entry.number * 1000}"
    yield from ("---", "", "## Description", "", "<!-- SECTION:DESCRIPTION:BEGIN -->")
    if entry.due is not None:
        yield f"Due {entry.due}."
    yield from entry.text.splitlines()
    yield from ("<!-- SECTION:DESCRIPTION:END -->", "", "## Implementation Notes", "")
    yield "<!-- SECTION:NOTES:BEGIN -->"
    yield from (f"{day}: {note}" for day, note in entry.notes)
    yield "<!-- SECTION:NOTES:END -->"


def _ask(ground: Ground, had: Had) -> Command:
    return Command((had.program, "task", "list", "--plain"), cwd=ground.data, expects=b"rec-")


PEER = Peer(
    "Backlog.md",
    Npm("backlog.md", "backlog"),
    (
        versions("backlog", ("--version",)),
        Entrant(Race.DUE, "backlog task list", _ask, _lay),
    ),
    "One Markdown file a record, finished ones in its folder for those. It knows no due date, which stands "
    "in the text, and so can only list what is open. Plain output, no branches looked at.",
)
