"""What happens in a made history, commit by commit. Runs no git and writes no file."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bench.clock import FIRST, day_of, seconds_of
from bench.dice import Dice
from bench.drafts import Draft, drafted, rewind
from bench.edits import EDITS, Edit, Moment
from bench.items import record_id
from bench.wording import Prose
from bench.workspace import FOLDER, countries_for, party_ids, surroundings

FEWEST = 50
"""Commits below which not everything would find its place."""
PEOPLE = (
    "An (registry) <registry@example.org>",
    "Bình <binh@example.org>",
    "Chi <chi@example.org>",
    "Dana <dana@example.org>",
    "Edith <edith@example.org>",
    "Giang <giang@example.org>",
    "Hugo <hugo@example.org>",
    "艾薇 <ivy@example.org>",
)
"""Who commits; the first also brings in what others sent."""
_SIZES = ((1, 0.5), (2, 0.3), (3, 0.2))
_TRIES = 64
"""Records tried for an edit before another is made."""
_ID = re.compile(r"\brec-[0-9]{6}\b")


@dataclass(frozen=True, slots=True)
class Commit:
    mark: int
    """Its number from 1 in the order told, by which later ones name it as a parent."""
    parents: tuple[int, ...]
    author: str
    authored: int
    """Seconds since 1970, in Ha Noi's zone."""
    committer: str
    committed: int
    message: str
    files: Mapping[str, bytes | None]
    """What it changes against its first parent; None for a file that goes."""
    aside: bool = False
    """Off the main line."""


@dataclass(slots=True)
class _Change:
    """What one commit does, as it is gathered."""

    files: dict[str, bytes | None] = field(default_factory=dict)
    said: list[tuple[str, Prose]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)

    def write(self, draft: Draft, said: Prose) -> None:
        self.files[draft.path] = draft.text().encode()
        self.said.append((draft.name, said))
        self.drafts.append(draft)


@dataclass(frozen=True, slots=True)
class _Side:
    """A branch that is yet to be merged."""

    mark: int
    until: int
    change: _Change


class Story:
    """One history of so many records; of its commits, so many are on the main line."""

    def __init__(self, records: int, commits: int) -> None:
        if commits < FEWEST:
            raise ValueError(f"a history has at least {FEWEST} commits")
        self._records, self._commits = records, commits
        self._dice = Dice(commits)
        self._parties = party_ids(countries_for(records))
        drafts = [drafted(number, records, self._parties) for number in range(1, records + 1)]
        self._linked = {name for draft in drafts for name in _links(draft)}
        days = ((draft.shape.made + timedelta(days=self._dice.between(0, 20)), draft) for draft in drafts)
        self._waiting = deque(sorted(days, key=lambda each: (max(each[0], FIRST), each[1].shape.number)))
        self._present: list[Draft] = []
        self._gone: deque[Draft] = deque()
        self._broken: list[tuple[int, Draft]] = []
        self._side: _Side | None = None
        self._tidied = False
        self._hand: list[Edit] = []
        self._mark = self._tip = 0
        self._events = (
            (self._break, 250),
            (self._remove, 150),
            (self._restore, 300),
            (self._move, 200),
            (self._rename, 400),
        )

    def told(self) -> Iterator[Commit]:
        """Every commit after its parents; what the main line holds last is a valid workspace."""
        yield self._main(0, self._founding())
        for at in range(1, self._commits):
            if self._side is None and self._falls(at, 25, 2) and at < self._commits - 3:
                yield from self._branch(at)
            if self._side and at >= self._side.until:
                yield self._merge(at, self._side)
            elif not self._tidied and at >= self._commits * 3 // 5:
                yield self._main(at, self._tidy(), "Titles in quotes, tags and source on top")
            else:
                yield self._main(at, self._ordinary(at))

    def _founding(self) -> _Change:
        change = _Change(files=dict(surroundings(self._records)))
        while self._waiting and self._waiting[0][0] <= FIRST:
            self._add(change, FIRST)
        return change

    def _ordinary(self, at: int) -> _Change:
        """Whatever must be done now, then new records, then edits, up to three records if that is enough."""
        change, day = _Change(), self._day(at)
        size = self._dice.weighted(_SIZES)
        self._mend(at, change)
        for place, (event, every) in enumerate(self._events):
            if self._falls(at, every, 3 + 2 * place):
                event(at, change)
        pressed = -(-len(self._waiting) // (self._commits - at))
        while self._waiting and self._waiting[0][0] <= day and len(change.said) < max(size, pressed):
            self._add(change, day)
        for _ in range(size - len(change.said)):
            self._edit(change, day)
        return change

    def _falls(self, at: int, every: int, after: int) -> bool:
        """Whether something that comes every so often comes now; at least three times in any history."""
        period = min(every, self._commits // 3)
        return at % period == after % period

    def _add(self, change: _Change, day: date) -> None:
        _, draft = self._waiting.popleft()
        rewind(draft, day)
        draft.tidy = self._tidied
        self._present.append(draft)
        change.write(draft, Prose("new record", "thêm mới"))

    def _edit(self, change: _Change, day: date) -> None:
        """The next edit that some record takes."""
        now = Moment(day, self._dice, self._parties)
        for edit in (self._next_edit() for _ in EDITS):
            for draft in (self._free(change) for _ in range(_TRIES)):
                if draft and edit.apply(draft, now):
                    change.write(draft, edit.said)
                    return

    def _next_edit(self) -> Edit:
        if not self._hand:
            self._hand = _shuffled([edit for edit in EDITS for _ in range(edit.share)], self._dice)
        return self._hand.pop()

    def _free(self, change: _Change) -> Draft | None:
        draft = self._dice.pick(self._present) if self._present else None
        return None if draft is None or draft.held or draft in change.drafts else draft

    def _any(self, change: _Change, unlinked: bool = False) -> Draft | None:
        """A record; where its name is to go, one that no other names."""
        tried = (self._free(change) for _ in range(_TRIES))
        names = self._linked if unlinked else ()
        return next((draft for draft in tried if draft and draft.name not in names), None)

    def _break(self, at: int, change: _Change) -> None:
        until = at + self._dice.between(2, 6)
        draft = self._any(change)
        if draft and until < self._commits:
            draft.broken = draft.held = True
            self._broken.append((until, draft))
            change.write(draft, Prose("note", "ghi chú"))

    def _mend(self, at: int, change: _Change) -> None:
        for until, draft in [each for each in self._broken if each[0] <= at]:
            draft.broken = draft.held = False
            self._broken.remove((until, draft))
            change.write(draft, Prose("mended", "sửa lỗi cú pháp"))

    def _remove(self, _: int, change: _Change) -> None:
        if draft := self._any(change, unlinked=True):
            self._present.remove(draft)
            self._gone.append(draft)
            change.write(draft, Prose("removed", "xóa"))
            change.files[draft.path] = None

    def _restore(self, _: int, change: _Change) -> None:
        if self._gone and self._gone[0] not in change.drafts:
            draft = self._gone.popleft()
            self._present.append(draft)
            change.write(draft, Prose("put back", "khôi phục"))

    def _move(self, _: int, change: _Change) -> None:
        if draft := self._any(change):
            change.files[draft.path] = None
            draft.folder = self._dice.pick([name for name in self._folders() if name != draft.folder])
            change.write(draft, Prose("other folder", "chuyển thư mục"))

    def _folders(self) -> list[str]:
        return [f"{folder:03d}" for folder in range((self._records - 1) // FOLDER + 2)]

    def _rename(self, _: int, change: _Change) -> None:
        draft = self._any(change, unlinked=True)
        if draft and draft.name == record_id(draft.shape.number):
            change.files[draft.path] = None
            draft.name += "-b"
            draft.blocks["id"] = f"id: {draft.name}\n"
            change.write(draft, Prose("other id", "đổi mã"))

    def _tidy(self) -> _Change:
        """Every record in another layout; one in other hands follows with its next edit."""
        self._tidied = True
        change = _Change()
        for draft in self._present:
            draft.tidy = True
            if not draft.held:
                change.files[draft.path] = draft.text().encode()
        return change

    def _branch(self, at: int) -> Iterator[Commit]:
        """Some commits beside the main line, begun at its tip."""
        change, parent = _Change(), self._tip
        until = min(at + self._dice.between(1, 8), self._commits - 2)
        for step in range(1, self._dice.between(1, 3) + 1):
            part = _Change()
            for _ in range(self._dice.between(1, 2)):
                self._edit(part, self._day(at - 1))
            for draft in part.drafts:
                draft.held = True
            change.files |= part.files
            change.drafts += part.drafts
            yield replace(
                self._commit((parent,), self._time(at - 1) + 60 * step, self._message(part), part), aside=True
            )
            parent = self._mark
        self._side = _Side(parent, until, change)

    def _merge(self, at: int, side: _Side) -> Commit:
        for draft in side.change.drafts:
            draft.held = False
        self._side = None
        return self._main(at, side.change, f"Merge branch 'visit-{at}'", side.mark)

    def _main(self, at: int, change: _Change, message: str = "", *merged: int) -> Commit:
        parents = (self._tip, *merged) if self._tip else ()
        told = self._commit(parents, self._time(at), message or self._message(change), change)
        self._tip = told.mark
        return told

    def _commit(self, parents: tuple[int, ...], time: int, message: str, change: _Change) -> Commit:
        self._mark += 1
        author = committer = self._dice.pick(PEOPLE)
        authored = time
        if self._dice.chance(0.1):
            committer = PEOPLE[0]
            authored -= self._dice.between(3600, 3 * 24 * 3600)
        return Commit(self._mark, parents, author, authored, committer, time, message, change.files)

    def _message(self, change: _Change) -> str:
        if len(change.said) > max(size for size, _ in _SIZES):
            return f"{len(change.said)} records taken over"
        if not change.said:
            return "Nothing new"
        vietnamese = self._dice.chance(0.3)
        lines = [f"{name}: {said.vi if vietnamese else said.en}" for name, said in change.said]
        return "\n\n".join((lines[0], "\n".join(lines[1:]))).strip()

    def _time(self, at: int) -> int:
        return seconds_of(at, self._commits)

    def _day(self, at: int) -> date:
        return day_of(at, self._commits)


def _links(draft: Draft) -> list[str]:
    return _ID.findall(draft.blocks.get("part_of", "") + draft.blocks.get("depends_on", ""))


def _shuffled(edits: list[Edit], dice: Dice) -> list[Edit]:
    for last in range(len(edits) - 1, 0, -1):
        other = dice.between(0, last)
        edits[last], edits[other] = edits[other], edits[last]
    return edits
