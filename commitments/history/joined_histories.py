"""Joins the histories of the members of a roof, under the names of the roof. Reads no history.

Each commit keeps the day that it has in the time zone of its member.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from heapq import merge
from itertools import accumulate
from typing import NamedTuple, Protocol, TypeVar

from commitments.changes.change import Change, ChangeKind
from commitments.changes.field_names import plain_field_name
from commitments.history.main_line import History
from commitments.model.members import OWN_NAMES, MemberNames
from commitments.model.revision import Revision

_PARTY_KEY = re.compile(r"(?<=\Aparties\[)(?:[^\]/#\\]|\\.)+")
"""The party in the key of an item of `parties`, as `item_field_name` writes it."""


class MachineZone(tzinfo):
    """The time zone of the machine, for commits that stand beside those of other zones."""

    def fromutc(self, moment: datetime) -> datetime:
        return moment.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return moment.replace(tzinfo=None).astimezone().utcoffset() if moment else None

    def dst(self, moment: datetime | None) -> timedelta | None:
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        return moment.replace(tzinfo=None).astimezone().tzname() if moment else None


_MACHINE_ZONE = MachineZone()


class PartPlace(NamedTuple):
    """Where a part of a roof stands: what its names are called, and what day it is there."""

    names: MemberNames
    zone: tzinfo | None
    """None means the time zone of the machine."""
    today: date


def named_history(history: History, place: PartPlace) -> History:
    """The history of a part as the roof names it; each commit has its day in the zone of the part.

    A register that stands alone keeps its history as it is.
    """
    if place.names is OWN_NAMES:
        return history
    at = revision_namer(place)
    return History(
        list(named_changes(history.changes, place)),
        history.commits,
        shallow_start=history.shallow_start and at(history.shallow_start),
        began=history.began and at(history.began),
        ignored=[place.names.path(path) for path in history.ignored],
    )


def joined_history(histories: Sequence[History]) -> History:
    """One history of several, in the order of time; what is not committed comes last.

    Where the clocks of a history run backwards, its commits keep their order.
    """
    if len(histories) == 1:
        return histories[0]
    return History(
        joined_rows([history.changes for history in histories]),
        sum(history.commits for history in histories),
        ignored=[path for history in histories for path in history.ignored],
    )


class AtCommit(Protocol):
    """What belongs to a commit, or to the working tree."""

    @property
    def at(self) -> Revision: ...


Row = TypeVar("Row", bound=AtCommit)


def joined_rows(histories: Iterable[Sequence[Row]]) -> list[Row]:
    """Rows of several histories in the order of time, each history in its own order."""
    return [row for _, row in merge(*map(_timed, histories), key=lambda pair: pair[0])]


def _timed(rows: Sequence[Row]) -> Iterator[tuple[tuple[bool, int], Row]]:
    """Rows with a key that never falls: whether the row is not committed, and the latest time so far."""
    times = accumulate((row.at.time for row in rows), max)
    return (((not row.at.id, moment), row) for row, moment in zip(rows, times, strict=True))


def revision_namer(place: PartPlace) -> Callable[[Revision], Revision]:
    """A function that gives a commit of a part its day there; the working tree is of the day of judging."""
    zone = place.zone or _MACHINE_ZONE

    @cache
    def named(revision: Revision) -> Revision:
        if revision.id:
            return revision._replace(zone=zone)
        noon = datetime.combine(place.today, time(12), zone)
        return revision._replace(zone=zone, time=int(noon.timestamp()))

    return named


def named_changes(changes: Iterable[Change], place: PartPlace) -> Iterator[Change]:
    """Rows of a part as the roof names them."""
    names, at = place.names, revision_namer(place)
    for change in changes:
        named = change._replace(at=at(change.at))
        yield named if names.keeps_all and not names.folder else _named_change(named, names)


def _named_change(change: Change, names: MemberNames) -> Change:
    old, new = (_named_value(change, text, names) for text in (change.old, change.new))
    return change._replace(
        id=names.own_id(change.id),
        path=names.path(change.path),
        field=_PARTY_KEY.sub(lambda match: names.party(match[0]), change.field),
        old=old,
        new=new,
    )


def _named_value(change: Change, text: str, names: MemberNames) -> str:
    """What stood in a row before or after, which is a record, the path of one, or the value of a field."""
    if not text:
        return text
    value = json.loads(text)
    if change.kind == ChangeKind.RENAMED:
        named = names.path(value) if isinstance(value, str) else value
    elif change.field:
        named = names.part_of_record(tuple(plain_field_name(change.field).split(".")), value)
    else:
        named = names.record(value) if isinstance(value, dict) else value
    return text if named == value else json.dumps(named, ensure_ascii=False)
