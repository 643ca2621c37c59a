"""Edits made records as people do: one function an edit. Keeps each record valid and knows no commit."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bench import words
from bench.dates import last_day, narrow_wording
from bench.dice import Dice
from bench.records import (
    CLOSED_SHORT,
    OPEN,
    Record,
    make_due_change,
    make_move,
    make_proof,
    make_title,
    make_update,
)


class Scene(NamedTuple):
    """When an edit is made, and what chance and the list of parties offer it."""

    day: date
    dice: Dice
    parties: Sequence[str]


class Edit(NamedTuple):
    message: words.Prose
    """What a commit's message calls it."""
    share: float
    """How often it is made; all shares add up to 1."""
    apply: Callable[[Record, Scene], bool]
    """Edits the record; False, and nothing done, where it does not fit the record."""


def number_of(record: Record) -> int:
    return int(record["id"][4:10])


def _add_update(record: Record, scene: Scene) -> bool:
    if record["kind"] == "meeting":
        return False
    _note(record, scene, words.NOTES)
    return True


def _note(record: Record, scene: Scene, notes: Sequence[words.Prose]) -> None:
    update = make_update(scene.day, notes, scene.parties, scene.dice)
    record["updates"] = [*record.get("updates", ()), update]


def _add_evidence(record: Record, scene: Scene) -> bool:
    proof = make_proof(number_of(record), scene.day, scene.dice)
    record["evidence"] = [*record.get("evidence", ()), proof]
    return True


def _postpone(record: Record, scene: Scene) -> bool:
    """Moves the deadline as the record format asks."""
    if not _can_postpone(record):
        return False
    old, record["due"] = record["due"], _later(record["due"], scene)
    change = make_due_change(scene.day, old, record["due"], scene.parties, scene.dice)
    record["due_changes"] = [*record.get("due_changes", ()), change]
    return True


def _postpone_silently(record: Record, scene: Scene) -> bool:
    """Moves the deadline without a word, which no rule sees in a record that has no move yet."""
    if "due_changes" in record or not _can_postpone(record):
        return False
    record["due"] = _later(record["due"], scene)
    return True


def _can_postpone(record: Record) -> bool:
    return record["status"] in OPEN and last_day(record.get("due", "..")) is not None


def _later(due: str, scene: Scene) -> str:
    later = max(last_day(due) or scene.day, scene.day) + timedelta(days=scene.dice.between(30, 200))
    wording = narrow_wording(later, scene.dice)
    return later.isoformat() if wording == due else wording


def _meet_milestone(record: Record, scene: Scene) -> bool:
    milestone = _open_milestone(record)
    if milestone is None or record["status"] not in OPEN:
        return False
    proof = make_proof(number_of(record), scene.day, scene.dice)
    milestone |= {"status": "met", "met_on": scene.day.isoformat(), "evidence": [proof]}
    return True


def _postpone_milestone(record: Record, scene: Scene) -> bool:
    """Moves a milestone's deadline, half the time with an entry that says why; never past the record's."""
    milestone = _open_milestone(record)
    target = scene.day + timedelta(days=scene.dice.between(20, 150))
    latest = last_day(record.get("due", "..")) or date.max
    if milestone is None or "due_changes" in milestone or target > latest - timedelta(days=31):
        return False
    old, new = milestone["due"], f"{target:%Y-%m}" if scene.dice.chance(0.5) else target.isoformat()
    if old >= new:
        return False
    milestone["due"] = new
    if scene.dice.chance(0.5):
        milestone["due_changes"] = [make_move(scene.day, old, new, scene.dice)]
    return True


def _open_milestone(record: Record) -> Record | None:
    milestones: list[Record] = record.get("milestones", [])
    return next((row for row in milestones if row.get("status", "scheduled") == "scheduled"), None)


def _move_on(record: Record, scene: Scene) -> bool:
    """Moves the status by one step of a record's life; a closed record is seldom opened again."""
    if record["kind"] == "meeting":
        return False
    match record["status"]:
        case "proposed":
            record["status"] = "agreed"
        case "agreed":
            record["status"] = "in_progress"
        case "in_progress":
            return number_of(record) % 20 != 1 and _pause_or_close(record, scene)
        case "suspended":
            record["status"] = "in_progress"
            del record["review_by"]
        case _:
            return scene.dice.chance(0.2) and _reopen(record, scene)
    return True


def _pause_or_close(record: Record, scene: Scene) -> bool:
    ends = (("fulfilled", 0.55), ("partially_fulfilled", 0.1), ("not_fulfilled", 0.1), ("withdrawn", 0.1))
    status = scene.dice.weighted((*ends, ("suspended", 0.15)))
    while status == "fulfilled" and _meet_milestone(record, scene):
        pass
    record["status"] = status
    if status == "suspended":
        _note(record, scene, words.PAUSES)
        record["review_by"] = (scene.day + timedelta(days=scene.dice.between(60, 200))).isoformat()
    if status in {"fulfilled", "partially_fulfilled"}:
        record["met_on"] = scene.day.isoformat()
        _add_evidence(record, scene)
    if status in CLOSED_SHORT:
        reason = scene.dice.pick(words.ENDINGS)._asdict()
        record["closing"] = {"date": scene.day.isoformat(), "reason": reason}
    return True


def _reopen(record: Record, scene: Scene) -> bool:
    record["status"] = "in_progress"
    for key in ("met_on", "closing", "superseded_by"):
        record.pop(key, None)
    _note(record, scene, words.REOPENINGS)
    return True


def _replace_party(record: Record, scene: Scene) -> bool:
    new, taken = scene.dice.pick(scene.parties), [row["party"] for row in record["parties"]]
    if new in taken:
        return False
    scene.dice.pick(record["parties"])["party"] = new
    return True


def _reword_title(record: Record, scene: Scene) -> bool:
    old, record["title"] = record["title"], make_title(number_of(record), scene.dice)
    return bool(record["title"] != old)


EDITS = (
    Edit(words.Prose("update", "cập nhật"), 0.3, _add_update),
    Edit(words.Prose("evidence", "thêm tài liệu kiểm chứng"), 0.13, _add_evidence),
    Edit(words.Prose("deadline moved", "lùi thời hạn"), 0.1, _postpone),
    Edit(words.Prose("corrections", "chỉnh sửa"), 0.07, _postpone_silently),
    Edit(words.Prose("status", "trạng thái mới"), 0.17, _move_on),
    Edit(words.Prose("milestone met", "đạt mốc"), 0.1, _meet_milestone),
    Edit(words.Prose("milestone moved", "lùi mốc"), 0.03, _postpone_milestone),
    Edit(words.Prose("party replaced", "thay đơn vị"), 0.07, _replace_party),
    Edit(words.Prose("title reworded", "sửa tên"), 0.03, _reword_title),
)
"""What happens to records day by day."""
