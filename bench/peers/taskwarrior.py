"""Taskwarrior: a task for each record and each thing below it, imported by its own command."""

import json
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bench.days import TODAY
from bench.measure import Command
from bench.peers.entries import Entry, Kind, Mapping, Note, Proof, Step, entries, number_of
from bench.peers.environments import Had, Installed
from bench.peers.layout import checked
from bench.peers.peer import Entrant, Ground, Peer, versions
from bench.rows import Race

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
    *("basis", "place", "scope", "repeats", "closing", "source", "summary", "milestone"),
)
_RECUR = {"FREQ=WEEKLY": "weekly", "FREQ=MONTHLY": "monthly", "FREQ=YEARLY": "yearly"}
_WHY_NO_MORE = "of 10,000, with no dependency but those between records, it took 21 s for its list"
_SERIES = 999
"""The place of the task of which all occurrences are made."""
_ROW = r"^ *[0-9]+ .* rec-[0-9]{6}\b"


def _lay(ground: Ground, had: Had) -> None:
    told = list(entries(ground.root, ground.size))
    _settle(ground, had, told, [_without_needs(task) for entry in told for task in _tasks(entry)])


def _lay_with_needs(ground: Ground, had: Had) -> None:
    told = list(entries(ground.root, ground.size))
    _settle(ground, had, told, [task for entry in told for task in _tasks(entry)])


def _settle(ground: Ground, had: Had, told: Sequence[Entry], tasks: Sequence[Mapping]) -> None:
    home = ground.data
    columns, labels = ",".join(_COLUMNS), ",".join(_COLUMNS.values())
    settings = _SETTINGS.format(data=home, today=TODAY, columns=columns, labels=labels)
    fields = "".join(f"uda.{name}.type=string\nuda.{name}.label={name}\n" for name in _FIELDS)
    (home / "taskrc").write_text(settings + fields, encoding="utf-8")
    (home / "tasks.json").write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    for words in (("import", str(home / "tasks.json")), ("next",)):
        # The second has it sort finished tasks out, as any later command would.
        env = {**had.env, **_env(ground, had)}
        subprocess.run([had.program, *words], env=env, check=words[0] == "import", capture_output=True)
    checked(_overdue(ground, had), _ROW, sum(entry.late() for entry in told), home)
    checked(_list(ground, had), _ROW, sum(entry.open() for entry in told), home)


def _env(ground: Ground, had: Had) -> dict[str, str]:
    # Days are told as hours of Greenwich.
    return {**had.env, "TASKRC": str(ground.data / "taskrc"), "HOME": str(ground.data), "TZ": "UTC"}


def _tasks(entry: Entry) -> Iterator[Mapping]:
    yield dict(_record(entry))
    for place, step in enumerate(entry.steps, 1):
        yield dict(_step(entry, place, step))
    if entry.series:
        yield dict(_template(entry))


def _without_needs(task: Mapping) -> Mapping:
    return {key: value for key, value in task.items() if key != "depends"}


def _record(entry: Entry) -> Iterator[tuple[str, object]]:
    yield from _common(entry, 0, entry.title, entry.due, entry.ended)
    yield from entry.facts.items()
    yield "summary", entry.text
    if entry.parent is not None:
        yield "part", entry.parent
    below = [_uuid(entry.number, place) for place, _ in _needed(entry)]
    before = [_uuid(number_of(id), 0) for id in entry.whole.get("depends_on", ())]
    if below or before:
        yield "depends", [*below, *before]
    if entry.status == "in_progress":
        yield "start", _stamp(entry.made)
    yield "annotations", _annotations((*entry.notes, *entry.moves), entry.proofs)


def _needed(entry: Entry) -> Iterator[tuple[int, Step]]:
    """What must be done before the record can be; a series may never end."""
    steps = enumerate(entry.steps, 1)
    yield from ((place, step) for place, step in steps if step.kind is not Kind.OCCURRENCE)


def _step(entry: Entry, place: int, step: Step) -> Iterator[tuple[str, object]]:
    ended = step.ended
    yield from _common(entry, place, f"{step.key} {step.title}", step.due, ended)
    yield "milestone", step.outcome
    if step.kind is Kind.OCCURRENCE:
        yield from (("parent", _uuid(entry.number, _SERIES)), ("recur", _recur(entry)))
        yield "imask", [each for each in entry.steps if each.kind is step.kind].index(step)
    yield "annotations", _annotations(step.moves, step.proofs)


def _template(entry: Entry) -> Iterator[tuple[str, object]]:
    held = [step for step in entry.steps if step.kind is Kind.OCCURRENCE]
    told = dict(_common(entry, _SERIES, entry.title, held[0].due, None))
    mask = "".join("-" if step.ended is None else "+" for step in held)
    yield from (told | {"status": "recurring", "recur": _recur(entry), "mask": mask}).items()


def _recur(entry: Entry) -> str:
    rule = entry.facts["repeats"]
    return "quarterly" if "INTERVAL=3" in rule else _RECUR[rule.split(";")[0]]


def _common(
    entry: Entry, place: int, words: str, due: date | None, ended: date | None
) -> Iterator[tuple[str, object]]:
    yield "uuid", _uuid(entry.number, place)
    yield "description", f"{entry.id} {words}"
    yield "entry", _stamp(entry.made)
    yield "project", entry.lead
    is_resting = entry.is_suspended and (place == 0 or entry.steps[place - 1].kind is not Kind.REVIEW)
    yield "tags", [tag.replace("-", "_") for tag in entry.tags] + ["suspended"] * is_resting
    yield "status", "pending" if ended is None else "completed"
    if ended is not None:
        yield "end", _stamp(ended)
    if due is not None:
        yield "due", _stamp(due)


def _uuid(number: int, place: int) -> str:
    return f"00000000-0000-4{place:03d}-8000-{number:012d}"


def _annotations(notes: Iterable[Note], proofs: Iterable[Proof]) -> list[Mapping]:
    told = [(note.day, f"{note.text} ({note.by})" if note.by else note.text) for note in notes]
    told += [(proof.day, f"{proof.title} {proof.url}") for proof in proofs]
    # Annotations are known by their second.
    return [
        {"entry": _stamp(day)[:-3] + f"{at % 60:02d}Z", "description": words}
        for at, (day, words) in enumerate(told)
    ]


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
        Entrant(
            Race.DUE,
            "task overdue, with dependencies",
            _overdue,
            _lay_with_needs,
            most=1_000,
            why_no_more=_WHY_NO_MORE,
        ),
        Entrant(
            Race.DUE,
            "task list, with dependencies",
            _list,
            _lay_with_needs,
            most=1_000,
            why_no_more=_WHY_NO_MORE,
        ),
    ),
    "A task for each record, milestone, occurrence and review of what is suspended, each in the project of "
    "its lead: some 2.7 tasks a record. Updates, moved deadlines and evidence are annotations, all else "
    "stands in user-defined fields. Neither report tells milestones met of total, and it knows no date less "
    "exact than a day: the last stands for it. With dependencies a record waits for its milestones and for "
    "other records; each task that waits is then held against all others, which takes far longer. "
    "Occurrences are laid out as it would make them, and it makes none while it is measured. Its report of "
    "what is overdue is told our day in place of the present one, passes over what is suspended, and counts "
    "annotations as its list does. No line is wrapped, as its documents advise for a pipe.",
)
