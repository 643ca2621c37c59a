"""A made record on its way through a history: its text in blocks, one a top-level key. Parses no YAML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bench.dice import Dice
from bench.items import record_id
from bench.records import record_text
from bench.shape import OPEN, Shape, shape_of
from bench.workspace import folder_of, record_path

Blocks = dict[str, str]
"""Whole lines by the key they begin with, `#` for the comment above all."""

_ORDER = (
    *("#", "id", "title", "summary", "kind", "status", "part_of", "depends_on", "superseded_by", "parties"),
    *("made_on", "due", "due_basis", "due_changes", "repeats", "milestones", "updates", "evidence"),
    *("met_on", "closing", "review_by", "place", "scope", "source", "binding", "tags", "x-file-number"),
)
_TIDY_FIRST = ("#", "id", "title", "tags", "source")
_TIDY = (*_TIDY_FIRST, *(key for key in _ORDER if key not in _TIDY_FIRST))
_BLOCK = re.compile(r"^(#|[a-z_-]+)[^\n]*\n(?:[ ][^\n]*\n)*", re.MULTILINE)
_ITEM = re.compile(r"^  - [^\n]*\n(?:    [^\n]*\n)*", re.MULTILINE)
_DATE = re.compile(r"\bdate: (\S+)")
_MET_ON = re.compile(r"\bmet_on: (\S+)")
_MOVED_FROM = re.compile(r"\bfrom: (\S+)")
_DUE_MONTH = re.compile(r"^    due: (\d{4}-\d{2})", re.MULTILINE)
_HELD = re.compile(r"^    - occurrence: \S+\n      met_on: (\S+)\n", re.MULTILINE)
_TITLE_LINE = re.compile(r"^  (en|vi): (.*)$", re.MULTILINE)
_STEP = timedelta(days=100)
"""By how much the generator lets each of its moves of a deadline differ."""


@dataclass(slots=True, eq=False)
class Draft:
    """One record as it stands at some commit."""

    shape: Shape
    name: str
    folder: str
    blocks: Blocks
    aim: date
    """A day that its due words, or would."""
    tidy: bool = False
    """In the later layout: other order of keys, titles in quotes."""
    broken: bool = False
    held: bool = False
    """In the hands of a side branch, or broken until somebody mends it: nobody else edits it."""

    @property
    def path(self) -> str:
        return record_path(self.folder, self.name)

    @property
    def status(self) -> str:
        return value(self.blocks["status"])

    def text(self) -> str:
        """The whole file."""
        text = joined(self.blocks, self.tidy)
        return _spoilt(text, self.shape.number) if self.broken else text

    def items(self, key: str) -> list[str]:
        """The items of a list, none where it is absent."""
        return _ITEM.findall(self.blocks.get(key, ""))

    def set_items(self, key: str, items: Sequence[str]) -> None:
        if items:
            self.blocks[key] = f"{key}:\n{''.join(items)}"
        else:
            self.drop(key)

    def append(self, key: str, item: str) -> None:
        """Put an item behind those of a list, or begin one."""
        self.blocks[key] = self.blocks.get(key, f"{key}:\n") + item

    def drop(self, *keys: str) -> None:
        for key in keys:
            self.blocks.pop(key, None)


def drafted(number: int, records: int, parties: Sequence[str]) -> Draft:
    """The n-th of so many made records, with all that the generator lets happen to it."""
    shape = shape_of(number, records, Dice(number))
    blocks = parted(record_text(number, records, parties))
    return Draft(shape, record_id(number), folder_of(number), blocks, shape.aim)


def parted(text: str) -> Blocks:
    return {found[1]: found[0] for found in _BLOCK.finditer(text)}


def joined(blocks: Blocks, tidy: bool = False) -> str:
    order = _TIDY if tidy else _ORDER
    return "".join(_tidied(key, blocks[key]) if tidy else blocks[key] for key in order if key in blocks)


def value(block: str) -> str:
    """What stands behind the key of a block of one line."""
    return block.partition(": ")[2].rstrip("\n")


def rewind(draft: Draft, until: date) -> None:
    """Take away what is dated after that day, and what only follows from it."""
    day = until.isoformat()
    noted = _undo_items(draft, "updates", day)
    _undo_items(draft, "evidence", day)
    _undo_held(draft, day)
    _undo_moves(draft, day)
    ended = draft.status in OPEN or _ended(draft.blocks, day)
    _undo_milestones(draft, day, ended)
    if not ended or (draft.status == "suspended" and noted):
        draft.blocks["status"] = f"status: {'in_progress' if 'updates' in draft.blocks else 'agreed'}\n"
        draft.drop("met_on", "closing", "superseded_by", "review_by")


def _ended(blocks: Blocks, day: str) -> bool:
    text = blocks.get("met_on", "") + blocks.get("closing", "")
    dates = [*_MET_ON.findall(text), *_DATE.findall(text)]
    return bool(dates) and max(dates) <= day


def _undo_items(draft: Draft, key: str, day: str) -> int:
    """How many were taken away."""
    found = draft.items(key)
    kept = [item for item in found if _DATE.findall(item)[0] <= day]
    draft.set_items(key, kept)
    return len(found) - len(kept)


def _undo_held(draft: Draft, day: str) -> None:
    if repeats := draft.blocks.get("repeats"):
        kept = _HELD.sub(lambda found: found[0] if found[1] <= day else "", repeats)
        draft.blocks["repeats"] = kept.removesuffix("  held:\n")


def _undo_moves(draft: Draft, day: str) -> None:
    undone = [move for move in draft.items("due_changes") if _DATE.findall(move)[0] > day]
    aim = draft.aim - _STEP * len(undone)
    if not undone:
        return
    if aim < draft.shape.made:
        # A deadline before the record was made would be a fault, which only its moves have hidden.
        draft.drop("due_changes")
        return
    draft.aim = aim
    draft.blocks["due"] = f"due: {_MOVED_FROM.findall(undone[0])[0]}\n"
    _undo_items(draft, "due_changes", day)
    month = aim.isoformat()[:7]
    sooner = [item for item in draft.items("milestones") if _DUE_MONTH.findall(item)[0] < month]
    draft.set_items("milestones", sooner)


def _undo_milestones(draft: Draft, day: str, ended: bool) -> None:
    draft.set_items("milestones", [_unmet(item, day, ended) for item in draft.items("milestones")])


def _unmet(item: str, day: str, ended: bool) -> str:
    met_on = _MET_ON.findall(item)
    to_come = met_on[0] > day if met_on else not ended
    return item.partition("    status: ")[0] if to_come else item


def _tidied(key: str, block: str) -> str:
    return _TITLE_LINE.sub(r'  \1: "\2"', block) if key == "title" else block


def _spoilt(text: str, number: int) -> str:
    """Text that no YAML reader takes: a quote left open, or a merge left undone."""
    if number % 2:
        return text.replace("\nkind: ", '\nkind: "', 1)
    return text.replace("\nkind: ", "\n<<<<<<< HEAD\nkind: ", 1)
