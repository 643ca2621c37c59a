"""Tells a made history commit by commit: what people do to records in two years. Runs no git."""

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bench.dice import Dice
from bench.edits import EDITS, Edit, Scene, number_of
from bench.records import Record, make_record, record_id
from bench.words import Prose, party_ids
from bench.workspace import FIRST, FOLDER, MAIN, Commit, folder_of, record_path, surroundings
from bench.yaml_text import yaml_text

FEWEST = 50
"""Commits that every sort of event needs to find its place."""
SIDE, PULL_REQUEST = "side", "pull-request-of-20"
REVIEWED = 20
"""Records that the pull request edits, or all there are of fewer."""
_SPAN = timedelta(days=730)
_PEOPLE = ("An (registry)", "Bình", "Chi", "Dana", "Edith", "Giang", "Hugo", "艾薇")
_SIZES = ((1, 0.5), (2, 0.3), (3, 0.2))
_TRIES = 64
"""Records tried for an edit before another edit is tried."""


@dataclass(slots=True, eq=False)
class Draft:
    """One record as it stands at some commit."""

    record: Record
    folder: str
    is_broken: bool = False
    is_held: bool = False
    """On a side branch, or broken until somebody mends it: nobody else edits it."""

    @property
    def name(self) -> str:
        return str(self.record["id"])

    @property
    def path(self) -> str:
        return record_path(self.folder, self.name)


@dataclass(slots=True)
class _Change:
    """What one commit does, as it is gathered."""

    files: dict[str, bytes | None] = field(default_factory=dict)
    messages: list[tuple[str, Prose]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Side:
    """A branch that waits for its merge."""

    mark: int
    until: int
    change: _Change


class Story:
    """One history of so many records, with so many commits on its main line, and a pull request."""

    def __init__(self, records: int, commits: int) -> None:
        if commits < FEWEST:
            raise ValueError(f"a history has at least {FEWEST} commits")
        self._records, self._commits = records, commits
        self._dice = Dice(commits)
        self._parties = party_ids(records)
        self._coming = 1
        self._present: list[Draft] = []
        self._gone: deque[Draft] = deque()
        self._broken: list[tuple[int, Draft]] = []
        self._linked: set[str] = set()
        self._side: _Side | None = None
        self._is_tidy = False
        self._mark = self._tip = 0
        self._events = (
            (self._break, 250),
            (self._remove, 150),
            (self._restore, 300),
            (self._move, 200),
            (self._rename, 400),
        )

    def commits(self) -> Iterator[Commit]:
        """Every commit after its parents; the last one of the main line is a valid workspace."""
        yield self._main(0, self._founding(), "All that was agreed until now")
        for place in range(1, self._commits):
            if self._side is None and self._falls(place, 25, 2) and place < self._commits - 3:
                yield from self._branch(place)
            if self._side and place >= self._side.until:
                yield self._merge(place, self._side)
            elif not self._is_tidy and place >= self._commits * 3 // 5:
                yield self._main(place, self._tidy(), "Titles in quotes, tags and source on top")
            else:
                yield self._main(place, self._ordinary(place))
        yield self._pull_request()

    def _founding(self) -> _Change:
        change = _Change(files={**surroundings(self._records)})
        self._add(change, (self._records + 1) // 2, 0)
        return change

    def _ordinary(self, place: int) -> _Change:
        """What must be done now, then new records, then edits, up to three records if that is enough."""
        change = _Change()
        size = self._dice.weighted(_SIZES)
        self._mend(place, change)
        for offset, (event, period) in enumerate(self._events):
            if self._falls(place, period, 3 + 2 * offset):
                event(place, change)
        founding = (self._records + 1) // 2
        self._add(change, founding + (self._records - founding) * place // (self._commits - 3), place)
        for _ in range(size - len(change.messages)):
            self._edit(change, place)
        return change

    def _falls(self, place: int, period: int, offset: int) -> bool:
        """Whether something that comes once in a period comes now; at least three times in any history."""
        period = min(period, self._commits // 3)
        return place % period == offset % period

    def _add(self, change: _Change, until: int, place: int) -> None:
        """Take over the records that are to be there, as they stand on that day."""
        for number in range(self._coming, min(until, self._records) + 1):
            record = make_record(number, self._records, self._parties, self._scene(place).day)
            draft = Draft(record, folder_of(number))
            self._link(record)
            self._present.append(draft)
            self._write(change, draft, Prose("new record", "thêm mới"))
        self._coming = max(self._coming, until + 1)

    def _link(self, record: Record) -> None:
        """Note what the record names; it waits for no record that went."""
        waits = set(record.pop("depends_on", ())) & {draft.name for draft in self._present[-2 * FOLDER :]}
        if waits:
            record["depends_on"] = sorted(waits)
        self._linked |= waits | {record.get("part_of", ""), record.get("superseded_by", "")}

    def _write(self, change: _Change, draft: Draft, message: Prose) -> None:
        change.files[draft.path] = self._text(draft)
        change.messages.append((draft.name, message))
        change.drafts.append(draft)

    def _text(self, draft: Draft) -> bytes:
        text = yaml_text(draft.record, self._is_tidy)
        if draft.is_broken:
            spoilt = '\nkind: "' if number_of(draft.record) % 2 else "\n<<<<<<< HEAD\nkind: "
            text = text.replace("\nkind: ", spoilt, 1)
        return text.encode()

    def _edit(self, change: _Change, place: int) -> None:
        """Make the next edit that some record takes."""
        scene = self._scene(place)
        for edit in (self._pick_edit() for _ in EDITS):
            for draft in (self._free(change) for _ in range(_TRIES)):
                if draft and edit.apply(draft.record, scene):
                    self._write(change, draft, edit.message)
                    return

    def _pick_edit(self) -> Edit:
        return self._dice.weighted([(edit, edit.share) for edit in EDITS])

    def _scene(self, place: int) -> Scene:
        return Scene((FIRST + _SPAN * place / (self._commits - 1)).date(), self._dice, self._parties)

    def _free(self, change: _Change) -> Draft | None:
        draft = self._dice.pick(self._present)
        return None if draft.is_held or draft in change.drafts else draft

    def _any(self, change: _Change, is_unlinked: bool = False) -> Draft | None:
        """A record; one that no other names, or will name, where its own name is to go."""
        drafts = [draft for _ in range(_TRIES) if (draft := self._free(change))]
        if is_unlinked:
            drafts = [draft for draft in drafts if draft.name not in self._linked]
            drafts = [draft for draft in drafts if number_of(draft.record) % 20 > 2]
        return next(iter(drafts), None)

    def _break(self, place: int, change: _Change) -> None:
        until = place + self._dice.between(2, 6)
        draft = self._any(change)
        if draft and until < self._commits:
            draft.is_broken = draft.is_held = True
            self._broken.append((until, draft))
            self._write(change, draft, Prose("note", "nội dung cập nhật"))

    def _mend(self, place: int, change: _Change) -> None:
        for until, draft in [row for row in self._broken if row[0] <= place]:
            draft.is_broken = draft.is_held = False
            self._broken.remove((until, draft))
            self._write(change, draft, Prose("mended", "sửa lỗi cú pháp"))

    def _remove(self, _: int, change: _Change) -> None:
        if draft := self._any(change, is_unlinked=True):
            self._present.remove(draft)
            self._gone.append(draft)
            self._write(change, draft, Prose("removed", "xóa"))
            change.files[draft.path] = None

    def _restore(self, _: int, change: _Change) -> None:
        if self._gone and self._gone[0] not in change.drafts:
            draft = self._gone.popleft()
            self._present.append(draft)
            self._write(change, draft, Prose("put back", "khôi phục"))

    def _move(self, _: int, change: _Change) -> None:
        if draft := self._any(change):
            change.files[draft.path] = None
            folders = [folder_of(number) for number in range(1, self._records + FOLDER + 1, FOLDER)]
            draft.folder = self._dice.pick([folder for folder in folders if folder != draft.folder])
            self._write(change, draft, Prose("other folder", "chuyển thư mục"))

    def _rename(self, _: int, change: _Change) -> None:
        draft = self._any(change, is_unlinked=True)
        if draft and draft.name == record_id(number_of(draft.record)):
            change.files[draft.path] = None
            draft.record["id"] += "-b"
            self._write(change, draft, Prose("other id", "đổi mã"))

    def _tidy(self) -> _Change:
        """Lay out every record anew; one that is held follows with its next edit."""
        self._is_tidy = True
        free = [draft for draft in self._present if not draft.is_held]
        return _Change(files={draft.path: self._text(draft) for draft in free})

    def _branch(self, place: int) -> Iterator[Commit]:
        """Begin a branch of some commits at the tip of the main line."""
        whole, parent = _Change(), self._tip
        until = min(place + self._dice.between(1, 8), self._commits - 2)
        for _ in range(self._dice.between(1, 3)):
            part = _Change()
            for _ in range(self._dice.between(1, 2)):
                self._edit(part, place - 1)
            for draft in part.drafts:
                draft.is_held = True
            whole.files |= part.files
            whole.drafts += part.drafts
            yield self._commit(place - 0.5, part, "", (parent,), SIDE)
            parent = self._mark
        self._side = _Side(parent, until, whole)

    def _merge(self, place: int, side: _Side) -> Commit:
        for draft in side.change.drafts:
            draft.is_held = False
        self._side = None
        return self._main(place, side.change, f"Merge branch 'visit-{place}'", side.mark)

    def _main(self, place: int, change: _Change, message: str = "", *merged: int) -> Commit:
        parents = (self._tip, *merged) if self._tip else ()
        commit = self._commit(place, change, message, parents)
        self._tip = commit.mark
        return commit

    def _pull_request(self) -> Commit:
        """Edit records spread over all of them on a branch of its own."""
        change = _Change()
        for draft in self._present[:: max(1, len(self._present) // REVIEWED)][:REVIEWED]:
            draft.record = json.loads(json.dumps(draft.record))
            edits = (self._pick_edit() for _ in range(_TRIES))
            edit = next(edit for edit in edits if edit.apply(draft.record, self._scene(self._commits - 1)))
            self._write(change, draft, edit.message)
        return self._commit(self._commits, change, "What twenty leads sent in", (self._tip,), PULL_REQUEST)

    def _commit(
        self, place: float, change: _Change, message: str, parents: tuple[int, ...], branch: str = MAIN
    ) -> Commit:
        self._mark += 1
        name = self._dice.pick(_PEOPLE)
        author = f"{name} <person{_PEOPLE.index(name)}@example.org>"
        time = FIRST + _SPAN * place / (self._commits - 1)
        return Commit(
            self._mark, parents, author, time, message or self._message(change), change.files, branch
        )

    def _message(self, change: _Change) -> str:
        if not change.messages:
            return "Nothing new"
        language = "vi" if self._dice.chance(0.3) else "en"
        lines = [f"{name}: {getattr(message, language)}" for name, message in change.messages]
        return "\n\n".join((lines[0], "\n".join(lines[1:]))).strip()


def flat(commit: Commit) -> Commit:
    """The commit with all its records in one folder, which git must compare whole."""
    # A record that moved is taken away and put back under one name: what goes must go first.
    files = sorted(commit.files.items(), key=lambda file: file[1] is not None)
    names = {re.sub("^records/[0-9]+/", "records/", path): content for path, content in files}
    return replace(commit, files=names)
