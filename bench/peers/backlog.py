"""Backlog.md: a Markdown file for each record and each thing below it, in a project without git."""

import json
import subprocess
from collections.abc import Iterable, Iterator
from datetime import date

from bench.measure import Command
from bench.peers.entries import Entry, Note, Proof, Step, entries, number_of
from bench.peers.environments import Had, Npm
from bench.peers.layout import checked
from bench.peers.peer import Entrant, Ground, Peer, versions
from bench.rows import Race

_STATUSES = {
    "proposed": "Proposed",
    "agreed": "Agreed",
    "scheduled": "Scheduled",
    "in_progress": "In Progress",
    "suspended": "Suspended",
}
"""Of what is open; all else is done."""
_DONE = "Done"


def _lay(ground: Ground, had: Had) -> None:
    words = ("init", "commitments", "--defaults", "--integration-mode", "none", "--no-git")
    subprocess.run([had.program, *words], cwd=ground.data, check=True, capture_output=True)
    _set_statuses(ground)
    found = list(entries(ground.root, ground.size))
    for entry in found:
        _write(ground, f"{entry.number}", entry.id, entry.ended, _record(entry))
        for place, step in enumerate(entry.steps, 1):
            name = f"{entry.id}-{step.key}"
            _write(ground, f"{entry.number}.{place}", name, step.ended, _step(entry, place, step))
    checked(_ask(ground, had), r"^  .*\brec-[0-9]{6} ", sum(entry.open() for entry in found), ground.data)


def _set_statuses(ground: Ground) -> None:
    path = ground.data / "backlog" / "config.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    told = {"statuses": [*_STATUSES.values(), _DONE], "default_status": _STATUSES["proposed"]}
    kept = [line for line in lines if line.partition(":")[0] not in told]
    kept += [f"{key}: {json.dumps(value)}" for key, value in told.items()]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")


def _write(ground: Ground, number: str, name: str, ended: date | None, lines: Iterable[str]) -> None:
    folder = ground.data / "backlog" / ("tasks" if ended is None else "completed")
    (folder / f"task-{number} - {name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _record(entry: Entry) -> Iterator[str]:
    yield from _head(entry, f"{entry.number}", entry.title, entry.due, _STATUSES.get(entry.status, _DONE))
    yield from _listed("assignee", (f"@{each['party']}" for each in entry.whole["parties"]))
    yield from _listed("labels", entry.tags)
    yield from _listed("dependencies", (_id(id) for id in entry.whole.get("depends_on", ())))
    yield from _listed("references", (proof.url for proof in entry.proofs))
    yield from _listed("documentation", (entry.whole["source"]["document"],))
    if entry.parent is not None:
        yield f"parent_task_id: {_id(entry.parent)}"
    yield from (f"ordinal: {entry.number * 1000}", "---")
    facts = (f"- {name}: {said}" for name, said in entry.facts.items())
    yield from _section("Description", "DESCRIPTION", (*entry.text.splitlines(), "", *facts))
    yield from _section("Implementation Notes", "NOTES", _proved(entry.proofs))
    yield from _comments((*entry.notes, *entry.moves))
    if "closing" in entry.facts:
        yield from _section("Final Summary", "FINAL_SUMMARY", (entry.facts["closing"],))


def _step(entry: Entry, place: int, step: Step) -> Iterator[str]:
    status = _DONE if step.ended else _STATUSES["scheduled"]
    yield from _head(entry, f"{entry.number}.{place}", f"{step.key} {step.title}", step.due, status)
    yield from _listed("assignee", (f"@{entry.lead}",))
    yield from _listed("labels", (step.kind.value,))
    yield from _listed("dependencies", ())
    yield from _listed("references", (proof.url for proof in step.proofs))
    yield f"parent_task_id: TASK-{entry.number}"
    yield from (f"ordinal: {entry.number * 1000 + place}", "---")
    yield from _section("Description", "DESCRIPTION", (f"{step.kind.value}: {step.outcome}",))
    yield from _section("Implementation Notes", "NOTES", _proved(step.proofs))
    yield from _comments(step.moves)


def _head(entry: Entry, number: str, words: str, due: date | None, status: str) -> Iterator[str]:
    yield from ("---", f"id: TASK-{number}", f"title: {json.dumps(f'{entry.id} {words}')}")
    yield from (f"status: {status}", f"created_date: '{entry.made}'")
    if due is not None:
        yield f"due_date: '{due}'"


def _listed(name: str, values: Iterable[str]) -> Iterator[str]:
    told = [f"  - {json.dumps(value)}" for value in values]
    yield from (f"{name}:", *told) if told else (f"{name}: []",)


def _id(record: str) -> str:
    return f"TASK-{number_of(record)}"


def _section(heading: str, mark: str, lines: Iterable[str]) -> Iterator[str]:
    told = tuple(lines)
    if told:
        yield from ("", f"## {heading}", "", f"<!-- SECTION:{mark}:BEGIN -->")
        yield from (*told, f"<!-- SECTION:{mark}:END -->")


def _proved(proofs: Iterable[Proof]) -> Iterator[str]:
    yield from (f"- {proof.day}: [{proof.title}]({proof.url})" for proof in proofs)


def _comments(notes: Iterable[Note]) -> Iterator[str]:
    told = tuple(notes)
    if not told:
        return
    yield from ("", "## Comments", "", "<!-- COMMENTS:BEGIN -->")
    for note in told:
        if note.by:
            yield f"author: {note.by}"
        yield from (f"created: {note.day} 00:00", "---", note.text, "---", "")
    yield "<!-- COMMENTS:END -->"


def _ask(ground: Ground, had: Had) -> Command:
    return Command((had.program, "task", "list", "--plain"), cwd=ground.data, expects=b"rec-")


PEER = Peer(
    "Backlog.md",
    Npm("backlog.md", "backlog"),
    (
        versions("backlog", ("--version",)),
        Entrant(Race.DUE, "backlog task list", _ask, _lay),
    ),
    "A Markdown file for each record, and one for each milestone, occurrence and review of what is "
    "suspended, which are its subtasks, all with due dates; finished ones in its folder for those. Parties "
    "are assignees, statuses ours, updates and moved deadlines comments, evidence references. Its list shows "
    "due dates and cannot be asked for what is late, so it tells all that is open, and no milestones met of "
    "total. It knows no recurrence, only occurrences. Plain output, no branches looked at.",
)
