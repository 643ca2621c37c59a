"""What people do to a record: one function an edit, on text alone. Keeps the record valid; parses no YAML."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bench.days import in_month, narrow_wording, on_day
from bench.dice import Dice
from bench.drafts import Draft, value
from bench.items import Lines, due_change, milestone_moves, proof, prose, title, update
from bench.shape import CLOSED_SHORT, OPEN
from bench.wording import DEEDS, ENDINGS, NOTES, PAUSES, PLACES, REOPENINGS, Prose


class Moment(NamedTuple):
    """When an edit is made, and what chance and the registry offer it."""

    day: date
    dice: Dice
    parties: Sequence[str]


class Edit(NamedTuple):
    said: Prose
    """How a commit's message calls it."""
    share: int
    """How often it is in a hand of edits."""
    apply: Callable[[Draft, Moment], bool]
    """Edits the record; False, and nothing done, where this is no edit for it."""


def _updated(draft: Draft, now: Moment) -> bool:
    if draft.shape.is_meeting:
        return False
    _note(draft, now, NOTES)
    return True


def _note(draft: Draft, now: Moment, notes: Sequence[Prose]) -> None:
    draft.append("updates", _text(update(now.day, now.dice.pick(notes), now.parties, now.dice)))


def _proved(draft: Draft, now: Moment) -> bool:
    draft.append("evidence", _text(proof(draft.shape, now.day, "  ", now.dice)))
    return True


def _put_off(draft: Draft, now: Moment) -> bool:
    """The deadline moves, as the record format asks."""
    if "due" not in draft.blocks or draft.status not in OPEN:
        return False
    old, new = _later(draft, now)
    draft.append("due_changes", _text(due_change(now.day, old, new, now.parties, now.dice)))
    return True


def _put_off_silently(draft: Draft, now: Moment) -> bool:
    """The deadline moves and nothing says so, which no rule can see where none has moved before."""
    if "due" not in draft.blocks or "due_changes" in draft.blocks or draft.status not in OPEN:
        return False
    _later(draft, now)
    return True


def _later(draft: Draft, now: Moment) -> tuple[str, str]:
    old = value(draft.blocks["due"])
    draft.aim = max(draft.aim, now.day) + timedelta(days=now.dice.between(30, 200))
    new = narrow_wording(now.dice, draft.aim).text
    if new == old:
        new = on_day(draft.aim).text
    draft.blocks["due"] = f"due: {new}\n"
    return old, new


def _met_milestone(draft: Draft, now: Moment) -> bool:
    found = draft.items("milestones")
    place = _open_step(found)
    if place is None or draft.status not in OPEN:
        return False
    said = f"    status: met\n    met_on: {now.day}\n    evidence:\n"
    found[place] = _unsaid(found[place]) + said + _text(proof(draft.shape, now.day, "      ", now.dice))
    draft.set_items("milestones", found)
    return True


def _put_off_milestone(draft: Draft, now: Moment) -> bool:
    """A milestone's deadline moves, half the time with an entry that says why; never past the record's."""
    found = draft.items("milestones")
    place = _open_step(found)
    target = now.day + timedelta(days=now.dice.between(20, 150))
    if place is None or "due_changes" in found[place] or target > draft.aim - timedelta(days=31):
        return False
    new = (in_month if now.dice.chance(0.5) else on_day)(target).text
    head, old, tail = re.split(r"^    due: (\S+)\n", found[place], maxsplit=1, flags=re.MULTILINE)
    if old >= new:
        return False
    why = _text(milestone_moves(now.day, old, new, now.dice)) if now.dice.chance(0.5) else ""
    found[place] = f"{head}    due: {new}\n{why}{tail}"
    draft.set_items("milestones", found)
    return True


def _open_step(found: Sequence[str]) -> int | None:
    return next((at for at, item in enumerate(found) if "    status: " not in _unsaid(item)), None)


def _unsaid(step: str) -> str:
    """The milestone without the status that goes without saying."""
    return step.removesuffix("    status: scheduled\n")


def _moved_on(draft: Draft, now: Moment) -> bool:
    """The status moves by one step of a record's life; what is closed is seldom opened again."""
    if draft.shape.is_meeting:
        return False
    match draft.status:
        case "proposed":
            _set_status(draft, "agreed")
        case "agreed":
            _set_status(draft, "in_progress")
        case "in_progress":
            return not draft.shape.is_instrument and _paused_or_closed(draft, now)
        case "suspended":
            _set_status(draft, "in_progress")
            draft.drop("review_by")
        case _:
            return now.dice.chance(0.2) and _reopened(draft, now)
    return True


def _set_status(draft: Draft, status: str) -> None:
    draft.blocks["status"] = f"status: {status}\n"


def _paused_or_closed(draft: Draft, now: Moment) -> bool:
    ends = (("fulfilled", 0.55), ("partially_fulfilled", 0.1), ("not_fulfilled", 0.1), ("withdrawn", 0.1))
    status = now.dice.weighted((*ends, ("suspended", 0.15)))
    if status == "fulfilled":
        while _met_milestone(draft, now):
            pass
    _set_status(draft, status)
    if status == "suspended":
        _note(draft, now, PAUSES)
        draft.blocks["review_by"] = f"review_by: {now.day + timedelta(days=now.dice.between(60, 200))}\n"
    if status in {"fulfilled", "partially_fulfilled"}:
        draft.blocks["met_on"] = f"met_on: {now.day}\n"
        _proved(draft, now)
    if status in CLOSED_SHORT:
        reason = _text(prose("reason", now.dice.pick(ENDINGS), "  "))
        draft.blocks["closing"] = f"closing:\n  date: {now.day}\n{reason}"
    return True


def _reopened(draft: Draft, now: Moment) -> bool:
    _set_status(draft, "in_progress")
    draft.drop("met_on", "closing")
    _note(draft, now, REOPENINGS)
    return True


def _replaced_party(draft: Draft, now: Moment) -> bool:
    block = draft.blocks["parties"]
    old, new = now.dice.pick(_PARTY.findall(block)), now.dice.pick(now.parties)
    if new in _PARTY.findall(block):
        return False
    draft.blocks["parties"] = re.sub(rf"\bparty: {old}(?=[,\n])", f"party: {new}", block, count=1)
    return True


_PARTY = re.compile(r"\bparty: ([a-z0-9-]+)")


def _reworded(draft: Draft, now: Moment) -> bool:
    stage = draft.shape.number // 20 + 1
    new = _text(title(now.dice.pick(DEEDS), now.dice.pick(PLACES), stage))
    old, draft.blocks["title"] = draft.blocks["title"], new
    return new != old


def _text(lines: Lines) -> str:
    return "".join(f"{line}\n" for line in lines)


EDITS = (
    Edit(Prose("update", "cập nhật"), 9, _updated),
    Edit(Prose("evidence", "thêm minh chứng"), 4, _proved),
    Edit(Prose("deadline moved", "lùi thời hạn"), 3, _put_off),
    Edit(Prose("corrections", "chỉnh sửa"), 2, _put_off_silently),
    Edit(Prose("status", "trạng thái mới"), 5, _moved_on),
    Edit(Prose("milestone met", "đạt mốc"), 3, _met_milestone),
    Edit(Prose("milestone moved", "lùi mốc"), 1, _put_off_milestone),
    Edit(Prose("party replaced", "thay đơn vị"), 2, _replaced_party),
    Edit(Prose("title reworded", "sửa tên"), 1, _reworded),
)
"""What happens to records day by day."""
