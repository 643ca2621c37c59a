"""Backlog.md: a Markdown file for each item, in a project without git."""

import json
from collections.abc import Iterable, Iterator

from bench.items import RECORD, Item, items
from bench.peer import Site

_STATUSES = {
    **{"proposed": "Proposed", "agreed": "Agreed", "scheduled": "Scheduled"},
    **{"in_progress": "In Progress", "suspended": "Suspended"},
}
_DONE = "Done"


def lay_out(site: Site) -> None:
    site.run("init", "commitments", "--defaults", "--integration-mode", "none", "--no-git")
    settings = {"statuses": [*_STATUSES.values(), _DONE], "default_status": _STATUSES["proposed"]}
    kept = (site.data / "backlog/config.yml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in kept if line.partition(":")[0] not in settings]
    own = (f"{key}: {json.dumps(value)}" for key, value in settings.items())
    site.write("backlog/config.yml", (*kept, *own))
    for item in items(site.size):
        folder = "completed" if item.ended else "tasks"
        site.write(f"backlog/{folder}/task-{_number(item)} - {item.name}.md", task(item))


def task(item: Item) -> Iterator[str]:
    """The lines of an item."""
    is_record, record = item.kind == RECORD, item.record
    title = f"{item.id} {item.title}" if is_record else f"{item.id} {item.key} {item.title}"
    parties = [row["party"] for row in record["parties"]] if is_record else [item.lead]
    status = _DONE if item.ended else _STATUSES[item.status]
    yield from ("---", f"id: TASK-{_number(item)}", f"title: {json.dumps(title)}")
    yield from (f"status: {status}", f"created_date: '{item.made}'")
    if item.due is not None:
        yield f"due_date: '{item.due}'"
    yield _list("assignee", (f"@{party}" for party in parties))
    yield _list("labels", record["tags"] if is_record else [item.kind])
    yield _list("dependencies", map(_id, record.get("depends_on", ()) if is_record else ()))
    yield _list("references", (row["url"] for row in item.proofs))
    yield _list("documentation", [record["source"]["document"]] * is_record)
    if parent := record.get("part_of") if is_record else item.id:
        yield f"parent_task_id: {_id(parent)}"
    yield from (f"ordinal: {item.number * 1_000 + item.place}", "---")
    facts = (f"- {name}: {value}" for name, value in item.facts.items())
    about = (*item.text.splitlines(), "", *facts) if is_record else (f"{item.kind}: {item.status}",)
    yield from _section("Description", "SECTION:DESCRIPTION", about)
    proofs = (f"- {row['date']}: [{row['title']}]({row['url']})" for row in item.proofs)
    yield from _section("Implementation Notes", "SECTION:NOTES", proofs)
    notes = (f"created: {note.day} 00:00\n---\n{note.text}\n---\n" for note in item.notes)
    yield from _section("Comments", "COMMENTS", notes)


def _list(name: str, values: Iterable[str]) -> str:
    return "\n".join((f"{name}:", *(f"  - {json.dumps(value)}" for value in values)))


def _section(heading: str, mark: str, lines: Iterable[str]) -> Iterator[str]:
    if body := tuple(lines):
        yield from ("", f"## {heading}", "", f"<!-- {mark}:BEGIN -->", *body, f"<!-- {mark}:END -->")


def _id(record: str) -> str:
    return f"TASK-{int(record[4:10])}"


def _number(item: Item) -> str:
    return f"{item.number}.{item.place}" if item.place else f"{item.number}"
